import { create, ReadingSelectorSchema, ReadingSource } from '@cloudx3/proto';
import type { MessageInitShape, ReadingSelector } from '@cloudx3/proto';
import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../decimal/decimal.ts';
import { json, key, match, PARAMS } from '../testing/paths.ts';
import { selectReading } from './reading.ts';

type Change = Exclude<MessageInitShape<typeof ReadingSelectorSchema>, ReadingSelector>;

describe('SEL-2, SEL-3', () => {
  const select = (text: string, change: Change) => {
    const selector = create(ReadingSelectorSchema, {
      name: 'power',
      source: ReadingSource.NUMBER,
      path: [key('v')],
      ...change,
    });
    const selected = selectReading(selector, json(text), PARAMS);
    return selected.ok ? formatDecimal(selected.value) : selected.code;
  };
  const { NUMERIC_STRING, BOOLEAN, MAPPED_STRING } = ReadingSource;
  const decimal = (mantissa: bigint, scale = 0) => ({ mantissa, scale });
  const map = [
    { text: 'off', value: decimal(0n) },
    { text: 'on', value: decimal(15n, 1) },
  ];

  it.each<[string, string, Change]>([
    ['0', '{"v":0}', {}],
    ['21.50', '{"v":21.50}', {}],
    ['0.00', '{"v":-0.00}', {}],
    ['21.5', '{"v":"21.5"}', { source: NUMERIC_STRING }],
    ['1', '{"v":true}', { source: BOOLEAN }],
    ['0', '{"v":false}', { source: BOOLEAN }],
    ['1.5', '{"v":"on"}', { source: MAPPED_STRING, map }],
    ['2150', '{"v":2.15}', { exponent: 3 }],
    ['0.00215', '{"v":2.15}', { exponent: -3 }],
    ['5', '{"v":5}', { min: decimal(5n), max: decimal(50n, 1) }],
    ['reading.absent', '{}', {}],
    ['reading.null', '{"v":null}', {}],
    ['reading.non_numeric', '{"v":"21.5"}', {}],
    ['reading.non_numeric', '{"v":21.5}', { source: NUMERIC_STRING }],
    ['reading.non_numeric', '{"v":" 1"}', { source: NUMERIC_STRING }],
    ['reading.non_numeric', '{"v":""}', { source: NUMERIC_STRING }],
    ['reading.non_numeric', '{"v":"0x1"}', { source: NUMERIC_STRING }],
    ['reading.non_numeric', '{"v":1}', { source: BOOLEAN }],
    ['reading.non_numeric', '{"v":"ON"}', { source: MAPPED_STRING, map }],
    ['reading.non_numeric', '{"v":[1]}', {}],
    ['reading.out_of_bounds', '{"v":4.999}', { min: decimal(5n) }],
    ['reading.out_of_bounds', '{"v":5.001}', { max: decimal(5n) }],
    ['reading.out_of_bounds', '{"v":1000000000000000000}', {}],
    ['reading.out_of_bounds', '{"v":1}', { exponent: 18 }],
    ['reading.out_of_bounds', '{"v":1e-19}', {}],
    ['reading.ambiguous', '{"v":[{"id":"xb"},{"id":"xb"}]}', { path: [key('v'), match('id')] }],
  ])('gives %s of %s', (expected, text, change) => {
    expect(select(text, change)).toBe(expected);
  });
});
