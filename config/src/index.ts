// What every long-running program of ours does first: read one TOML file, and open its encrypted keys.
export { CONFIG_ERROR_CODES, ConfigError } from './error.ts';
export type { ConfigErrorCode } from './error.ts';
export { readKeyFile, writeKeyFile } from './key-file.ts';
export { readPassphrase } from './passphrase.ts';
export type { PassphraseSource } from './passphrase.ts';
export { formatProblems } from './problem.ts';
export type { Problem } from './problem.ts';
export { loadConfig, parseConfig, readConfig } from './read-config.ts';
export type { ConfigResult } from './read-config.ts';
export { DEFAULT_SCRYPT_WORK_FACTOR, openKey, sealKey } from './seal.ts';
