import { MsgMultiSend, MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { branch } from '../state/context.ts';
import { createTestApp } from '../testing/app.ts';
import type { Outcome, TestApp } from '../testing/app.ts';
import { failure } from '../testing/contracts.ts';
import { SdkError } from '../tx/sdk-error.ts';
import { encoded } from '../wasm/encoded-message.ts';

let test: TestApp;
beforeEach(() => {
  test = createTestApp();
});

type Amounts = readonly (readonly [denom: string, amount: string])[];
const coinsOf = (amounts: Amounts) => amounts.map(([denom, amount]) => ({ denom, amount }));
const send = (from: string, to: string, ...amounts: Amounts): Outcome =>
  test.run(encoded(MsgSend, { fromAddress: from, toAddress: to, amount: coinsOf(amounts) }));
const balance = (index: number, denom = 'ustake'): bigint =>
  test.app.bank.balance(test.context(), test.bytes(test.address(index)), denom);
const A = (index: number): string => test.address(index);

describe('a transfer', () => {
  it('moves coins, makes the account, and says so in x/bank’s order', () => {
    const { events } = send(A(0), A(9), ['ustake', '40']);
    expect([balance(0), balance(9)]).toEqual([999_960n, 40n]);
    expect(test.app.accounts.get(test.context(), test.bytes(A(9)))).toMatchObject({ sequence: 0n });
    const amount = '40ustake';
    expect(events.map(({ type, attributes }) => [type, ...attributes.map(({ value }) => value)])).toEqual([
      ['coin_spent', A(0), amount],
      ['coin_received', A(9), amount],
      ['transfer', A(9), A(0), amount],
      ['message', A(0)],
    ]);
  });

  it('of all there is leaves nothing behind, not even a zero', () => {
    send(A(0), A(1), ['ustake', '1000000']);
    expect(test.app.bank.balances(test.context(), test.bytes(A(0)))).toEqual([]);
    send(A(1), A(0), ['ustake', '1']);
    expect(balance(0)).toBe(1n);
  });

  it('to oneself changes nothing', () => {
    send(A(0), A(0), ['ustake', '1000000']);
    expect(balance(0)).toBe(1_000_000n);
  });

  it.each<[string, () => Outcome, string, number, RegExp]>([
    [
      'more than there is',
      () => send(A(0), A(1), ['ustake', '1000001']),
      'sdk',
      5,
      /spendable balance 1000000ustake is smaller than 1000001ustake/,
    ],
    ['what there is not', () => send(A(0), A(1), ['other', '1']), 'sdk', 5, /spendable balance 0other/],
    ['nothing', () => send(A(0), A(1)), 'sdk', 10, /invalid coins/],
    ['zero', () => send(A(0), A(1), ['ustake', '0']), 'sdk', 10, /0ustake: invalid coins/],
    ['less than nothing', () => send(A(0), A(1), ['ustake', '-1']), 'sdk', 10, /-1ustake/],
    ['half a coin', () => send(A(0), A(1), ['ustake', '0.5']), 'sdk', 10, /0\.5ustake/],
    [
      'more than 256 bits',
      () => send(A(0), A(1), ['ustake', (2n ** 256n).toString()]),
      'sdk',
      10,
      /invalid coins/,
    ],
    [
      'the same kind twice',
      () => send(A(0), A(1), ['ustake', '1'], ['ustake', '1']),
      'sdk',
      10,
      /1ustake,1ustake/,
    ],
    [
      'kinds out of order',
      () => send(A(0), A(1), ['ustake', '1'], ['acoin', '1']),
      'sdk',
      10,
      /1ustake,1acoin/,
    ],
    ['a kind that cannot be', () => send(A(0), A(1), ['!', '1']), 'sdk', 10, /1!/],
    ['to nobody', () => send(A(0), 'wasm1x', ['ustake', '1']), 'sdk', 7, /^invalid to address/],
    ['from nobody', () => send('', A(1), ['ustake', '1']), 'sdk', 7, /^invalid from address: empty address/],
  ])('is refused of %s', (_what, run, codespace, code, reason) => {
    expect(run).toThrow(failure(codespace, code));
    expect(run).toThrow(reason);
    expect([balance(0), balance(1)]).toEqual([1_000_000n, 1_000_000n]);
  });
});

describe('a transfer to many', () => {
  const multi = (inputs: readonly [string, Amounts][], outputs: readonly [string, Amounts][]): Outcome => {
    const side = (list: readonly [string, Amounts][]) =>
      list.map(([address, amounts]) => ({ address, coins: coinsOf(amounts) }));
    return test.run(encoded(MsgMultiSend, { inputs: side(inputs), outputs: side(outputs) }));
  };

  it('takes the sum once and gives each part', () => {
    const { events } = multi(
      [[A(0), [['ustake', '70']]]],
      [
        [A(1), [['ustake', '30']]],
        [A(9), [['ustake', '40']]],
      ],
    );
    expect([balance(0), balance(1), balance(9)]).toEqual([999_930n, 1_000_030n, 40n]);
    expect(events.map(({ type, attributes }) => [type, attributes.at(-1)?.value])).toEqual([
      ['message', A(0)],
      ['coin_spent', '70ustake'],
      ['coin_received', '30ustake'],
      ['transfer', '30ustake'],
      ['coin_received', '40ustake'],
      ['transfer', '40ustake'],
    ]);
  });

  it.each<[string, () => Outcome, string, number]>([
    ['no sender', () => multi([], [[A(1), [['ustake', '1']]]]), 'bank', 2],
    ['no recipient', () => multi([[A(0), [['ustake', '1']]]], []), 'bank', 3],
    [
      'two senders',
      () =>
        multi(
          [
            [A(0), [['ustake', '1']]],
            [A(1), [['ustake', '1']]],
          ],
          [[A(2), [['ustake', '2']]]],
        ),
      'bank',
      9,
    ],
    [
      'a sum that is too small',
      () => multi([[A(0), [['ustake', '3']]]], [[A(1), [['ustake', '2']]]]),
      'bank',
      4,
    ],
    ['another kind of coin', () => multi([[A(0), [['ustake', '3']]]], [[A(1), [['other', '3']]]]), 'bank', 4],
    [
      'a recipient that gets nothing',
      () =>
        multi(
          [[A(0), [['ustake', '3']]]],
          [
            [A(1), []],
            [A(2), [['ustake', '3']]],
          ],
        ),
      'sdk',
      10,
    ],
    [
      'a recipient that is none',
      () => multi([[A(0), [['ustake', '3']]]], [['x', [['ustake', '3']]]]),
      'sdk',
      7,
    ],
    [
      'more than there is',
      () => multi([[A(0), [['ustake', '1000001']]]], [[A(1), [['ustake', '1000001']]]]),
      'sdk',
      5,
    ],
  ])('is refused with %s', (_what, run, codespace, code) => {
    expect(run).toThrow(failure(codespace, code));
    expect(balance(0)).toBe(1_000_000n);
  });

  it('cannot reach the fee collector either', () => {
    const collector = 'wasm17xpfvakm2amg962yls6f84z3kell8c5l69j4zk';
    expect(() =>
      multi(
        [[A(0), [['ustake', '2']]]],
        [
          [A(1), [['ustake', '1']]],
          [collector, [['ustake', '1']]],
        ],
      ),
    ).toThrow(failure('sdk', 4));
  });
});

describe('coins', () => {
  it('are neither made nor lost, whatever is sent, burnt, undone and refused', () => {
    const account = fc.nat(4);
    const denom = fc.constantFrom('ustake', 'other', 'zzz');
    const amount = fc.oneof(fc.nat(1_500_000), fc.constantFrom(0, 1, 999_999, 1_000_000));
    const step = fc.record({
      from: account,
      to: account,
      denom,
      amount,
      kept: fc.boolean(),
      burnt: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        test = createTestApp();
        const { bank } = test.app;
        let burnt = 0n;
        for (const { from, to, denom: kind, amount: value, kept, burnt: burning } of steps) {
          const branched = branch(test.context());
          const coins = [{ denom: kind, amount: BigInt(value) }];
          try {
            if (burning) {
              bank.sendToModule(branched.ctx, test.bytes(A(from)), 'wasm', coins);
              bank.burn(branched.ctx, 'wasm', coins);
            } else bank.send(branched.ctx, test.bytes(A(from)), test.bytes(A(to)), coins);
            if (!kept) continue;
            branched.commit();
            if (burning) burnt += BigInt(value);
          } catch (error) {
            expect(error).toBeInstanceOf(SdkError);
          }
        }
        const ctx = test.context();
        const held = [0, 1, 2, 3, 4].map((index) => bank.balance(ctx, test.bytes(A(index)), 'ustake'));
        expect(held.every((each) => each >= 0n)).toBe(true);
        expect(held.reduce((sum, each) => sum + each, 0n)).toBe(3_000_000n - burnt);
        expect(bank.supply(ctx, 'ustake')).toBe(3_000_000n - burnt);
        expect(bank.totalSupply(ctx)).toEqual(
          burnt === 3_000_000n ? [] : [{ denom: 'ustake', amount: 3_000_000n - burnt }],
        );
      }),
      { numRuns: 60 },
    );
  });

  it('of an account are its own, sorted, also where its address begins like another', () => {
    const ctx = test.context();
    const long = new Uint8Array(32).fill(1);
    test.app.bank.mint(ctx, long, [
      { denom: 'zcoin', amount: 1n },
      { denom: 'acoin', amount: 2n },
    ]);
    expect(test.app.bank.balances(ctx, long)).toEqual([
      { denom: 'acoin', amount: 2n },
      { denom: 'zcoin', amount: 1n },
    ]);
    expect(test.app.bank.balances(ctx, test.bytes(A(0)))).toEqual([{ denom: 'ustake', amount: 1_000_000n }]);
  });
});
