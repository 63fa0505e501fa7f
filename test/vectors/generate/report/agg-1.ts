import type { FeedTerms } from '@cloudx3/verifier-core';
import { FEED } from '../bodies.ts';
import { NINES, TWO, far, observations, twoNotaries } from './parts.ts';
import type { Good } from './parts.ts';

const HUGE: FeedTerms = { ...FEED, quorum: 2, decimals: 0 };

/** Reports that land (rule AGG-1). */
export const GOOD_AGG_1: readonly Good[] = [
  [
    'AGG-1',
    'four observations, mean of the middle two',
    observations([1n, 2n, 4n, 9n]),
    { value: '30', spread: '80', notaries: 2 },
  ],
  [
    'AGG-1',
    'half away from zero, negative',
    observations([-15n, -25n, -5n]),
    { value: '-2', spread: '2', notaries: 2 },
    { ...FEED, decimals: 0 },
  ],
  [
    'AGG-1',
    'all operators',
    observations([1n, 2n, 3n, 4n, 5n, 6n, 7n]),
    { value: '40', spread: '60', notaries: 2 },
  ],
  [
    'AGG-1',
    'median of medians',
    twoNotaries(),
    { value: '2205', spread: '600', notaries: 2, modes: { mpc: 6, proxy: 0 } },
    TWO,
  ],
  [
    'AGG-1',
    'values as far apart as can be',
    far(NINES, -NINES),
    { value: '0', spread: '1999999999999999998', notaries: 1 },
    HUGE,
  ],
];
