import { toBech32 } from '@cosmjs/encoding';
import { beforeEach, describe, expect, it } from 'vitest';
import { AddressCodec } from '../../auth/address.ts';
import { createGuest } from '../../testing/guest.ts';
import type { Guest } from '../../testing/guest.ts';
import { GAS_MULTIPLIER } from '../gas-costs.ts';

const codec = new AddressCodec('wasm');
const ACCOUNT = Uint8Array.from({ length: 20 }, (_, at) => at);
const HUMAN = toBech32('wasm', ACCOUNT);

let guest: Guest;
beforeEach(() => {
  guest = createGuest({
    addresses: {
      canonicalize: (human) => codec.tryDecode(human),
      humanize: (canonical) =>
        canonical.length === 20 ? codec.encode(canonical) : { error: 'invalid address' },
    },
  });
});

/** Empty for success, otherwise what the contract is told. */
const complaint = (pointer: number | bigint | undefined): string =>
  pointer === 0 ? '' : guest.take(Number(pointer)).toString();
const validate = (text: Uint8Array | string): string =>
  complaint(guest.call('addr_validate', guest.put(text)));

describe('addr_validate', () => {
  it('takes an address in its normal form only', () => {
    expect(validate(HUMAN)).toBe('');
    expect(validate(HUMAN.toUpperCase())).toBe('address not normalized');
  });

  it.each<[string, Uint8Array | string, RegExp]>([
    ['nothing', '', /^Input is empty$/],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe), /^Input is not valid UTF-8$/],
    ['another chain’s address', toBech32('cosmos', ACCOUNT), /expected wasm, got cosmos/],
    ['a typing error', HUMAN.replace('q', 'p'), /decoding bech32 failed/],
    ['21 bytes', toBech32('wasm', new Uint8Array(21)), /invalid address/],
  ])('says why %s is none', (_what, text, reason) => {
    expect(validate(text)).toMatch(reason);
  });

  it('reads at most 256 bytes', () => {
    expect(validate('x'.repeat(256))).toMatch(/decoding bech32 failed/);
    expect(() => validate('x'.repeat(257))).toThrow(/Region length too big. Got 257, limit 256/);
  });

  it('costs canonicalizing and humanizing, the first alone where it fails', () => {
    const [good, bad] = [guest.put(HUMAN), guest.put(HUMAN.replace('q', 'p'))];
    const reading = 18_000 + 200_000 + 115 * HUMAN.length + 28_700 + 1_400 * HUMAN.length;
    expect(guest.cost(() => guest.call('addr_validate', good))).toBe(reading + 9 * GAS_MULTIPLIER);
    let told = '';
    const cost = guest.cost(() => (told = complaint(guest.call('addr_validate', bad))));
    expect(cost).toBe(reading + 4 * GAS_MULTIPLIER + 230_000 + 570 * told.length);
  });
});

describe('addr_canonicalize and addr_humanize', () => {
  it('are each other’s reverse', () => {
    const [canonical, human] = [guest.room(64), guest.room(90)];
    expect(guest.call('addr_canonicalize', guest.put(HUMAN), canonical)).toBe(0);
    expect(guest.take(canonical)).toEqual(Buffer.from(ACCOUNT));
    expect(guest.call('addr_humanize', canonical, human)).toBe(0);
    expect(guest.take(human).toString()).toBe(HUMAN);
  });

  it('tell the contract what is wrong with its input', () => {
    const room = guest.room(90);
    const canonicalize = (text: Uint8Array | string): string =>
      complaint(guest.call('addr_canonicalize', guest.put(text), room));
    expect(canonicalize('')).toBe('Input is empty');
    expect(canonicalize(Uint8Array.of(0xc0))).toBe('Input is not valid UTF-8');
    expect(canonicalize('nobody')).toMatch(/decoding bech32 failed/);
    const humanize = (bytes: Uint8Array): string =>
      complaint(guest.call('addr_humanize', guest.put(bytes), room));
    expect(humanize(new Uint8Array(19))).toBe('invalid address');
    expect(humanize(new Uint8Array(0))).toBe('invalid address');
    expect(() => humanize(new Uint8Array(65))).toThrow(/limit 64/);
  });

  it('end the call where the contract has prepared too little room', () => {
    expect(() => guest.call('addr_canonicalize', guest.put(HUMAN), guest.room(19))).toThrow(
      /Region too small/,
    );
    expect(() => guest.call('addr_humanize', guest.put(ACCOUNT), guest.room(10))).toThrow(/Region too small/);
  });
});
