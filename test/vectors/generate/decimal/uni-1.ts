import { PRIMARY_UNITS, SECONDARY_UNITS } from '@cloudx3/verifier-core';
import type { CoreCode } from '@cloudx3/verifier-core';
import { invalid, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { decimal } from './parts.ts';

type Value = readonly [mantissa: bigint, scale: number];

const GOOD: readonly (readonly [value: Value, from: string, to: string, result: Value])[] = [
  [[150n, 2], 'kW', 'W', [1500n, 0]],
  [[21_500n, 0], 'W', 'kW', [215n, 1]],
  [[1n, 0], 'kWh', 'J', [3_600_000n, 0]],
  [[1n, 0], 'kWh', 'Wh', [1000n, 0]],
  [[-5n, 1], 'Wh', 'kWh', [-5n, 4]],
  [[18n, 0], 'J', 'Wh', [5n, 3]],
  [[0n, 4], 'J', 'kWh', [0n, 0]],
  [[2150n, 2], 'Cel', 'Cel', [215n, 1]],
  [[36n, 0], 'km/h', 'm/s', [10n, 0]],
  [[10n, 0], 'm/s', 'km/h', [36n, 0]],
  [[1n, 0], 'Wh/km', 'J/m', [36n, 1]],
  [[0n, 0], 'dBm', 'dBW', [-30n, 0]],
  [[0n, 0], 'dBW', 'dBm', [30n, 0]],
  [[-715n, 1], 'dBm', 'dBW', [-1015n, 1]],
  [[55n, 0], '/100', '/', [55n, 2]],
  [[420n, 0], 'ppm', '/100', [42n, 3]],
  [[1n, 0], 'ppt', '/', [1n, 12]],
  [[1n, 0], 'GB', 'KiB', [9_765_625n, 1]],
  [[101_325n, 2], 'hPa', 'Pa', [101_325n, 0]],
  [[1n, 0], 'g/l', 'mg/l', [1000n, 0]],
  [[1n, 18], 'kW', 'W', [1n, 15]],
  [[-(10n ** 18n - 1n), 0], 'W', 'W', [-(10n ** 18n - 1n), 0]],
  [[10n ** 18n - 1n, 3], 'kW', 'W', [10n ** 18n - 1n, 0]],
  [[7n, 0], 'urn:a', 'urn:a', [7n, 0]],
];

const BAD: readonly (readonly [code: CoreCode, value: Value, from: string, to: string])[] = [
  ['unit.unknown', [1n, 0], '%', '/'],
  ['unit.unknown', [1n, 0], '/', '1'],
  ['unit.unknown', [1n, 0], 'kw', 'W'],
  ['unit.unknown', [1n, 0], 'constructor', 'W'],
  ['unit.mismatch', [1n, 0], 'kWh', 'kW'],
  ['unit.mismatch', [1n, 0], '%RH', '/100'],
  ['unit.mismatch', [1n, 0], 'Cel', 'K'],
  ['unit.mismatch', [1n, 0], 'urn:a', 'urn:b'],
  ['unit.inexact', [1n, 0], 'J', 'kWh'],
  ['unit.inexact', [1n, 0], 'km/h', 'm/s'],
  ['unit.inexact', [1n, 18], 'W', 'kW'],
  ['unit.inexact', [1n, 0], 's', 'h'],
  ['decimal.out_of_range', [10n ** 15n, 0], 'kW', 'W'],
  ['decimal.out_of_range', [10n ** 18n - 1n, 0], 'MB/s', 'bit/s'],
  ['decimal.out_of_range', [10n ** 18n - 1n, 0], 'GB', 'KiB'],
  ['decimal.out_of_range', [10n ** 18n - 1n, 17], 'dBW', 'dBm'],
  ['decimal.out_of_range', [10n ** 18n, 0], 'W', 'W'],
];

/** Exact conversion between units of one base (rule UNI-1); one of each symbol to its base and back. */
export function uni1Vectors(): Vector[] {
  const fields = ([mantissa, scale]: Value, from: string, to: string) => ({
    op: 'convert',
    decimal: shown([mantissa, scale]),
    from,
    to,
  });
  const all = [
    ...PRIMARY_UNITS.map((symbol) => [symbol, symbol] as const),
    ...Object.entries(SECONDARY_UNITS).map(([symbol, { base }]) => [symbol, base] as const),
  ];
  return [
    ...GOOD.map(([value, from, to, result]) =>
      valid('UNI-1', `${value[0]} / 10^${value[1]} ${from} in ${to}`, {
        ...fields(value, from, to),
        result: shown(result),
      }),
    ),
    // 18 of any unit is a decimal number of its base; offsets and scales stand in the result.
    ...all.map(([symbol, base]) => {
      const { numerator = 1, denominator = 1, offset = 0 } = SECONDARY_UNITS[symbol] ?? {};
      return valid('UNI-1', `18 ${symbol} in ${base}`, {
        ...fields([18n, 0], symbol, base),
        result: shown(quotient(18n * BigInt(numerator) + BigInt(offset * denominator), BigInt(denominator))),
      });
    }),
    ...BAD.map(([code, value, from, to]) =>
      invalid(
        'UNI-1',
        `${value[0]} / 10^${value[1]} ${from} in ${to}: ${code}`,
        code,
        fields(value, from, to),
      ),
    ),
  ];
}

function shown([mantissa, scale]: Value) {
  return decimal([mantissa.toString(), scale]);
}

/** A fraction that ends, with the fewest decimals. */
function quotient(numerator: bigint, denominator: bigint): Value {
  let scale = 0;
  while ((numerator * 10n ** BigInt(scale)) % denominator !== 0n) scale += 1;
  return [(numerator * 10n ** BigInt(scale)) / denominator, scale];
}
