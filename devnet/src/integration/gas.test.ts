import { coins } from '@cosmjs/proto-signing';
import type { EncodeObject } from '@cosmjs/proto-signing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { deployProbes, executeMessage, respond, subMessage, wasmExecute } from '../testing/probe.ts';
import type { Json } from '../testing/probe.ts';
import { DENOM, feeFor, startTestChain } from '../testing/test-chain.ts';
import type { TestChain } from '../testing/test-chain.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let chain: TestChain;
let first: string;
let second: string;

beforeAll(async () => {
  chain = await startTestChain();
  ({ first, second } = await deployProbes(chain));
  await chain.client.sendTokens(chain.sender, chain.recipient, coins(1, DENOM), feeFor(200_000));
  await chain.client.sendTokens(chain.sender, second, coins(100, DENOM), feeFor(200_000));
});

afterAll(async () => chain[Symbol.asyncDispose]());

const execute = (msg: Json, contract = first): EncodeObject => executeMessage(chain, contract, msg);
const transfer = (): EncodeObject => ({
  typeUrl: '/cosmos.bank.v1beta1.MsgSend',
  value: { fromAddress: chain.sender, toAddress: chain.recipient, amount: coins(5, DENOM) },
});

/** What wasmd 0.61.14 used for the same messages. Amounts, account numbers and sequences move it by a few dozen. */
const FIGURES: readonly (readonly [string, () => EncodeObject[], number])[] = [
  ['a transfer', () => [transfer()], 71_166],
  ['two transfers', () => [transfer(), transfer()], 93_262],
  ['an execution that does nothing', () => [execute({ noop: {} })], 116_870],
  ['two of them', () => [execute({ noop: {} }), execute({ noop: {} })], 126_607],
  ['a write of 1002 bytes', () => [execute({ write: { key: 'k1002', value: 'v'.repeat(1002) } })], 160_410],
  ['twenty writes', () => [execute({ write_many: { prefix: 'p', count: 20, bytes: 50 } })], 211_471],
  [
    'an execution that fails',
    () => [execute({ write_then_fail: { key: 'z', value: '1', reason: 'because' } })],
    120_442,
  ],
  ['an execution that panics', () => [execute({ write_then_panic: { key: 'z', value: '1' } })], 120_198],
  [
    'a sub-message without reply',
    () => [execute(respond({ messages: [subMessage(1, wasmExecute(second, { noop: {} }), 'never')] }))],
    127_060,
  ],
];

describe('gas', () => {
  it.each(FIGURES)('of %s is within a hundredth of wasmd’s', async (_what, messages, figure) => {
    const { gasUsed } = await chain.send(...messages());
    expect(Math.abs(Number(gasUsed) - figure) / figure).toBeLessThan(0.01);
  });

  it('is underestimated by a simulation, by about the fee’s own transfer, here as there', async () => {
    const simulated = await chain.client.simulate(chain.sender, [execute({ noop: {} })], '');
    expect(Math.abs(simulated - 97_061) / 97_061).toBeLessThan(0.01);
  });
});
