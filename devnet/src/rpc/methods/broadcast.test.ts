import { sha256 } from '@noble/hashes/sha2.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TestNode } from '../../testing/node.ts';
import { createTestNode, sendOf } from '../../testing/node.ts';
import { hex } from '../encode-block.ts';

let node: TestNode;
beforeEach(() => {
  node = createTestNode();
});
afterEach(() => {
  vi.useRealTimers();
});

const text = (tx: Uint8Array): string => Buffer.from(tx).toString('base64');
const dataOf = async (method: string, tx: Uint8Array) =>
  (await node.call(method, { tx: text(tx) })).error?.data;

describe('a transaction that is sent', () => {
  it('is checked before it is answered, and waits for its block', async () => {
    const tx = node.sign([sendOf(1)]);
    const answer = await node.comet.broadcastTxSync({ tx });
    expect(answer).toMatchObject({ code: 0, log: '', codespace: '' });
    expect(hex(answer.hash)).toBe(hex(sha256(tx)));
    expect([node.chain.mempool.size, node.chain.produceBlock().txs.length]).toEqual([1, 1]);
  });

  it('and refused is answered with the reason, and may come again', async () => {
    const tx = node.sign([sendOf(1)], { waiting: 1 });
    const answer = (await node.call('broadcast_tx_sync', { tx: text(tx) })).result;
    expect(answer).toMatchObject({ code: 32, codespace: 'sdk', data: '', hash: hex(sha256(tx)) });
    expect(answer?.['log']).toMatch(
      /account sequence mismatch, expected 0, got 1: incorrect account sequence$/,
    );
    expect(node.chain.mempool.size).toBe(0);
    node.chain.checkTx(node.sign([sendOf(2)]));
    expect((await node.comet.broadcastTxSync({ tx })).code).toBe(0);
  });

  it('without waiting for the check is answered as if it had passed', async () => {
    const tx = node.sign([sendOf(1)], { waiting: 9 });
    const { result } = await node.call('broadcast_tx_async', { tx: text(tx) });
    expect(result).toEqual({ code: 0, data: '', log: '', codespace: '', hash: hex(sha256(tx)) });
  });

  it('is taken once: neither while it waits nor after its block a second time', async () => {
    const tx = node.sign([sendOf(1)]);
    await node.comet.broadcastTxSync({ tx });
    for (const method of ['broadcast_tx_sync', 'broadcast_tx_async']) {
      expect(await dataOf(method, tx)).toBe('tx already exists in cache');
    }
    node.chain.produceBlock();
    expect(await dataOf('broadcast_tx_sync', tx)).toBe('tx already exists in cache');
    expect(await dataOf('broadcast_tx_commit', tx)).toBe(
      'error on broadcastTxCommit: tx already exists in cache',
    );
  });

  it('is refused unseen where it is too large, or the mempool full', async () => {
    const large = new Uint8Array(1_048_577);
    expect(await dataOf('broadcast_tx_sync', large)).toBe(
      'Tx too large. Max size is 1048576, but got 1048577',
    );
    for (let waiting = 0; waiting < 10; waiting++) node.chain.checkTx(node.sign([sendOf(1)], { waiting }));
    const { size, bytes } = node.chain.mempool;
    expect(await dataOf('broadcast_tx_sync', node.sign([sendOf(1)], { waiting: 10 }))).toBe(
      `mempool is full: number of txs ${size}, total txs bytes ${bytes}`,
    );
  });

  it('may be nothing at all, which is no transaction', async () => {
    expect((await node.call('broadcast_tx_sync', {})).result).toMatchObject({ code: 18 });
    expect((await node.call('broadcast_tx_sync', { tx: 'no base64' })).error?.code).toBe(-32602);
  });
});

describe('a transaction that is sent and waited for', () => {
  it('is answered by its block', async () => {
    const tx = node.sign([sendOf(1)]);
    const waiting = node.comet.broadcastTxCommit({ tx });
    await Promise.resolve();
    const other = node.chain.produceBlock();
    const answer = await waiting;
    expect(answer).toMatchObject({ height: other.height, checkTx: { code: 0 }, txResult: { code: 0 } });
    expect(hex(answer.hash)).toBe(hex(sha256(tx)));
  });

  it('is answered at once where its check fails, with no height', async () => {
    const tx = node.sign([sendOf(1)], { waiting: 1 });
    const { result } = await node.call('broadcast_tx_commit', { tx: text(tx) });
    expect(result).toMatchObject({ check_tx: { code: 32 }, tx_result: { code: 0 }, height: '0' });
  });

  it('is answered with its failure where it fails in the block', async () => {
    const waiting = node.call('broadcast_tx_commit', { tx: text(node.sign([sendOf(9_999_999)])) });
    await Promise.resolve();
    node.chain.produceBlock();
    expect((await waiting).result).toMatchObject({
      check_tx: { code: 0 },
      tx_result: { code: 5 },
      height: '2',
    });
  });

  it('is given up after ten seconds, and leaves nothing behind that listens', async () => {
    vi.useFakeTimers();
    const waiting = node.call('broadcast_tx_commit', { tx: text(node.sign([sendOf(1)])) });
    await vi.advanceTimersByTimeAsync(9_999);
    await vi.advanceTimersByTimeAsync(1);
    expect((await waiting).error?.data).toBe('timed out waiting for tx to be included in a block');
    expect(vi.getTimerCount()).toBe(0);
    expect(() => node.chain.produceBlock()).not.toThrow();
  });
});
