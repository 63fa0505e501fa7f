import { TxMsgData } from 'cosmjs-types/cosmos/base/abci/v1beta1/abci';
import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { CacheLayer } from '../state/cache-layer.ts';
import { createTestApp } from '../testing/app.ts';
import type { TestApp } from '../testing/app.ts';
import { createSigner, signTx } from '../testing/signing.ts';
import type { TxParts } from '../testing/signing.ts';
import { encoded } from '../wasm/encoded-message.ts';
import type { EncodedMessage } from '../wasm/encoded-message.ts';
import type { RunTxRequest } from './run-tx.ts';
import { runTx } from './run-tx.ts';
import type { TxResult } from './tx-result.ts';

const alice = createSigner(1);
const bob = createSigner(2);

let test: TestApp;
let defects: unknown[];
beforeEach(() => {
  test = createTestApp(0);
  defects = [];
  const ctx = test.context();
  for (const { raw } of [alice, bob]) {
    test.app.accounts.create(ctx, raw);
    test.app.bank.mint(ctx, raw, [{ denom: 'ustake', amount: 1000n }]);
  }
});

const deliver = (bytes: Uint8Array, overrides: Partial<RunTxRequest> = {}): TxResult =>
  runTx(
    { ...test.app, onDefect: (error) => defects.push(error) },
    {
      bytes,
      mode: 'deliver',
      store: test.state,
      block: test.context().block,
      txIndex: 0,
      maxGas: 100_000_000,
      deadline: Number.POSITIVE_INFINITY,
      ...overrides,
    },
  );
const send = (amount: number, to = bob.address, from = alice.address): EncodedMessage =>
  encoded(MsgSend, {
    fromAddress: from,
    toAddress: to,
    amount: [{ denom: 'ustake', amount: amount.toString() }],
  });
const tx = (messages: EncodedMessage[], parts: Partial<TxParts> = {}): Uint8Array =>
  signTx({
    messages,
    by: [{ signer: alice, accountNumber: 1 }],
    fee: [{ denom: 'ustake', amount: '50' }],
    ...parts,
  });
const balance = (raw: Uint8Array): bigint => test.app.bank.balance(test.context(), raw, 'ustake');
const sequence = (): bigint | undefined => test.app.accounts.get(test.context(), alice.raw)?.sequence;

describe('a transaction', () => {
  it('runs its messages in order and reports each one', () => {
    const result = deliver(tx([send(10), send(20)]));
    expect(result).toMatchObject({ code: 0, codespace: '', log: '', gasWanted: 200_000 });
    expect([balance(alice.raw), balance(bob.raw), sequence()]).toEqual([920n, 1030n, 1n]);
    const { msgResponses } = TxMsgData.decode(result.data);
    expect(msgResponses.map(({ typeUrl }) => typeUrl)).toEqual([
      '/cosmos.bank.v1beta1.MsgSendResponse',
      '/cosmos.bank.v1beta1.MsgSendResponse',
    ]);
    const indexed = result.events.filter(({ attributes }) => attributes.at(-1)?.key === 'msg_index');
    expect(indexed.map(({ attributes }) => attributes.at(-1)?.value)).toEqual([
      '0',
      '0',
      '0',
      '0',
      '0',
      '1',
      '1',
      '1',
      '1',
      '1',
    ]);
    expect(indexed[0]).toEqual({
      type: 'message',
      attributes: [
        { key: 'action', value: '/cosmos.bank.v1beta1.MsgSend' },
        { key: 'sender', value: alice.address },
        { key: 'module', value: 'bank' },
        { key: 'msg_index', value: '0' },
      ],
    });
  });

  it('that fails keeps fee and sequence, and nothing of its messages', () => {
    const result = deliver(tx([send(10), send(5000)]));
    expect(result).toMatchObject({ code: 5, codespace: 'sdk', responses: [], data: new Uint8Array() });
    expect(result.log).toMatch(/^failed to execute message; message index: 1: spendable balance 940ustake/);
    expect([balance(alice.raw), balance(bob.raw), sequence()]).toEqual([950n, 1000n, 1n]);
    expect(result.events.map(({ type }) => type)).toContain('tx');
    expect(result.events.flatMap(({ attributes }) => attributes)).not.toContainEqual({
      key: 'msg_index',
      value: '0',
    });
  });

  it('that does not pass the checks changes nothing at all', () => {
    const before = test.state.changes().length;
    const result = deliver(tx([send(10)], { by: [{ signer: alice, accountNumber: 1, sequence: 3 }] }));
    expect(result).toMatchObject({ code: 32, events: [] });
    expect([balance(alice.raw), sequence(), test.state.changes().length]).toEqual([1000n, 0n, before]);
  });

  it('pays for what it used until it ran out', () => {
    const nth = (sequence: number) => ({ by: [{ signer: alice, accountNumber: 1, sequence }] });
    deliver(tx([send(10)]));
    const { gasUsed } = deliver(tx([send(10)], nth(1)));
    const poor = deliver(tx([send(10)], { ...nth(2), gas: gasUsed - 1000 }));
    expect(poor).toMatchObject({ code: 11, codespace: 'sdk' });
    expect(poor.log).toMatch(/^out of gas in location: \w+; gasWanted: \d+, gasUsed: \d+: out of gas$/);
    expect(poor.gasUsed).toBeGreaterThan(gasUsed - 1000);
    expect([balance(bob.raw), sequence()]).toEqual([1020n, 3n]);
  });

  it('is only checked in a check: fee and sequence, no messages', () => {
    const layer = new CacheLayer(test.state);
    const result = deliver(tx([send(5000)]), { mode: 'check', store: layer });
    expect(result).toMatchObject({ code: 0, responses: [] });
    expect(balance(alice.raw)).toBe(1000n);
    const again = deliver(tx([send(1)], { by: [{ signer: alice, accountNumber: 1, sequence: 1 }] }), {
      mode: 'check',
      store: layer,
    });
    expect(again.code).toBe(0);
  });

  it('that is simulated needs neither signature nor fee, and reports the gas', () => {
    const bytes = tx([send(10)], { signatures: [new Uint8Array()], fee: [], gas: 0 });
    const result = deliver(bytes, { mode: 'simulate', store: new CacheLayer(test.state) });
    expect(result).toMatchObject({ code: 0, gasWanted: 0 });
    expect(result.gasUsed).toBeGreaterThan(30_000);
    expect(deliver(bytes, { mode: 'simulate', store: new CacheLayer(test.state), maxGas: 20_000 }).code).toBe(
      11,
    );
    expect(balance(bob.raw)).toBe(1000n);
  });

  it('may not want more gas than a block has', () => {
    expect(deliver(tx([send(1)], { gas: 300_000 }), { maxGas: 250_000 })).toMatchObject({
      code: 41,
      gasUsed: 0,
    });
  });

  it.each<[string, () => Uint8Array, number, RegExp]>([
    ['no bytes', () => new Uint8Array(), 18, /must contain at least one message/],
    ['noise', () => Buffer.from('noise'), 2, /tx parse error/],
    ['no messages', () => tx([]), 18, /must contain at least one message/],
    [
      'an unknown message',
      () => tx([{ typeUrl: '/x.Unknown', value: new Uint8Array() }]),
      2,
      /unable to resolve type URL \/x.Unknown/,
    ],
    [
      'a malformed message',
      () => tx([{ typeUrl: MsgSend.typeUrl, value: Uint8Array.of(0xff) }]),
      2,
      /tx parse error/,
    ],
    [
      'a thousand and one messages',
      () => tx(new Array<EncodedMessage>(1001).fill(send(1))),
      2,
      /more than 1000 messages/,
    ],
    ['a field that is not known', () => withUnknownField(tx([send(1)])), 2, /errUnknownField: TxBody/],
    ['another encoding of itself', () => withBodyLast(tx([send(1)])), 2, /not in canonical encoding/],
  ])('of %s is refused', (_what, bytes, code, reason) => {
    const result = deliver(bytes());
    expect(result).toMatchObject({ code, gasUsed: 0 });
    expect(result.log).toMatch(reason);
    expect(defects).toEqual([]);
  });

  it('however damaged, ends in a refusal that is no panic', () => {
    const whole = tx([send(10)]);
    const edits = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(edits, (changes) => {
        const damaged = Uint8Array.from(whole);
        for (const [at, byte] of changes) damaged[at] = byte;
        fc.pre(!Buffer.from(damaged).equals(whole));
        const result = deliver(damaged, { store: new CacheLayer(test.state) });
        expect(result.code).not.toBe(0);
        expect(defects).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('that meets a defect of ours fails alone, and the defect is reported', () => {
    const defect = new TypeError('a mistake in the devnet');
    const bank = Object.create(test.app.bank, {
      sendToModule: {
        value: () => {
          throw defect;
        },
      },
    }) as typeof test.app.bank;
    const result = runTx(
      { ...test.app, bank, onDefect: (error) => defects.push(error) },
      {
        bytes: tx([send(1)]),
        mode: 'deliver',
        store: test.state,
        block: test.context().block,
        txIndex: 0,
        maxGas: 1e8,
        deadline: Infinity,
      },
    );
    expect(result).toMatchObject({ code: 111222, codespace: 'sdk' });
    expect(result.log).toBe('recovered: a mistake in the devnet: panic');
    expect(defects).toEqual([defect]);
  });
});

/** Field 1000 of the body, which nobody knows; signed anew it would still be refused. */
function withUnknownField(bytes: Uint8Array): Uint8Array {
  const raw = TxRaw.decode(bytes);
  const bodyBytes = Buffer.concat([raw.bodyBytes, Buffer.from([0xc0, 0x3e, 0x01])]);
  return TxRaw.encode({ ...raw, bodyBytes }).finish();
}

/** The same fields in another order, which every decoder reads as the same transaction. */
function withBodyLast(bytes: Uint8Array): Uint8Array {
  const { bodyBytes, authInfoBytes, signatures } = TxRaw.decode(bytes);
  const parts = [TxRaw.encode({ bodyBytes: new Uint8Array(), authInfoBytes, signatures }).finish()];
  parts.push(TxRaw.encode({ bodyBytes, authInfoBytes: new Uint8Array(), signatures: [] }).finish());
  return Buffer.concat(parts);
}
