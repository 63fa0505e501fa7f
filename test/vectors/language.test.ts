import {
  checkParamList,
  compareDecimal,
  convert,
  formatDecimal,
  median,
  parseDecimal,
  readOperation,
  rescale,
  spread,
  unwrap,
} from '@cloudx3/verifier-core';
import type { CoreResult, Decimal, ParamList } from '@cloudx3/verifier-core';
import { describe, expect, it } from 'vitest';
import { hex } from './generate/vector.ts';
import type { Vector } from './generate/vector.ts';
import { bytes, decimalOf, text } from './json.ts';
import type { DecimalJson } from './json.ts';
import { load } from './load.ts';

function decimalAt(vector: Vector, field: string): Decimal {
  return decimalOf(vector[field] as DecimalJson);
}

function expectDecimal(vector: Vector, result: CoreResult<Decimal>, field = 'result'): void {
  if (vector.valid) expect(unwrap(result)).toEqual(decimalAt(vector, field));
  else expect(result).toMatchObject({ ok: false, code: vector.code });
}

const DECIMAL_OPS: Record<string, (vector: Vector) => void> = {
  parse: (vector) => expectDecimal(vector, parseDecimal(text(vector, 'text'))),
  format: (vector) => expect(formatDecimal(decimalAt(vector, 'decimal'))).toBe(vector['text']),
  compare: (vector) => {
    const [a, b] = [decimalAt(vector, 'a'), decimalAt(vector, 'b')];
    expect(Math.sign(compareDecimal(a, b))).toBe(vector['order']);
    expect(Math.sign(compareDecimal(b, a)) + Number(vector['order'])).toBe(0);
  },
  rescale: (vector) =>
    expectDecimal(vector, rescale(decimalAt(vector, 'decimal'), vector['scale'] as number)),
  convert: (vector) =>
    expectDecimal(vector, convert(decimalAt(vector, 'decimal'), text(vector, 'from'), text(vector, 'to'))),
  aggregate: (vector) => {
    const decimals = (vector['decimals'] as DecimalJson[]).map(decimalOf);
    const scale = vector['scale'] as number;
    expectDecimal(vector, median(decimals, scale), 'median');
    expectDecimal(vector, spread(decimals, scale), 'spread');
  },
};

describe('decimal.json', () => {
  it.each(load('decimal'))('$rule $name', (vector) => DECIMAL_OPS[text(vector, 'op')]!(vector));
});

describe('operation.json', () => {
  it.each(load('operation'))('$rule $name', (vector) => {
    const read = readOperation(bytes(vector, 'operation'));
    expect(read.ok ? undefined : read.code).toBe(vector.code);
    if (read.ok) expect(hex(read.value.id)).toBe(vector['id']);
  });
});

describe('params.json', () => {
  it.each(load('params'))('$rule $name', (vector) => {
    const operation = unwrap(readOperation(bytes(vector, 'operation')));
    const checked = checkParamList(operation, vector['params'] as ParamList);
    expect(checked.ok ? undefined : checked.code).toBe(vector.code);
  });
});
