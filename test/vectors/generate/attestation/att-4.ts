import { HoleAssurance } from '@cloudx3/proto';
import { powerReadings, proxied } from '../bodies.ts';
import type { BodyInit } from '../bodies.ts';
import { FOUR_HOLES, WEATHER } from '../operations.ts';
import { P, WEATHER_BODY, weather } from './parts.ts';
import type { Bad, Good } from './parts.ts';

const { NO_HOLES, LENGTH } = HoleAssurance;

/** A body of PROXY mode of an operation with four holes: one of 3 to 4 bytes, of 5, of 6, and of 7 bytes, in this order. */
function four(...segmentLengths: number[]): BodyInit {
  return {
    operationId: FOUR_HOLES.id,
    params: [],
    subject: '',
    readings: powerReadings(1n, 0).slice(1),
    ...proxied({ segmentLengths }),
  };
}

/** Attestations that hold (rule ATT-4). */
export const GOOD_ATT_4: readonly Good[] = [
  ['ATT-4', 'at the lower bound, at another scale', { readings: powerReadings(-500_000n, 2) }],
  ['ATT-4', 'with a time of observation', WEATHER_BODY, WEATHER],
  ['ATT-4', 'path without holes', weather({}), WEATHER],
  ['ATT-4', 'path with the shortest hole', proxied({ segmentLengths: [43, 20, 251] })],
  ['ATT-4', 'path with the longest hole', proxied({ segmentLengths: [43, 96, 251] })],
  ['ATT-4', 'path with four holes', four(20, 3, 90, 5, 30, 6, 1, 7, 0), FOUR_HOLES],
];

/** Attestations that do not hold (rule ATT-4). */
export const BAD_ATT_4: readonly Bad[] = [
  ['ATT-4', 'another operation', 'attestation.operation', {}, WEATHER],
  ['ATT-4', 'reading missing', 'attestation.readings', { readings: powerReadings(1n, 0).slice(1) }],
  [
    'ATT-4',
    'reading too much',
    'attestation.readings',
    { readings: [...powerReadings(1n, 0), { name: 'voltage', unit: 'V', value: {} }] },
  ],
  [
    'ATT-4',
    'reading with another name',
    'attestation.readings',
    { readings: [...powerReadings(1n, 0).slice(0, 1), { name: 'powes', unit: 'W', value: {} }] },
  ],
  [
    'ATT-4',
    'reading in another unit',
    'attestation.readings',
    { readings: [...powerReadings(1n, 0).slice(0, 1), { name: 'power', unit: 'kW', value: {} }] },
  ],
  ['ATT-4', 'below its bound', 'attestation.readings', { readings: powerReadings(-500_001n, 2) }],
  ['ATT-4', 'above its bound', 'attestation.readings', { readings: powerReadings(5001n, 0) }],
  ['ATT-4', 'observed at, which is not declared', 'attestation.observed_at', { observedAtMs: 1n }],
  [
    'ATT-4',
    'observed at is missing',
    'attestation.observed_at',
    { ...WEATHER_BODY, observedAtMs: 0n },
    WEATHER,
  ],
  [
    'ATT-4',
    'path without the hole of its operation',
    P,
    proxied({ holeAssurance: NO_HOLES, segmentLengths: [43] }),
  ],
  [
    'ATT-4',
    'path with a hole that its operation has not',
    P,
    weather({ holeAssurance: LENGTH, segmentLengths: [43, 40, 1] }),
    WEATHER,
  ],
  ['ATT-4', 'path with a hole too much', P, proxied({ segmentLengths: [43, 40, 1, 40, 1] })],
  ['ATT-4', 'path with a hole too short', P, proxied({ segmentLengths: [43, 19, 251] })],
  ['ATT-4', 'path with a hole too long', P, proxied({ segmentLengths: [43, 97, 251] })],
  ['ATT-4', 'path with a hole too few', P, four(20, 3, 90, 5, 30, 6, 1), FOUR_HOLES],
  ['ATT-4', 'path with holes in the order of their names', P, four(20, 7, 90, 6, 30, 5, 1, 3, 0), FOUR_HOLES],
  ['ATT-4', 'path with the last hole too long', P, four(20, 3, 90, 5, 30, 6, 1, 8, 0), FOUR_HOLES],
];
