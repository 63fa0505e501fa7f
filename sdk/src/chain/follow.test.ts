import { describe, expect, it } from 'vitest';
import { SdkError } from '../error.ts';
import { followBlocks } from './follow.ts';
import type { FollowOptions } from './follow.ts';
import type { BlockEvents } from './reader.ts';

/** A chain that says these heights, one each time that it is asked, and then the last one again. */
function chainAt(...heights: readonly (number | SdkError)[]) {
  const rest = [...heights];
  const read: number[] = [];
  return {
    read,
    height: () => {
      const said = rest.length > 1 ? rest.shift()! : rest[0]!;
      return said instanceof SdkError ? Promise.reject(said) : Promise.resolve(said);
    },
    blockEvents: (height: number): Promise<BlockEvents> => {
      read.push(height);
      return Promise.resolve({ height, timeMs: 0, events: [] });
    },
  };
}

/** Heights of the first blocks that come. */
async function first(count: number, chain: ReturnType<typeof chainAt>, options: FollowOptions = {}) {
  const heights: number[] = [];
  for await (const { height } of followBlocks(chain, { pollMs: 0, ...options })) {
    heights.push(height);
    if (heights.length === count) break;
  }
  return heights;
}

describe('followBlocks', () => {
  it('begins behind the newest block', async () => {
    expect(await first(2, chainAt(7, 7, 8, 9))).toEqual([8, 9]);
  });

  it('gives those that are there already, where it is told from where', async () => {
    expect(await first(3, chainAt(7), { fromHeight: 5 })).toEqual([5, 6, 7]);
  });

  it('leaves none out of several that came at once, and gives none twice', async () => {
    expect(await first(5, chainAt(1, 4, 4, 3, 6))).toEqual([2, 3, 4, 5, 6]);
  });

  it('waits for a block that is still to come', async () => {
    expect(await first(1, chainAt(1, 1, 2, 3), { fromHeight: 3 })).toEqual([3]);
  });

  it('waits for a block that is counted and was not run yet', async () => {
    const chain = chainAt(4);
    let refused = 0;
    const { blockEvents } = chain;
    chain.blockEvents = (height) => {
      if (height < 4 || (refused += 1) > 2) return blockEvents(height);
      return Promise.reject(new SdkError('sdk.not_yet', 'no results'));
    };
    expect(await first(2, chain, { fromHeight: 3 })).toEqual([3, 4]);
    expect(refused).toBe(3);
  });

  it('reads no block before it is asked for it', async () => {
    const chain = chainAt(1, 9);
    await first(1, chain);
    expect(chain.read).toEqual([2]);
  });

  it('ends when it is told to, between two blocks and while there is none', async () => {
    const signal = { aborted: false };
    const heights: number[] = [];
    for await (const { height } of followBlocks(chainAt(0, 9), { pollMs: 0, signal })) {
      heights.push(height);
      signal.aborted = height === 2;
    }
    expect(heights).toEqual([1, 2]);
    expect(await first(1, chainAt(3), { signal: { aborted: true } })).toEqual([]);
  });

  it('says that the chain went away, and can be begun again where it ended', async () => {
    const away = new SdkError('sdk.unreachable', 'the chain does not answer');
    const chain = chainAt(1, 2, away, 4);
    const heights: number[] = [];
    const follow = async () => {
      for await (const { height } of followBlocks(chain, { pollMs: 0, fromHeight: 2 })) heights.push(height);
    };
    await expect(follow()).rejects.toBe(away);
    expect(heights).toEqual([2]);
    expect(await first(2, chain, { fromHeight: 3 })).toEqual([3, 4]);
  });
});
