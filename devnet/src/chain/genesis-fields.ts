import { isDenom } from '../bank/coins.ts';
import { DevnetError, DevnetErrorCode } from '../errors.ts';

const MAX_GAS = 10_000_000_000;

/** Throws DevnetError `devnet.genesis.invalid`. */
export function invalid(field: string, remedy: string): never {
  throw new DevnetError(DevnetErrorCode.genesisInvalid, `genesis: ${field} ${remedy}`);
}

export function text(value: unknown, field: string, fallback: string, pattern: RegExp): string {
  if (value === undefined) return fallback;
  if (typeof value !== 'string' || !pattern.test(value))
    return invalid(field, `must match ${String(pattern)}`);
  return value;
}

export function denomOf(value: unknown, fallback: string): string {
  if (value === undefined) return fallback;
  if (typeof value === 'string' && isDenom(value)) return value;
  return invalid('denom', 'must be 3 to 128 letters, digits or any of /:._-, beginning with a letter');
}

export function gas(value: unknown, field: string, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > MAX_GAS) {
    return invalid(field, `must be a whole number from 1 to ${MAX_GAS}`);
  }
  return value;
}

export function time(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const ms = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isFinite(ms) && ms > 0
    ? new Date(ms).toISOString()
    : invalid('time', 'must be an RFC 3339 time after 1970');
}
