import { describe, expect, it } from 'vitest';
import { createTestNode } from '../../testing/node.ts';
import { hex } from '../encode-block.ts';

const node = createTestNode();
const { call, chain, comet } = node;
const paid = node.pay(5);
while (chain.head.height < 30) chain.produceBlock();

interface JsonBlock {
  readonly block: { readonly header: { readonly height: string } };
}

const dataOf = async (method: string, params: unknown) => (await call(method, params)).error?.data;

describe('a block', () => {
  it('is the same by height and by hash, and holds its transactions', async () => {
    const byHeight = await comet.block(paid);
    expect(byHeight.block).toMatchObject({ header: { height: paid, chainId: 'test-1' }, txs: { length: 1 } });
    const byHash = await call('block_by_hash', {
      hash: Buffer.from(byHeight.blockId.hash).toString('base64'),
    });
    expect(byHash.result).toEqual((await call('block', { height: paid.toString() })).result);
    expect((await comet.block()).block.header.height).toBe(30);
  });

  it('is bound to its neighbours in every answer that shows it', async () => {
    const [before, block, after] = [
      await comet.block(paid - 1),
      await comet.block(paid),
      await comet.block(paid + 1),
    ];
    expect(block.block.header.lastBlockId?.hash).toEqual(before.blockId.hash);
    expect(after.block.header.lastBlockId?.hash).toEqual(block.blockId.hash);
    const { commit, header } = await comet.commit(paid);
    expect(header).toEqual(block.block.header);
    expect(commit.blockId.hash).toEqual(block.blockId.hash);
    expect(after.block.lastCommit?.signatures).toEqual(commit.signatures);
    expect((await call('header', { height: paid })).result?.['header']).toMatchObject({
      height: paid.toString(),
    });
  });

  it('that there is not is an empty answer by hash, and a refusal by height', async () => {
    expect((await call('block_by_hash', { hash: '' })).result).toEqual({
      block_id: { hash: '', parts: { total: 0, hash: '' } },
      block: null,
    });
    for (const method of ['block', 'header', 'block_results', 'commit']) {
      expect(await dataOf(method, { height: '31' })).toBe(
        'height 31 must be less than or equal to the current blockchain height 30',
      );
      expect(await dataOf(method, { height: 0 })).toBe('height must be greater than 0, but got 0');
      expect(await dataOf(method, { height: '-5' })).toBe('height must be greater than 0, but got -5');
      expect((await call(method, {})).error).toBeUndefined();
    }
  });
});

describe('results of a block', () => {
  it('are those of its transactions, with the app hash that they led to', async () => {
    const { results } = await comet.blockResults(paid);
    expect(results.map(({ code }) => code)).toEqual([0]);
    expect(results[0]?.events.map(({ type }) => type)).toContain('transfer');
    const next = (await comet.block(paid + 1)).block.header.appHash;
    const raw = (await call('block_results', { height: paid })).result;
    expect(Buffer.from(next).toString('base64')).toBe(raw?.['app_hash']);
  });

  it('of an empty one are null, as Go writes an empty list', async () => {
    const { result } = await call('block_results', { height: 30 });
    expect(result).toMatchObject({ height: '30', txs_results: null, validator_updates: null });
    expect(result).toMatchObject({ consensus_param_updates: { block: { max_gas: '100000000' } } });
  });
});

describe('a commit', () => {
  it('of the newest block is not canonical yet: the next one will hold it', async () => {
    expect([(await comet.commit(29)).canonical, (await comet.commit(30)).canonical]).toEqual([true, false]);
  });
});

describe('the list of blocks', () => {
  const heights = async (min?: number, max?: number): Promise<number[]> =>
    (await comet.blockchain(min, max)).blockMetas.map(({ header }) => header.height);
  const range = (from: number, to: number) =>
    Array.from({ length: from - to + 1 }, (_, index) => from - index);

  it('has twenty at most, the newest first', async () => {
    expect(await heights()).toEqual(range(30, 11));
    expect(await heights(3, 5)).toEqual([5, 4, 3]);
    expect(await heights(1, 25)).toEqual(range(25, 6));
    expect(await heights(28, 99)).toEqual([30, 29, 28]);
    expect(await heights(0, 0)).toEqual(range(30, 11));
    const stored = node.store.block(paid)!;
    const meta = (await comet.blockchain(paid, paid)).blockMetas[0];
    expect(meta).toMatchObject({ numTxs: 1, blockSize: stored.block.length });
    expect(hex(meta!.blockId.hash)).toBe(hex(stored.hash));
  });

  it('is refused for what is no range', async () => {
    expect(await dataOf('blockchain', { minHeight: '-1', maxHeight: '5' })).toBe(
      'heights must be non-negative',
    );
    expect(await dataOf('blockchain', { maxHeight: '-1' })).toBe('heights must be non-negative');
    expect(await dataOf('blockchain', { minHeight: '5', maxHeight: '4' })).toBe(
      "min height 5 can't be greater than max height 4",
    );
    expect(await dataOf('blockchain', { minHeight: '31' })).toBe(
      "min height 31 can't be greater than max height 30",
    );
  });
});

describe('a search for blocks', () => {
  const search = async (query: string, parts: object = {}) => {
    const { result } = await call('block_search', { query, ...parts });
    const { blocks, total_count: total } = result as { blocks: JsonBlock[]; total_count: string };
    return [Number(total), ...blocks.map(({ block }) => Number(block.header.height))];
  };

  it('goes by height, the newest first unless asked otherwise', async () => {
    expect(await search('block.height=5')).toEqual([1, 5]);
    expect(await search('block.height > 26 AND block.height <= 29')).toEqual([3, 29, 28, 27]);
    expect(await search('block.height < 4', { order_by: 'asc' })).toEqual([3, 1, 2, 3]);
    expect(await search('block.height > 0', { per_page: 7, page: 5 })).toEqual([30, 2, 1]);
    expect(await search("block.proposer='x'")).toEqual([0]);
    const found = await comet.blockSearchAll({ query: 'block.height > 27' });
    expect(found.blocks.map(({ block }) => block.header.height)).toEqual([28, 29, 30]);
  });

  it('is refused for a bad order, page or query', async () => {
    const query = 'block.height > 0';
    expect(await dataOf('block_search', { query, order_by: 'up' })).toBe(
      'expected order_by to be either `asc` or `desc` or empty',
    );
    expect(await dataOf('block_search', { query, page: '2' })).toBe(
      'page should be within [1, 1] range, given 2',
    );
    expect(await dataOf('block_search', { query: 'block' })).toBe('offset 5: EOF');
    expect(await dataOf('block_search', {})).toBe('offset 0: EOF');
  });
});
