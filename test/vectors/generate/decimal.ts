import { invalid, valid } from './vector.ts';
import type { Vector } from './vector.ts';

const NINES = '9'.repeat(18);
type Pair = readonly [mantissa: string, scale: number];

function decimal([mantissa, scale]: Pair): { mantissa: string; scale: number } {
  return { mantissa, scale };
}

const PARSED: readonly (readonly [name: string, text: string, decimal: Pair])[] = [
  ['an integer', '21', ['21', 0]],
  ['trailing zeros stay', '21.50', ['2150', 2]],
  ['negative', '-0.05', ['-5', 2]],
  ['zero', '0', ['0', 0]],
  ['zero with decimals', '0.00', ['0', 2]],
  ['negative zero', '-0.0', ['0', 1]],
  ['exponent that shortens', '1.25e1', ['125', 1]],
  ['exponent that lengthens', '12E-3', ['12', 3]],
  ['negative scale is multiplied out', '4.2e+3', ['4200', 0]],
  ['zero with a huge exponent', '0e400', ['0', 0]],
  ['leading zeros in the exponent', '1e0002', ['100', 0]],
  ['largest', NINES, [NINES, 0]],
  ['smallest', `-${NINES}`, [`-${NINES}`, 0]],
  ['finest', `0.${'0'.repeat(17)}1`, ['1', 18]],
  ['a power at the bound', '1e17', ['100000000000000000', 0]],
];

const REFUSED: readonly (readonly [
  name: string,
  text: string,
  code: 'decimal.syntax' | 'decimal.out_of_range',
])[] = [
  ['empty', '', 'decimal.syntax'],
  ['a sign alone', '-', 'decimal.syntax'],
  ['a plus sign', '+1', 'decimal.syntax'],
  ['a leading zero', '01', 'decimal.syntax'],
  ['no whole part', '.5', 'decimal.syntax'],
  ['no fraction after the point', '5.', 'decimal.syntax'],
  ['a comma', '1,5', 'decimal.syntax'],
  ['a space', ' 1', 'decimal.syntax'],
  ['a line break at the end', '1\n', 'decimal.syntax'],
  ['hexadecimal', '0x10', 'decimal.syntax'],
  ['not a number', 'NaN', 'decimal.syntax'],
  ['infinite', 'Infinity', 'decimal.syntax'],
  ['an exponent without digits', '1e', 'decimal.syntax'],
  ['digits of another script', '٣', 'decimal.syntax'],
  ['19 digits', `1${'0'.repeat(18)}`, 'decimal.out_of_range'],
  ['19 digits by an exponent', '1e18', 'decimal.out_of_range'],
  ['a huge exponent', '1e999999999999', 'decimal.out_of_range'],
  ['a huge negative exponent', '1e-999999999999', 'decimal.out_of_range'],
  ['19 decimals', `0.${'0'.repeat(18)}1`, 'decimal.out_of_range'],
  ['zero with 19 decimals', '0e-19', 'decimal.out_of_range'],
  ['longer than 64 characters', `1e${'0'.repeat(63)}`, 'decimal.out_of_range'],
];

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

const COMPARED: readonly (readonly [name: string, a: Pair, b: Pair, order: number])[] = [
  ['equal at other scales', ['2150', 2], ['215', 1], 0],
  ['less', ['-1', 0], ['1', 18], -1],
  ['greater', [NINES, 0], [NINES, 18], 1],
  ['zeros', ['0', 0], ['0', 18], 0],
];

/** Rules DEC-1 and AGG-1. */
export function decimalVectors(): Vector[] {
  return [
    ...PARSED.map(([name, text, value]) => {
      const [mantissa, scale] = value;
      return valid('DEC-1', `parse: ${name}`, { op: 'parse', text, result: { mantissa, scale } });
    }),
    ...REFUSED.map(([name, text, code]) => invalid('DEC-1', `parse: ${name}`, code, { op: 'parse', text })),
    ...FORMATTED.map(([value, text]) =>
      valid('DEC-1', `format: ${text}`, { op: 'format', decimal: decimal(value), text }),
    ),
    ...COMPARED.map(([name, a, b, order]) =>
      valid('DEC-1', `compare: ${name}`, { op: 'compare', a: decimal(a), b: decimal(b), order }),
    ),
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

const FORMATTED: readonly (readonly [decimal: Pair, text: string])[] = [
  [['2150', 2], '21.50'],
  [['-5', 2], '-0.05'],
  [['0', 0], '0'],
  [['0', 3], '0.000'],
  [['-42', 0], '-42'],
  [[NINES, 18], `0.${NINES}`],
];
