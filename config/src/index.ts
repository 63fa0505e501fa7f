// What every long-running program of ours does first: read one TOML file, and open its encrypted keys.
export { /** @public */ CONFIG_ERROR_CODES, ConfigError } from './error.ts';
export type { ConfigErrorCode } from './error.ts';
export { readKeyFile, writeKeyFile } from './key-file.ts';
export { readPassphrase } from './passphrase.ts';
export type { PassphraseSource } from './passphrase.ts';
/** @public */
export { formatProblems } from './problem.ts';
export type { Problem } from './problem.ts';
export { loadConfig, parseConfig } from './read-config.ts';
export type { ConfigResult } from './read-config.ts';
export { openKey, sealKey } from './seal.ts';
