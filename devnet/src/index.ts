/** @public */
export { DevnetError, DevnetErrorCode } from './errors.ts';
export { startDevnet } from './node/start-devnet.ts';
export type { Devnet } from './node/start-devnet.ts';
export type { DevnetDeps, DevnetOptions } from './node/devnet-options.ts';
export { GENESIS_DEFAULTS } from './chain/genesis.ts';
export type { GenesisConfig } from './chain/genesis.ts';
export type { GenesisAccount } from './chain/genesis-accounts.ts';
