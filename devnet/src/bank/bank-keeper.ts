import type { AccountKeeper } from '../auth/account-keeper.ts';
import { moduleAccountAddress } from '../auth/address.ts';
import type { ExecutionContext } from '../state/context.ts';
import { moduleStore } from '../state/context.ts';
import { event } from '../state/events.ts';
import type { Key } from '../state/kv.ts';
import { toKey } from '../state/kv.ts';
import { sdkError } from '../tx/sdk-error.ts';
import { balanceOf, balancesOf, setBalance, setSupply, supplyOf, totalSupply } from './balances.ts';
import type { Coin } from './coins.ts';
import { formatCoins } from './coins.ts';

const SEND_ENABLED_PREFIX = '\x04';
const PARAMS_KEY = '\x05';
const PARAMS_BYTES = Uint8Array.of(0x10, 0x01);

export const FEE_COLLECTOR = 'fee_collector';

/** What one account gives or gets. */
export interface Transfer {
  readonly address: Uint8Array;
  readonly coins: readonly Coin[];
}

/** x/bank: balances and the supply. What moves coins keeps their sum; only genesis makes some, only `burn` ends some. */
export class BankKeeper {
  readonly #accounts: AccountKeeper;
  /** Module accounts that nobody may send to. */
  readonly #blocked: ReadonlySet<Key>;

  constructor(accounts: AccountKeeper) {
    this.#accounts = accounts;
    this.#blocked = new Set([toKey(moduleAccountAddress(FEE_COLLECTOR))]);
  }

  /** Called once, at genesis. */
  initialize(ctx: ExecutionContext): void {
    moduleStore(ctx, 'bank').set(PARAMS_KEY, PARAMS_BYTES);
    this.#accounts.create(ctx, moduleAccountAddress(FEE_COLLECTOR), FEE_COLLECTOR);
  }

  balance(ctx: ExecutionContext, address: Uint8Array, denom: string): bigint {
    return balanceOf(ctx, address, denom);
  }

  balances(ctx: ExecutionContext, address: Uint8Array): Coin[] {
    return balancesOf(ctx, address);
  }

  supply(ctx: ExecutionContext, denom: string): bigint {
    return supplyOf(ctx, denom);
  }

  totalSupply(ctx: ExecutionContext): Coin[] {
    return totalSupply(ctx);
  }

  /** Creates coins; only genesis does. */
  mint(ctx: ExecutionContext, address: Uint8Array, coins: readonly Coin[]): void {
    for (const { denom, amount } of coins) {
      setBalance(ctx, address, { denom, amount: balanceOf(ctx, address, denom) + amount });
      setSupply(ctx, { denom, amount: supplyOf(ctx, denom) + amount });
    }
  }

  /** Nothing is ever switched off here; the look-ups are paid for. */
  checkSendEnabled(ctx: ExecutionContext, coins: readonly Coin[]): void {
    const store = moduleStore(ctx, 'bank');
    store.get(PARAMS_KEY);
    for (const coin of coins) store.get(SEND_ENABLED_PREFIX + coin.denom);
  }

  /** Throws SdkError `unauthorized` for module accounts that nobody may send to. */
  checkRecipient(to: Uint8Array): void {
    if (!this.#blocked.has(toKey(to))) return;
    const text = this.#accounts.addresses.encode(to);
    throw sdkError('unauthorized', `${text} is not allowed to receive funds`);
  }

  /** Throws SdkError `insufficient funds`. */
  send(ctx: ExecutionContext, from: Uint8Array, to: Uint8Array, coins: readonly Coin[]): void {
    this.#subtract(ctx, from, coins);
    this.#add(ctx, to, coins);
    this.#provideAccount(ctx, to);
    const sender = this.#accounts.addresses.encode(from);
    ctx.events.push(this.#transferred(sender, to, coins), event('message', { sender }));
  }

  /** One account to many, in x/bank's order: accounts, the whole sum, then each part. Sums are the caller's to check. */
  multiSend(ctx: ExecutionContext, from: Transfer, outputs: readonly Transfer[]): void {
    const sender = this.#accounts.addresses.encode(from.address);
    ctx.events.push(event('message', { sender }));
    for (const { address } of outputs) this.#provideAccount(ctx, address);
    this.#subtract(ctx, from.address, from.coins);
    for (const { address, coins } of outputs) {
      this.#add(ctx, address, coins);
      ctx.events.push(this.#transferred(sender, address, coins));
    }
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
    for (const { denom, amount } of coins) setSupply(ctx, { denom, amount: supplyOf(ctx, denom) - amount });
    const burner = this.#accounts.addresses.encode(holder);
    ctx.events.push(event('burn', { burner, amount: formatCoins(coins) }));
  }

  #transferred(sender: string, to: Uint8Array, coins: readonly Coin[]): ReturnType<typeof event> {
    const recipient = this.#accounts.addresses.encode(to);
    return event('transfer', { recipient, sender, amount: formatCoins(coins) });
  }

  #provideAccount(ctx: ExecutionContext, address: Uint8Array): void {
    if (!this.#accounts.has(ctx, address)) this.#accounts.create(ctx, address);
  }

  #subtract(ctx: ExecutionContext, address: Uint8Array, coins: readonly Coin[]): void {
    this.#accounts.get(ctx, address);
    for (const { denom, amount } of coins) {
      const balance = balanceOf(ctx, address, denom);
      if (balance < amount) {
        const reason = `spendable balance ${balance}${denom} is smaller than ${amount}${denom}`;
        throw sdkError('insufficientFunds', reason);
      }
      setBalance(ctx, address, { denom, amount: balance - amount });
    }
    const spender = this.#accounts.addresses.encode(address);
    ctx.events.push(event('coin_spent', { spender, amount: formatCoins(coins) }));
  }

  #add(ctx: ExecutionContext, address: Uint8Array, coins: readonly Coin[]): void {
    for (const { denom, amount } of coins)
      setBalance(ctx, address, { denom, amount: balanceOf(ctx, address, denom) + amount });
    const receiver = this.#accounts.addresses.encode(address);
    ctx.events.push(event('coin_received', { receiver, amount: formatCoins(coins) }));
  }
}
