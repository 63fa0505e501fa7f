import {
  DEVICE_ID,
  FEED,
  NETWORK,
  OPERATORS,
  ROUND,
  SUBJECT,
  attestation,
  must,
  observation,
  powerReadings,
  proxied,
} from '../bodies.ts';
import { WEATHER } from '../operations.ts';
import { A, BEGIN, BOTH_MODES, C, OPERATOR, WEATHER_FEED, single, weather } from './parts.ts';
import type { Bad, Good } from './parts.ts';

/** Observations that count (rule OBS-5). */
export const GOOD_OBS_5: readonly Good[] = [
  ['OBS-5', 'at the beginning of the slice', single({ sessionTimeMs: BEGIN }), '21500'],
  [
    'OBS-5',
    'in the last millisecond of the slice',
    single({ sessionTimeMs: BEGIN + FEED.intervalMs - 1n }),
    '21500',
  ],
  ['OBS-5', 'PROXY where it is accepted', single(proxied()), '21500', BOTH_MODES],
  [
    'OBS-5',
    'private CA where it is allowed',
    single({ customCa: true }),
    '21500',
    { ...FEED, allowCustomCa: true },
  ],
  ['OBS-5', 'as old as the feed allows', weather(900_000n), '-250', WEATHER_FEED],
];

/** Observations that do not count (rule OBS-5). */
export const BAD_OBS_5: readonly Bad[] = [
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
    single({ context: { purpose: { case: 'probe', value: new Uint8Array(16) } } }),
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
    'OBS-5',
    'other param name',
    'attestation.params',
    single({ params: [{ name: 'device', value: DEVICE_ID }] }),
  ],
];
