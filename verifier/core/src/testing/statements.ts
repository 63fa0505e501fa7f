import { AttestationBodySchema, create, HoleAssurance, KeyBinding, Mode } from '@cloudx3/proto';
import type { AttestationBody } from '@cloudx3/proto';
import { sha256 } from '@noble/hashes/sha2.js';
import { signAttestation } from '../attestation/attestation.ts';
import type { ShapedAttestation } from '../attestation/attestation.ts';
import type { FeedTerms } from '../observation/feed-terms.ts';
import { signObservation } from '../observation/observation.ts';
import type { ShapedObservation } from '../observation/shape.ts';
import { paramMessages } from '../operation/params.ts';
import { publicKeyOf, signDigest } from '../signature/ecdsa.ts';

// Statements as honest notaries and nodes make them, with keys that are the same in every run.

export const NETWORK = { chainId: 'chain-1', oracle: 'oracle1' };
/** 32 bytes that follow from a label: a private key, a digest, or a salt. */
export const secret = (label: string): Uint8Array => sha256(new TextEncoder().encode(label));
export const OPERATORS: readonly Uint8Array[] = ['o1', 'o2', 'o3', 'o4'].map(secret);
export const NOTARIES: readonly Uint8Array[] = ['n1', 'n2'].map(secret);

export const FEED: FeedTerms = {
  id: 3,
  operationId: secret('operation'),
  params: [{ name: 'id', value: '7' }],
  subject: 'device1',
  reading: 'power',
  unit: 'W',
  decimals: 3,
  startMs: 1_000n,
  intervalMs: 1_000n,
  operators: OPERATORS.map(publicKeyOf),
  notaries: NOTARIES.map(publicKeyOf),
  quorum: 1,
  modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } },
  allowCustomCa: true,
};

/** What one attestation of an observation says. */
export interface Said {
  readonly mantissa: bigint;
  readonly scale: number;
  /** Milliseconds from the beginning of the round to the session. */
  readonly time: bigint;
  readonly proxy: boolean;
  /** Last octet of the address of the server. */
  readonly host: number;
  readonly customCa: boolean;
  readonly observed: bigint;
}

const SAID: Said = {
  mantissa: 1n,
  scale: 0,
  time: 0n,
  proxy: false,
  host: 1,
  customCa: false,
  observed: 0n,
};

/** The body that notary `k` signs for operator `i` in a round; `i` and `k` are positions in the lists above. */
export function bodyOf(round: bigint, i: number, k: number, said: Partial<Said> = {}): AttestationBody {
  const { mantissa, scale, time, proxy, host, customCa, observed } = { ...SAID, ...said };
  return create(AttestationBodySchema, {
    version: 2,
    network: NETWORK,
    notary: at(FEED.notaries, k),
    mode: proxy ? Mode.PROXY : Mode.MPC,
    operationId: FEED.operationId,
    params: paramMessages(FEED.params),
    subject: FEED.subject,
    context: { purpose: { case: 'round', value: { feedId: FEED.id, round } } },
    prover: at(FEED.operators, i),
    sessionId: secret(`${i} ${k}`).slice(0, 16),
    sessionTimeMs: FEED.startMs + round * FEED.intervalMs + time,
    observedAtMs: observed,
    readings: [{ name: 'power', unit: 'W', value: { mantissa, scale } }],
    transcriptCommitment: secret(`transcript ${i} ${k}`),
    customCa,
    ...(proxy ? { path: pathTo(`203.0.113.${host}`) } : {}),
  });
}

/** How statements are signed where nobody looks at signatures: in no time. */
export const unsigned: typeof signDigest = () => new Uint8Array(64);

/** The same, signed by that notary. */
export function attest(
  round: bigint,
  i: number,
  k: number,
  said?: Partial<Said>,
  sign = signDigest,
): ShapedAttestation {
  return signAttestation(bodyOf(round, i, k, said), (digest) => sign(digest, at(NOTARIES, k)));
}

/** What operator `i` observed in a round: an attestation by each notary that said something. */
export function observe(
  round: bigint,
  i: number,
  said: readonly Partial<Said>[],
  sign = signDigest,
): ShapedObservation {
  const operator = at(OPERATORS, i);
  const attestations = said.map((one, k) => attest(round, i, k, one, sign));
  const parts = { network: NETWORK, feedId: FEED.id, round, observer: at(FEED.operators, i), attestations };
  return signObservation(parts, (digest) => sign(digest, operator));
}

function pathTo(resolvedAddress: string) {
  return {
    resolvedAddress,
    serverSpkiSha256: secret('server'),
    issuerSpkiSha256: secret('issuer'),
    tlsVersion: 0x0304,
    cipherSuite: 0x1301,
    keyBinding: KeyBinding.TICKET,
    holeAssurance: HoleAssurance.NO_HOLES,
    segmentLengths: [200],
  };
}

function at(keys: readonly Uint8Array[], index: number): Uint8Array {
  const key = keys[index];
  if (key === undefined) throw new Error(`there are ${keys.length} keys`);
  return key;
}
