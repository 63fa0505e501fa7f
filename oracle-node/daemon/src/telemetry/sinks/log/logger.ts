import { destination, pino } from 'pino';
import type { Logger } from 'pino';

export type { Logger } from 'pino';

export interface LoggerOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** File to append JSON lines to; standard output where it is left out. */
  readonly file?: string | undefined;
  readonly name: string;
}

// Nothing that is logged should hold these; they are struck out by name in case something does one day.
const SECRET_FIELDS = [
  'secret',
  'secrets',
  'passphrase',
  'privateKey',
  'authorization',
  'credential',
  'credentials',
  'token',
  'auth_key',
];

/**
 * One logger a program, a child a component. Levels: `error` for what an operator must act on, `warn` for what heals by itself,
 * `info` for what a person following along wants to read, `debug` for the rest. Bytes from peers are never above `debug`.
 */
export function createLogger({ level, file, name }: LoggerOptions): Logger {
  const sink = destination(
    file === undefined ? { dest: 1, sync: true } : { dest: file, mkdir: true, sync: true },
  );
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino({ level, base: { node: name }, redact: { paths, censor: '[redacted]' } }, sink);
}
