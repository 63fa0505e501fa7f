import { gzipSync } from 'node:zlib';
import { sha256 } from '@noble/hashes/sha2.js';
import { MsgStoreCode, MsgStoreCodeResponse } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { AccessType } from 'cosmjs-types/cosmwasm/wasm/v1/types';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import type { Outcome, TestApp } from '../testing/app.ts';
import { contractsOn, failure } from '../testing/contracts.ts';
import type { TestContracts } from '../testing/contracts.ts';
import { puppetWasm } from '../testing/puppet.ts';
import { encoded } from './encoded-message.ts';

let test: TestApp;
let contracts: TestContracts;
beforeEach(() => {
  test = createTestApp();
  contracts = contractsOn(test);
});

const store = (wasmByteCode: Uint8Array): Outcome =>
  test.run(encoded(MsgStoreCode, { sender: test.address(0), wasmByteCode }));

describe('code', () => {
  it('is counted up, and kept under the checksum of the unpacked bytes', () => {
    const wasm = puppetWasm();
    const [plain, packed] = [store(wasm), store(gzipSync(wasm))];
    const checksum = sha256(wasm);
    for (const [outcome, codeId] of [
      [plain, 1n],
      [packed, 2n],
    ] as const) {
      expect(MsgStoreCodeResponse.decode(outcome.value)).toEqual({ codeId, checksum });
      expect(outcome.events).toEqual([
        {
          type: 'store_code',
          attributes: [
            { key: 'code_checksum', value: Buffer.from(checksum).toString('hex') },
            { key: 'code_id', value: codeId.toString() },
          ],
        },
      ]);
      const info = test.app.codes.mustInfo(test.context(), codeId);
      expect(info).toMatchObject({ creator: test.address(0) });
      expect(Buffer.from(wasm).equals(test.app.codes.bytes(test.context(), info.codeHash))).toBe(true);
    }
  });

  it('costs three gas by the unpacked byte, and unpacking by the packed one', () => {
    const wasm = puppetWasm();
    const packed = gzipSync(wasm);
    store(wasm);
    const difference = store(packed).gasUsed - store(wasm).gasUsed;
    // Ids and checksums have the same lengths by now, so all that differs is the unpacking.
    expect(difference).toBe(Math.floor(packed.length * 0.15));
  });

  it.each<[string, Uint8Array, string, number, RegExp]>([
    ['no wasm', Buffer.from('junk'), 'wasm', 2, /could not be deserialized/],
    ['nothing', Buffer.alloc(0), 'sdk', 18, /^code bytes is required: empty: invalid request$/],
    ['more than 800 KiB', Buffer.alloc(819_201), 'sdk', 18, /cannot be longer than 819200 bytes/],
    ['a bomb', gzipSync(Buffer.alloc(5_000_000)), 'wasm', 2, /uncompress wasm archive: exceeds limit/],
    ['broken gzip', gzipSync('x').subarray(0, 12), 'wasm', 2, /uncompress wasm archive: invalid gzip/],
  ])('is refused as %s', (_what, bytes, codespace, code, reason) => {
    expect(() => store(bytes)).toThrow(failure(codespace, code));
    expect(() => store(bytes)).toThrow(reason);
    expect(test.app.codes.list(test.context())).toEqual([]);
  });
});

describe('the permission to instantiate', () => {
  const permitted = (permission: AccessType, addresses: string[] = []) => {
    const codeId = contracts.store(puppetWasm(), { permission, addresses });
    return (index: number): string => contracts.instantiate(codeId, { sender: test.address(index) });
  };

  it('may be given to some, to all and to none', () => {
    const some = permitted(AccessType.ACCESS_TYPE_ANY_OF_ADDRESSES, [test.address(1)]);
    expect(() => some(1)).not.toThrow();
    expect(() => some(0)).toThrow(failure('sdk', 4));
    expect(() => permitted(AccessType.ACCESS_TYPE_EVERYBODY)(2)).not.toThrow();
    expect(() => permitted(AccessType.ACCESS_TYPE_NOBODY)(0)).toThrow(/can not instantiate: unauthorized/);
  });

  it('holds for migrating to the code as well', () => {
    const contract = contracts.instantiate(contracts.store(puppetWasm()), { admin: test.address(0) });
    const nobody = { permission: AccessType.ACCESS_TYPE_NOBODY, addresses: [] };
    const target = contracts.store(puppetWasm(), nobody);
    expect(() => contracts.migrate(contract, target)).toThrow(/to use new code: unauthorized/);
  });

  it('is looked at before anything is stored', () => {
    expect(() => permitted(AccessType.ACCESS_TYPE_UNSPECIFIED)).toThrow(
      /^instantiate permission: type: empty$/,
    );
    expect(test.app.codes.list(test.context())).toEqual([]);
  });
});
