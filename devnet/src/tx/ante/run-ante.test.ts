import { beforeEach, describe, expect, it } from 'vitest';
import type { AnteBench } from '../../testing/ante.ts';
import { createAnteBench } from '../../testing/ante.ts';
import { failure } from '../../testing/contracts.ts';

let bench: AnteBench;
beforeEach(() => {
  bench = createAnteBench();
});

describe('the checks before the messages', () => {
  it('take the fee, note the key, count the sequence and say how to find the transaction', () => {
    const { ante, account, balance, alice } = bench;
    const ctx = ante();
    expect([balance(alice), account(alice)?.sequence]).toEqual([5000n, 1n]);
    expect(account(alice)?.publicKey).toEqual(alice.publicKey);
    const found = ctx.events.filter(({ type }) => type === 'tx').flatMap(({ attributes }) => attributes);
    expect(found.map(({ key }) => key)).toEqual(['fee', 'fee_payer', 'acc_seq', 'signature']);
    const values = ['5000ustake', alice.address, `${alice.address}/0`];
    expect(found.slice(0, 3).map(({ value }) => value)).toEqual(values);
  });

  it('are paid for by the byte of the transaction', () => {
    const { ante, account, alice, app, context } = bench;
    const used = (memo: string): number => {
      app.accounts.set(context(), alice.raw, { ...account(alice)!, sequence: 0n });
      return ante({ body: { memo }, fee: [] }, 'deliver').gas.consumed;
    };
    used('x');
    expect(used('x'.repeat(101)) - used('x')).toBe(1000);
  });
});

describe('several signers', () => {
  it('sign in the order of the messages, each with a sequence of its own', () => {
    const { ante, account, balance, send, by, alice, bob } = bench;
    ante({ messages: [send(bob), send(alice), send(bob)], by: [by(bob), by(alice)] });
    expect([alice, bob].map((each) => account(each)?.sequence)).toEqual([1n, 1n]);
    expect([balance(bob), balance(alice)]).toEqual([5000n, 10_000n]);
    const wrongOrder = [by(alice, { sequence: 1 }), by(bob, { sequence: 1 })];
    expect(() => ante({ messages: [send(bob), send(alice)], by: wrongOrder })).toThrow(failure('sdk', 8));
  });

  it('may be joined by who pays, who comes last', () => {
    const { ante, account, balance, by, alice, carol } = bench;
    ante({ by: [by(alice), by(carol)], payer: carol.address });
    expect([balance(alice), balance(carol)]).toEqual([10_000n, 5000n]);
    expect(account(carol)?.sequence).toBe(1n);
  });

  it('are seven at most', () => {
    const { ante, signers, send, by } = bench;
    const many = (count: number) => {
      const chosen = signers.slice(0, count);
      return ante({ messages: chosen.map((each) => send(each)), by: chosen.map((each) => by(each)) });
    };
    expect(() => many(8)).toThrow(/signatures: 8, limit: 7/);
    expect(() => many(7)).not.toThrow();
  });

  it('fail together where one of them has not signed', () => {
    const { ante, send, by, alice, bob } = bench;
    const parts = { messages: [send(alice), send(bob)], by: [by(alice), by(bob, { accountNumber: 7 })] };
    expect(() => ante(parts)).toThrow(/please verify account number \(2\)/);
  });
});

describe('modes', () => {
  it('a simulation passes without signatures and keys, but with the right sequence', () => {
    const { ante, by, alice } = bench;
    const keyless = by(alice, { publicKey: undefined });
    const parts = { signatures: [new Uint8Array()], fee: [], gas: 0 };
    expect(() => ante({ ...parts, by: [keyless] }, 'simulate')).not.toThrow();
    const late = { ...parts, by: [{ ...keyless, sequence: 7 }] };
    expect(() => ante(late, 'simulate')).toThrow(failure('sdk', 32));
  });

  it('a recheck trusts the signature of the check, but not the sequence, the fee and the balance', () => {
    const { ante, by, alice } = bench;
    const again = (sequence: number, amount: string) => ({
      by: [by(alice, { sequence })],
      fee: [{ denom: 'ustake', amount }],
      signatures: [new Uint8Array(64)],
    });
    expect(() => ante(again(0, '5000'), 'recheck')).not.toThrow();
    expect(() => ante(again(0, '5000'), 'recheck')).toThrow(failure('sdk', 32));
    expect(() => ante(again(1, '4999'), 'recheck')).toThrow(failure('sdk', 13));
    expect(() => ante(again(1, '10001'), 'recheck')).toThrow(failure('sdk', 5));
  });
});
