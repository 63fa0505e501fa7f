import type { JsonObject, JsonValue } from './json.ts';

/** A contract's answer or message has the wrong shape. The host reports it like a failure of the VM. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

function fail(field: string, expected: string): never {
  throw new ShapeError(`json: field ${field} must be ${expected}`);
}

const MAX_UINT64 = (1n << 64n) - 1n;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether a variant is there: null is as good as absent, as for the pointers of the host's Go types. */
export function isGiven(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== null;
}

export function asObject(value: JsonValue | undefined, field: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fail(field, 'an object');
  return value;
}

/** Absent and null are the empty list, as for the Go types of the host. */
export function asArray<T>(
  value: JsonValue | undefined,
  field: string,
  read: (item: JsonValue, at: string) => T,
): T[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return fail(field, 'an array');
  return value.map((item, index) => read(item, `${field}[${index}]`));
}

export function asText(value: JsonValue | undefined, field: string): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : fail(field, 'a string');
}

export function asUint64(value: JsonValue | undefined, field: string): bigint {
  if (value === undefined || value === null) return 0n;
  const number = typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof number !== 'bigint' || number < 0n || number > MAX_UINT64)
    return fail(field, 'an unsigned 64-bit integer');
  return number;
}

/** Base64 bytes; absent and null stay undefined, the empty text is no bytes. */
export function asBytes(value: JsonValue | undefined, field: string): Uint8Array | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || !BASE64.test(value)) return fail(field, 'base64');
  return Buffer.from(value, 'base64');
}

export function asCoins(value: JsonValue | undefined, field: string): { denom: string; amount: string }[] {
  return asArray(value, field, (item, at) => {
    const coin = asObject(item, at);
    return { denom: asText(coin['denom'], `${at}.denom`), amount: asText(coin['amount'], `${at}.amount`) };
  });
}
