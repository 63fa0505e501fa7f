import { powerReadings } from '../bodies.ts';
import { M } from './parts.ts';
import type { Bad } from './parts.ts';

/** Attestations that do not hold (rule DEC-1). */
export const BAD_DEC_1: readonly Bad[] = [
  ['DEC-1', 'value of 19 digits', M, { readings: powerReadings(10n ** 18n, 0) }],
  ['DEC-1', 'value with 19 decimals', M, { readings: powerReadings(1n, 19) }],
];
