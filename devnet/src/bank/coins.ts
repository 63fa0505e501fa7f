import { sdkError, undefinedError } from '../tx/sdk-error.ts';

export interface Coin {
  readonly denom: string;
  readonly amount: bigint;
}

const DENOM = /^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/;
const AMOUNT = /^-?\d{1,78}$/;
/** The SDK counts in 256 bits. */
export const MAX_AMOUNT = (1n << 256n) - 1n;

/** Whether a text may name a denomination. Only such texts are keys of the state. */
export function isDenom(text: string): boolean {
  return DENOM.test(text);
}

/** Coins as text, the SDK's way: `5uatom,7ustake`; nothing is the empty text. */
export function formatCoins(coins: readonly Coin[]): string {
  return coins.map((coin) => `${coin.amount}${coin.denom}`).join(',');
}

/**
 * Reads untrusted coins. They must be sorted by denomination, without duplicates, all positive, as Coins.Validate asks.
 * Throws SdkError `invalid coins`.
 */
export function parseCoins(raw: readonly { readonly denom: string; readonly amount: string }[]): Coin[] {
  const coins = readCoins(raw);
  const invalid = (): never => {
    throw sdkError('invalidCoins', formatCoins(coins));
  };
  coins.forEach((coin, index) => {
    const previous = coins[index - 1];
    if (coin.amount <= 0n || !isDenom(coin.denom)) invalid();
    if (previous !== undefined && previous.denom >= coin.denom) invalid();
  });
  return coins;
}

/** Reads untrusted coins as they come, whatever their order and sign. Throws SdkError `invalid coins` for what is no number of 256 bits. */
export function readCoins(raw: readonly { readonly denom: string; readonly amount: string }[]): Coin[] {
  return raw.map(parseCoin);
}

function parseCoin(raw: { readonly denom: string; readonly amount: string }): Coin {
  const amount = AMOUNT.test(raw.amount) ? BigInt(raw.amount) : undefined;
  if (amount === undefined || amount > MAX_AMOUNT || amount < -MAX_AMOUNT) {
    throw sdkError('invalidCoins', `${raw.amount}${raw.denom}`);
  }
  return { denom: raw.denom, amount };
}

/**
 * Sorts, adds up equal denominations and drops zeros: how coins from a contract become coins of the chain. Throws SdkError
 * `invalid coins` for what is no number, and one without a code for the rest.
 */
export function normalizeCoins(raw: readonly { readonly denom: string; readonly amount: string }[]): Coin[] {
  const sums = new Map<string, bigint>();
  for (const coin of raw.map(parseCoin)) {
    if (!isDenom(coin.denom)) throw undefinedError(`invalid denom: ${coin.denom}`);
    if (coin.amount < 0n) throw undefinedError(`negative coin amount: ${coin.amount}`);
    sums.set(coin.denom, (sums.get(coin.denom) ?? 0n) + coin.amount);
  }
  return [...sums]
    .filter(([, amount]) => amount > 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([denom, amount]) => ({ denom, amount }));
}

export function toWire(coins: readonly Coin[]): { denom: string; amount: string }[] {
  return coins.map((coin) => ({ denom: coin.denom, amount: coin.amount.toString() }));
}
