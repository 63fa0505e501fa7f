import { coins } from '@cosmjs/proto-signing';
import type { EncodeObject } from '@cosmjs/proto-signing';
import { SimulateRequest } from 'cosmjs-types/cosmos/tx/v1beta1/service';
import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deployProbes, executeMessage, respond, subMessage, wasmExecute } from '../testing/probe.ts';
import { DENOM, feeFor, startTestChain } from '../testing/test-chain.ts';
import type { TestChain } from '../testing/test-chain.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

let chain: TestChain;
let samples: Uint8Array[];

beforeAll(async () => {
  chain = await startTestChain();
  const { first, second, codeId } = await deployProbes(chain);
  const sub = subMessage(1, wasmExecute(second, { write: { key: 'a', value: 'b' } }), 'always');
  const instantiate = {
    typeUrl: '/cosmwasm.wasm.v1.MsgInstantiateContract2',
    value: {
      sender: chain.sender,
      admin: chain.sender,
      codeId: BigInt(codeId),
      label: 'x',
      msg: Buffer.from('{}'),
      funds: coins(1, DENOM),
      salt: Buffer.from('s'),
      fixMsg: true,
    },
  };
  const value = { fromAddress: chain.sender, toAddress: first, amount: coins(5, DENOM) };
  const messages: EncodeObject[][] = [
    [{ typeUrl: '/cosmos.bank.v1beta1.MsgSend', value }],
    [executeMessage(chain, first, respond({ messages: [sub] }), coins(2, DENOM))],
    [instantiate],
  ];
  samples = [];
  for (const list of messages) {
    const signed = await chain.client.sign(chain.sender, list, feeFor(500_000), 'memo');
    samples.push(TxRaw.encode(signed).finish());
  }
});

afterAll(async () => chain[Symbol.asyncDispose]());

async function call(method: string, params: unknown): Promise<Record<string, unknown>> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const answer = (await (await fetch(chain.rpcUrl, { method: 'POST', body })).json()) as Record<
    string,
    unknown
  >;
  expect(answer['error']).toBeUndefined();
  return answer['result'] as Record<string, unknown>;
}

/** Code of a panic: the devnet met an error that no transaction may be able to cause. */
const PANIC = 111222;

const edits = fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255)), {
  minLength: 1,
  maxLength: 5,
});

function mutate(sample: Uint8Array, changes: readonly (readonly [number, number])[]): Buffer {
  const bytes = Buffer.from(sample);
  for (const [at, byte] of changes) bytes[Math.floor(at * bytes.length)] = byte;
  return bytes;
}

describe('a damaged transaction', () => {
  it('is refused by the checks, and never by a panic', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(2), edits, async (index, changes) => {
        const damaged = mutate(samples[index]!, changes);
        fc.pre(!damaged.equals(samples[index]!));
        const { code } = await call('broadcast_tx_sync', { tx: damaged.toString('base64') });
        expect(code).not.toBe(PANIC);
        expect(code).not.toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it('can be simulated, where no signature stands in the way of the messages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(2), edits, async (index, changes) => {
        const txBytes = mutate(samples[index]!, changes);
        const data = Buffer.from(SimulateRequest.encode(SimulateRequest.fromPartial({ txBytes })).finish());
        const path = '/cosmos.tx.v1beta1.Service/Simulate';
        const { response } = await call('abci_query', { path, data: data.toString('hex') });
        expect((response as { log: string }).log).not.toContain('recovered:');
        expect((response as { code: number }).code).not.toBe(PANIC);
      }),
      { numRuns: 800 },
    );
  });

  it('leaves the chain as it was', async () => {
    const { client, sender, recipient } = chain;
    const sent = await client.sendTokens(sender, recipient, coins(1, DENOM), feeFor(200_000));
    expect(sent.code).toBe(0);
  });
});
