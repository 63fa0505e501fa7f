import { describe, expect, it } from 'vitest';
import { bob, createTestNode } from '../../testing/node.ts';
import { hex } from '../encode-block.ts';

const node = createTestNode();
const { call, comet } = node;
const heights = [10, 11, 12, 13, 14].map((amount) => node.pay(amount));
const hashAt = (height: number): Uint8Array => node.store.txs.byHeight(height)[0]!.hash;
const dataOf = async (method: string, params: unknown) => (await call(method, params)).error?.data;

describe('a transaction', () => {
  it('is found by its hash, with its block, result and bytes', async () => {
    const [height = 0] = heights;
    const found = await comet.tx({ hash: hashAt(height) });
    expect(found).toMatchObject({ height, index: 0, result: { code: 0, gasWanted: 200_000n } });
    expect(found.tx).toEqual((await comet.block(height)).block.txs[0]);
    expect(found.result.events.map(({ type }) => type)).toContain('transfer');
  });

  it('that there is not is named in capitals; no hash is refused', async () => {
    const hash = Buffer.alloc(32, 0xab).toString('base64');
    expect(await dataOf('tx', { hash })).toBe(`tx (${'AB'.repeat(32)}) not found`);
    expect(await dataOf('tx', {})).toBe('transaction hash cannot be empty');
  });
});

describe('a search', () => {
  const search = async (query: string, parts: object = {}) => {
    const { totalCount, txs } = await comet.txSearch({ query, ...parts });
    return [totalCount, ...txs.map(({ height }) => height)];
  };
  const mine = `transfer.recipient='${bob.address}'`;

  it('finds in the order of the chain unless asked otherwise, page by page', async () => {
    expect(await search(mine)).toEqual([5, ...heights]);
    expect(await search(mine, { order_by: 'desc' })).toEqual([5, ...[...heights].reverse()]);
    expect(await search(mine, { page: 2, per_page: 2 })).toEqual([5, heights[2], heights[3]]);
    expect(await search(mine, { page: 3, per_page: 2, order_by: 'desc' })).toEqual([5, heights[0]]);
    expect((await comet.txSearchAll({ query: mine })).txs).toHaveLength(5);
  });

  it('goes by events and heights together', async () => {
    expect(await search(`${mine} AND transfer.amount='12ustake'`)).toEqual([1, heights[2]]);
    expect(await search(`${mine} AND tx.height>${heights[3]}`)).toEqual([1, heights[4]]);
    expect(await search(`tx.height=${heights[1]}`)).toEqual([1, heights[1]]);
  });

  it('by hash looks at nothing else', async () => {
    const hash = hex(hashAt(heights[0] ?? 0));
    expect(await search(`tx.hash='${hash}'`)).toEqual([1, heights[0]]);
    expect(await search(`tx.height=1 AND tx.hash='${hash.toLowerCase()}'`)).toEqual([1, heights[0]]);
    expect(await search(`tx.hash='${'00'.repeat(32)}'`)).toEqual([0]);
    expect(await dataOf('tx_search', { query: "tx.hash='ABC'" })).toMatch(
      /encoding\/hex: odd length hex string$/,
    );
    expect(await dataOf('tx_search', { query: "tx.hash='xx'" })).toMatch(/encoding\/hex: invalid byte: 'x'$/);
    expect(await dataOf('tx_search', { query: `tx.hash='${hash}'`, page: '2' })).toMatch(
      /within \[1, 1\] range/,
    );
  });

  it.each<[string, object, string]>([
    ['no query', {}, 'offset 0: EOF'],
    ['too long a query', { query: `a='${'x'.repeat(510)}'` }, 'maximum query length exceeded'],
    [
      'a bad order',
      { query: mine, order_by: 'up' },
      'expected order_by to be either `asc` or `desc` or empty',
    ],
    ['a page too far', { query: mine, page: '2' }, 'page should be within [1, 1] range, given 2'],
    ['page nought', { query: mine, page: 0 }, 'page should be within [1, 1] range, given 0'],
    ['a page beyond none', { query: 'a.b EXISTS', page: '2' }, 'page should be within [1, 1] range, given 2'],
  ])('is refused for %s', async (_what, params, data) => {
    expect(await dataOf('tx_search', params)).toBe(data);
  });
});
