import type { Coin } from '../bank/coins.ts';

/** Price of one unit of gas as an exact fraction: amount / 10^scale of the denomination. */
export interface GasPrice {
  readonly denom: string;
  readonly amount: bigint;
  readonly scale: number;
}

const PRICE = /^(\d{1,18})(?:\.(\d{1,18}))?([a-zA-Z][a-zA-Z0-9/:._-]{2,127})$/;

/** Reads `0.025ustake,0.1ucosm`; the empty text means that no fee is needed. Undefined where it is malformed. */
export function parseGasPrices(text: string): GasPrice[] | undefined {
  if (text.trim() === '') return [];
  const prices: GasPrice[] = [];
  for (const part of text.split(',')) {
    const match = PRICE.exec(part.trim());
    if (match === null) return undefined;
    const [, whole = '', fraction = '', denom = ''] = match;
    prices.push({ denom, amount: BigInt(whole + fraction), scale: fraction.length });
  }
  return prices;
}

/** ⌈price × gas⌉. */
export function requiredFee(price: GasPrice, gas: number): Coin {
  const divisor = 10n ** BigInt(price.scale);
  return { denom: price.denom, amount: (price.amount * BigInt(gas) + divisor - 1n) / divisor };
}
