import { sha256 } from '@noble/hashes/sha2.js';
import { Block } from 'cosmjs-types/tendermint/types/block';
import { Commit } from 'cosmjs-types/tendermint/types/types';
import { MsgExecuteContract, MsgInstantiateContract, MsgStoreCode } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { describe, expect, it } from 'vitest';
import { DevnetErrorCode } from '../errors.ts';
import { alice, bob, createTestNode, sendOf } from '../testing/node.ts';
import type { TestNode } from '../testing/node.ts';
import { assembleContract, localGet } from '../testing/assembler.ts';
import { response } from '../testing/probe.ts';
import type { EncodedMessage } from '../wasm/encoded-message.ts';
import { encoded } from '../wasm/encoded-message.ts';
import { memoryDatabase } from '../testing/store.ts';
import { ChainStore } from '../store/chain-store.ts';
import { fromTimestamp } from './header.ts';
import { loadHead } from './start-chain.ts';

const balance = ({ chain }: TestNode, raw = bob.raw): bigint =>
  chain.app.bank.balance(chain.queryContext(), raw, 'ustake');
const timeOf = ({ store }: TestNode, height: number): bigint =>
  fromTimestamp(Block.decode(store.block(height)!.block).header.time);

describe('a block', () => {
  it('runs what the mempool holds, in its order, and is on disk before anybody hears of it', () => {
    const node = createTestNode();
    const { chain, store, sign } = node;
    const txs = [sign([sendOf(10)]), sign([sendOf(20)], { waiting: 1 })];
    expect(txs.map((tx) => chain.checkTx(tx).code)).toEqual([0, 0]);
    expect(balance(node)).toBe(1_000_000n);
    const heard: [number, number | undefined][] = [];
    const stop = chain.onBlock(({ height }) => heard.push([height, store.latestBlock()?.height]));
    const { height, txs: delivered } = chain.produceBlock();
    expect(heard).toEqual([[height, height]]);
    expect(delivered.map(({ bytes, result }) => [bytes, result.code])).toEqual(txs.map((tx) => [tx, 0]));
    expect([balance(node), chain.mempool.size]).toEqual([1_000_030n, 0]);
    stop();
    chain.produceBlock();
    expect(heard).toHaveLength(1);
  });

  it('has what fails in it as well: the fee is gone, the rest is not', () => {
    const node = createTestNode();
    node.chain.checkTx(node.sign([sendOf(2_000_000)]));
    const [tx] = node.chain.produceBlock().txs;
    expect(tx?.result).toMatchObject({ code: 5 });
    expect([balance(node), balance(node, alice.raw)]).toEqual([1_000_000n, 995_000n]);
    expect(node.store.txs.byHash(tx!.hash)?.height).toBe(2);
  });

  it('never goes back in time, nor stands still, whatever the clock does', () => {
    const node = createTestNode();
    const first = timeOf(node, 1);
    node.chain.produceBlock();
    node.clock.time -= 3_600_000_000_000n;
    node.chain.produceBlock();
    node.clock.time = first + 10_000_000_000n;
    node.chain.produceBlock();
    node.chain.produceBlock();
    const times = [2, 3, 4, 5].map((height) => timeOf(node, height) - first);
    expect(times).toEqual([1_000_000n, 2_000_000n, 3_000_000n, 10_000_000_000n]);
  });

  it('has the time at which the one before it was committed, the first one the genesis’', () => {
    const node = createTestNode();
    const genesis = node.clock.time;
    node.clock.time += 5_000_000_000n;
    node.chain.produceBlock();
    node.clock.time += 7_000_000_000n;
    node.pay(1);
    expect([1, 2, 3].map((height) => timeOf(node, height) - genesis)).toEqual([
      0n,
      1_000_000n,
      5_000_000_000n,
    ]);
    const { lastCommit, header } = Block.decode(node.store.block(3)!.block);
    expect(lastCommit?.signatures.map(({ timestamp }) => timestamp)).toEqual([header.time]);
  });

  it('leaves what it has no gas for to the next one, in its order', () => {
    const { chain, sign } = createTestNode({ blockMaxGas: 450_000 });
    for (const waiting of [0, 1, 2]) chain.checkTx(sign([sendOf(1)], { waiting }));
    const blocks = [chain.produceBlock(), chain.produceBlock(), chain.produceBlock()];
    expect(blocks.map(({ txs }) => txs.map(({ result }) => result.code))).toEqual([[0, 0], [0], []]);
  });

  it('is bound to the one before it', () => {
    const node = createTestNode();
    const { store, chain } = node;
    node.pay(1);
    const before = chain.head;
    chain.produceBlock();
    const { header, lastCommit } = Block.decode(store.latestBlock()!.block);
    expect(header.lastBlockId).toEqual(before.blockId);
    expect([header.appHash, header.lastResultsHash]).toEqual([before.appHash, before.resultsHash]);
    expect(lastCommit).toEqual(before.commit);
  });

  it('that changes nothing keeps the app hash, and one that does not keeps it not', () => {
    const node = createTestNode();
    const empty = node.chain.head.appHash;
    node.chain.produceBlock();
    expect(node.chain.head.appHash).toEqual(empty);
    node.pay(1);
    expect(node.chain.head.appHash).not.toEqual(empty);
  });

  it('that cannot be stored has not been: the chain can go on from where it was', () => {
    const store = new ChainStore(memoryDatabase());
    const node = createTestNode({}, store);
    const { chain, sign } = node;
    chain.checkTx(sign([sendOf(10)]));
    const head = chain.head;
    const commit = store.commit.bind(store);
    const heard: number[] = [];
    chain.onBlock(({ height }) => heard.push(height));
    store.commit = () => {
      throw new Error('disk full');
    };
    expect(() => chain.produceBlock()).toThrow('disk full');
    expect([chain.head, chain.mempool.size, balance(node), heard]).toEqual([head, 1, 1_000_000n, []]);
    store.commit = commit;
    expect(chain.produceBlock().txs[0]?.result.code).toBe(0);
    expect(balance(node)).toBe(1_000_010n);
  });
});

describe('a check', () => {
  it('stands on those before it: each waiting transaction has its sequence and its fee', () => {
    const { chain, sign } = createTestNode();
    expect(chain.checkTx(sign([sendOf(1)], { waiting: 1 })).code).toBe(32);
    expect(chain.checkTx(sign([sendOf(1)])).code).toBe(0);
    expect(chain.checkTx(sign([sendOf(2)])).code).toBe(32);
    expect(chain.checkTx(sign([sendOf(1)], { waiting: 1 })).code).toBe(0);
    expect(chain.mempool.size).toBe(2);
  });

  it('is made again after a block: what cannot pass any more is dropped, and may come again', () => {
    const { chain, sign } = createTestNode({ blockMaxGas: 200_000 });
    chain.checkTx(sign([sendOf(994_000)]));
    const later = sign([sendOf(1)], { waiting: 1 });
    expect(chain.checkTx(later).code).toBe(0);
    chain.produceBlock();
    expect([chain.mempool.size, chain.mempool.hasSeen(sha256(later))]).toEqual([0, false]);
  });

  it('starts from the newest block: what was only checked is forgotten with what was dropped', () => {
    const { chain, sign, pay } = createTestNode();
    pay(1);
    expect(chain.checkTx(sign([sendOf(1)])).code).toBe(0);
  });
});

describe('what is tried', () => {
  it('is tried as in the newest block: a deadline that the next one will miss still passes', () => {
    const { chain, sign } = createTestNode();
    const timeoutHeight = BigInt(chain.head.height);
    const unsigned = { signatures: [new Uint8Array()], fee: [] };
    expect(chain.simulate(sign([sendOf(1)], { ...unsigned, body: { timeoutHeight } })).code).toBe(0);
    expect(chain.checkTx(sign([sendOf(1)], { body: { timeoutHeight } })).code).toBe(0);
    expect(chain.produceBlock().txs.map(({ result }) => result.code)).toEqual([30]);
    expect(chain.checkTx(sign([sendOf(1)], { body: { timeoutHeight } })).code).toBe(30);
  });
});

describe('code that takes long', () => {
  const ANSWER = Buffer.from(JSON.stringify({ ok: response() }));
  /** An execution of two million rounds, for which the host looks at the clock a few times. */
  const LONG = [
    0x41, 0x80, 0x89, 0xfa, 0, 0x21, 3, 0x03, 0x40, 0x20, 3, 0x41, 1, 0x6b, 0x22, 3, 0x0d, 0, 0x0b,
  ];

  it('is ended by the clock where it is only tried; in a block gas alone ends it', () => {
    const { chain, sign } = createTestNode({ executionDeadlineMs: -1 });
    const run = (message: EncodedMessage) => {
      const tx = { gas: 2_000_000, fee: [{ denom: 'ustake', amount: '50000' }] };
      expect(chain.checkTx(sign([message], tx))).toMatchObject({ code: 0 });
      const [delivered] = chain.produceBlock().txs;
      return delivered!.result;
    };
    const execute = { name: 'execute', params: 3, result: true, locals: 1, code: [...LONG, ...localGet(2)] };
    const instantiate = { name: 'instantiate', params: 3, result: true, code: localGet(2) };
    const wasmByteCode = assembleContract({ functions: [instantiate, execute] });
    run(encoded(MsgStoreCode, { sender: alice.address, wasmByteCode }));
    const funds = { funds: [], msg: ANSWER };
    const made = run(
      encoded(MsgInstantiateContract, {
        sender: alice.address,
        codeId: 1n,
        label: 'long',
        admin: '',
        ...funds,
      }),
    );
    const contract = made.events
      .flatMap(({ attributes }) => attributes)
      .find(({ key }) => key === '_contract_address')!.value;
    const message = encoded(MsgExecuteContract, { sender: alice.address, contract, ...funds });
    const tried = chain.simulate(sign([message], { signatures: [new Uint8Array()], fee: [] }));
    expect(tried).toMatchObject({ code: 11, log: expect.stringContaining('execution deadline') as string });
    expect(run(message)).toMatchObject({ code: 0 });
  });
});

describe('a simulation', () => {
  it('runs the messages on what waits already, and keeps nothing', () => {
    const node = createTestNode();
    const { chain, sign } = node;
    chain.checkTx(sign([sendOf(1)]));
    const unsigned = { signatures: [new Uint8Array()], fee: [] };
    const result = chain.simulate(sign([sendOf(5)], { ...unsigned, waiting: 1 }));
    expect(result).toMatchObject({ code: 0 });
    expect(result.events.some(({ type }) => type === 'transfer')).toBe(true);
    expect(chain.simulate(sign([sendOf(5)], unsigned)).code).toBe(32);
    expect([chain.mempool.size, balance(node)]).toEqual([1, 1_000_000n]);
  });
});

describe('a query’s context', () => {
  it('is the newest block’s, and what is written in it reaches nobody', () => {
    const node = createTestNode();
    node.pay(5);
    const ctx = node.chain.queryContext(1000);
    expect(ctx.block).toEqual({ chainId: 'test-1', height: 2, time: node.chain.head.time });
    expect(ctx.gas.limit).toBe(1000);
    node.chain.app.bank.mint(node.chain.queryContext(), bob.raw, [{ denom: 'ustake', amount: 7n }]);
    expect(balance(node)).toBe(1_000_005n);
  });
});

describe('a chain that is opened again', () => {
  it('does not stand still where its last precommit has the block’s own time', () => {
    const node = createTestNode();
    const { store } = node;
    const latest = store.latestBlock()!;
    const commit = Commit.decode(latest.seenCommit);
    const { time } = Block.decode(latest.block).header;
    const old = { ...commit, signatures: commit.signatures.map((each) => ({ ...each, timestamp: time })) };
    const seenCommit = Commit.encode(old).finish();
    store.latestBlock = () => ({ ...latest, seenCommit });
    expect(loadHead(store).nextTime).toBe(fromTimestamp(time) + 1_000_000n);
  });

  it('goes on exactly where it was', () => {
    const node = createTestNode();
    const { chain, store } = node;
    node.pay(1);
    expect(loadHead(store)).toEqual(chain.head);
    const again = createTestNode({}, store);
    expect(again.chain.head).toEqual(chain.head);
    expect(again.pay(2)).toBe(3);
    expect(balance(again)).toBe(1_000_003n);
  });

  it('is refused where its settings are gone', () => {
    expect(() => loadHead(new ChainStore(memoryDatabase()))).toThrow(
      expect.objectContaining({ code: DevnetErrorCode.stateCorrupt }) as Error,
    );
  });
});
