import { invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { NINES, decimal } from './parts.ts';
import type { Pair } from './parts.ts';

const RESCALED: readonly (readonly [name: string, from: Pair, scale: number, to: Pair | undefined])[] = [
  ['to more decimals', ['215', 1], 3, ['21500', 3]],
  ['to the same', ['-215', 1], 1, ['-215', 1]],
  ['half goes up', ['25', 1], 0, ['3', 0]],
  ['half goes away from zero', ['-25', 1], 0, ['-3', 0]],
  ['below half goes down', ['24', 1], 0, ['2', 0]],
  ['below half, negative', ['-24', 1], 0, ['-2', 0]],
  ['small to zero', ['-4', 1], 0, ['0', 0]],
  ['small negative half', ['-5', 1], 0, ['-1', 0]],
  ['eighteen decimals away', [NINES, 18], 0, ['1', 0]],
  ['rounds to the bound and past it', [NINES, 1], 0, ['100000000000000000', 0]],
  ['does not fit', ['1', 0], 18, undefined],
  ['does not fit, negative', ['-100', 0], 16, undefined],
  ['zero always fits', ['0', 0], 18, ['0', 18]],
];

const MEDIANS: readonly (readonly [
  name: string,
  of: readonly Pair[],
  scale: number,
  median: Pair,
  spread: Pair,
])[] = [
  ['of one', [['215', 1]], 2, ['2150', 2], ['0', 2]],
  [
    'of three',
    [
      ['3', 0],
      ['1', 0],
      ['2', 0],
    ],
    0,
    ['2', 0],
    ['2', 0],
  ],
  [
    'of two, exact',
    [
      ['1', 0],
      ['3', 0],
    ],
    0,
    ['2', 0],
    ['2', 0],
  ],
  [
    'of two, half away from zero',
    [
      ['1', 0],
      ['2', 0],
    ],
    0,
    ['2', 0],
    ['1', 0],
  ],
  [
    'of two negative, half away from zero',
    [
      ['-1', 0],
      ['-2', 0],
    ],
    0,
    ['-2', 0],
    ['1', 0],
  ],
  [
    'of two around zero',
    [
      ['-1', 0],
      ['1', 0],
    ],
    0,
    ['0', 0],
    ['2', 0],
  ],
  [
    'each is rescaled before',
    [
      ['149', 2],
      ['151', 2],
    ],
    0,
    ['2', 0],
    ['1', 0],
  ],
  [
    'rescaled before, all alike',
    [
      ['15', 1],
      ['24', 1],
      ['2', 0],
    ],
    0,
    ['2', 0],
    ['0', 0],
  ],
  [
    'of mixed scales',
    [
      ['2150', 2],
      ['215', 1],
      ['22', 0],
    ],
    2,
    ['2150', 2],
    ['50', 2],
  ],
  [
    'spread beyond a decimal',
    [
      [NINES, 0],
      [`-${NINES}`, 0],
    ],
    0,
    ['0', 0],
    ['1999999999999999998', 0],
  ],
  [
    'of four',
    [
      ['10', 0],
      ['40', 0],
      ['20', 0],
      ['25', 0],
    ],
    1,
    ['225', 1],
    ['300', 1],
  ],
];

/** Values of several: rescaled, their median and spread (rule AGG-1). */
export function agg1Vectors(): Vector[] {
  return [
    ...RESCALED.map(([name, from, scale, to]) => {
      const fields = { op: 'rescale', decimal: decimal(from), scale };
      return to === undefined
        ? invalid('AGG-1', `rescale: ${name}`, 'decimal.out_of_range', fields)
        : valid('AGG-1', `rescale: ${name}`, { ...fields, result: decimal(to) });
    }),
    ...MEDIANS.map(([name, of, scale, median, spread]) =>
      valid('AGG-1', `median and spread ${name}`, {
        op: 'aggregate',
        decimals: of.map(decimal),
        scale,
        median: decimal(median),
        spread: decimal(spread),
      }),
    ),
  ];
}
