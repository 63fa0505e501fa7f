import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startScriptedRpc } from '../testing/scripted-rpc.ts';
import type { RpcAnswer, ScriptedRpc } from '../testing/scripted-rpc.ts';
import { DENOM, artifact, startTestChain, walletOf } from '../testing/test-chain.ts';
import { oracleInstantiate } from '../oracle/gen/messages.ts';
import { ChainReader } from './reader.ts';
import type { TxOutcome } from './tx.ts';
import { txHashOf } from './tx.ts';
import { ChainWriter } from './writer.ts';

let chain: Awaited<ReturnType<typeof startTestChain>>;
let rpc: ScriptedRpc;
let writer: ChainWriter;
let reader: ChainReader;
let oracle = '';
let funded: TxOutcome;

beforeAll(async () => {
  chain = await startTestChain(['owner']);
  rpc = await startScriptedRpc(chain.devnet.rpcUrl);
  const { rpcUrl, minGasPrice } = chain.devnet;
  writer = await ChainWriter.connect({
    rpcUrl,
    signer: await walletOf('owner'),
    gasPrice: minGasPrice,
    pollMs: 20,
  });
  const message = oracleInstantiate({ denom: DENOM, operatorBond: 5n, notaryBond: 7n });
  oracle = await writer.instantiate(await writer.upload(artifact('oracle')), message, 'oracle');
  await writer.sendTokens(writer.address, [{ denom: DENOM, amount: '1' }]);
  funded = await writer.sendTokens(oracle, [{ denom: DENOM, amount: '321' }]);
  reader = await ChainReader.connect({ rpcUrl: rpc.url, chainId: chain.devnet.chainId });
}, 60_000);
afterAll(async () => {
  writer.close();
  reader.close();
  await rpc.close();
  await chain.close();
});
beforeEach(() => rpc.reset());

const failing = (code: string) => expect.objectContaining({ code }) as Error;
const html: RpcAnswer = { status: 200, body: '<!doctype html><title>Sign in to the hotel’s network</title>' };

describe('connecting', () => {
  it('learns which chain it is, and refuses another than the one asked for', async () => {
    expect(reader.chainId).toBe(chain.devnet.chainId);
    await expect(ChainReader.connect({ rpcUrl: rpc.url, chainId: 'another-1' })).rejects.toThrow(
      failing('sdk.wrong_chain'),
    );
  });

  it('says that nobody is there', async () => {
    const gone = await startScriptedRpc();
    await gone.close();
    for (const rpcUrl of [gone.url, 'http://', 'localhost:26657'])
      await expect(ChainReader.connect({ rpcUrl }), rpcUrl).rejects.toThrow(failing('sdk.unreachable'));
  });

  it.each<[string, RpcAnswer, string]>([
    ['a page in HTML', html, 'sdk.malformed'],
    ['a proxy whose chain is away', { status: 502, body: 'Bad Gateway' }, 'sdk.unreachable'],
    ['a connection that ends', 'hang up', 'sdk.unreachable'],
    ['an answer of another program', { result: { name: 'node' } }, 'sdk.malformed'],
    ['a refusal', { error: { code: -32601, message: 'Method not found' } }, 'sdk.query_failed'],
  ])('says what it met: %s', async (_, answer, code) => {
    rpc.script('status', () => answer);
    await expect(ChainReader.connect({ rpcUrl: rpc.url })).rejects.toThrow(failing(code));
  });
});

describe('reading', () => {
  it('gives heights, times and balances', async () => {
    expect(await reader.height()).toBeGreaterThanOrEqual(funded.height);
    expect(await reader.blockTimeMs(funded.height)).toBeLessThanOrEqual(await reader.blockTimeMs());
    expect(await reader.balance(oracle, DENOM)).toBe(321n);
    expect(await reader.balance(oracle, 'other')).toBe(0n);
  });

  it('gives what a contract answers, and its own code where it refuses', async () => {
    expect(await reader.query(oracle, { config: {} })).toMatchObject({
      operator_bond: '5',
      notary_bond: '7',
    });
    await expect(reader.query(oracle, { feed: { feed_id: 9 } })).rejects.toMatchObject({
      code: 'sdk.contract',
      contractCode: 'feed.unknown',
    });
    await expect(reader.query(writer.address, { config: {} })).rejects.toThrow(failing('sdk.query_failed'));
  });

  it('refuses an answer that is no JSON', async () => {
    rpc.script('abci_query', async (_, genuine) => {
      const { response } = (await genuine()) as { response: object };
      return { result: { response: { ...response, value: Buffer.from('\n\x04not {').toString('base64') } } };
    });
    await expect(reader.query(oracle, { config: {} })).rejects.toThrow(failing('sdk.malformed'));
  });
});

describe('transactions', () => {
  it('are found by hash, in either case, with what they did', async () => {
    expect(await reader.findTx(funded.txHash)).toEqual(funded);
    expect(await reader.findTx(funded.txHash.toLowerCase())).toMatchObject({
      height: funded.height,
      code: 0,
    });
    expect(txHashOf((await reader.txBytes(funded.txHash))!)).toBe(funded.txHash);
    expect(await reader.findTx('AB'.repeat(32))).toBeUndefined();
    expect(await reader.txBytes('AB'.repeat(32))).toBeUndefined();
  });

  it('are not taken for others', async () => {
    rpc.script('tx_search', async (call, genuine) => {
      const other = { ...call.params, query: `tx.hash='${funded.txHash}'` };
      expect(call.params['query']).not.toBe(other.query);
      return { result: await genuine() };
    });
    expect(await reader.findTx('CD'.repeat(32))).toBeUndefined();
  });

  it('are searched page by page, and no further than they go', async () => {
    const of = (call: { params: Readonly<Record<string, unknown>> }) => Number(call.params['page']);
    const [tx] = ((await found(funded.txHash)) as { txs: unknown[] }).txs;
    rpc.script('tx_search', (call) => ({
      result: { txs: of(call) <= 2 ? Array(100).fill(tx) : [tx], total_count: '201' },
    }));
    expect(await reader.findTxHashes(oracle, 'feed_updated', { feed_id: '1' })).toHaveLength(201);
    expect(rpc.calls.map(of)).toEqual([1, 2, 3]);
    expect(rpc.calls[0]!.params['query']).toBe(
      `wasm-feed_updated._contract_address='${oracle}' AND wasm-feed_updated.feed_id='1'`,
    );
  });

  it.each([
    ['promises more than it gives', () => ({ txs: [], total_count: '5' })],
    ['never ends', (tx: unknown) => ({ txs: Array(100).fill(tx), total_count: '9007199254740991' })],
  ])('are not searched for ever where the RPC %s', async (_, answer) => {
    const [tx] = ((await found(funded.txHash)) as { txs: unknown[] }).txs;
    rpc.script('tx_search', () => ({ result: answer(tx) }));
    await expect(reader.findTxHashes(oracle, 'x', {})).rejects.toThrow(failing('sdk.malformed'));
    await expect(reader.findTx('AB'.repeat(32))).rejects.toThrow(failing('sdk.malformed'));
  });
});

/** What the genuine RPC answers to a search for a hash. */
async function found(txHash: string): Promise<unknown> {
  let result: unknown;
  rpc.script('tx_search', async (_, genuine) => ({ result: (result = await genuine()) }));
  await reader.findTx(txHash);
  rpc.reset();
  return result;
}
