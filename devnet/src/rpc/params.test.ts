import { describe, expect, it } from 'vitest';
import { fromJson, fromQuery } from './params.ts';
import { RpcError } from './rpc-error.ts';

const SPEC = { height: 'integer', tx: 'base64', data: 'hex', query: 'text', prove: 'flag' } as const;

describe('parameters', () => {
  it('come by name or by position, numbers as text too', () => {
    expect(fromJson({ height: '7' }, SPEC).integer('height')).toBe(7);
    expect(fromJson([7, 'AQI='], SPEC).base64('tx')).toEqual(Buffer.from([1, 2]));
    expect(fromJson({ data: 'ff00', prove: true }, SPEC).hex('data')).toEqual(Buffer.from([255, 0]));
    expect(fromJson(null, SPEC).flag('prove')).toBe(false);
    expect(fromJson({ height: null }, SPEC).integer('height')).toBeUndefined();
  });

  it('come from an address: text quoted, bytes as 0x or quoted', () => {
    const read = (query: Record<string, unknown>) => fromQuery(query, SPEC);
    expect(read({ query: '"tx.height=5"' }).text('query')).toBe('tx.height=5');
    expect(read({ tx: '0x0102' }).base64('tx')).toEqual(Buffer.from([1, 2]));
    expect(read({ tx: '"abc"' }).base64('tx')).toEqual(Buffer.from('abc'));
    expect(read({ height: '"5"', prove: 'true' }).integer('height')).toBe(5);
    expect(() => read({ query: 'bare' })).toThrow(RpcError);
    expect(() => read({ query: ['"a"', '"b"'] })).toThrow(RpcError);
  });

  it.each([[{ height: {} }], [{ height: '1e3' }], [{ height: 1.5 }], [{ height: '99999999999999999' }]])(
    'refuse the height %j',
    (params) => expect(() => fromJson(params, SPEC).integer('height')).toThrow(RpcError),
  );

  it('refuse malformed bytes, flags and surplus', () => {
    expect(() => fromJson({ tx: '***' }, SPEC).base64('tx')).toThrow(RpcError);
    expect(() => fromJson({ data: 'abc' }, SPEC).hex('data')).toThrow(RpcError);
    expect(() => fromJson({ prove: 'perhaps' }, SPEC).flag('prove')).toThrow(RpcError);
    expect(() => fromJson([1, 2, 3, 4, 5, 6], SPEC)).toThrow(RpcError);
    expect(() => fromJson('text', SPEC)).toThrow(RpcError);
  });
});
