import { AttestationBodySchema, HoleAssurance, KeyBinding, Mode } from '@cloudx3/proto';
import type { AttestationBody, MessageInitShape, PathEvidence, PathEvidenceSchema } from '@cloudx3/proto';
import { signAttestation, signObservation } from '@cloudx3/verifier-core';
import type {
  Decimal,
  FeedTerms,
  ShapedAttestation,
  ShapedObservation,
  StepUp,
} from '@cloudx3/verifier-core';
import { POWER } from './operations.ts';
import { build, hex, sha256, testKey, utf8 } from './vector.ts';
import type { TestKey } from './vector.ts';

export const NETWORK = {
  chainId: 'cloudx3-vectors-1',
  oracle: 'cloud14hj2tavq8fpesdwxxcu44rty3hh90vhujrvcmstl4zr3txmfvw9s4hmalr',
};
export const SUBJECT = 'cloud1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu';
export const DEVICE_ID = 'a8032abe54dc';
export const ROUND = 41n;

function sortedKeys(label: string, count: number): TestKey[] {
  const keys = Array.from({ length: count }, (_, i) => testKey(`cloudx3 test ${label} ${i}`));
  return keys.sort((a, b) => (hex(a.publicKey) < hex(b.publicKey) ? -1 : 1));
}

/** In order of their public keys. */
export const OPERATORS = sortedKeys('operator', 7);
export const NOTARIES = sortedKeys('notary', 3);
export const OUTSIDER = testKey('cloudx3 test outsider');

export const FEED: FeedTerms = {
  id: 7,
  operationId: POWER.id,
  params: [{ name: 'device_id', value: DEVICE_ID }],
  subject: SUBJECT,
  reading: 'power',
  unit: 'W',
  decimals: 2,
  startMs: 1_790_000_000_000n,
  intervalMs: 60_000n,
  operators: OPERATORS.map(({ publicKey }) => publicKey),
  notaries: NOTARIES.slice(0, 2).map(({ publicKey }) => publicKey),
  quorum: 3,
  modes: { mpc: { notaries: 1 } },
  allowCustomCa: false,
};

export const SESSION_TIME_MS = FEED.startMs + ROUND * FEED.intervalMs + 12_345n;

export type BodyInit = Exclude<MessageInitShape<typeof AttestationBodySchema>, AttestationBody>;
export type PathInit = Exclude<MessageInitShape<typeof PathEvidenceSchema>, PathEvidence>;

/** Sixteen bytes that are the same for the same text. */
export function sessionId(text: string): Uint8Array {
  return sha256(utf8(`session ${text}`)).slice(0, 16);
}

/** A good body by a notary for an operator, with changes. */
export function attestationBody(notary: TestKey, operator: TestKey, change: BodyInit = {}): AttestationBody {
  return build(AttestationBodySchema, {
    version: 1,
    network: NETWORK,
    notary: notary.publicKey,
    mode: Mode.MPC,
    operationId: POWER.id,
    params: [...FEED.params],
    subject: SUBJECT,
    context: { purpose: { case: 'round', value: { feedId: FEED.id, round: ROUND } } },
    prover: operator.publicKey,
    sessionId: sessionId(`${notary.label} ${operator.label}`),
    sessionTimeMs: SESSION_TIME_MS,
    readings: powerReadings(2150n, 1),
    transcriptCommitment: sha256(utf8(`transcript ${notary.label} ${operator.label}`)),
    ...change,
  });
}

export function powerReadings(mantissa: bigint, scale: number): NonNullable<BodyInit['readings']> {
  return [
    { name: 'energy', unit: 'Wh', value: { mantissa: 123_456n, scale: 1 } },
    { name: 'power', unit: 'W', value: { mantissa, scale } },
  ];
}

/** A path of a session with one hole of 40 bytes, as `POWER` has it. */
export const PROXY_PATH = {
  resolvedAddress: '203.0.113.7',
  serverSpkiSha256: sha256(utf8('server key')),
  issuerSpkiSha256: sha256(utf8('issuer key')),
  tlsVersion: 0x0304,
  cipherSuite: 0x1301,
  keyBinding: KeyBinding.TICKET,
  holeAssurance: HoleAssurance.LENGTH,
  segmentLengths: [43, 40, 251],
};

/** What makes a body one of PROXY mode. */
export function proxied(change: PathInit = {}): BodyInit {
  return { mode: Mode.PROXY, path: { ...PROXY_PATH, ...change } };
}

export function attestation(notary: TestKey, operator: TestKey, change: BodyInit = {}): ShapedAttestation {
  return signAttestation(attestationBody(notary, operator, change), notary.sign);
}

export function observation(
  operator: TestKey,
  attestations: readonly ShapedAttestation[],
  change: { round?: bigint; feedId?: number; isGroup?: boolean } = {},
): ShapedObservation {
  const parts = {
    network: NETWORK,
    feedId: FEED.id,
    round: ROUND,
    observer: operator.publicKey,
    attestations,
  };
  return signObservation({ ...parts, ...change }, operator.sign);
}

/** A feed as the JSON of vectors has it; keys and names as in the contract's FeedSpec, bytes in hex. */
export function feedJson(feed: FeedTerms): Record<string, unknown> {
  return {
    ...(feed.edition === undefined ? {} : { edition: feed.edition }),
    id: feed.id,
    operation_id: hex(feed.operationId),
    params: feed.params.map(({ name, value, items = [] }) => ({
      name,
      value,
      ...(items.length === 0 ? {} : { items }),
    })),
    subject: feed.subject,
    reading: feed.reading,
    unit: feed.unit,
    decimals: feed.decimals,
    interval_ms: Number(feed.intervalMs),
    start_ms: Number(feed.startMs),
    operators: feed.operators.map(hex),
    notaries: feed.notaries.map(hex),
    quorum: feed.quorum,
    modes: feed.modes,
    ...(feed.stepUp === undefined ? {} : { step_up: stepUpJson(feed.stepUp) }),
    allow_custom_ca: feed.allowCustomCa,
    ...(feed.measuredOnly === undefined ? {} : { measured_only: feed.measuredOnly }),
    ...(feed.rows === undefined ? {} : { rows: feed.rows }),
    ...(feed.maxObservedAgeMs === undefined ? {} : { max_observed_age_ms: Number(feed.maxObservedAgeMs) }),
  };
}

export function networkJson(network: typeof NETWORK): Record<string, string> {
  return { chain_id: network.chainId, oracle: network.oracle };
}

/** A decimal as the JSON of vectors has it. */
export function decimalJson({ mantissa, scale }: Decimal): Record<string, unknown> {
  return { mantissa: mantissa.toString(), scale };
}

function stepUpJson({ everyRounds, movedMoreThan }: StepUp): Record<string, unknown> {
  return {
    ...(everyRounds === undefined ? {} : { every_rounds: Number(everyRounds) }),
    ...(movedMoreThan === undefined ? {} : { moved_more_than: decimalJson(movedMoreThan) }),
  };
}

export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the generator lacks a value');
  return value;
}
