import { CodedError } from '@cloudx3/errors';
import type { Problem } from './problem.ts';

/**
 * Codes of {@link ConfigError}: of a TOML file and what it names, of key files, and of the passphrase that opens them. Each message says the
 * way out.
 */
export const CONFIG_ERROR_CODES = [
  'config.unreadable',
  'config.invalid',
  'key.exists',
  'key.unreadable',
  'key.unwritable',
  'key.malformed',
  'key.wrong_passphrase',
  'passphrase.missing',
  'passphrase.unreadable',
] as const;

/** One of {@link CONFIG_ERROR_CODES}. */
export type ConfigErrorCode = (typeof CONFIG_ERROR_CODES)[number];

/** A mistake that the person at the terminal can mend; `message` is one line that names the file or field and the way out. */
export class ConfigError extends CodedError<ConfigErrorCode> {
  override readonly name = 'ConfigError';
  /** All problems of the file, for `config.unreadable` and `config.invalid`. */
  readonly problems: readonly Problem[];

  constructor(
    code: ConfigErrorCode,
    message: string,
    options?: ErrorOptions & { problems?: readonly Problem[] },
  ) {
    super(code, message, options);
    this.problems = options?.problems ?? [];
  }
}
