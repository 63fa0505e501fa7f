import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import type { Key } from '../state/kv.ts';
import { toKey } from '../state/kv.ts';
import { uint64Bytes, uint64Key } from '../state/uint64.ts';
import type { Account } from './account.ts';
import { decodeAccount, encodeAccount } from './account.ts';
import type { AddressCodec } from './address.ts';

// Keys and their order of access are those of x/auth in SDK 0.53, so that the gas comes out alike.
const ADDRESS_PREFIX = '\x01';
const NEXT_NUMBER_KEY = '\x02';
const NUMBER_PREFIX = 'accountNumber';
const PARAMS_KEY = '\x00';
/** Stands for x/auth's parameters: they never change here, but reading them is paid for by their size. */
const PARAMS_BYTES = new Uint8Array(15);

/** Accounts: numbers, sequences, public keys. */
export class AccountKeeper {
  readonly addresses: AddressCodec;

  constructor(addresses: AddressCodec) {
    this.addresses = addresses;
  }

  /** Called once, at genesis. */
  initialize(ctx: ExecutionContext): void {
    moduleStore(ctx, 'auth').set(PARAMS_KEY, PARAMS_BYTES);
  }

  get(ctx: ExecutionContext, address: Uint8Array): Account | undefined {
    const raw = moduleStore(ctx, 'auth').get(ADDRESS_PREFIX + toKey(address));
    return raw === undefined ? undefined : decodeAccount(raw);
  }

  has(ctx: ExecutionContext, address: Uint8Array): boolean {
    return moduleStore(ctx, 'auth').has(ADDRESS_PREFIX + toKey(address));
  }

  /** A new account with the next number. It is stored at once. */
  create(ctx: ExecutionContext, address: Uint8Array, module?: string): Account {
    const account = {
      address: this.addresses.encode(address),
      publicKey: undefined,
      accountNumber: this.#nextNumber(ctx),
      sequence: 0n,
      module,
    };
    this.set(ctx, address, account);
    return account;
  }

  set(ctx: ExecutionContext, address: Uint8Array, account: Account): void {
    const store = moduleStore(ctx, 'auth');
    const key = ADDRESS_PREFIX + toKey(address);
    const previous = store.get(key);
    if (previous !== undefined) store.delete(numberKey(decodeAccount(previous).accountNumber));
    const reference = numberKey(account.accountNumber);
    store.has(reference);
    store.set(reference, address);
    store.set(key, encodeAccount(account));
  }

  /** Accounts in the order of their addresses. */
  list(ctx: ExecutionContext): Account[] {
    const accounts: Account[] = [];
    const iterator = moduleStore(ctx, 'auth').iterate(ADDRESS_PREFIX, '\x02', false);
    for (let entry = iterator.next(); entry !== undefined; entry = iterator.next())
      accounts.push(decodeAccount(entry[1]));
    return accounts;
  }

  /** Pays for reading the parameters, which are constants here. */
  touchParams(ctx: ExecutionContext): void {
    moduleStore(ctx, 'auth').get(PARAMS_KEY);
  }

  #nextNumber(ctx: ExecutionContext): bigint {
    const store = moduleStore(ctx, 'auth');
    const raw = store.get(NEXT_NUMBER_KEY);
    const next = raw === undefined ? 0n : Buffer.from(raw).readBigUInt64BE();
    store.set(NEXT_NUMBER_KEY, uint64Bytes(next + 1n));
    return next;
  }
}

function numberKey(accountNumber: bigint): Key {
  return NUMBER_PREFIX + uint64Key(accountNumber);
}
