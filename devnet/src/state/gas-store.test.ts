import { describe, expect, it } from 'vitest';
import { EMPTY } from '../testing/guest.ts';
import { CacheLayer } from './cache-layer.ts';
import { GasMeter, OutOfGasError } from './gas-meter.ts';
import { GasStore } from './gas-store.ts';

describe('gas of the store', () => {
  it('is the SDK’s: flat and by byte, an iterator paying for its first entry and for each one that it leaves', () => {
    const gas = new GasMeter(1_000_000);
    const store = new GasStore(new CacheLayer(EMPTY), 'm', gas);
    const cost = (run: () => void): number => {
      const before = gas.consumed;
      run();
      return gas.consumed - before;
    };
    expect(cost(() => store.set('ab', Uint8Array.of(1, 2, 3)))).toBe(2000 + 30 * 5);
    expect(cost(() => store.get('ab'))).toBe(1000 + 3 * 5);
    expect(cost(() => store.get('none'))).toBe(1000 + 3 * 4);
    expect(cost(() => store.has('ab'))).toBe(1000);
    const iterator = store.iterate('a', 'b', false);
    expect(cost(() => store.iterate('a', 'b', false))).toBe(30 + 3 * 5);
    expect(cost(() => iterator.next())).toBe(30 + 3 * 5);
    expect(cost(() => iterator.next())).toBe(0);
    expect(cost(() => store.delete('ab'))).toBe(1000);
  });

  it('stops what goes beyond the limit, and counts it', () => {
    const gas = new GasMeter(1500);
    const store = new GasStore(new CacheLayer(EMPTY), 'm', gas);
    expect(() => store.set('a', Uint8Array.of(1))).toThrow(OutOfGasError);
    expect(gas.consumed).toBe(2000);
    expect(gas.exhausted).toBe(true);
  });

  it('is not taken for the module’s prefix, which keeps modules apart', () => {
    const shared = new CacheLayer(EMPTY);
    const gas = new GasMeter(1_000_000);
    const [one, other] = [new GasStore(shared, 'm', gas), new GasStore(shared, 'n', gas)];
    one.set('\xff', Uint8Array.of(1));
    other.set('', Uint8Array.of(2));
    const whole = one.iterate('', undefined, false);
    expect(whole.next()).toEqual(['\xff', Uint8Array.of(1)]);
    expect(whole.next()).toBeUndefined();
    expect(one.get('')).toBeUndefined();
    expect(shared.changes().map(([key]) => key)).toEqual(['m\xff', 'n']);
  });

  it('has been paid for an iterator by the entries that were looked at, not by those that there are', () => {
    const state = new CacheLayer(EMPTY);
    const fill = new GasStore(state, 'm', GasMeter.infinite());
    for (let index = 0; index < 100; index++) fill.set(String.fromCharCode(index), new Uint8Array(10));
    const gas = new GasMeter(1_000_000);
    const iterator = new GasStore(state, 'm', gas).iterate('', undefined, true);
    expect(iterator.next()?.[0]).toBe(String.fromCharCode(99));
    expect(gas.consumed).toBe(2 * (30 + 3 * 11));
  });
});

describe('a meter', () => {
  it('lets its limit be used up to the last unit, and not beyond', () => {
    const gas = new GasMeter(10);
    gas.consume(10, 'all');
    expect([gas.exhausted, gas.remaining]).toEqual([true, 0]);
    expect(() => gas.consume(0, 'nothing')).not.toThrow();
    expect(() => gas.consume(1, 'more')).toThrow(new OutOfGasError('more'));
    expect([gas.consumed, gas.remaining]).toEqual([11, 0]);
  });

  it('without a limit is never exhausted', () => {
    const gas = GasMeter.infinite();
    gas.consume(Number.MAX_SAFE_INTEGER, 'all');
    expect([gas.exhausted, gas.remaining]).toEqual([false, Number.POSITIVE_INFINITY]);
  });
});
