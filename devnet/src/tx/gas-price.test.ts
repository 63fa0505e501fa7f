import { GasPrice, calculateFee } from '@cosmjs/stargate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGasPrices, requiredFee } from './gas-price.ts';

describe('gas prices', () => {
  it('are exact, and fees are rounded up', () => {
    const [price] = parseGasPrices('0.025ustake') ?? [];
    expect(requiredFee(price!, 200_000)).toEqual({ denom: 'ustake', amount: 5000n });
    expect(requiredFee(price!, 200_001).amount).toBe(5001n);
    expect(requiredFee(price!, 0).amount).toBe(0n);
  });

  it('may be several, and none', () => {
    expect(parseGasPrices(' 0.1ucosm , 2ustake ')).toEqual([
      { denom: 'ucosm', amount: 1n, scale: 1 },
      { denom: 'ustake', amount: 2n, scale: 0 },
    ]);
    expect(parseGasPrices('')).toEqual([]);
    expect(parseGasPrices('  ')).toEqual([]);
  });

  it.each(['0.1', 'ustake', '.1ustake', '1.ustake', '-1ustake', '1us', '1ustake,', '1,ustake', '1e3 ustake'])(
    '%j is none',
    (text) => expect(parseGasPrices(text)).toBeUndefined(),
  );

  it('ask for the fee that cosmjs would offer', () => {
    const decimal = fc
      .tuple(fc.nat(1000), fc.nat(999_999))
      .map(([whole, part]) => `${whole}.${String(part).padStart(6, '0')}`);
    fc.assert(
      fc.property(decimal, fc.integer({ min: 1, max: 100_000_000 }), (number, gas) => {
        const [price] = parseGasPrices(`${number}ustake`) ?? [];
        const [offered] = calculateFee(gas, GasPrice.fromString(`${number}ustake`)).amount;
        expect(requiredFee(price!, gas).amount.toString()).toBe(offered?.amount);
      }),
    );
  });
});
