/** JSON between chain and contracts: 64-bit integers are numbers there, and must survive. */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

/** What Go's encoding/json reads. */
const MAX_NESTING = 10_000;
const TOO_DEEP = 'exceeded max depth';
/** Brackets in strings do not count; a string that is not closed is refused by the parser anyway. */
const STRING_OR_BRACKET = /"(?:[^"\\]|\\.)*"|[[\]{}]/gs;
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

/** Parses; integers beyond 2^53 become bigints. Throws SyntaxError, also for what is nested deeper than Go would read. */
export function parseJson(text: string): JsonValue {
  refuseDeepNesting(text);
  if (!LONG_NUMBER.test(text)) return JSON.parse(text) as JsonValue;
  try {
    return parseWithSource(text, (_key, value, context) => {
      if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
      return context.source !== undefined && INTEGER.test(context.source) ? BigInt(context.source) : value;
    });
  } catch (error) {
    // A reviver descends by recursion: the stack may end before the nesting does, and that is the contract's doing.
    throw error instanceof RangeError ? new SyntaxError(TOO_DEEP) : error;
  }
}

function refuseDeepNesting(text: string): void {
  let depth = 0;
  for (const [token] of text.matchAll(STRING_OR_BRACKET)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (depth > MAX_NESTING) throw new SyntaxError(TOO_DEEP);
  }
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

/** The same, as bytes. */
export function jsonBytes(value: unknown): Uint8Array {
  return Buffer.from(stringifyJson(value));
}

export function isJson(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('utf8');
  try {
    refuseDeepNesting(text);
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
