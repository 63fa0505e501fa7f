import { DevnetError, DevnetErrorCode } from '../errors.ts';
import { AddressCodec } from '../auth/address.ts';
import type { Coin } from '../bank/coins.ts';
import { parseCoins } from '../bank/coins.ts';
import type { GasPrice } from '../tx/gas-price.ts';
import { parseGasPrices } from '../tx/gas-price.ts';

/** The file that a chain starts from. Everything but the accounts has a default. */
export interface GenesisConfig {
  /** CometBFT allows 50 characters. */
  readonly chainId: string;
  /** Denomination of fees, and of funds where an account names none. */
  readonly denom: string;
  readonly addressPrefix: string;
  /** Least price of gas, such as `0.025ustake`; the empty text takes transactions without a fee. */
  readonly minGasPrice: string;
  /** Gas of all transactions of one block, and of one simulation. */
  readonly blockMaxGas: number;
  /** Gas of one query to a contract. */
  readonly queryMaxGas: number;
  /** RFC 3339, or undefined for the moment of the first start. */
  readonly time: string | undefined;
  readonly accounts: readonly GenesisAccount[];
}

export interface GenesisAccount {
  readonly address: string;
  readonly coins: readonly { readonly denom: string; readonly amount: string }[];
}

export interface Genesis {
  readonly config: GenesisConfig;
  readonly minGasPrices: readonly GasPrice[];
  readonly accounts: readonly { readonly address: Uint8Array; readonly coins: readonly Coin[] }[];
}

export const GENESIS_DEFAULTS: GenesisConfig = {
  chainId: 'cloudx3-devnet-1',
  denom: 'ustake',
  addressPrefix: 'wasm',
  minGasPrice: '0.025ustake',
  blockMaxGas: 100_000_000,
  queryMaxGas: 3_000_000,
  time: undefined,
  accounts: [],
};

const CHAIN_ID = /^[A-Za-z0-9._-]{1,50}$/;
const DENOM = /^[a-zA-Z][a-zA-Z0-9/:._-]{2,127}$/;
const PREFIX = /^[a-z]{1,20}$/;
const MAX_GAS = 10_000_000_000;

function invalid(field: string, remedy: string): never {
  throw new DevnetError(DevnetErrorCode.genesisInvalid, `genesis: ${field} ${remedy}`);
}

/** Reads an untrusted genesis. Throws DevnetError `devnet.genesis.invalid` that names the field. */
export function readGenesis(raw: unknown): Genesis {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return invalid('file', 'must hold a JSON object');
  const unknown = Object.keys(raw).find((key) => !(key in GENESIS_DEFAULTS));
  if (unknown !== undefined)
    invalid(unknown, `is not a field; known are ${Object.keys(GENESIS_DEFAULTS).join(', ')}`);
  const given = raw as Partial<Record<keyof GenesisConfig, unknown>>;
  const denom = text(given.denom, 'denom', GENESIS_DEFAULTS.denom, DENOM);
  const config: GenesisConfig = {
    chainId: text(given.chainId, 'chainId', GENESIS_DEFAULTS.chainId, CHAIN_ID),
    denom,
    addressPrefix: text(given.addressPrefix, 'addressPrefix', GENESIS_DEFAULTS.addressPrefix, PREFIX),
    minGasPrice: text(given.minGasPrice, 'minGasPrice', `0.025${denom}`, /^.{0,200}$/),
    blockMaxGas: gas(given.blockMaxGas, 'blockMaxGas', GENESIS_DEFAULTS.blockMaxGas),
    queryMaxGas: gas(given.queryMaxGas, 'queryMaxGas', GENESIS_DEFAULTS.queryMaxGas),
    time: given.time === undefined ? undefined : time(given.time),
    accounts: accounts(given.accounts),
  };
  const minGasPrices =
    parseGasPrices(config.minGasPrice) ?? invalid('minGasPrice', 'must look like 0.025ustake');
  return { config, minGasPrices, accounts: fundedAccounts(config) };
}

function text(value: unknown, field: string, fallback: string, pattern: RegExp): string {
  if (value === undefined) return fallback;
  if (typeof value !== 'string' || !pattern.test(value))
    return invalid(field, `must match ${String(pattern)}`);
  return value;
}

function gas(value: unknown, field: string, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > MAX_GAS) {
    return invalid(field, `must be a whole number from 1 to ${MAX_GAS}`);
  }
  return value;
}

function time(value: unknown): string {
  const ms = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isFinite(ms) && ms > 0
    ? new Date(ms).toISOString()
    : invalid('time', 'must be an RFC 3339 time after 1970');
}

function accounts(value: unknown): GenesisAccount[] {
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

function fundedAccounts(config: GenesisConfig): Genesis['accounts'] {
  const codec = new AddressCodec(config.addressPrefix);
  const seen = new Set<string>();
  return config.accounts.map(({ address, coins }, index) => {
    const bytes = codec.tryDecode(address);
    if (!(bytes instanceof Uint8Array)) return invalid(`accounts[${index}].address`, bytes.error);
    if (seen.has(address)) invalid(`accounts[${index}].address`, 'is listed twice');
    seen.add(address);
    try {
      const sorted = [...coins].sort((a, b) => (a.denom < b.denom ? -1 : 1));
      return { address: bytes, coins: parseCoins(sorted) };
    } catch (error) {
      return invalid(`accounts[${index}].coins`, error instanceof Error ? error.message : 'are invalid');
    }
  });
}
