import { beforeEach, describe, expect, it } from 'vitest';
import type { AnteBench } from '../../testing/ante.ts';
import { createAnteBench } from '../../testing/ante.ts';
import { failure } from '../../testing/contracts.ts';
import { event } from '../../state/events.ts';
import { createSigner } from '../../testing/signing.ts';

let bench: AnteBench;
beforeEach(() => {
  bench = createAnteBench();
});

describe('a fee', () => {
  it.each<[string, string, string, number, RegExp]>([
    ['too little of it', 'ustake', '4999', 13, /got: 4999ustake required: 5000ustake/],
    ['other coins', 'other', '5000', 13, /got: 5000other/],
    ['none of a coin', 'ustake', '0', 13, /got: 0ustake required: 5000ustake/],
    ['less than none', 'ustake', '-1', 13, /invalid fee provided: -1ustake/],
    ['more than there is', 'ustake', '10001', 5, /insufficient funds: insufficient funds$/],
  ])('of %s is refused', (_what, denom, amount, code, reason) => {
    const parts = { fee: [{ denom, amount }] };
    expect(() => bench.ante(parts)).toThrow(failure('sdk', code));
    expect(() => bench.ante(parts)).toThrow(reason);
    expect(bench.balance(bench.alice)).toBe(10_000n);
  });

  it('is missed where there is none', () => {
    expect(() => bench.ante({ fee: [] })).toThrow(/got: {2}required: 5000ustake/);
  });

  it('is paid by who signs: not by a granter, a bystander, nobody or a stranger', () => {
    const { ante, send, by, alice, bob } = bench;
    expect(() => ante({ granter: bob.address })).toThrow(failure('sdk', 18));
    expect(() => ante({ payer: bob.address })).toThrow(/expected 2, got 1/);
    const nobody = { payer: 'nobody', by: [by(alice), by(bob)] };
    expect(() => ante(nobody)).toThrow(/decoding bech32 failed/);
    const stranger = createSigner(99);
    const theirs = by(stranger, { accountNumber: 50 });
    expect(() => ante({ messages: [send(stranger)], by: [theirs] })).toThrow(
      /fee payer address: .* does not exist: unknown address/,
    );
    const invited = { messages: [send(stranger)], by: [theirs, by(bob)], payer: bob.address };
    expect(() => ante(invited)).toThrow(failure('sdk', 9));
  });
});

describe('a coin of nothing', () => {
  const nothing = [{ denom: 'ustake', amount: '0' }];

  it.each(['simulate', 'deliver'] as const)('is no fee, where none is asked for: %s', (mode) => {
    const { events } = bench.ante({ fee: nothing }, mode);
    expect(events).toContainEqual(event('tx', { fee: '0ustake', fee_payer: bench.alice.address }));
    expect(bench.balance(bench.alice)).toBe(10_000n);
  });

  it.each([
    ['beside something', [...nothing, { denom: 'zother', amount: '1' }]],
    ['of which there is some too', [{ denom: 'ustake', amount: '1' }, ...nothing]],
  ])('%s is no fee that can be', (_what, fee) => {
    expect(() => bench.ante({ fee }, 'simulate')).toThrow(/invalid fee amount/);
  });

  it('that cannot be is none either, once something is to be paid', () => {
    expect(() => bench.ante({ fee: [{ denom: 'u', amount: '5000' }] }, 'deliver')).toThrow(
      /invalid fee amount/,
    );
  });
});

describe('the price of gas', () => {
  it('is a matter of checking: a block takes what is in it', () => {
    const { ante, by, alice } = bench;
    expect(() => ante({ fee: [] }, 'deliver')).not.toThrow();
    expect(() => ante({ fee: [], by: [by(alice, { sequence: 1 })] }, 'recheck')).toThrow(failure('sdk', 13));
  });

  it('may be met in any of the coins that the node takes', () => {
    const { ante, app, context, alice } = bench;
    app.bank.mint(context(), alice.raw, [{ denom: 'other', amount: 300_000n }]);
    const minGasPrices = [...app.minGasPrices, { denom: 'other', amount: 1n, scale: 0 }];
    const inOther = (amount: string) => ({ fee: [{ denom: 'other', amount }] });
    expect(() => ante(inOther('199999'), 'check', { minGasPrices })).toThrow(failure('sdk', 13));
    expect(() => ante(inOther('200000'), 'check', { minGasPrices })).not.toThrow();
  });

  it('is nothing where the node asks for nothing', () => {
    expect(() => bench.ante({ fee: [] }, 'check', { minGasPrices: [] })).not.toThrow();
  });
});
