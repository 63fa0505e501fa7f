import { AccessType } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import { describe, expect, it } from 'vitest';
import { AddressCodec } from '../auth/address.ts';
import { failure } from '../testing/contracts.ts';
import { checkAccess, checkJson, checkLabel, checkSalt, checkWasmCode } from './validate.ts';

const codec = new AddressCodec('wasm');
const address = (index: number): string => codec.encode(new Uint8Array(20).fill(index));

describe('labels', () => {
  it.each(['x', 'with space', 'größe ✓', '日本', 'x'.repeat(128)])('may be %j', (label) => {
    expect(() => checkLabel(label)).not.toThrow();
  });

  it.each<[string, number]>([
    ['', 12],
    ['x'.repeat(129), 13],
    ['ä'.repeat(65), 13],
    [' x', 14],
    ['x ', 14],
    ['x\n', 14],
    ['a\u0000b', 14],
    ['a\u200bb', 14],
    ['a\u00a0b', 14],
    ['a\u2028b', 14],
    ['a\ue000b', 14],
  ])('may not be %j', (label, code) => {
    expect(() => checkLabel(label)).toThrow(failure('wasm', code));
  });
});

describe('salts, code and messages', () => {
  it('have their bounds', () => {
    expect(() => checkSalt(new Uint8Array(64))).not.toThrow();
    expect(() => checkSalt(new Uint8Array())).toThrow(failure('wasm', 12));
    expect(() => checkSalt(new Uint8Array(65))).toThrow(failure('wasm', 13));
    expect(() => checkWasmCode(new Uint8Array(819_200))).not.toThrow();
    expect(() => checkWasmCode(new Uint8Array())).toThrow(failure('wasm', 12));
    expect(() => checkWasmCode(new Uint8Array(819_201))).toThrow(failure('wasm', 13));
    expect(() => checkJson(Buffer.from('{}'))).not.toThrow();
    expect(() => checkJson(Buffer.from('{'))).toThrow(failure('wasm', 14));
  });
});

describe('who may instantiate', () => {
  const check =
    (permission: AccessType, addresses: string[] = []): (() => void) =>
    () =>
      checkAccess({ permission, addresses }, codec);
  const ANY_OF = AccessType.ACCESS_TYPE_ANY_OF_ADDRESSES;

  it('may be nobody, everybody or up to fifty', () => {
    expect(check(AccessType.ACCESS_TYPE_NOBODY)).not.toThrow();
    expect(check(AccessType.ACCESS_TYPE_EVERYBODY)).not.toThrow();
    expect(
      check(
        ANY_OF,
        Array.from({ length: 50 }, (_, index) => address(index)),
      ),
    ).not.toThrow();
  });

  it.each<[string, () => void, string, number]>([
    ['unspecified', check(AccessType.ACCESS_TYPE_UNSPECIFIED), 'wasm', 12],
    ['of a kind that there is not', check(AccessType.UNRECOGNIZED), 'wasm', 14],
    ['any of none', check(ANY_OF), 'wasm', 12],
    [
      'any of more than fifty',
      check(
        ANY_OF,
        Array.from({ length: 51 }, (_, index) => address(index)),
      ),
      'sdk',
      18,
    ],
    ['any of something that is no address', check(ANY_OF, ['wasm1x']), 'undefined', 1],
    ['the same one twice', check(ANY_OF, [address(1), address(1)]), 'wasm', 15],
    ['the same one in capitals', check(ANY_OF, [address(1), address(1).toUpperCase()]), 'wasm', 15],
  ])('may not be %s', (_what, run, codespace, code) => {
    expect(run).toThrow(failure(codespace, code));
  });
});
