import { SESSION_TIME_MS } from '../bodies.ts';
import { WEATHER } from '../operations.ts';
import { WEATHER_BODY } from './parts.ts';
import type { Bad, Good } from './parts.ts';

/** Attestations that hold (rule SEL-4). */
export const GOOD_SEL_4: readonly Good[] = [
  ['SEL-4', 'observed 60 s ahead', { ...WEATHER_BODY, observedAtMs: SESSION_TIME_MS + 60_000n }, WEATHER],
];

/** Attestations that do not hold (rule SEL-4). */
export const BAD_SEL_4: readonly Bad[] = [
  [
    'SEL-4',
    'observed more than 60 s ahead',
    'attestation.observed_at',
    { ...WEATHER_BODY, observedAtMs: SESSION_TIME_MS + 60_001n },
    WEATHER,
  ],
];
