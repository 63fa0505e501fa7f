/** JSON between chain and contracts: 64-bit integers are numbers there, and must survive. */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

const LONG_NUMBER = /\d{16}/;
const INTEGER = /^-?\d+$/;

interface ReviverContext {
  readonly source?: string;
}

// The third argument of a reviver (ES2026, in Node since 21) is not in the compiler's library yet.
const parseWithSource = JSON.parse as (
  text: string,
  reviver: (key: string, value: JsonValue, context: ReviverContext) => JsonValue,
) => JsonValue;

/** Parses; integers beyond 2^53 become bigints. Throws SyntaxError. */
export function parseJson(text: string): JsonValue {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text) as JsonValue;
  return parseWithSource(text, (_key, value, context) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    return context.source !== undefined && INTEGER.test(context.source) ? BigInt(context.source) : value;
  });
}

interface RawJson {
  rawJSON(text: string): unknown;
}

/** Serialises; bigints become plain integers, bytes must be base64 text already. */
export function stringifyJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'bigint' ? (JSON as unknown as RawJson).rawJSON(inner.toString()) : inner,
  );
}

export function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
