import { ROUND, proxied } from '../bodies.ts';
import type { BodyInit } from '../bodies.ts';
import { BOTH_MODES, MOVED, THREE, observations } from './parts.ts';
import type { Good } from './parts.ts';

const firstByMpc = (i: number): BodyInit => (i === 0 ? {} : proxied());

/** Reports that land (rule OBS-9). */
export const GOOD_OBS_9: readonly Good[] = [
  [
    'OBS-9',
    'PROXY that moved by the bound, and MPC further',
    observations([2000n, 2050n, 2040n], firstByMpc),
    { value: '20400', spread: '500', notaries: 2, modes: { mpc: 1, proxy: 2 } },
    MOVED,
    20_900n,
  ],
  [
    'OBS-9',
    'MPC in a round that k divides',
    THREE,
    { value: '21500', spread: '600', notaries: 2 },
    { ...BOTH_MODES, stepUp: { everyRounds: ROUND } },
  ],
];
