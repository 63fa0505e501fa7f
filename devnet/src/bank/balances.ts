import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import type { Key } from '../state/kv.ts';
import { prefixEnd, toKey } from '../state/kv.ts';
import type { Coin } from './coins.ts';

// Keys of x/bank in SDK 0.53. Amounts are stored as decimal text, as x/bank stores them.
const SUPPLY_PREFIX = '\x00';
const BALANCE_PREFIX = '\x02';
const DENOM_INDEX_PREFIX = '\x03';

export function balanceOf(ctx: ExecutionContext, address: Uint8Array, denom: string): bigint {
  return readAmount(moduleStore(ctx, 'bank').get(balanceKey(address, denom)));
}

/** Nothing is stored for an amount of zero. */
export function setBalance(ctx: ExecutionContext, address: Uint8Array, { denom, amount }: Coin): void {
  const store = moduleStore(ctx, 'bank');
  const index = `${DENOM_INDEX_PREFIX}${denom}\x00${toKey(address)}`;
  if (amount === 0n) {
    store.delete(index);
    store.delete(balanceKey(address, denom));
    return;
  }
  store.set(index, new Uint8Array());
  store.set(balanceKey(address, denom), amountBytes(amount));
}

/** All that an account has, sorted by denomination. */
export function balancesOf(ctx: ExecutionContext, address: Uint8Array): Coin[] {
  return coinsUnder(ctx, balancesPrefix(address));
}

export function supplyOf(ctx: ExecutionContext, denom: string): bigint {
  return readAmount(moduleStore(ctx, 'bank').get(SUPPLY_PREFIX + denom));
}

export function setSupply(ctx: ExecutionContext, { denom, amount }: Coin): void {
  const store = moduleStore(ctx, 'bank');
  if (amount === 0n) store.delete(SUPPLY_PREFIX + denom);
  else store.set(SUPPLY_PREFIX + denom, amountBytes(amount));
}

export function totalSupply(ctx: ExecutionContext): Coin[] {
  return coinsUnder(ctx, SUPPLY_PREFIX);
}

function coinsUnder(ctx: ExecutionContext, prefix: Key): Coin[] {
  const coins: Coin[] = [];
  const iterator = moduleStore(ctx, 'bank').iterate(prefix, prefixEnd(prefix), false);
  for (let entry = iterator.next(); entry !== undefined; entry = iterator.next()) {
    coins.push({ denom: entry[0].slice(prefix.length), amount: readAmount(entry[1]) });
  }
  return coins;
}

function balancesPrefix(address: Uint8Array): Key {
  return BALANCE_PREFIX + String.fromCharCode(address.length) + toKey(address);
}

function balanceKey(address: Uint8Array, denom: string): Key {
  return balancesPrefix(address) + denom;
}

function amountBytes(amount: bigint): Uint8Array {
  return Buffer.from(amount.toString(), 'latin1');
}

function readAmount(raw: Uint8Array | undefined): bigint {
  return raw === undefined ? 0n : BigInt(Buffer.from(raw).toString('latin1'));
}
