import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createGuest } from '../../testing/guest.ts';
import type { Guest } from '../../testing/guest.ts';
import { GAS_MULTIPLIER } from '../gas-costs.ts';
import { ITERATORS_PER_CALL } from '../limits.ts';
import { decodeSections } from '../sections.ts';
import { VmError } from '../vm-error.ts';

let guest: Guest;
beforeEach(() => {
  guest = createGuest();
});

const write = (key: Uint8Array | string, value: Uint8Array | string): unknown =>
  guest.call('db_write', guest.put(key), guest.put(value));
const read = (key: Uint8Array | string): Buffer | undefined => {
  const pointer = guest.call('db_read', guest.put(key));
  return pointer === 0 ? undefined : guest.take(Number(pointer));
};
const [ASCENDING, DESCENDING] = [1, 2];

function scan(start: string | undefined, end: string | undefined, order: number): string[] {
  const bound = (text: string | undefined): number => (text === undefined ? 0 : guest.put(text));
  const id = Number(guest.call('db_scan', bound(start), bound(end), order));
  const entries: string[] = [];
  for (;;) {
    const [key, value] = decodeSections(guest.take(Number(guest.call('db_next', id))));
    if (key?.length === 0) return entries;
    entries.push(`${Buffer.from(key ?? []).toString()}=${Buffer.from(value ?? []).toString()}`);
  }
}

describe('a contract’s storage', () => {
  it('holds what was written, by any key', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.uint8Array({ maxLength: 40 }),
        (key, value) => {
          write(key, value);
          expect(read(key)).toEqual(Buffer.from(value));
        },
      ),
    );
  });

  it('tells an empty value from none, and forgets what is removed', () => {
    write('empty', '');
    expect(read('empty')).toEqual(Buffer.alloc(0));
    expect(read('none')).toBeUndefined();
    guest.call('db_remove', guest.put('empty'));
    expect(read('empty')).toBeUndefined();
  });

  it('gives its entries in the order of their keys, from the start and before the end', () => {
    for (const key of ['b', 'a', 'bb', 'c', 'a\u0000']) write(key, key.toUpperCase());
    expect(scan(undefined, undefined, ASCENDING)).toEqual(['a=A', 'a\u0000=A\u0000', 'b=B', 'bb=BB', 'c=C']);
    expect(scan('b', 'c', ASCENDING)).toEqual(['b=B', 'bb=BB']);
    expect(scan('b', undefined, DESCENDING)).toEqual(['c=C', 'bb=BB', 'b=B']);
    expect(scan(undefined, 'b', DESCENDING)).toEqual(['a\u0000=A\u0000', 'a=A']);
    expect(scan('c', 'a', ASCENDING)).toEqual([]);
  });

  it('can be walked by keys or by values alone, and by several iterators at once', () => {
    write('k1', 'v1');
    write('k2', 'v2');
    const open = (): number => Number(guest.call('db_scan', 0, 0, ASCENDING));
    const [keys, values] = [open(), open()];
    const texts = (name: string, id: number): string[] =>
      [0, 0].map(() => guest.take(Number(guest.call(name, id))).toString());
    expect(texts('db_next_key', keys)).toEqual(['k1', 'k2']);
    expect(texts('db_next_value', values)).toEqual(['v1', 'v2']);
    expect([guest.call('db_next_key', keys), guest.call('db_next_value', values)]).toEqual([0, 0]);
  });

  it('refuses iterators that were never opened, orders that are none, and too many at once', () => {
    expect(() => guest.call('db_next', 1)).toThrow(/Iterator with ID 1 does not exist/);
    const id = Number(guest.call('db_scan', 0, 0, ASCENDING));
    for (const bad of [0, id + 1, -1]) expect(() => guest.call('db_next_key', bad)).toThrow(VmError);
    for (const order of [0, 3, -1]) {
      expect(() => guest.call('db_scan', 0, 0, order)).toThrow(/invalid value for iteration order/);
    }
    for (let count = 1; count < ITERATORS_PER_CALL; count++) guest.call('db_scan', 0, 0, ASCENDING);
    expect(() => guest.call('db_scan', 0, 0, ASCENDING)).toThrow(/Reached iterator limit/);
  });

  it('takes keys of 64 KiB and values of 128 KiB, and nothing larger', () => {
    const [key, value] = ['k'.repeat(65_536), 'v'.repeat(131_072)];
    write(key, value);
    expect(read(key)?.length).toBe(131_072);
    expect(() => write(`${key}!`, '')).toThrow(
      'Generic error: Key too big. Tried to write 65537 bytes to storage, limit is 65536.',
    );
    expect(() => write('k', `${value}!`)).toThrow('Value too big. Tried to write 131073 bytes');
    expect(() => read(`${key}!`)).toThrow(/Region length too big. Got 65537, limit 65536/);
  });

  it('can only be read in a query', () => {
    guest = createGuest({ readOnly: true });
    expect(() => write('a', 'b')).toThrow(/Must not call a writing storage function/);
    expect(() => guest.call('db_remove', guest.put('a'))).toThrow(/Must not call a writing storage/);
    expect(read('a')).toBeUndefined();
    expect(scan(undefined, undefined, ASCENDING)).toEqual([]);
  });

  it('costs the SDK’s gas on its meter, and as much of the VM’s', () => {
    const [key, value] = [guest.put('key'), guest.put('value')];
    const before = guest.gas.consumed;
    const cost = guest.cost(() => guest.call('db_write', key, value));
    const stored = 2000 + 30 * (3 + 5);
    expect(guest.gas.consumed - before).toBe(stored);
    expect(cost).toBe(18_000 + (200_000 + 115 * 3) + (200_000 + 115 * 5) + stored * GAS_MULTIPLIER);
    expect(guest.fuel.usedInternally).toBe(18_000 + 400_000 + 115 * 8);
  });
});
