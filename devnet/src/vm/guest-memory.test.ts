import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutOfGasError } from '../state/gas-meter.ts';
import { createGuest } from '../testing/guest.ts';
import { GuestMemory } from './guest-memory.ts';
import { VmError } from './vm-error.ts';

const MEMORY_BYTES = 100 * 65_536;

describe('regions', () => {
  it('hand over what was written into them', () => {
    const { guest, take } = createGuest();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const pointer = guest.write(bytes);
        expect(take(pointer)).toEqual(Buffer.from(bytes));
        expect(Buffer.from(guest.read(pointer, 300))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('are copied: what the contract does later does not reach the host', () => {
    const { guest, put, memory } = createGuest();
    const pointer = put('before');
    const read = guest.read(pointer, 10);
    new Uint8Array(memory.buffer).fill(0);
    expect(Buffer.from(read).toString()).toBe('before');
  });

  it('are found again after the memory has grown', () => {
    const { guest, put, memory } = createGuest();
    const pointer = put('kept');
    expect(memory.grow(1)).toBe(100);
    expect(Buffer.from(guest.read(pointer, 10)).toString()).toBe('kept');
  });

  it('may be as full as they are large', () => {
    const { guest, room, take } = createGuest();
    const pointer = room(4);
    guest.fill(pointer, Buffer.from('1234'));
    expect(take(pointer).toString()).toBe('1234');
    guest.fill(pointer, Buffer.from('5'));
    expect(take(pointer).toString()).toBe('5');
    expect(() => guest.fill(pointer, Buffer.from('12345'))).toThrow(/Region too small. Got 4, required 5$/);
  });

  it.each<[string, [offset: number, capacity: number, length: number], RegExp]>([
    ['that begin at zero', [0, 8, 8], /zero Wasm address in the offset/],
    ['that are fuller than they are large', [4096, 7, 8], /Length 8, capacity 7$/],
    ['that reach beyond the addresses', [0xffff_fff0, 0x10, 0], /Offset 4294967280, capacity 16$/],
    ['that reach beyond the memory', [MEMORY_BYTES - 4, 8, 8], /Tried to access memory of region/],
    ['that are longer than the host takes', [4096, 500, 101], /Region length too big. Got 101, limit 100$/],
  ])('are refused %s', (_what, words, reason) => {
    const { guest, region } = createGuest();
    const pointer = region(...words);
    expect(() => guest.read(pointer, 100)).toThrow(VmError);
    expect(() => guest.read(pointer, 100)).toThrow(reason);
  });

  it('that only claim room beyond the memory may still be read, as far as they are filled', () => {
    const { guest, region } = createGuest();
    expect(guest.read(region(MEMORY_BYTES - 4, 8, 4), 100)).toHaveLength(4);
    expect(() => guest.fill(region(MEMORY_BYTES - 4, 8, 0), new Uint8Array(8))).toThrow(/Tried to access/);
  });

  it.each([MEMORY_BYTES - 11, MEMORY_BYTES, 0xffff_fffc, -1])('are not looked for at %i', (pointer) => {
    expect(() => createGuest().guest.read(pointer, 100)).toThrow(/could not be dereferenced/);
  });

  it('whatever three words make one up, end in bytes or in a refusal', () => {
    const { guest, region } = createGuest();
    const word = fc.oneof(
      fc.nat(0xffff_ffff),
      fc.integer({ min: MEMORY_BYTES - 9, max: MEMORY_BYTES + 9 }),
      fc.nat(20),
    );
    fc.assert(
      fc.property(word, word, word, (offset, capacity, length) => {
        const pointer = region(offset, capacity, length);
        for (const act of [() => guest.read(pointer, 64), () => guest.fill(pointer, new Uint8Array(5))]) {
          try {
            act();
          } catch (error) {
            expect(error).toBeInstanceOf(VmError);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a contract that allocates badly', () => {
  it('is refused where it says that there is no memory, or too little', () => {
    const { memory, fuel, room } = createGuest();
    const allocating = (allocate: (bytes: number) => number): GuestMemory =>
      new GuestMemory(memory, fuel, allocate);
    expect(() => allocating(() => 0).write(Buffer.from('x'))).toThrow(/Got a zero Wasm address$/);
    expect(() => allocating(() => room(2)).write(Buffer.from('abc'))).toThrow(/Region too small/);
  });
});

describe('copying', () => {
  it('costs by the byte, in either direction, before it is done', () => {
    const { guest, put, room, cost } = createGuest();
    const [pointer, target] = [put('x'.repeat(1000)), room(1000)];
    expect(cost(() => guest.read(pointer, 1000))).toBe(200_000 + 115 * 1000);
    expect(cost(() => guest.fill(target, new Uint8Array(1000)))).toBe(230_000 + 570 * 1000);
    const poor = createGuest({}, 200_000);
    expect(() => poor.guest.read(poor.put('x'), 10)).toThrow(OutOfGasError);
  });
});
