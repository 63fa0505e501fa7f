import {
  AttestationBodySchema,
  AttestationFileSchema,
  HoleAssurance,
  KeyBinding,
  Mode,
  ReportFileSchema,
  compareBytes,
  create,
  encode,
} from '@cloudx3/proto';
import type { AttestationFile, FeedPolicy, FeedPolicySchema, MessageInitShape } from '@cloudx3/proto';
import {
  buildReport,
  defineOperation,
  evaluateResponse,
  publicKeyOf,
  renderRequest,
  segmentLengths,
  signAttestation,
  signDigest,
  signObservation,
  transcriptCommitment,
} from '@cloudx3/verifier-core';
import type { Range, ShapedAttestation } from '@cloudx3/verifier-core';

// Evidence as honest notaries and nodes make it, with keys and randomness that are the same in every run.

const NETWORK = { chainId: 'cloudx3-test-1', oracle: 'wasm1oracle' };
const START_MS = 1_760_000_000_000n;
const TEXT = new TextEncoder();

export const OPERATION = defineOperation({
  kind: 'read',
  name: 'test/power',
  server: { name: 'meter.cloudx3.test' },
  method: 'GET',
  target: '/v1/meters/{meter}?key={!key}',
  parameters: { meter: { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 8 } },
  holes: { key: { charset: 'alphanumeric', minLength: 8, maxLength: 8 } },
  readings: { power: { unit: 'W', path: ['power'], min: '0', max: '10000' } },
  maxRequestBytes: 512,
  maxResponseBytes: 1024,
});

export const NOTARY = key(1);
const OPERATORS = [key(11), key(12), key(13), key(14)].sort((a, b) => compareBytes(a.pubkey, b.pubkey));

const RESPONSE = TEXT.encode(
  'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{"power":231.5}',
);

/** An attestation with its operation and its transcript. */
export function attestationFile(mode = Mode.MPC): AttestationFile {
  const { attestation, opening } = attest(OPERATORS[0] ?? NOTARY, 0, mode);
  return create(AttestationFileSchema, { version: 1, attestation, operation: OPERATION.bytes, opening });
}

type PolicyChange = Exclude<MessageInitShape<typeof FeedPolicySchema>, FeedPolicy>;

/** A report of three of four operators. */
export function reportFileBytes(mode = Mode.MPC, change: PolicyChange = {}): Uint8Array {
  const observations = OPERATORS.slice(0, 3).map((operator, i) =>
    signObservation(
      {
        network: NETWORK,
        feedId: 7,
        round: 3n,
        observer: operator.pubkey,
        attestations: [attest(operator, i, mode).attestation],
      },
      (digest) => signDigest(digest, operator.secret),
    ),
  );
  const terms = { id: 7, operationId: OPERATION.id, params: [{ name: 'meter', value: 'A1' }], subject: '' };
  return encode(
    ReportFileSchema,
    create(ReportFileSchema, {
      version: 1,
      network: NETWORK,
      report: buildReport(terms, observations),
      operation: OPERATION.bytes,
      policy: {
        operators: OPERATORS.map(({ pubkey }) => pubkey),
        notaries: [NOTARY.pubkey],
        quorum: 3,
        mpcNotaries: 1,
        ...change,
        reading: 'power',
        unit: 'W',
        decimals: 2,
        startMs: START_MS,
        intervalMs: 60_000n,
      },
    }),
  );
}

function attest(operator: ReturnType<typeof key>, seed: number, mode: Mode) {
  const params = { meter: 'A1' };
  const rendered = renderRequest(OPERATION, params, { key: 'SECRET42' });
  if (!rendered.ok) throw new Error(rendered.message);
  const sent = rendered.value.bytes.slice();
  for (const { start, end } of rendered.value.holes) sent.fill(0, start, end);
  const sessionTimeMs = START_MS + 3n * 60_000n + 5n;
  const evaluated = evaluateResponse(OPERATION, params, RESPONSE, sessionTimeMs);
  if (!evaluated.ok) throw new Error(evaluated.message);
  const salt = new Uint8Array(32).fill(100 + seed);
  const body = create(AttestationBodySchema, {
    version: 2,
    network: NETWORK,
    notary: NOTARY.pubkey,
    mode,
    operationId: OPERATION.id.slice(),
    params: [{ name: 'meter', value: 'A1' }],
    context: { purpose: { case: 'round', value: { feedId: 7, round: 3n } } },
    prover: operator.pubkey,
    sessionId: new Uint8Array(16).fill(50 + seed),
    sessionTimeMs,
    readings: [...evaluated.value.readings],
    transcriptCommitment: transcriptCommitment(salt, sent, RESPONSE),
    ...(mode === Mode.PROXY ? { path: pathOf(sent.length, rendered.value.holes) } : {}),
  });
  const attestation: ShapedAttestation = signAttestation(body, (digest) => signDigest(digest, NOTARY.secret));
  return { attestation, opening: { salt, sent, received: RESPONSE.slice() } };
}

function pathOf(length: number, holes: readonly Range[]) {
  return {
    resolvedAddress: '203.0.113.7',
    serverSpkiSha256: new Uint8Array(32).fill(0xaa),
    issuerSpkiSha256: new Uint8Array(32).fill(0xbb),
    tlsVersion: 0x0304,
    cipherSuite: 0x1301,
    keyBinding: KeyBinding.TICKET,
    holeAssurance: HoleAssurance.LENGTH,
    segmentLengths: segmentLengths(length, holes),
  };
}

function key(fill: number): { secret: Uint8Array; pubkey: Uint8Array } {
  const secret = new Uint8Array(32).fill(fill);
  return { secret, pubkey: publicKeyOf(secret) };
}
