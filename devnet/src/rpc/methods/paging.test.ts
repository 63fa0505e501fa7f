import { describe, expect, it } from 'vitest';
import { Params } from '../params.ts';
import { RpcError } from '../rpc-error.ts';
import { isDescending, pageOf, perPage } from './paging.ts';

describe('a page', () => {
  it.each([
    [{}, 0, 0, 30],
    [{ page: 1 }, 0, 0, 30],
    [{ page: 2 }, 31, 30, 30],
    [{ page: 4, per_page: 10 }, 31, 30, 10],
    [{ page: 3, per_page: 100 }, 201, 200, 100],
    [{ per_page: 1000 }, 500, 0, 100],
    [{ per_page: 0 }, 500, 0, 30],
    [{ per_page: -3 }, 500, 0, 30],
  ])('%j of %i begins at %i and has %i', (params, total, offset, limit) => {
    expect(pageOf(new Params(params), total)).toEqual({ offset, limit });
  });

  it.each([
    [{ page: 0 }, 100],
    [{ page: -1 }, 100],
    [{ page: 5 }, 100],
    [{ page: 2 }, 30],
    [{ page: 2 }, 0],
    [{ page: 2, per_page: 1000 }, 100],
  ])('%j of %i there is not', (params, total) => {
    expect(() => pageOf(new Params(params), total)).toThrow(RpcError);
  });

  it('holds thirty where nobody says how many', () => {
    expect([perPage(undefined), perPage(0), perPage(7), perPage(101)]).toEqual([30, 30, 7, 100]);
  });
});

describe('an order', () => {
  it('is the method’s own unless it is asked for', () => {
    const order = (order_by?: string) => new Params(order_by === undefined ? {} : { order_by });
    expect([isDescending(order(), 'asc'), isDescending(order(), 'desc')]).toEqual([false, true]);
    expect([isDescending(order('desc'), 'asc'), isDescending(order('asc'), 'desc')]).toEqual([true, false]);
    expect(isDescending(order(''), 'desc')).toBe(true);
    expect(() => isDescending(order('DESC'), 'asc')).toThrow(RpcError);
  });
});
