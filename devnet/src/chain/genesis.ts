import type { GasPrice } from '../tx/gas-price.ts';
import { parseGasPrices } from '../tx/gas-price.ts';
import type { FundedAccount, GenesisAccount } from './genesis-accounts.ts';
import { fundedAccounts, readAccounts } from './genesis-accounts.ts';
import { denomOf, gas, invalid, text, time } from './genesis-fields.ts';

/** The file that a chain starts from. Everything but the accounts has a default. */
export interface GenesisConfig {
  /** CometBFT allows 50 characters. */
  readonly chainId: string;
  /** Denomination of the fees. */
  readonly denom: string;
  /** Bech32 prefix of all addresses: up to 20 small letters. */
  readonly addressPrefix: string;
  /** Least price of gas, such as `0.025ustake`; the empty text takes transactions without a fee. */
  readonly minGasPrice: string;
  /** Gas of all transactions of one block, and of one simulation. */
  readonly blockMaxGas: number;
  /** Gas of one query to a contract. */
  readonly queryMaxGas: number;
  /** RFC 3339, or undefined for the moment of the first start. */
  readonly time: string | undefined;
  /** Accounts that exist from the first block on. */
  readonly accounts: readonly GenesisAccount[];
}

export interface Genesis {
  readonly config: GenesisConfig;
  readonly minGasPrices: readonly GasPrice[];
  readonly accounts: readonly FundedAccount[];
}

/** What a genesis that names nothing amounts to. */
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
const PREFIX = /^[a-z]{1,20}$/;

/** Reads an untrusted genesis. Throws DevnetError `devnet.genesis.invalid` that names the field. */
export function readGenesis(raw: unknown): Genesis {
  const given = fieldsOf(raw);
  const defaults = GENESIS_DEFAULTS;
  const denom = denomOf(given.denom, defaults.denom);
  const config: GenesisConfig = {
    chainId: text(given.chainId, 'chainId', defaults.chainId, CHAIN_ID),
    denom,
    addressPrefix: text(given.addressPrefix, 'addressPrefix', defaults.addressPrefix, PREFIX),
    minGasPrice: text(given.minGasPrice, 'minGasPrice', `0.025${denom}`, /^.{0,200}$/),
    blockMaxGas: gas(given.blockMaxGas, 'blockMaxGas', defaults.blockMaxGas),
    queryMaxGas: gas(given.queryMaxGas, 'queryMaxGas', defaults.queryMaxGas),
    time: time(given.time),
    accounts: readAccounts(given.accounts),
  };
  const minGasPrices =
    parseGasPrices(config.minGasPrice) ?? invalid('minGasPrice', 'must look like 0.025ustake');
  return { config, minGasPrices, accounts: fundedAccounts(config.accounts, config.addressPrefix) };
}

function fieldsOf(raw: unknown): Partial<Record<keyof GenesisConfig, unknown>> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return invalid('file', 'must hold a JSON object');
  const unknown = Object.keys(raw).find((key) => !Object.hasOwn(GENESIS_DEFAULTS, key));
  if (unknown === undefined) return raw;
  return invalid(unknown, `is not a field; known are ${Object.keys(GENESIS_DEFAULTS).join(', ')}`);
}
