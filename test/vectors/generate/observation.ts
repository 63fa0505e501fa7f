import { encode, KeyBinding, ObservationBodySchema, ObservationSchema } from '@cloudx3/proto';
import type { MessageInitShape } from '@cloudx3/proto';
import type { CoreCode, FeedTerms, ShapedObservation } from '@cloudx3/verifier-core';
import {
  attestation,
  attestationBody,
  decimalJson,
  DEVICE_ID,
  FEED,
  feedJson,
  must,
  NETWORK,
  networkJson,
  NOTARIES,
  observation,
  OPERATORS,
  OUTSIDER,
  powerReadings,
  proxied,
  ROUND,
  SESSION_TIME_MS,
  SUBJECT,
} from './bodies.ts';
import type { BodyInit } from './bodies.ts';
import { WEATHER } from './operations.ts';
import { build, digestOf, hex, invalid, valid } from './vector.ts';
import type { Vector } from './vector.ts';

const [A, B, C] = NOTARIES.map(must) as [typeof OUTSIDER, typeof OUTSIDER, typeof OUTSIDER];
const OPERATOR = must(OPERATORS[0]);
const BEGIN = FEED.startMs + ROUND * FEED.intervalMs;
const TWO: FeedTerms = { ...FEED, modes: { mpc: { notaries: 2 } } };
const BOTH_MODES: FeedTerms = { ...FEED, modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } } };
const PROXY_BY_TWO: FeedTerms = { ...FEED, modes: { mpc: { notaries: 1 }, proxy: { notaries: 2 } } };
const everyRounds = (k: bigint): FeedTerms => ({ ...BOTH_MODES, stepUp: { everyRounds: k } });
const MOVED: FeedTerms = { ...BOTH_MODES, stepUp: { movedMoreThan: { mantissa: 500n, scale: 2 } } };
const WEATHER_FEED: FeedTerms = {
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

function single(change: BodyInit = {}): ShapedObservation {
  return observation(OPERATOR, [attestation(A, OPERATOR, change)]);
}

function pairOf(a: BodyInit, b: BodyInit): ShapedObservation {
  return observation(OPERATOR, [attestation(A, OPERATOR, a), attestation(B, OPERATOR, b)]);
}

function weather(ageMs: bigint): ShapedObservation {
  return single({
    operationId: WEATHER.id,
    params: [...WEATHER_FEED.params],
    subject: '',
    readings: [{ name: 'temperature', unit: 'Cel', value: { mantissa: -25n, scale: 1 } }],
    observedAtMs: SESSION_TIME_MS - ageMs,
  });
}

/** A good observation with its message changed after it was signed, or signed anew where the body is changed. */
function changed(
  base: ShapedObservation,
  change: MessageInitShape<typeof ObservationBodySchema>,
  rest: Partial<MessageInitShape<typeof ObservationSchema>> = {},
): ShapedObservation {
  const body = build(ObservationBodySchema, { ...base.body, ...change });
  const signature = OPERATOR.sign(digestOf('observation', encode(ObservationBodySchema, body)));
  const { attestations } = base;
  return build(ObservationSchema, { body, signature, attestations, ...rest }) as ShapedObservation;
}

type Good = readonly [
  rule: string,
  name: string,
  o: ShapedObservation,
  value: string,
  feed?: FeedTerms,
  latest?: bigint,
];
type Bad = readonly [
  rule: string,
  name: string,
  code: CoreCode,
  o: ShapedObservation,
  feed?: FeedTerms,
  latest?: bigint,
];

function goodCases(): Good[] {
  const withValues = (a: bigint, b: bigint) =>
    observation(OPERATOR, [
      attestation(A, OPERATOR, { readings: powerReadings(a, 1) }),
      attestation(B, OPERATOR, { readings: powerReadings(b, 1) }),
    ]);
  return [
    ['OBS-1', 'one attestation', single(), '21500'],
    ['OBS-6', 'two attestations', withValues(2150n, 2160n), '21550', TWO],
    [
      'AGG-1',
      'mean of two, half away from zero, at 0 decimals',
      withValues(-10n, -20n),
      '-2',
      { ...TWO, decimals: 0 },
    ],
    ['OBS-5', 'at the beginning of the slice', single({ sessionTimeMs: BEGIN }), '21500'],
    [
      'OBS-5',
      'in the last millisecond of the slice',
      single({ sessionTimeMs: BEGIN + FEED.intervalMs - 1n }),
      '21500',
    ],
    ['OBS-5', 'PROXY where it is accepted', single(proxied()), '21500', BOTH_MODES],
    ['OBS-6', 'one MPC where PROXY needs two', single(), '21500', PROXY_BY_TWO],
    ['OBS-6', 'two PROXY where it needs two', pairOf(proxied(), proxied()), '21500', PROXY_BY_TWO],
    [
      'OBS-6',
      'two PROXY over different paths',
      pairOf(proxied(), proxied({ keyBinding: KeyBinding.GRAMMAR })),
      '21500',
      PROXY_BY_TWO,
    ],
    [
      'OBS-5',
      'private CA where it is allowed',
      single({ customCa: true }),
      '21500',
      { ...FEED, allowCustomCa: true },
    ],
    ['OBS-5', 'as old as the feed allows', weather(900_000n), '-250', WEATHER_FEED],
    ...goodStepUps(),
  ];
}

function goodStepUps(): Good[] {
  const exact = { readings: powerReadings(2_150_049n, 4) };
  return [
    ['OBS-9', 'MPC in a round that k divides', single(), '21500', everyRounds(ROUND)],
    ['OBS-9', 'PROXY in a round that k does not divide', single(proxied()), '21500', everyRounds(2n)],
    ['OBS-9', 'PROXY that moved by the bound, up', single(proxied()), '21500', MOVED, 21_000n],
    ['OBS-9', 'PROXY that moved by the bound, down', single(proxied()), '21500', MOVED, 22_000n],
    [
      'OBS-9',
      'PROXY that moved by the bound once rescaled',
      single({ ...proxied(), ...exact }),
      '21500',
      MOVED,
      21_000n,
    ],
    ['OBS-9', 'PROXY where the feed has no value', single(proxied()), '21500', MOVED],
    ['OBS-9', 'MPC that moved further', single(), '21500', MOVED, 0n],
    [
      'OBS-9',
      'two PROXY whose mean moved by the bound',
      pairOf(
        { ...proxied(), readings: powerReadings(2_200n, 1) },
        { ...proxied(), readings: powerReadings(2_100n, 1) },
      ),
      '21500',
      MOVED,
      21_000n,
    ],
  ];
}

function badStepUps(): Bad[] {
  const moved: CoreCode = 'observation.step_up_moved';
  return [
    [
      'OBS-9',
      'PROXY in a round that k divides',
      'observation.step_up_round',
      single(proxied()),
      everyRounds(ROUND),
    ],
    [
      'OBS-9',
      'PROXY in a round that k divides, not moved',
      'observation.step_up_round',
      single(proxied()),
      { ...BOTH_MODES, stepUp: { everyRounds: ROUND, movedMoreThan: { mantissa: 500n, scale: 2 } } },
      21_500n,
    ],
    ['OBS-9', 'PROXY that moved further, up', moved, single(proxied()), MOVED, 20_999n],
    ['OBS-9', 'PROXY that moved further, down', moved, single(proxied()), MOVED, 22_001n],
    ['OBS-9', 'PROXY that moved further, through zero', moved, single(proxied()), MOVED, -1n],
  ];
}

function badCases(): Bad[] {
  const good = single();
  const pair = observation(OPERATOR, [attestation(A, OPERATOR), attestation(B, OPERATOR)]);
  const same = observation(OPERATOR, [
    attestation(A, OPERATOR),
    attestation(B, OPERATOR, { sessionId: attestationBody(A, OPERATOR).sessionId }),
  ]);
  const reversed = { attestations: pair.attestations.toReversed() };
  const foreign = { ...attestation(A, OPERATOR), signature: attestation(OUTSIDER, OPERATOR).signature };
  return [
    ['OBS-2', 'version 2', 'observation.version', changed(good, { version: 2 })],
    ['OBS-2', 'no network', 'observation.malformed', changed(good, { network: { chainId: '', oracle: '' } })],
    [
      'OBS-2',
      'observer of 32 bytes',
      'observation.malformed',
      changed(good, { observer: new Uint8Array(32) }),
    ],
    [
      'OBS-2',
      'no attestation',
      'observation.malformed',
      changed(good, { attestationIds: [] }, { attestations: [] }),
    ],
    [
      'OBS-2',
      '9 attestations',
      'observation.malformed',
      changed(
        good,
        { attestationIds: Array.from({ length: 9 }, () => must(good.body.attestationIds[0])) },
        { attestations: Array.from({ length: 9 }, () => must(good.attestations[0])) },
      ),
    ],
    [
      'OBS-2',
      'attestations out of order',
      'observation.order',
      changed(pair, { attestationIds: pair.body.attestationIds.toReversed() }, reversed),
    ],
    [
      'OBS-2',
      'one attestation twice',
      'observation.order',
      changed(
        good,
        { attestationIds: [...good.body.attestationIds, ...good.body.attestationIds] },
        { attestations: [...good.attestations, ...good.attestations] },
      ),
    ],
    [
      'OBS-2',
      'ids in another order',
      'observation.attestation_ids',
      changed(pair, { attestationIds: pair.body.attestationIds.toReversed() }),
    ],
    [
      'OBS-2',
      'an id too few',
      'observation.attestation_ids',
      changed(pair, { attestationIds: pair.body.attestationIds.slice(1) }),
    ],
    [
      'OBS-2',
      'an attestation that was not signed',
      'observation.attestation_ids',
      changed(good, {}, { attestations: [attestation(A, OPERATOR, { readings: powerReadings(1n, 0) })] }),
    ],
    [
      'OBS-2',
      'another chain',
      'observation.network',
      changed(good, { network: { ...NETWORK, chainId: 'other-1' } }),
    ],
    [
      'OBS-2',
      'another contract',
      'observation.network',
      changed(good, { network: { ...NETWORK, oracle: 'cloud1other' } }),
    ],
    ['OBS-3', 'another feed', 'observation.feed', changed(good, { feedId: 8 })],
    [
      'OBS-3',
      'observer who is no member',
      'observation.observer',
      observation(OUTSIDER, [attestation(A, OUTSIDER)]),
    ],
    ['OBS-5', 'another operation', 'attestation.operation', single({ operationId: WEATHER.id })],
    [
      'OBS-5',
      'other parameters',
      'attestation.params',
      single({ params: [{ name: 'device_id', value: 'a8032abe54dd' }] }),
    ],
    ['OBS-5', 'another subject', 'attestation.subject', single({ subject: `${SUBJECT}x` })],
    [
      'OBS-5',
      'attestation of another chain',
      'attestation.network',
      single({ network: { ...NETWORK, chainId: 'other-1' } }),
    ],
    [
      'OBS-5',
      'attestation of another contract',
      'attestation.network',
      single({ network: { ...NETWORK, oracle: 'cloud1other' } }),
    ],
    [
      'OBS-5',
      'attestation for another feed',
      'attestation.context',
      single({ context: { purpose: { case: 'round', value: { feedId: 8, round: ROUND } } } }),
    ],
    [
      'OBS-5',
      'attestation for another round',
      'attestation.context',
      single({ context: { purpose: { case: 'round', value: { feedId: 7, round: ROUND - 1n } } } }),
    ],
    [
      'OBS-5',
      'attestation for a command',
      'attestation.context',
      single({ context: { purpose: { case: 'command', value: { devices: 'cloud1d', commandId: ROUND } } } }),
    ],
    [
      'OBS-5',
      'attestation for a nonce',
      'attestation.context',
      single({ context: { purpose: { case: 'nonce', value: new Uint8Array(16) } } }),
    ],
    [
      'OBS-5',
      'attestation of another prover',
      'attestation.prover',
      observation(OPERATOR, [attestation(A, must(OPERATORS[1]))]),
    ],
    ['OBS-5', 'mode that is not accepted', 'attestation.mode', single(proxied())],
    [
      'OBS-5',
      'MPC where only PROXY is accepted',
      'attestation.mode',
      single(),
      { ...FEED, modes: { proxy: { notaries: 1 } } },
    ],
    ['OBS-6', 'one attestation of each mode', 'observation.mixed_modes', pairOf({}, proxied()), BOTH_MODES],
    [
      'OBS-6',
      'one PROXY where it needs two',
      'observation.notaries_required',
      single(proxied()),
      PROXY_BY_TWO,
    ],
    ...badStepUps(),
    [
      'OBS-5',
      'notary that is not accepted',
      'attestation.notary',
      observation(OPERATOR, [attestation(C, OPERATOR)]),
    ],
    ['OBS-5', 'private CA', 'attestation.custom_ca', single({ customCa: true })],
    ['OBS-5', 'before the slice', 'attestation.session_time', single({ sessionTimeMs: BEGIN - 1n })],
    [
      'OBS-5',
      'after the slice',
      'attestation.session_time',
      single({ sessionTimeMs: BEGIN + FEED.intervalMs }),
    ],
    ['OBS-5', 'older than the feed allows', 'attestation.observed_at', weather(900_001n), WEATHER_FEED],
    [
      'OBS-5',
      'reading is not there',
      'attestation.reading',
      single({ readings: powerReadings(1n, 0).slice(0, 1) }),
    ],
    [
      'OBS-5',
      'reading in another unit',
      'attestation.reading',
      single({ readings: [{ name: 'power', unit: 'kW', value: {} }] }),
    ],
    [
      'AGG-1',
      'reading does not fit the decimals',
      'attestation.reading',
      single({ readings: powerReadings(10n ** 17n, 0) }),
    ],
    ['OBS-6', 'attestations by too few notaries', 'observation.notaries_required', good, TWO],
    ['OBS-6', 'two attestations of one session', 'observation.session_reused', same],
    [
      'OBS-7',
      'observer’s signature by another key',
      'observation.signature',
      changed(
        good,
        {},
        { signature: OUTSIDER.sign(digestOf('observation', encode(ObservationBodySchema, good.body))) },
      ),
    ],
    [
      'OBS-7',
      'observer’s signature under another domain',
      'observation.signature',
      changed(
        good,
        {},
        { signature: OPERATOR.sign(digestOf('attestation', encode(ObservationBodySchema, good.body))) },
      ),
    ],
    [
      'OBS-7',
      'notary’s signature by another key',
      'attestation.signature',
      changed(good, {}, { attestations: [foreign] }),
    ],
    [
      'OBS-2',
      'signature of 63 bytes',
      'observation.malformed',
      changed(good, {}, { signature: new Uint8Array(63) }),
    ],
    [
      'ATT-2',
      'notary’s signature of 63 bytes',
      'attestation.malformed',
      changed(good, {}, { attestations: [{ ...attestation(A, OPERATOR), signature: new Uint8Array(63) }] }),
    ],
    [
      'OBS-5',
      'other param name',
      'attestation.params',
      single({ params: [{ name: 'device', value: DEVICE_ID }] }),
    ],
  ];
}

/** Rules OBS-1, OBS-2, OBS-3, OBS-5, OBS-6, OBS-7 and OBS-9: an observation against a feed. `value` is a mantissa at the feed's decimals. */
export function observationVectors(): Vector[] {
  const fields = (o: ShapedObservation, feed: FeedTerms, latest: bigint | undefined) => ({
    observation: hex(encode(ObservationSchema, o)),
    network: networkJson(NETWORK),
    feed: feedJson(feed),
    ...(latest === undefined ? {} : { latest: decimalJson({ mantissa: latest, scale: feed.decimals }) }),
    id: hex(digestOf('observation', encode(ObservationBodySchema, o.body))),
  });
  return [
    ...goodCases().map(([rule, name, o, mantissa, feed = FEED, latest]) =>
      valid(rule, name, { ...fields(o, feed, latest), value: { mantissa, scale: feed.decimals } }),
    ),
    ...badCases().map(([rule, name, code, o, feed = FEED, latest]) =>
      invalid(rule, name, code, fields(o, feed, latest)),
    ),
  ];
}
