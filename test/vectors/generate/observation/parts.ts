import { ObservationBodySchema, ObservationSchema, encode } from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import { paramMessages } from '@cloudx3/verifier-core';
import type { CoreCode, FeedTerms, ShapedObservation } from '@cloudx3/verifier-core';
import {
  FEED,
  NOTARIES,
  OPERATORS,
  ROUND,
  SESSION_TIME_MS,
  attestation,
  must,
  observation,
  powerReadings,
} from '../bodies.ts';
import type { BodyInit, OUTSIDER } from '../bodies.ts';
import { WEATHER } from '../operations.ts';
import { build, digestOf } from '../vector.ts';

export const [A, B, C] = NOTARIES.map(must) as [typeof OUTSIDER, typeof OUTSIDER, typeof OUTSIDER];
export const OPERATOR = must(OPERATORS[0]);
export const BEGIN = FEED.startMs + ROUND * FEED.intervalMs;
export const TWO: FeedTerms = { ...FEED, modes: { mpc: { notaries: 2 } } };
export const BOTH_MODES: FeedTerms = { ...FEED, modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } } };
export const PROXY_BY_TWO: FeedTerms = { ...FEED, modes: { mpc: { notaries: 1 }, proxy: { notaries: 2 } } };
export const everyRounds = (k: bigint): FeedTerms => ({ ...BOTH_MODES, stepUp: { everyRounds: k } });
export const MOVED: FeedTerms = { ...BOTH_MODES, stepUp: { movedMoreThan: { mantissa: 500n, scale: 2 } } };
export const WEATHER_FEED: FeedTerms = {
  ...FEED,
  operationId: WEATHER.id,
  params: [
    { name: 'latitude', value: '47.37' },
    { name: 'longitude', value: '8.54' },
  ],
  subject: '',
  reading: 'temperature',
  unit: 'Cel',
  maxObservedAgeMs: 900_000n,
};

export function single(change: BodyInit = {}): ShapedObservation {
  return observation(OPERATOR, [attestation(A, OPERATOR, change)]);
}

export function pairOf(a: BodyInit, b: BodyInit): ShapedObservation {
  return observation(OPERATOR, [attestation(A, OPERATOR, a), attestation(B, OPERATOR, b)]);
}

export function weather(ageMs: bigint): ShapedObservation {
  return single({
    operationId: WEATHER.id,
    params: paramMessages(WEATHER_FEED.params),
    subject: '',
    readings: [{ name: 'temperature', unit: 'Cel', value: { mantissa: -25n, scale: 1 } }],
    observedAtMs: SESSION_TIME_MS - ageMs,
  });
}

/** A good observation with its message changed after it was signed, or signed anew where the body is changed. */
export function changed(
  base: ShapedObservation,
  change: MessageInitShape<typeof ObservationBodySchema>,
  rest: Partial<MessageInitShape<typeof ObservationSchema>> = {},
): ShapedObservation {
  const body = build(ObservationBodySchema, { ...base.body, ...change });
  const domain = body.version === 2 ? 'observation2' : 'observation';
  const signature = OPERATOR.sign(digestOf(domain, encode(ObservationBodySchema, body)));
  const { attestations } = base;
  return build(ObservationSchema, { body, signature, attestations, ...rest }) as ShapedObservation;
}

export type Good = readonly [
  rule: string,
  name: string,
  o: ShapedObservation,
  value: string,
  feed?: FeedTerms,
  latest?: bigint,
];
export type Bad = readonly [
  rule: string,
  name: string,
  code: CoreCode,
  o: ShapedObservation,
  feed?: FeedTerms,
  latest?: bigint,
];

/** Two attestations that read this, in tenths. */
export function valuesOf(a: bigint, b: bigint): ShapedObservation {
  return pairOf({ readings: powerReadings(a, 1) }, { readings: powerReadings(b, 1) });
}
