import { rawSecp256k1PubkeyToRawAddress } from '@cosmjs/amino';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure } from '../testing/contracts.ts';
import { AddressCodec, addressOfSecp256k1, moduleAccountAddress } from './address.ts';

const codec = new AddressCodec('wasm');
const ACCOUNT = codec.encode(new Uint8Array(20).fill(7));

describe('addresses', () => {
  it('of 20 and 32 bytes come back from their text', () => {
    const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
      fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(fc.oneof(bytes(20), bytes(32)), (address) => {
        expect(codec.tryDecode(codec.encode(address))).toEqual(address);
      }),
    );
  });

  it.each([
    ['', 'empty address string is not allowed'],
    [' \t', 'empty address string is not allowed'],
    ['wasm1', 'decoding bech32 failed: invalid bech32 string length 5'],
    ['nothing-at-all', 'decoding bech32 failed: invalid separator index -1'],
    ['1abcdefgh', 'decoding bech32 failed: invalid separator index 0'],
    ['wasm1abc', 'decoding bech32 failed: invalid separator index 4'],
    [`${ACCOUNT.slice(0, -1)}q`, 'decoding bech32 failed: invalid checksum'],
    [codec.encode(new Uint8Array(21)), 'invalid address'],
    [
      new AddressCodec('cosmos').encode(new Uint8Array(20)),
      'invalid Bech32 prefix; expected wasm, got cosmos',
    ],
  ])('%j is none, and why', (text, error) => {
    expect(codec.tryDecode(text)).toEqual({ error });
  });

  it('hostile texts are refused, never an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: 'binary' }).map((text) => `wasm1${text}`),
        ),
        (text) => {
          expect(codec.tryDecode(text)).toHaveProperty('error');
        },
      ),
    );
    expect(codec.tryDecode('x'.repeat(2000))).toHaveProperty('error');
  });

  it('are reported in the manner of the module that reads them', () => {
    expect(() => codec.decode('x', 'sender')).toThrow(failure('undefined', 1));
    expect(() => codec.decode('x', 'sender')).toThrow(/^sender: decoding bech32 failed/);
    expect(() => codec.decode('')).toThrow(/^empty address string/);
    expect(() => codec.decodeForBank('x', 'invalid to address')).toThrow(failure('sdk', 7));
    expect(() => codec.decodeForBank('x', 'invalid to address')).toThrow(
      /^invalid to address: .*: invalid address$/,
    );
  });

  it('belong to keys as cosmjs derives them, and to modules as the SDK does', () => {
    const key = secp256k1.getPublicKey(new Uint8Array(32).fill(9), true);
    expect(addressOfSecp256k1(key)).toEqual(rawSecp256k1PubkeyToRawAddress(key));
    // Well known from every Cosmos chain: cosmos17xpfvakm2amg962yls6f84z3kell8c5lserqta collects the fees.
    expect(new AddressCodec('cosmos').encode(moduleAccountAddress('fee_collector'))).toBe(
      'cosmos17xpfvakm2amg962yls6f84z3kell8c5lserqta',
    );
  });
});
