import { parse } from 'lossless-json';
import { fail, ok } from '../result.ts';
import type { CoreResult } from '../result.ts';
import { scanJson } from './json-scan.ts';

/** A number as its source text, which is in JSON notation. */
export class JsonNumber {
  /** As the vendor wrote it, as in `21.50`. */
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** A JSON value whose numbers keep their source text. Members are to be read as own ones only. */
export type JsonValue = null | boolean | string | JsonNumber | JsonValue[] | { [name: string]: JsonValue };

/** Most values of a body (rule RES-4). */
const MAX_VALUES = 20_000;

/** Reads the body of a response as one JSON text (rule RES-4). */
export function parseJson(body: Uint8Array): CoreResult<JsonValue> {
  const text = decodeUtf8(body);
  if (text === undefined || text.startsWith('\ufeff')) {
    return fail('response.json_encoding', 'is not UTF-8 without a byte-order mark', 'body');
  }
  const scan = scanJson(text);
  if (!scan.ok) return scan;
  const value = parseText(text);
  if (value === undefined) return fail('response.json_syntax', 'is not one JSON text', 'body');
  const tree = measure(value);
  if (tree.values > MAX_VALUES) return fail('response.json_values', `${tree.values} values`, 'body');
  if (!tree.wellFormed) return fail('response.json_encoding', 'holds half a surrogate pair', 'body');
  return tree.members === scan.value.members
    ? ok(value)
    : fail('response.json_duplicate', 'has a member name twice', 'body');
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseText(text: string): JsonValue | undefined {
  try {
    return parse(text, undefined, {
      parseNumber: (source) => new JsonNumber(source),
      // The library lets a name pass that comes twice with equal values, so both cases are left to the count of members.
      onDuplicateKey: ({ newValue }) => newValue,
    }) as JsonValue;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

interface Tree {
  readonly values: number;
  readonly members: number;
  readonly wellFormed: boolean;
}

/** Counts values and members, and looks for lone surrogates. Depth is bounded by the scan; this needs no recursion all the same. */
function measure(root: JsonValue): Tree {
  let values = 0;
  let members = 0;
  let wellFormed = true;
  const open: JsonValue[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    values += 1;
    if (typeof value === 'string') wellFormed &&= value.isWellFormed();
    if (typeof value !== 'object' || value === null || value instanceof JsonNumber) continue;
    if (Array.isArray(value)) {
      for (const element of value) open.push(element);
      continue;
    }
    for (const [name, member] of Object.entries(value)) {
      members += 1;
      wellFormed &&= name.isWellFormed();
      open.push(member);
    }
  }
  return { values, members, wellFormed };
}
