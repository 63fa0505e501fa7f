import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decimal } from '../decimal/decimal.ts';
import { FEED, observe, unsigned } from '../testing/statements.ts';
import type { StepUp } from './feed-terms.ts';
import { checkStepUp, needsStepUp, requiredMode } from './obs-9.ts';

const { decimals } = FEED;
const decimal = (mantissa: bigint, scale = decimals): Decimal => ({ mantissa, scale });
const mantissas = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });

const both = { modes: { mpc: { notaries: 1 }, proxy: { notaries: 1 } } };

describe('OBS-9: rounds that are set apart', () => {
  it('are those that the number divides, and there are none without a number', () => {
    const everyRounds = fc.bigInt({ min: 2n, max: 1_000n });
    fc.assert(
      fc.property(everyRounds, fc.bigInt({ min: 0n, max: 2n ** 63n }), (every, round) => {
        const expected = round % every === 0n ? 'mpc' : undefined;
        expect(requiredMode({ ...both, stepUp: { everyRounds: every } }, round)).toBe(expected);
        expect(requiredMode({ ...both, stepUp: {} }, round)).toBeUndefined();
        expect(requiredMode(both, round)).toBeUndefined();
      }),
    );
  });

  it('name no mode where the feed accepts none that is strict', () => {
    const modes = { proxy: { notaries: 1 } };
    expect(requiredMode({ modes, stepUp: { everyRounds: 2n } }, 4n)).toBeUndefined();
  });

  it('are none for a number that divides nothing', () => {
    expect(requiredMode({ ...both, stepUp: { everyRounds: 0n } }, 0n)).toBeUndefined();
  });
});

describe('OBS-9: a value that moved', () => {
  const needs = (bound: Decimal | undefined, latest: Decimal | undefined, value: Decimal) =>
    needsStepUp({ decimals, stepUp: bound && { movedMoreThan: bound } }, latest, value);

  it('asks for MPC exactly beyond the bound, up and down alike', () => {
    fc.assert(
      fc.property(mantissas, mantissas, fc.bigInt({ min: 1n, max: 10n ** 12n }), (from, to, bound) => {
        const distance = to > from ? to - from : from - to;
        const expected = distance > bound;
        expect(needs(decimal(bound), decimal(from), decimal(to))).toBe(expected);
        expect(needs(decimal(bound), decimal(to), decimal(from))).toBe(expected);
      }),
    );
  });

  it('asks for nothing at the bound, whatever the scale that it is written in', () => {
    expect(needs(decimal(2n, 0), decimal(1_000n), decimal(3_000n))).toBe(false);
    expect(needs(decimal(2n, 0), decimal(1_000n), decimal(3_001n))).toBe(true);
  });

  it('asks for nothing where there is no bound, or nothing that it moved from', () => {
    expect(needs(undefined, decimal(0n), decimal(10n ** 12n))).toBe(false);
    expect(needs(decimal(1n), undefined, decimal(10n ** 12n))).toBe(false);
  });

  it('leaves a value that does not fit the feed to AGG-1', () => {
    expect(needs(decimal(1n), decimal(0n), decimal(10n ** 17n, 0))).toBe(false);
  });
});

describe('OBS-9: an observation', () => {
  const stepUp: StepUp = { everyRounds: 2n, movedMoreThan: decimal(1_000n) };
  const [zero, far] = [decimal(0n), decimal(9_000n)];
  const codeOf = (round: bigint, proxy: boolean, latest: Decimal | undefined) => {
    const result = checkStepUp(observe(round, 0, [{ proxy }], unsigned), { decimals, stepUp }, far, latest);
    return result.ok ? 'ok' : result.code;
  };

  it('by MPC always counts', () => {
    expect(codeOf(4n, false, zero)).toBe('ok');
    expect(codeOf(5n, false, zero)).toBe('ok');
  });

  it('by PROXY counts neither in a round that is set apart nor after a move', () => {
    expect(codeOf(4n, true, far)).toBe('observation.step_up_round');
    expect(codeOf(5n, true, zero)).toBe('observation.step_up_moved');
    expect(codeOf(5n, true, far)).toBe('ok');
    expect(codeOf(5n, true, undefined)).toBe('ok');
  });
});
