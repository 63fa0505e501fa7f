// An RPC that answers in every wrong shape: what comes out is of the promised type, or an error that says that it cannot be read.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startScriptedRpc } from '../testing/scripted-rpc.ts';
import type { ScriptedRpc } from '../testing/scripted-rpc.ts';
import { DENOM, artifact, registration, startTestChain, walletOf } from '../testing/test-chain.ts';
import type { SdkError } from '../error.ts';
import { oracleInstantiate } from '../oracle/gen/messages.ts';
import { ChainReader } from './reader.ts';
import { ChainWriter } from './writer.ts';

// What JSON leaves out is undefined.
const ODD: readonly unknown[] = [undefined, null, -1, 1.5, '', 'x', '-3', 'ffff', [], {}, [null], true];

// An RPC may say that it refuses a query, in an answer that is a good one.
const REFUSALS = /^sdk\.(malformed|query_failed)$/;

let chain: Awaited<ReturnType<typeof startTestChain>>;
let rpc: ScriptedRpc;
let reader: ChainReader;
let sent = { txHash: '', height: 0, address: '' };

beforeAll(async () => {
  chain = await startTestChain(['owner']);
  rpc = await startScriptedRpc(chain.devnet.rpcUrl);
  const { rpcUrl, minGasPrice: gasPrice } = chain.devnet;
  const writer = await ChainWriter.connect({ rpcUrl, signer: await walletOf('owner'), gasPrice, pollMs: 20 });
  const message = oracleInstantiate({ denom: DENOM, operatorBond: 0n, notaryBond: 0n });
  const oracle = await writer.instantiate(await writer.upload(artifact('oracle')), message, 'oracle');
  const { txHash, height, events } = await writer.execute(oracle, registration('node', writer, oracle));
  expect(events).toHaveLength(1);
  sent = { txHash, height, address: writer.address };
  writer.close();
  reader = await ChainReader.connect({ rpcUrl: rpc.url });
}, 60_000);
afterAll(async () => {
  reader.close();
  await rpc.close();
  await chain.close();
});
beforeEach(() => rpc.reset());

/** The value with one of its parts, however deep, replaced: each part by some of the odd ones, or left out. */
function* changed(value: unknown, from = { part: 0 }): Generator {
  for (let turn = 0; turn < 3; turn += 1) yield ODD[(from.part += 1) % ODD.length];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value) as [string, unknown][]) {
    for (const other of changed(part, from)) {
      const parts = { ...value, [key]: other };
      yield Array.isArray(value) ? Object.values(parts) : parts;
    }
  }
}

const event = z.strictObject({
  height: z.number(),
  txHash: z.string(),
  txIndex: z.number(),
  index: z.number(),
  contract: z.string(),
  type: z.string(),
  attributes: z.record(z.string(), z.string()),
});
const outcome = z.strictObject({
  txHash: z.string(),
  height: z.number().int(),
  code: z.number().int(),
  rawLog: z.string(),
  gasUsed: z.bigint(),
  gasWanted: z.bigint(),
  events: z.array(event),
});

describe('an RPC that answers in every wrong shape', () => {
  it.each<[string, () => Promise<unknown>, z.ZodType]>([
    ['status', () => reader.height(), z.number().int()],
    ['block', () => reader.blockTimeMs(sent.height), z.number().int()],
    [
      'block_results',
      () => reader.blockEvents(sent.height),
      z.strictObject({ height: z.number(), timeMs: z.number().int(), events: z.array(event) }),
    ],
    ['tx_search', () => reader.findTx(sent.txHash), outcome.optional()],
    ['abci_query', () => reader.balance(sent.address, DENOM), z.bigint()],
  ])('to %s', async (method, ask, promised) => {
    let genuine: unknown;
    rpc.script(method, async (_, answer) => ({ result: (genuine = await answer()) }));
    promised.parse(await ask());
    let refused = 0;
    for (const result of changed(genuine)) {
      rpc.script(method, () => ({ result: result ?? null }));
      const given = await ask().then(
        (value) => promised.safeParse(value).error?.message,
        (error: unknown) => error as SdkError,
      );
      if (given === undefined) continue;
      expect(given, JSON.stringify(result)).toMatchObject({
        code: expect.stringMatching(REFUSALS) as string,
      });
      refused += 1;
    }
    expect(refused).toBeGreaterThan(20);
  });
});
