import { OUTSIDER, attestation, observation } from '../bodies.ts';
import { A, changed, single } from './parts.ts';
import type { Bad } from './parts.ts';

const GOOD = single();

/** Observations that do not count (rule OBS-3). */
export const BAD_OBS_3: readonly Bad[] = [
  ['OBS-3', 'another feed', 'observation.feed', changed(GOOD, { feedId: 8 })],
  [
    'OBS-3',
    'observer who is no member',
    'observation.observer',
    observation(OUTSIDER, [attestation(A, OUTSIDER)]),
  ],
];
