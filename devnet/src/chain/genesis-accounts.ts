import { AddressCodec } from '../auth/address.ts';
import type { Coin } from '../bank/coins.ts';
import { MAX_AMOUNT, parseCoins } from '../bank/coins.ts';
import { toKey } from '../state/kv.ts';
import { invalid } from './genesis-fields.ts';

/** An account that a chain starts with. */
export interface GenesisAccount {
  /** Bech32, with the chain's prefix. */
  readonly address: string;
  /** In any order; amounts are decimal text. */
  readonly coins: readonly { readonly denom: string; readonly amount: string }[];
}

/** The same, read. */
export interface FundedAccount {
  readonly address: Uint8Array;
  readonly coins: readonly Coin[];
}

/** Reads the shape of an untrusted list. Throws DevnetError that names the place. */
export function readAccounts(value: unknown): GenesisAccount[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return invalid('accounts', 'must be an array');
  return value.map((entry: unknown, index) => {
    const { address, coins } = (entry ?? {}) as { address?: unknown; coins?: unknown };
    if (typeof address !== 'string') return invalid(`accounts[${index}].address`, 'must be a bech32 address');
    if (!Array.isArray(coins))
      return invalid(`accounts[${index}].coins`, 'must be an array of {denom, amount}');
    return {
      address,
      coins: coins.map((coin: unknown, at) => coinOf(coin, `accounts[${index}].coins[${at}]`)),
    };
  });
}

function coinOf(value: unknown, field: string): { denom: string; amount: string } {
  const { denom, amount } = (value ?? {}) as { denom?: unknown; amount?: unknown };
  if (typeof denom !== 'string' || typeof amount !== 'string')
    return invalid(field, 'must be {denom, amount} as text');
  return { denom, amount };
}

/** Reads addresses and amounts. Throws DevnetError that names the place. */
export function fundedAccounts(accounts: readonly GenesisAccount[], prefix: string): FundedAccount[] {
  const codec = new AddressCodec(prefix);
  const seen = new Set<string>();
  const funded = accounts.map(({ address, coins }, index) => {
    const bytes = codec.tryDecode(address);
    if (!(bytes instanceof Uint8Array)) return invalid(`accounts[${index}].address`, bytes.error);
    if (seen.has(toKey(bytes))) invalid(`accounts[${index}].address`, 'is listed twice');
    seen.add(toKey(bytes));
    return { address: bytes, coins: sortedCoins(coins, `accounts[${index}].coins`) };
  });
  checkSupply(funded);
  return funded;
}

function sortedCoins(coins: GenesisAccount['coins'], field: string): Coin[] {
  try {
    return parseCoins([...coins].sort((a, b) => (a.denom < b.denom ? -1 : 1)));
  } catch (error) {
    return invalid(field, error instanceof Error ? error.message : 'are invalid');
  }
}

/** No balance can outgrow the supply, so this is the only place where a sum could. */
function checkSupply(accounts: readonly FundedAccount[]): void {
  const supply = new Map<string, bigint>();
  for (const { denom, amount } of accounts.flatMap(({ coins }) => coins)) {
    const sum = (supply.get(denom) ?? 0n) + amount;
    if (sum > MAX_AMOUNT) invalid('accounts', `hold more than 2^256 − 1 of ${denom}`);
    supply.set(denom, sum);
  }
}
