import { powerReadings } from '../bodies.ts';
import { TWO, single, valuesOf } from './parts.ts';
import type { Bad, Good } from './parts.ts';

/** Observations that count (rule AGG-1). */
export const GOOD_AGG_1: readonly Good[] = [
  [
    'AGG-1',
    'mean of two, half away from zero, at 0 decimals',
    valuesOf(-10n, -20n),
    '-2',
    { ...TWO, decimals: 0 },
  ],
];

/** Observations that do not count (rule AGG-1). */
export const BAD_AGG_1: readonly Bad[] = [
  [
    'AGG-1',
    'reading does not fit the decimals',
    'attestation.reading',
    single({ readings: powerReadings(10n ** 17n, 0) }),
  ],
];
