import { invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { NINES, decimal } from './parts.ts';
import type { Pair } from './parts.ts';

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

const COMPARED: readonly (readonly [name: string, a: Pair, b: Pair, order: number])[] = [
  ['equal at other scales', ['2150', 2], ['215', 1], 0],
  ['less', ['-1', 0], ['1', 18], -1],
  ['greater', [NINES, 0], [NINES, 18], 1],
  ['zeros', ['0', 0], ['0', 18], 0],
];

const FORMATTED: readonly (readonly [decimal: Pair, text: string])[] = [
  [['2150', 2], '21.50'],
  [['-5', 2], '-0.05'],
  [['0', 0], '0'],
  [['0', 3], '0.000'],
  [['-42', 0], '-42'],
  [[NINES, 18], `0.${NINES}`],
];

/** Decimals: read, written, compared (rule DEC-1). */
export function dec1Vectors(): Vector[] {
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
  ];
}
