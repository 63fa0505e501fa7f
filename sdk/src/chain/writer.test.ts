import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OracleQueries } from '../oracle/queries.ts';
import { oracleInstantiate, oracleMsg } from '../oracle/gen/messages.ts';
import { readOracleEvent } from '../oracle/read-event.ts';
import { startScriptedRpc } from '../testing/scripted-rpc.ts';
import type { ScriptedRpc } from '../testing/scripted-rpc.ts';
import { DENOM, artifact, registration, startTestChain, walletOf } from '../testing/test-chain.ts';
import { txHashOf } from './tx.ts';
import { ChainWriter } from './writer.ts';

const BOND = [{ denom: DENOM, amount: '5' }];
let chain: Awaited<ReturnType<typeof startTestChain>>;
let rpc: ScriptedRpc;
let owner: ChainWriter;
let other: ChainWriter;
let oracle: OracleQueries;

async function writerOf(label: string, rpcUrl: string): Promise<ChainWriter> {
  const signer = await walletOf(label);
  return ChainWriter.connect({
    rpcUrl,
    signer,
    gasPrice: chain.devnet.minGasPrice,
    pollMs: 10,
    timeoutMs: 400,
  });
}

beforeAll(async () => {
  chain = await startTestChain(['owner', 'other']);
  rpc = await startScriptedRpc(chain.devnet.rpcUrl);
  owner = await writerOf('owner', rpc.url);
  other = await writerOf('other', chain.devnet.rpcUrl);
  const message = oracleInstantiate({ denom: DENOM, operatorBond: 5n, notaryBond: 5n });
  const codeId = await other.upload(artifact('oracle'));
  oracle = new OracleQueries(owner, await other.instantiate(codeId, message, 'oracle'));
}, 60_000);
afterAll(async () => {
  owner.close();
  other.close();
  await rpc.close();
  await chain.close();
});
beforeEach(() => rpc.reset());

const failing = (code: string) => expect.objectContaining({ code }) as Error;

describe('an execution', () => {
  it('comes on chain, and its events say what the contract did', async () => {
    const outcome = await owner.execute(oracle.address, registration('first', owner, oracle.address), {
      funds: BOND,
      memo: 'hi',
    });
    expect(outcome).toMatchObject({ code: 0, rawLog: '' });
    expect(outcome.gasUsed).toBeLessThan(outcome.gasWanted);
    const [event] = outcome.events.map(readOracleEvent);
    expect(event).toMatchObject({ type: 'operator_registered', account: owner.address, name: 'first' });
    expect(await oracle.operators()).toMatchObject([{ account: owner.address, bond: 5n, active: true }]);
    const block = await owner.blockEvents(outcome.height);
    expect(block.events).toContainEqual(outcome.events[0]);
    const found = await owner.findTxHashes(oracle.address, 'operator_registered', { account: owner.address });
    expect(found).toEqual([outcome.txHash]);
  });

  it('goes one after another, each with the next sequence', async () => {
    const labels = ['second', 'third', 'fourth'];
    const outcomes = await Promise.all(
      labels.map((label) =>
        owner.execute(oracle.address, registration(label, owner, oracle.address), { funds: BOND }),
      ),
    );
    expect(new Set(outcomes.map(({ txHash }) => txHash)).size).toBe(3);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
  });

  it('that cannot succeed is not sent, and does not stop the next one', async () => {
    const refused = owner.execute(oracle.address, oracleMsg.fundFeed({ feedId: 77 }), { funds: BOND });
    const next = owner.execute(oracle.address, registration('fifth', owner, oracle.address), { funds: BOND });
    await expect(refused).rejects.toMatchObject({ contractCode: 'feed.unknown', txHash: undefined });
    expect((await next).code).toBe(0);
    expect(rpc.calls.filter(({ method }) => method === 'broadcast_tx_sync')).toHaveLength(1);
  });

  it('is all or nothing with others in one transaction', async () => {
    const contractAddress = oracle.address;
    const before = (await oracle.operators()).length;
    const good = { contractAddress, msg: registration('sixth', owner, oracle.address), funds: BOND };
    const bad = { contractAddress, msg: oracleMsg.claim({ feeds: [] }) };
    await expect(owner.executeMany([good, bad])).rejects.toMatchObject({ contractCode: 'reward.nothing' });
    expect(await oracle.operators()).toHaveLength(before);
    const also = { contractAddress, msg: registration('seventh', owner, oracle.address), funds: BOND };
    expect((await owner.executeMany([good, also])).events).toHaveLength(2);
    expect(await oracle.operators()).toHaveLength(before + 2);
  });
});

describe('money', () => {
  it('goes to several accounts at once, or to none', async () => {
    const to = async (label: string) => (await (await walletOf(label)).getAccounts())[0]!.address;
    const [one, two] = await Promise.all([to('paid first'), to('paid second')]);
    const coins = (amount: string) => [{ denom: DENOM, amount }];
    const { height } = await owner.sendTokensToMany([
      { to: one, coins: coins('7') },
      { to: two, coins: coins('8') },
    ]);
    expect(height).toBeGreaterThan(0);
    const more = (await owner.balance(owner.address, DENOM)) + 1n;
    const transfers = [
      { to: one, coins: coins('1') },
      { to: two, coins: coins(more.toString()) },
    ];
    await expect(owner.sendTokensToMany(transfers)).rejects.toThrow(failing('sdk.query_failed'));
    expect(await Promise.all([one, two].map((address) => owner.balance(address, DENOM)))).toEqual([7n, 8n]);
  });
});

describe('a prepared transaction', () => {
  it('is the same however often it is sent', async () => {
    const { bytes, txHash } = await owner.prepare(
      oracle.address,
      registration('eighth', owner, oracle.address),
      {
        funds: BOND,
      },
    );
    expect(txHashOf(bytes)).toBe(txHash);
    expect(await owner.findTx(txHash)).toBeUndefined();
    const [first, again] = await Promise.all([owner.broadcast(bytes), owner.broadcast(bytes)]);
    expect(again).toEqual(first);
    expect(await owner.broadcast(bytes)).toEqual(first);
  });

  it('fails on chain where the contract changed its mind, and says its code', async () => {
    const { bytes, txHash } = await owner.prepare(
      oracle.address,
      registration('ninth', owner, oracle.address),
      {
        funds: BOND,
      },
    );
    await other.execute(oracle.address, registration('ninth', other, oracle.address), { funds: BOND });
    await expect(owner.broadcast(bytes)).rejects.toMatchObject({
      code: 'sdk.tx_failed',
      contractCode: 'registry.registered',
      txHash,
    });
    // It paid its fee, and its effects were undone: an outcome for whoever asks, and no event of its block.
    const outcome = await owner.findTx(txHash);
    expect(outcome?.code).toBeGreaterThan(0);
    expect(outcome?.rawLog).toContain('registry.registered: ');
    expect((await owner.blockEvents(outcome!.height)).events.filter((e) => e.txHash === txHash)).toEqual([]);
  });

  it('is refused where another took its sequence', async () => {
    const { bytes } = await owner.prepare(oracle.address, registration('tenth', owner, oracle.address), {
      funds: BOND,
    });
    await owner.sendTokens(other.address, BOND);
    await expect(owner.broadcast(bytes)).rejects.toThrow(failing('sdk.tx_rejected'));
    expect(
      (await owner.execute(oracle.address, registration('tenth', owner, oracle.address), { funds: BOND }))
        .code,
    ).toBe(0);
  });
});

describe('a chain in trouble', () => {
  it('that took a transaction and does not show it leaves it unknown, by its hash', async () => {
    rpc.script('tx_search', () => ({ result: { txs: [], total_count: '0' } }));
    const { bytes, txHash } = await owner.prepare(
      oracle.address,
      registration('lost', owner, oracle.address),
      {
        funds: BOND,
      },
    );
    await expect(owner.broadcast(bytes)).rejects.toMatchObject({ code: 'sdk.tx_unknown', txHash });
    rpc.reset();
    expect((await owner.broadcast(bytes)).code).toBe(0);
  });

  it('that goes away while a transaction is sent is unreachable', async () => {
    const { bytes } = await owner.prepare(oracle.address, registration('cut', owner, oracle.address), {
      funds: BOND,
    });
    rpc.script('broadcast_tx_sync', () => 'hang up');
    rpc.script('tx_search', () => 'hang up');
    await expect(owner.broadcast(bytes)).rejects.toThrow(failing('sdk.unreachable'));
    rpc.reset();
    // The next one of the same writer is not held up by it.
    expect((await owner.broadcast(bytes)).code).toBe(0);
  });

  it('whose answer was lost is asked whether the transaction is on chain', async () => {
    const { bytes, txHash } = await owner.prepare(
      oracle.address,
      registration('unheard', owner, oracle.address),
      {
        funds: BOND,
      },
    );
    rpc.script('broadcast_tx_sync', async (_, genuine) => {
      await genuine();
      await expect.poll(() => other.findTx(txHash), { interval: 10 }).toBeDefined();
      return { status: 504, body: 'Gateway Timeout' };
    });
    expect((await owner.broadcast(bytes)).txHash).toBe(txHash);
  });

  it.each([
    [
      'a mempool that is full',
      { error: { code: -32603, message: 'Internal error', data: 'mempool is full' } },
      'sdk.query_failed',
    ],
    [
      'a fee that is too low',
      { result: { code: 13, codespace: 'sdk', log: 'insufficient fee', data: '', hash: 'AB'.repeat(32) } },
      'sdk.tx_rejected',
    ],
    ['a page in HTML', { status: 200, body: '<html>' }, 'sdk.malformed'],
  ])('says why it does not take a transaction: %s', async (_, answer, code) => {
    const { bytes } = await owner.prepare(oracle.address, registration('refused', owner, oracle.address), {
      funds: BOND,
    });
    rpc.script('broadcast_tx_sync', () => answer);
    await expect(owner.broadcast(bytes)).rejects.toThrow(failing(code));
  });
});

describe('a writer', () => {
  it('needs an account, and one that the chain knows', async () => {
    const signer = { getAccounts: () => Promise.resolve([]) };
    const of = { rpcUrl: rpc.url, gasPrice: '0.1ucx3' };
    await expect(ChainWriter.connect({ ...of, signer: signer as never })).rejects.toThrow(
      failing('sdk.argument'),
    );
    const stranger = await writerOf('stranger', rpc.url);
    await expect(stranger.execute(oracle.address, oracleMsg.claim({ feeds: [] }))).rejects.toThrow(
      failing('sdk.query_failed'),
    );
    stranger.close();
  });

  it('says why a contract does not want to be made', async () => {
    const codeId = await other.upload(artifact('oracle'));
    await expect(
      other.instantiate(codeId, oracleInstantiate({ denom: '', operatorBond: 0n, notaryBond: 0n }), 'bad'),
    ).rejects.toMatchObject({ contractCode: 'text.invalid' });
  });
});
