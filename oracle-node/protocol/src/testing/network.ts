import {
  AttestationBodySchema,
  GossipEnvelopeSchema,
  HoleAssurance,
  KeyBinding,
  Mode,
  compareBytes,
  create,
  encode,
} from '@cloudx3/proto';
import type { AttestationBody, MessageInitShape } from '@cloudx3/proto';
import {
  defineOperation,
  parseDecimal,
  publicKeyOf,
  signAttestation,
  signDigest,
  signObservation,
  unwrap,
  verifySignature,
} from '@cloudx3/verifier-core';
import type {
  CheckedOperation,
  NetworkId,
  ShapedAttestation,
  ShapedObservation,
} from '@cloudx3/verifier-core';
import type { FeedRules } from '../feed.ts';
import type { ObservationContext } from '../observation/context.ts';
import { sliceOf } from '../rounds/schedule.ts';
import { seededBytes } from './seeded.ts';

/** A key pair of a test: never of anything else, since anybody can compute it. */
export interface TestKey {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
  sign(digest: Uint8Array): Uint8Array;
}

export interface TestNetwork {
  readonly network: NetworkId;
  readonly operation: CheckedOperation;
  /** In key order. */
  readonly members: readonly TestKey[];
  /** In key order. */
  readonly notaries: readonly TestKey[];
  readonly feed: FeedRules;
}

type BodyChanges = Exclude<MessageInitShape<typeof AttestationBodySchema>, AttestationBody>;

export const TEST_OPERATION = defineOperation({
  kind: 'read',
  name: 'test/temperature',
  server: { name: 'api.vendor.example' },
  method: 'GET',
  target: '/v1/now?id={station}',
  parameters: { station: { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 8 } },
  readings: { temperature: { unit: 'Cel', path: ['t'], min: '-90', max: '90' } },
  maxRequestBytes: 512,
  maxResponseBytes: 1024,
});

/** Changes that make an attestation of {@link TEST_OPERATION}, which has no holes, one of PROXY mode. */
export function proxySession(): BodyChanges {
  return {
    mode: Mode.PROXY,
    path: {
      resolvedAddress: '203.0.113.7',
      serverSpkiSha256: seededBytes('server key', 32),
      issuerSpkiSha256: seededBytes('issuer key', 32),
      tlsVersion: 0x0304,
      cipherSuite: 0x1301,
      keyBinding: KeyBinding.TICKET,
      holeAssurance: HoleAssurance.NO_HOLES,
      segmentLengths: [120],
    },
  };
}

export function testKey(seed: string): TestKey {
  const privateKey = seededBytes(`key/${seed}`, 32);
  return { privateKey, publicKey: publicKeyOf(privateKey), sign: (digest) => signDigest(digest, privateKey) };
}

/** So many keys of one kind, in key order. */
export function testKeys(kind: string, count: number): TestKey[] {
  return Array.from({ length: count }, (_, index) => testKey(`${kind}/${index}`)).sort((a, b) =>
    compareBytes(a.publicKey, b.publicKey),
  );
}

/** Keys, an operation and one feed, the same in every run. */
export function testNetwork(
  options: { members?: number; notaries?: number; feed?: Partial<FeedRules> } = {},
): TestNetwork {
  const members = testKeys('member', options.members ?? 4);
  const notaries = testKeys('notary', options.notaries ?? 2);
  const feed: FeedRules = {
    id: 7,
    edition: 2,
    active: true,
    operation: TEST_OPERATION,
    operationId: TEST_OPERATION.id,
    params: [{ name: 'station', value: 'abc' }],
    subject: '',
    reading: 'temperature',
    unit: 'Cel',
    decimals: 2,
    startMs: 1_000_000n,
    intervalMs: 60_000n,
    operators: members.map(({ publicKey }) => publicKey),
    notaries: notaries.map(({ publicKey }) => publicKey),
    quorum: 3,
    modes: { mpc: { notaries: 1 } },
    allowCustomCa: false,
    maxObservedAgeMs: undefined,
    lastRound: undefined,
    lastValue: undefined,
    ...options.feed,
  };
  return {
    network: { chainId: 'test-1', oracle: 'ucx1oracle' },
    operation: TEST_OPERATION,
    members,
    notaries,
    feed,
  };
}

/** An attestation as an honest notary would sign it for this member and round, with `changes` laid over its body. */
export function attest(
  net: TestNetwork,
  of: {
    member: TestKey;
    notary?: TestKey;
    round: bigint;
    value?: string;
    session?: string;
    changes?: BodyChanges;
  },
): ShapedAttestation {
  const notary = of.notary ?? net.notaries[0] ?? testKey('notary/0');
  const label = of.session ?? `${of.round}/${of.member.publicKey.join()}/${notary.publicKey.join()}`;
  const body = create(AttestationBodySchema, {
    version: 2,
    network: { ...net.network },
    notary: notary.publicKey,
    mode: Mode.MPC,
    operationId: net.feed.operationId,
    params: net.feed.params.map(({ name, value }) => ({ name, value })),
    subject: net.feed.subject,
    context: { purpose: { case: 'round', value: { feedId: net.feed.id, round: of.round } } },
    prover: of.member.publicKey,
    sessionId: seededBytes(`session/${label}`, 16),
    sessionTimeMs: sliceOf(net.feed, of.round).startMs + 1_000n,
    readings: [{ name: 'temperature', unit: 'Cel', value: unwrap(parseDecimal(of.value ?? '21.5')) }],
    transcriptCommitment: seededBytes(`commitment/${label}`, 32),
    ...of.changes,
  });
  return signAttestation(body, (digest) => notary.sign(digest));
}

/** An observation as an honest member would sign it. */
export function observe(
  net: TestNetwork,
  of: {
    member: TestKey;
    round: bigint;
    value?: string;
    attestations?: readonly ShapedAttestation[];
    signer?: TestKey;
  },
): ShapedObservation {
  const attestations = of.attestations ?? [attest(net, of)];
  const parts = {
    network: net.network,
    feedId: net.feed.id,
    round: of.round,
    observer: of.member.publicKey,
    attestations,
  };
  return signObservation(parts, (digest) => (of.signer ?? of.member).sign(digest));
}

/** The bytes in which an observation travels over gossip. */
export function envelopeOf(observation: ShapedObservation): Uint8Array {
  const kind = { case: 'observation', value: observation } as const;
  return encode(GossipEnvelopeSchema, create(GossipEnvelopeSchema, { version: 1, kind }));
}

/** A context in which nothing was seen yet, within the slice of `round`. */
export function contextAt(
  net: TestNetwork,
  round: bigint,
  changes: Partial<ObservationContext> = {},
): ObservationContext {
  return {
    network: net.network,
    verify: verifySignature,
    nowMs: sliceOf(net.feed, round).startMs + 30_000n,
    feed: (id) => (id === net.feed.id ? net.feed : undefined),
    isActiveNotary: (key) => net.notaries.some(({ publicKey }) => publicKey.join() === key.join()),
    held: () => undefined,
    equivocated: () => false,
    ...changes,
  };
}
