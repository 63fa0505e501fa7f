import { toBase64, toUtf8 } from '@cosmjs/encoding';
import { TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import { MsgExecuteContract } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportsInTransaction } from './reports-in-transaction.ts';

const ORACLE = 'wasm1oracle';

type Message = readonly [contract: string, message: object | Uint8Array];

/** A transaction of messages of any kind. */
function transactionOf(messages: readonly { readonly typeUrl: string; readonly value: Uint8Array }[]) {
  const bodyBytes = TxBody.encode(TxBody.fromPartial({ messages: [...messages] })).finish();
  return TxRaw.encode(TxRaw.fromPartial({ bodyBytes })).finish();
}

/** A transaction of these messages to contracts. */
function transactionWith(...messages: readonly Message[]) {
  return transactionOf(
    messages.map(([contract, message]) => {
      const msg = message instanceof Uint8Array ? message : toUtf8(JSON.stringify(message));
      const execution = MsgExecuteContract.fromPartial({ sender: 'wasm1sender', contract, msg });
      const value = MsgExecuteContract.encode(execution).finish();
      return { typeUrl: '/cosmwasm.wasm.v1.MsgExecuteContract', value };
    }),
  );
}

function submission(...reports: readonly Uint8Array[]) {
  return [ORACLE, { submit_reports: { reports: reports.map((bytes) => toBase64(bytes)) } }] as const;
}

const reports = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 4 });
const text = (json: string) => new TextEncoder().encode(json);

describe('reportsInTransaction', () => {
  it('gives what was submitted to the contract, in its order', () => {
    fc.assert(
      fc.property(reports, reports, (first, second) => {
        const tx = transactionWith(
          submission(...first),
          ['wasm1other', submission(...first)[1]],
          submission(...second),
        );
        expect(reportsInTransaction(tx, ORACLE)).toEqual([...first, ...second]);
      }),
    );
  });

  it.each<[string, object | Uint8Array]>([
    ['another message', { claim_rewards: {} }],
    ['a submission of something else', { submit_reports: { reports: [7] } }],
    ['reports that are not base64', { submit_reports: { reports: ['%%'] } }],
    ['no JSON', text('{"submit_reports":')],
    ['null', text('null')],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe)],
  ])('passes over %s to the contract, and reads what stands beside it', (_what, message) => {
    const report = Uint8Array.of(1, 2);
    const tx = transactionWith([ORACLE, message], submission(report));
    expect(reportsInTransaction(tx, ORACLE)).toEqual([report]);
  });

  it('passes over messages of other kinds', () => {
    const messages = [
      { typeUrl: '/cosmos.bank.v1beta1.MsgSend', value: text('x') },
      { typeUrl: '/cosmwasm.wasm.v1.MsgExecuteContract', value: Uint8Array.of(0xff) },
    ];
    expect(reportsInTransaction(transactionOf(messages), ORACLE)).toEqual([]);
  });

  it('finds none in bytes that are no transaction, and never throws', () => {
    const good = transactionWith(submission(new Uint8Array(40)));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(reportsInTransaction(bytes, ORACLE)).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
        expect(Array.isArray(reportsInTransaction(good.with(at, byte), ORACLE))).toBe(true);
      }),
    );
  });
});
