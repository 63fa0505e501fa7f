import { Comet38Client } from '@cosmjs/tendermint-rpc';
import { coins } from '@cosmjs/proto-signing';
import { ConfigResponse } from 'cosmjs-types/cosmos/base/node/v1beta1/query';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RpcAnswer } from '../testing/node.ts';
import { openSocket } from '../testing/socket.ts';
import { DENOM, feeFor, startTestChain } from '../testing/test-chain.ts';
import type { TestChain } from '../testing/test-chain.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let chain: TestChain;
let comet: Comet38Client;

beforeAll(async () => {
  chain = await startTestChain();
  comet = await Comet38Client.connect(chain.rpcUrl);
});

afterAll(async () => {
  comet.disconnect();
  await chain[Symbol.asyncDispose]();
});

const pay = (amount: number) =>
  chain.client.sendTokens(chain.sender, chain.recipient, coins(amount, DENOM), feeFor(200_000));

async function post(body: unknown): Promise<RpcAnswer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (await (await fetch(chain.rpcUrl, { method: 'POST', body: text })).json()) as RpcAnswer;
}

describe('the methods', () => {
  it('agree on the newest block', async () => {
    const { height } = await pay(1);
    const { blockId, block } = await comet.block(height);
    const results = await comet.blockResults(height);
    const commit = await comet.commit(height);
    expect(results.results).toHaveLength(block.txs.length);
    expect(results.results[0]?.events.some((event) => event.type === 'transfer')).toBe(true);
    expect(commit.header).toEqual(block.header);
    expect(commit.commit.blockId.hash).toEqual(blockId.hash);
    const next = await comet.block(height + 1).catch(() => undefined);
    if (next !== undefined) expect(next.block.header.lastBlockId?.hash).toEqual(blockId.hash);
  });

  it('answer what cosmjs asks a node', async () => {
    const status = await comet.status();
    expect(status.nodeInfo.version).toMatch(/^0\.38\./);
    expect(status.syncInfo.latestBlockHeight).toBeGreaterThan(0);
    expect((await comet.validatorsAll()).total).toBe(1);
    expect((await comet.genesis()).chainId).toBe(await chain.client.getChainId());
    expect(await comet.health()).toBeNull();
    expect((await comet.abciInfo()).lastBlockHeight).toBeGreaterThan(0);
    expect((await comet.blockchain(1, 5)).blockMetas.map((meta) => meta.header.height)).toEqual([
      5, 4, 3, 2, 1,
    ]);
    expect(
      (await comet.blockSearch({ query: 'block.height > 1 AND block.height < 4', order_by: 'asc' }))
        .totalCount,
    ).toBe(2);
    expect((await comet.numUnconfirmedTxs()).total).toBeGreaterThanOrEqual(0);
  });

  it('say what gas costs here, as the SDK writes it', async () => {
    const path = '/cosmos.base.node.v1beta1.Service/Config';
    const { code, value } = await comet.abciQuery({ path, data: new Uint8Array() });
    expect(code).toBe(0);
    expect(ConfigResponse.decode(value)).toEqual({
      ...{ minimumGasPrice: `0.025000000000000000${DENOM}`, pruningKeepRecent: '0', pruningInterval: '0' },
      haltHeight: 0n,
    });
  });

  it('page through searches, forwards and backwards', async () => {
    const heights: number[] = [];
    for (const amount of [11, 12, 13]) heights.push((await pay(amount)).height);
    const query = `transfer.sender='${chain.sender}' AND tx.height >= ${heights[0]} AND tx.height<=${heights[2]}`;
    const pages = await Promise.all(
      [1, 2].map((page) => comet.txSearch({ query, page, per_page: 2, order_by: 'desc' })),
    );
    expect(pages.flatMap((page) => page.txs.map((tx) => tx.height))).toEqual([...heights].reverse());
    expect(pages[0]?.totalCount).toBe(3);
    await expect(comet.txSearch({ query, page: 3, per_page: 2 })).rejects.toThrow(/page should be within/);
  });

  it('find a transaction under its hash and hold no other', async () => {
    const { transactionHash, height } = await pay(2);
    const found = await comet.tx({ hash: Buffer.from(transactionHash, 'hex') });
    expect(found.height).toBe(height);
    await expect(comet.tx({ hash: new Uint8Array(32) })).rejects.toThrow(/not found/);
  });

  it('wait for the block in broadcast_tx_commit, and take no transaction twice', async () => {
    const { client, sender, recipient } = chain;
    const value = { fromAddress: sender, toAddress: recipient, amount: coins(4, DENOM) };
    const signed = await client.sign(
      sender,
      [{ typeUrl: '/cosmos.bank.v1beta1.MsgSend', value }],
      feeFor(200_000),
      '',
    );
    const { TxRaw } = await import('cosmjs-types/cosmos/tx/v1beta1/tx');
    const tx = TxRaw.encode(signed).finish();
    const done = await comet.broadcastTxCommit({ tx });
    expect(done.height).toBeGreaterThan(0);
    expect(done.txResult?.code).toBe(0);
    await expect(comet.broadcastTxSync({ tx })).rejects.toThrow(/tx already exists in cache/);
  });

  it('answer GET with the parameters in the address, batches, and calls without an id', async () => {
    const byUrl = (await (await fetch(`${chain.rpcUrl}/block?height=1`)).json()) as RpcAnswer;
    expect(byUrl).toMatchObject({ id: -1, result: { block: { header: { height: '1' } } } });
    const search = await fetch(`${chain.rpcUrl}/tx_search?query="tx.height=1"&page=1`);
    expect(await search.json()).toMatchObject({ result: { txs: [], total_count: '0' } });
    expect((await fetch(`${chain.rpcUrl}/nothing_here`)).status).toBe(404);
    const batch = [
      { jsonrpc: '2.0', id: 'a', method: 'health' },
      { jsonrpc: '2.0', id: 'b', method: 'bogus' },
    ];
    expect(await post(batch)).toMatchObject([
      { id: 'a', result: {} },
      { id: 'b', error: { code: -32601 } },
    ]);
    const silent = await fetch(chain.rpcUrl, { method: 'POST', body: '{"jsonrpc":"2.0","method":"health"}' });
    expect(await silent.text()).toBe('');
  });
});

describe.skipIf(process.env['DEVNET_TEST_RPC'] !== undefined)('the devnet alone', () => {
  it('signs its blocks: a light client can follow the chain', async () => {
    const { ed25519 } = await import('@noble/curves/ed25519.js');
    const { block } = await comet.block(2);
    const { commit } = await comet.commit(2);
    const [validator] = (await comet.validatorsAll(2)).validators;
    expect(commit.signatures[0]?.validatorAddress).toEqual(block.header.proposerAddress);
    expect(validator?.pubkey?.algorithm).toBe('ed25519');
    const message = precommit(block.header.chainId, 2n, commit.blockId, commit.signatures[0]!.timestamp!);
    expect(ed25519.verify(commit.signatures[0]!.signature!, message, validator!.pubkey!.data)).toBe(true);
  });
});

/** Bytes of a canonical precommit, written here once more by hand: tags and lengths of canonical.proto. */
function precommit(
  chainId: string,
  height: bigint,
  blockId: { hash: Uint8Array; parts: { total: number; hash: Uint8Array } },
  time: { getTime(): number; nanoseconds?: number | undefined },
): Uint8Array {
  const varint = (value: bigint): Buffer => {
    const bytes: number[] = [];
    for (let rest = value; ; rest >>= 7n) {
      if (rest < 128n) return Buffer.from([...bytes, Number(rest)]);
      bytes.push(Number(rest & 127n) | 128);
    }
  };
  const sized = (tag: number, bytes: Uint8Array) =>
    Buffer.concat([Buffer.from([tag]), varint(BigInt(bytes.length)), bytes]);
  const parts = Buffer.concat([Buffer.from([0x08, blockId.parts.total]), sized(0x12, blockId.parts.hash)]);
  const fixed = Buffer.alloc(9, 0x11);
  fixed.writeBigInt64LE(height, 1);
  const ms = BigInt(time.getTime());
  const nanos = (ms % 1000n) * 1_000_000n + BigInt(time.nanoseconds ?? 0);
  const stamp = Buffer.concat([
    Buffer.from([0x08]),
    varint(ms / 1000n),
    ...(nanos === 0n ? [] : [Buffer.from([0x10]), varint(nanos)]),
  ]);
  const vote = Buffer.concat([
    Buffer.from([0x08, 0x02]),
    fixed,
    sized(0x22, Buffer.concat([sized(0x0a, blockId.hash), sized(0x12, parts)])),
    sized(0x2a, stamp),
    sized(0x32, Buffer.from(chainId)),
  ]);
  return Buffer.concat([varint(BigInt(vote.length)), vote]);
}

describe('/websocket', () => {
  it('tells cosmjs of headers and of transactions', async () => {
    const socket = await Comet38Client.connect(chain.rpcUrl.replace('http', 'ws'));
    const headers = new Promise<number>((resolve, reject) => {
      const stream = socket.subscribeNewBlockHeader();
      stream.addListener({ next: (header) => resolve(header.height), error: reject });
    });
    const txs = new Promise<number>((resolve, reject) => {
      const stream = socket.subscribeTx(`transfer.amount='21${DENOM}'`);
      stream.addListener({ next: (tx) => resolve(tx.height), error: reject });
    });
    expect(await headers).toBeGreaterThan(0);
    const { height } = await pay(21);
    expect(await txs).toBe(height);
    socket.disconnect();
  });

  it('numbers frames by their subscription, refuses doubles and a sixth, and stops on request', async () => {
    const socket = openSocket(chain.rpcUrl);
    const query = (height: number): string => `tm.event='Tx' AND tx.height=${height}`;
    expect(await socket.subscribe(1, query(1))).toEqual({ jsonrpc: '2.0', id: 1, result: {} });
    expect(await socket.subscribe(2, query(1))).toMatchObject({ id: 2, error: { code: -32603 } });
    for (const id of [3, 4, 5, 6]) {
      expect(await socket.subscribe(id, query(id))).toEqual({ jsonrpc: '2.0', id, result: {} });
    }
    expect(await socket.subscribe(7, "tm.event='NewBlock'")).toMatchObject({
      id: 7,
      error: { code: -32603 },
    });
    socket.send({ jsonrpc: '2.0', id: 8, method: 'unsubscribe_all', params: {} });
    expect(await socket.next()).toEqual({ jsonrpc: '2.0', id: 8, result: {} });
    expect(await socket.subscribe(9, "tm.event='NewBlockHeader'")).toEqual({
      jsonrpc: '2.0',
      id: 9,
      result: {},
    });
    expect(await socket.next()).toMatchObject({
      id: 9,
      result: { query: "tm.event='NewBlockHeader'", data: { type: 'tendermint/event/NewBlockHeader' } },
    });
    socket.socket.close();
  });
});
