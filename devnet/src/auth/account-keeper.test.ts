import { Any } from 'cosmjs-types/google/protobuf/any';
import { BaseAccount, ModuleAccount } from 'cosmjs-types/cosmos/auth/v1beta1/auth';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../testing/app.ts';
import { decodeAccount, encodeAccount, toAny } from './account.ts';
import { moduleAccountAddress } from './address.ts';

const address = (index: number): Uint8Array => new Uint8Array(20).fill(index);

describe('accounts', () => {
  it('are numbered in the order in which they come', () => {
    const { app, context } = createTestApp(0);
    const ctx = context();
    // The fee collector has been there since genesis.
    const numbers = [9, 3, 7].map((index) => app.accounts.create(ctx, address(index)).accountNumber);
    expect(numbers).toEqual([1n, 2n, 3n]);
    expect(app.accounts.get(ctx, address(3))).toMatchObject({ accountNumber: 2n, sequence: 0n });
    expect([app.accounts.has(ctx, address(3)), app.accounts.has(ctx, address(4))]).toEqual([true, false]);
    expect(app.accounts.get(ctx, address(4))).toBeUndefined();
  });

  it('are listed by address', () => {
    const { app, context } = createTestApp(0);
    const ctx = context();
    for (const index of [200, 3, 7]) app.accounts.create(ctx, address(index));
    const listed = app.accounts.list(ctx).map((account) => app.addresses.decode(account.address)[0]);
    expect(listed).toEqual(
      [3, 7, 200, moduleAccountAddress('fee_collector')[0]].sort((a = 0, b = 0) => a - b),
    );
  });

  it('change as a whole', () => {
    const { app, context } = createTestApp(1);
    const ctx = context();
    const account = app.accounts.get(ctx, address(1))!;
    const publicKey = Any.fromPartial({ typeUrl: '/key', value: Uint8Array.of(1) });
    app.accounts.set(ctx, address(1), { ...account, sequence: 9n, publicKey });
    expect(app.accounts.get(ctx, address(1))).toEqual({ ...account, sequence: 9n, publicKey });
    expect(app.accounts.list(ctx)).toHaveLength(2);
  });

  it('come back from their bytes', () => {
    const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    const key = fc
      .record({ typeUrl: fc.string(), value: fc.uint8Array() })
      .map((any) => Any.fromPartial(any));
    const account = fc.record({
      address: fc.string({ minLength: 1 }),
      publicKey: fc.option(key, { nil: undefined }),
      accountNumber: uint64,
      sequence: uint64,
      module: fc.option(fc.constantFrom('wasm', 'fee_collector', 'mint'), { nil: undefined }),
    });
    fc.assert(
      fc.property(account, (given) => {
        expect(decodeAccount(encodeAccount(given))).toEqual(given);
      }),
    );
  });

  it('are told to clients as the SDK tells them: an Any, of modules another one', () => {
    const base = { address: 'wasm1x', publicKey: undefined, accountNumber: 3n, sequence: 4n };
    const plain = toAny({ ...base, module: undefined });
    expect(plain.typeUrl).toBe('/cosmos.auth.v1beta1.BaseAccount');
    expect(BaseAccount.decode(plain.value)).toMatchObject({
      address: 'wasm1x',
      accountNumber: 3n,
      sequence: 4n,
    });
    const module = toAny({ ...base, module: 'wasm' });
    expect(module.typeUrl).toBe('/cosmos.auth.v1beta1.ModuleAccount');
    expect(ModuleAccount.decode(module.value)).toMatchObject({ name: 'wasm', permissions: ['burner'] });
    expect(ModuleAccount.decode(toAny({ ...base, module: 'mint' }).value).permissions).toEqual([]);
  });
});
