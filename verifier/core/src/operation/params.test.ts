import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseDecimal } from '../decimal/decimal.ts';
import { defineOperation } from './define.ts';
import { checkParamList, checkParams } from './params.ts';
import type { ParameterSpec } from './spec.ts';

const operationWith = (parameters: Record<string, ParameterSpec>) =>
  defineOperation({
    kind: 'action',
    name: 'example/params',
    server: { name: 'api.example.com' },
    method: 'GET',
    target: `/${Object.keys(parameters)
      .map((name) => `{${name}}`)
      .join('/')}`,
    parameters,
    maxRequestBytes: 1_024,
    maxResponseBytes: 64,
  });

/** Whether the value satisfies the type of the one parameter, as a record and as a list alike. */
function takes(type: ParameterSpec): (value: string) => boolean {
  const operation = operationWith({ p: type });
  return (value) => {
    const checked = checkParams(operation, { p: value });
    expect(checkParamList(operation, [{ name: 'p', value }]).ok).toBe(checked.ok);
    if (!checked.ok) expect(checked).toMatchObject({ code: 'params.value', field: 'p' });
    return checked.ok;
  };
}

const numeric = fc.string({ unit: fc.constantFrom(...Array.from('0123456789-+. e')), maxLength: 8 });

describe('OP-4', () => {
  it('takes an integer in its one form, within its bounds', () => {
    const isTaken = takes({ type: 'integer', min: -120, max: 4_500 });
    fc.assert(
      fc.property(fc.oneof(numeric, fc.integer({ min: -200, max: 5_000 }).map(String)), (text) => {
        const isInteger = /^-?[0-9]+$/.test(text) && String(Number(text)) === text && text !== '-0';
        expect(isTaken(text)).toBe(isInteger && Number(text) >= -120 && Number(text) <= 4_500);
      }),
      { numRuns: 1_000 },
    );
    expect([isTaken('-120'), isTaken('-121'), isTaken('4500'), isTaken('4501')]).toEqual([
      ...[true, false, true, false],
    ]);
  });

  it('takes integers to the ends of 64 bits', () => {
    const isTaken = takes({ type: 'integer', min: -(2n ** 63n), max: 2n ** 63n - 1n });
    expect(isTaken('-9223372036854775808')).toBe(true);
    expect(isTaken('9223372036854775807')).toBe(true);
    expect(isTaken('9223372036854775808')).toBe(false);
  });

  it('takes a decimal of so many decimals, within its bounds, and no negative zero', () => {
    const isTaken = takes({ type: 'decimal', maxScale: 2, min: '-5.5', max: '40' });
    fc.assert(
      fc.property(numeric, (text) => {
        const isWritten = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]{1,2})?$/.test(text) && parseDecimal(text).ok;
        const isNegativeZero = Number(text) === 0 && text.startsWith('-');
        const isWithin = Number(text) >= -5.5 && Number(text) <= 40;
        expect(isTaken(text)).toBe(isWritten && !isNegativeZero && isWithin);
      }),
      { numRuns: 1_000 },
    );
    for (const text of ['40.00', '-5.50', '0.0', '21.5']) expect([text, isTaken(text)]).toEqual([text, true]);
    for (const text of ['40.01', '-5.51', '-0.0', '1.', '.5', '1e1', '21.505']) {
      expect([text, isTaken(text)]).toEqual([text, false]);
    }
  });

  it('takes a token of its charset and length, to the character', () => {
    const isTaken = takes({ type: 'token', charset: 'hex-lower', minLength: 2, maxLength: 4 });
    expect(['a', 'ab', 'abcd', 'abcde'].map(isTaken)).toEqual([false, true, true, false]);
    for (const text of ['AB', 'ag', 'a ', 'a\n', 'é1', 'a\0'])
      expect([text, isTaken(text)]).toEqual([text, false]);
  });

  it('takes one of the choices, and nothing like it', () => {
    const isTaken = takes({ type: 'choice', values: ['on', 'off'] });
    expect(['on', 'off', 'ON', 'on ', '', 'o'].map(isTaken)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('hands no text to BigInt that is longer than a number can be', () => {
    const made = vi.spyOn(globalThis, 'BigInt');
    const long = '9'.repeat(1_048_576);
    expect(takes({ type: 'integer', min: 0, max: 9 })(long)).toBe(false);
    expect(takes({ type: 'decimal', maxScale: 2, min: '0', max: '9' })(long)).toBe(false);
    expect(made.mock.calls.filter(([from]) => typeof from === 'string' && from.length > 40)).toEqual([]);
    made.mockRestore();
  });
});

describe('OP-5', () => {
  const choice: ParameterSpec = { type: 'choice', values: ['x'] };
  const operation = operationWith({ b: choice, a: choice });
  const listed = (...names: string[]) => {
    const checked = checkParamList(
      operation,
      names.map((name) => ({ name, value: 'x' })),
    );
    return checked.ok
      ? checked.value.map(({ name }) => name).join()
      : `${checked.code} ${checked.field ?? ''}`;
  };

  it('has exactly those that are declared, strictly increasing', () => {
    expect(listed('a', 'b')).toBe('a,b');
    expect(listed('b', 'a')).toBe('params.order params');
    expect(listed('a', 'a', 'b')).toBe('params.order params');
    expect(listed('a')).toBe('params.missing b');
    expect(listed()).toBe('params.missing a');
    expect(listed('a', 'b', 'c')).toBe('params.unknown c');
  });

  it('looks at a record’s own values, in whichever order they stand', () => {
    expect(checkParams(operation, { b: 'x', a: 'x' })).toMatchObject({ ok: true });
    expect(checkParams(operation, Object.create({ a: 'x', b: 'x' }) as Record<string, string>)).toMatchObject(
      {
        code: 'params.missing',
        field: 'a',
      },
    );
    expect(checkParams(operation, { a: 'x', b: 'x', toString: 'x' })).toMatchObject({
      code: 'params.unknown',
      field: 'toString',
    });
  });
});
