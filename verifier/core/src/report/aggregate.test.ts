import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import { FEED, observe, OPERATORS, unsigned } from '../testing/statements.ts';
import type { Said } from '../testing/statements.ts';
import { aggregate } from './aggregate.ts';

const numbers = fc.record({
  mantissa: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
  scale: fc.integer({ min: 0, max: 9 }),
});
const observations = fc.array(fc.array(numbers, { minLength: 1, maxLength: 2 }), {
  minLength: 1,
  maxLength: OPERATORS.length,
});
const observed = (lists: readonly (readonly Partial<Said>[])[]) =>
  lists.map((said, i) => observe(5n, i, said, unsigned));

/** The whole number nearest to a fraction, half away from zero, as AGG-1 rounds. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const below = size / denominator;
  const nearest = (size - below * denominator) * 2n >= denominator ? below + 1n : below;
  return numerator < 0n ? -nearest : nearest;
}

function medianOf(values: readonly bigint[]): bigint {
  const sorted = [...values].sort((a, b) => Number(a - b));
  const [lower = 0n, upper = 0n] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return rounded(lower + upper, 2n);
}

describe('AGG-1: what a report comes to', () => {
  it('is the median of medians, and the spread between them, as whole numbers have it', () => {
    fc.assert(
      fc.property(observations, (lists) => {
        const values = lists.map((list) =>
          medianOf(list.map(({ mantissa, scale }) => rounded(mantissa * 1_000n, 10n ** BigInt(scale)))),
        );
        const largest = values.reduce((a, b) => (a > b ? a : b));
        const smallest = values.reduce((a, b) => (a < b ? a : b));
        const feed = {
          value: { mantissa: medianOf(values), scale: FEED.decimals },
          spread: { mantissa: largest - smallest, scale: FEED.decimals },
          observations: lists.length,
        };
        expect(unwrap(aggregate(observed(lists), FEED))).toMatchObject({
          feeds: [feed],
          observations: lists.length,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('is the same in whichever order the observations came', () => {
    fc.assert(
      fc.property(observations, (lists) => {
        const seen = observed(lists);
        expect(aggregate(seen.toReversed(), FEED)).toEqual(aggregate(seen, FEED));
      }),
      { numRuns: 30 },
    );
  });

  it('lies between the honest values, whatever one of four says (QRM-1)', () => {
    const honest = fc.array(fc.bigInt({ min: -1_000n, max: 1_000n }), { minLength: 3, maxLength: 3 });
    const liar = fc.bigInt({ min: 1n - 10n ** 14n, max: 10n ** 14n - 1n });
    fc.assert(
      fc.property(honest, liar, fc.nat(3), (values, lie, at) => {
        const all = values.toSpliced(at, 0, lie);
        const { feeds } = unwrap(aggregate(observed(all.map((mantissa) => [{ mantissa }])), FEED));
        const { value } = feeds[0]!;
        const sorted = values.map((mantissa) => mantissa * 1_000n).sort((a, b) => Number(a - b));
        expect(value.mantissa).toBeGreaterThanOrEqual(sorted[0]!);
        expect(value.mantissa).toBeLessThanOrEqual(sorted[2]!);
      }),
      { numRuns: 60 },
    );
  });

  it('counts notaries once, attestations by mode, and says where a private CA was', () => {
    const mixed = observed([[{}, {}], [{ proxy: true }], [{ proxy: true, customCa: true }]]);
    expect(unwrap(aggregate(mixed, FEED))).toMatchObject({
      observations: 3,
      notaries: 2,
      modes: { mpc: 2, proxy: 2 },
      customCa: true,
    });
    expect(unwrap(aggregate(mixed.slice(0, 2), FEED)).customCa).toBe(false);
  });

  it('is nothing where one value does not fit the feed', () => {
    const seen = observed([[{}], [{ mantissa: 10n ** 17n }]]);
    expect(aggregate(seen, FEED)).toMatchObject({ ok: false, code: 'attestation.reading' });
  });
});
