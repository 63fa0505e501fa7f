import type { CoreCode } from '@cloudx3/verifier-core';
import { ROUND, powerReadings, proxied } from '../bodies.ts';
import { BOTH_MODES, MOVED, everyRounds, pairOf, single } from './parts.ts';
import type { Bad, Good } from './parts.ts';

const EXACT = { readings: powerReadings(2_150_049n, 4) };
const STEP: CoreCode = 'observation.step_up_moved';

/** Observations that count (rule OBS-9). */
export const GOOD_OBS_9: readonly Good[] = [
  ['OBS-9', 'MPC in a round that k divides', single(), '21500', everyRounds(ROUND)],
  ['OBS-9', 'PROXY in a round that k does not divide', single(proxied()), '21500', everyRounds(2n)],
  ['OBS-9', 'PROXY that moved by the bound, up', single(proxied()), '21500', MOVED, 21_000n],
  ['OBS-9', 'PROXY that moved by the bound, down', single(proxied()), '21500', MOVED, 22_000n],
  [
    'OBS-9',
    'PROXY that moved by the bound once rescaled',
    single({ ...proxied(), ...EXACT }),
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

/** Observations that do not count (rule OBS-9). */
export const BAD_OBS_9: readonly Bad[] = [
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
  ['OBS-9', 'PROXY that moved further, up', STEP, single(proxied()), MOVED, 20_999n],
  ['OBS-9', 'PROXY that moved further, down', STEP, single(proxied()), MOVED, 22_001n],
  ['OBS-9', 'PROXY that moved further, through zero', STEP, single(proxied()), MOVED, -1n],
];
