import { Comet38Client } from '@cosmjs/tendermint-rpc';
import type { RpcClient } from '@cosmjs/tendermint-rpc';
import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { createApplication } from '../app/application.ts';
import type { ChainOptions } from '../chain/chain.ts';
import { Chain } from '../chain/chain.ts';
import type { Genesis } from '../chain/genesis.ts';
import { readGenesis } from '../chain/genesis.ts';
import { Mempool } from '../chain/mempool.ts';
import { loadHead, writeGenesis } from '../chain/start-chain.ts';
import { Validator } from '../chain/validator.ts';
import { createAbciQuery } from '../query/abci-query.ts';
import { Dispatcher } from '../rpc/dispatcher.ts';
import { rpcMethods } from '../rpc/methods/all.ts';
import { ChainStore } from '../store/chain-store.ts';
import type { EncodedMessage } from '../wasm/encoded-message.ts';
import { encoded } from '../wasm/encoded-message.ts';
import type { Signer, TxParts } from './signing.ts';
import { createSigner, signTx } from './signing.ts';
import { memoryDatabase } from './store.ts';

export interface RpcAnswer {
  readonly id?: unknown;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: string };
}

/** A whole node in memory, without network and time: blocks are made when a test asks for one. */
export interface TestNode {
  readonly chain: Chain;
  readonly store: ChainStore;
  readonly genesis: Genesis;
  readonly dispatcher: Dispatcher;
  /** What cosmjs makes of the answers. */
  readonly comet: Comet38Client;
  /** The node's clock, in nanoseconds; it stands still. */
  readonly clock: { time: bigint };
  /** Errors that no client may be able to cause. */
  readonly defects: readonly unknown[];
  readonly call: (method: string, params?: unknown) => Promise<RpcAnswer>;
  /** A transaction of alice's with the fee it needs; `sequence` is how many of hers wait already. */
  readonly sign: (
    messages: readonly EncodedMessage[],
    parts?: Partial<TxParts> & { waiting?: number },
  ) => Uint8Array;
  /** Sends alice's coins to bob in a block of their own; returns its height. */
  readonly pay: (amount: number) => number;
}

export const [alice, bob] = [createSigner(1), createSigner(2)];
const FUNDS = '1000000';

export function sendOf(amount: number | string, from: Signer = alice, to = bob.address): EncodedMessage {
  const coins = [{ denom: 'ustake', amount: amount.toString() }];
  return encoded(MsgSend, { fromAddress: from.address, toAddress: to, amount: coins });
}

export function createTestNode(
  options: Partial<ChainOptions> = {},
  store = new ChainStore(memoryDatabase()),
): TestNode {
  const accounts = [alice, bob].map(({ address }) => ({
    address,
    coins: [{ denom: 'ustake', amount: FUNDS }],
  }));
  const genesis = readGenesis({ chainId: 'test-1', accounts });
  const defects: unknown[] = [];
  const clock = { time: 1_700_000_000_000_000_000n };
  const chain = createChain({ options, store, genesis, clock, onDefect: (error) => defects.push(error) });
  const dispatcher = new Dispatcher({
    methods: rpcMethods,
    context: {
      ...{ chain, genesis, commitTimeoutMs: 10_000, listenAddress: () => 'http://127.0.0.1:1' },
      abciQuery: createAbciQuery(chain, (error) => defects.push(error)),
    },
    onDefect: (error) => defects.push(error),
  });
  const call = async (method: string, params?: unknown): Promise<RpcAnswer> =>
    (await dispatcher.handle({ jsonrpc: '2.0', id: 1, method, params })) as RpcAnswer;
  const sign: TestNode['sign'] = (messages, { waiting = 0, ...parts } = {}) => {
    const account = chain.app.accounts.get(chain.queryContext(), alice.raw);
    const sequence = Number(account?.sequence ?? 0n) + waiting;
    const by = [{ signer: alice, accountNumber: Number(account?.accountNumber ?? 0n), sequence }];
    return signTx({ messages, by, fee: [{ denom: 'ustake', amount: '5000' }], ...parts });
  };
  return {
    ...{ chain, store, genesis, dispatcher, clock, defects, call, sign },
    comet: clientOf(dispatcher),
    pay: (amount) => {
      const { code, log } = chain.checkTx(sign([sendOf(amount)]));
      if (code !== 0) throw new Error(log);
      return chain.produceBlock().height;
    },
  };
}

interface Parts {
  readonly options: Partial<ChainOptions>;
  readonly store: ChainStore;
  readonly genesis: Genesis;
  readonly clock: { readonly time: bigint };
  readonly onDefect: (error: unknown) => void;
}

function createChain({ options, store, genesis, clock, onDefect }: Parts): Chain {
  const { addressPrefix, blockMaxGas, queryMaxGas } = genesis.config;
  const app = createApplication(
    { addressPrefix, minGasPrices: genesis.minGasPrices, codeCacheSize: 16 },
    { now: () => 0, debug: () => undefined },
  );
  if (store.setting('genesis') === undefined) writeGenesis(store, app, genesis, clock.time);
  const all: ChainOptions = {
    ...{ chainId: 'test-1', blockMaxGas, queryMaxGas, blockMaxBytes: 22_020_096 },
    ...{ executionDeadlineMs: 5000, genesisTime: clock.time },
    ...options,
  };
  const mempool = new Mempool({ maxTxs: 10, maxBytes: 100_000, cacheSize: 100 });
  const validator = new Validator(new Uint8Array(32).fill(7));
  const deps = { app, store, mempool, validator, clock: () => clock.time, now: () => 0, onDefect };
  const chain = new Chain(all, deps, loadHead(store));
  if (chain.head.height === 0) chain.produceBlock();
  return chain;
}

/** cosmjs' own client, which asks the dispatcher instead of an address. */
function clientOf(dispatcher: Dispatcher): Comet38Client {
  return Comet38Client.create({
    execute: async (request) => {
      const text = JSON.stringify(await dispatcher.handleText(JSON.stringify(request)));
      const response = JSON.parse(text) as RpcAnswer;
      if (response.error !== undefined) throw new Error(JSON.stringify(response.error));
      return response as unknown as Awaited<ReturnType<RpcClient['execute']>>;
    },
    disconnect: () => undefined,
  });
}
