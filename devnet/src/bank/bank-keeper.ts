import type { AccountKeeper } from '../auth/account-keeper.ts';
import { moduleAccountAddress } from '../auth/address.ts';
import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import { event } from '../state/events.ts';
import type { Key } from '../state/kv.ts';
import { prefixEnd, toKey } from '../state/kv.ts';
import { sdkError } from '../tx/sdk-error.ts';
import type { Coin } from './coins.ts';
import { formatCoins } from './coins.ts';

// Keys of x/bank in SDK 0.53.
const SUPPLY_PREFIX = '\x00';
const BALANCE_PREFIX = '\x02';
const DENOM_INDEX_PREFIX = '\x03';
const SEND_ENABLED_PREFIX = '\x04';
const PARAMS_KEY = '\x05';
const PARAMS_BYTES = Uint8Array.of(0x10, 0x01);

export const FEE_COLLECTOR = 'fee_collector';

/** Balances and the supply. Amounts are stored as decimal text, as x/bank stores them. */
export class BankKeeper {
  readonly #accounts: AccountKeeper;
  /** Module accounts that nobody may send to. */
  readonly #blocked: ReadonlySet<Key>;

  constructor(accounts: AccountKeeper) {
    this.#accounts = accounts;
    this.#blocked = new Set([toKey(moduleAccountAddress(FEE_COLLECTOR))]);
  }

  initialize(ctx: ExecutionContext): void {
    moduleStore(ctx, 'bank').set(PARAMS_KEY, PARAMS_BYTES);
    this.#accounts.create(ctx, moduleAccountAddress(FEE_COLLECTOR), FEE_COLLECTOR);
  }

  balance(ctx: ExecutionContext, address: Uint8Array, denom: string): bigint {
    return readAmount(moduleStore(ctx, 'bank').get(balanceKey(address, denom)));
  }

  balances(ctx: ExecutionContext, address: Uint8Array): Coin[] {
    return this.#coinsUnder(ctx, balancesPrefix(address));
  }

  supply(ctx: ExecutionContext, denom: string): bigint {
    return readAmount(moduleStore(ctx, 'bank').get(SUPPLY_PREFIX + denom));
  }

  totalSupply(ctx: ExecutionContext): Coin[] {
    return this.#coinsUnder(ctx, SUPPLY_PREFIX);
  }

  /** Creates coins; only genesis does. */
  mint(ctx: ExecutionContext, address: Uint8Array, coins: readonly Coin[]): void {
    const store = moduleStore(ctx, 'bank');
    for (const coin of coins) {
      this.#setBalance(ctx, address, coin.denom, this.balance(ctx, address, coin.denom) + coin.amount);
      store.set(SUPPLY_PREFIX + coin.denom, amountBytes(this.supply(ctx, coin.denom) + coin.amount));
    }
  }

  /** What a message has to pass before it may send: the parameters are read and the recipient is looked at. */
  checkSend(ctx: ExecutionContext, to: Uint8Array, coins: readonly Coin[]): void {
    const store = moduleStore(ctx, 'bank');
    store.get(PARAMS_KEY);
    for (const coin of coins) store.get(SEND_ENABLED_PREFIX + coin.denom);
    if (this.isBlocked(to)) {
      throw sdkError(
        'unauthorized',
        `${this.#accounts.addresses.encode(to)} is not allowed to receive funds`,
      );
    }
  }

  isBlocked(address: Uint8Array): boolean {
    return this.#blocked.has(toKey(address));
  }

  send(ctx: ExecutionContext, from: Uint8Array, to: Uint8Array, coins: readonly Coin[]): void {
    this.#subtract(ctx, from, coins);
    this.#add(ctx, to, coins);
    if (!this.#accounts.has(ctx, to)) this.#accounts.create(ctx, to);
    const { addresses } = this.#accounts;
    const sender = addresses.encode(from);
    ctx.events.push(
      event('transfer', { recipient: addresses.encode(to), sender, amount: formatCoins(coins) }),
      event('message', { sender }),
    );
  }

  sendToModule(ctx: ExecutionContext, from: Uint8Array, module: string, coins: readonly Coin[]): void {
    const to = moduleAccountAddress(module);
    if (this.#accounts.get(ctx, to) === undefined) this.#accounts.create(ctx, to, module);
    this.send(ctx, from, to, coins);
  }

  /** Destroys coins that a module holds. */
  burn(ctx: ExecutionContext, module: string, coins: readonly Coin[]): void {
    const holder = moduleAccountAddress(module);
    this.#accounts.get(ctx, holder);
    this.#subtract(ctx, holder, coins);
    const store = moduleStore(ctx, 'bank');
    for (const coin of coins) {
      const supply = this.supply(ctx, coin.denom) - coin.amount;
      if (supply === 0n) store.delete(SUPPLY_PREFIX + coin.denom);
      else store.set(SUPPLY_PREFIX + coin.denom, amountBytes(supply));
    }
    ctx.events.push(
      event('burn', { burner: this.#accounts.addresses.encode(holder), amount: formatCoins(coins) }),
    );
  }

  #subtract(ctx: ExecutionContext, address: Uint8Array, coins: readonly Coin[]): void {
    this.#accounts.get(ctx, address);
    for (const coin of coins) {
      const balance = this.balance(ctx, address, coin.denom);
      if (balance < coin.amount) {
        throw sdkError(
          'insufficientFunds',
          `spendable balance ${balance}${coin.denom} is smaller than ${coin.amount}${coin.denom}`,
        );
      }
      this.#setBalance(ctx, address, coin.denom, balance - coin.amount);
    }
    const spender = this.#accounts.addresses.encode(address);
    ctx.events.push(event('coin_spent', { spender, amount: formatCoins(coins) }));
  }

  #add(ctx: ExecutionContext, address: Uint8Array, coins: readonly Coin[]): void {
    for (const coin of coins) {
      this.#setBalance(ctx, address, coin.denom, this.balance(ctx, address, coin.denom) + coin.amount);
    }
    const receiver = this.#accounts.addresses.encode(address);
    ctx.events.push(event('coin_received', { receiver, amount: formatCoins(coins) }));
  }

  #setBalance(ctx: ExecutionContext, address: Uint8Array, denom: string, amount: bigint): void {
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

  #coinsUnder(ctx: ExecutionContext, prefix: Key): Coin[] {
    const coins: Coin[] = [];
    const iterator = moduleStore(ctx, 'bank').iterate(prefix, prefixEnd(prefix), false);
    for (let entry = iterator.next(); entry !== undefined; entry = iterator.next()) {
      coins.push({ denom: entry[0].slice(prefix.length), amount: readAmount(entry[1]) });
    }
    return coins;
  }
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
