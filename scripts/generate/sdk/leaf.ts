import { isDeepStrictEqual } from 'node:util';
import type { SchemaNode } from './json-schema.ts';

/** A type whose JSON is read and written by hand, in `sdk/src/wire.ts`. */
export interface Leaf {
  readonly type: string;
  readonly reader: string;
  readonly writer: string;
}

/** Numbers of the schema that are no definitions. */
export const NUMBERS = {
  u32: { type: 'number', reader: 'u32', writer: undefined },
  u64: { type: 'bigint', reader: 'u64', writer: 'writeU64' },
} as const;

/** Definitions of cosmwasm-std and ours that have a type of their own in the SDK. */
export const LEAVES: Readonly<Record<string, Leaf>> = {
  Binary: { type: 'Uint8Array', reader: 'bytes', writer: 'writeBytes' },
  Uint128: { type: 'bigint', reader: 'amount', writer: 'writeAmount' },
  Decimal: { type: 'Decimal', reader: 'decimal', writer: 'writeDecimal' },
};

const DECIMAL = {
  mantissa: { $ref: '#/definitions/Int64' },
  scale: { type: 'integer', format: 'uint32', minimum: 0 },
};

/** Whether a definition is read by hand; throws where it is no longer what is read by hand. */
export function isLeaf(name: string, node: SchemaNode): boolean {
  if (name === 'Decimal' && !isDeepStrictEqual(node.properties, DECIMAL))
    throw new Error('Decimal has changed; change sdk/src/wire.ts and this check');
  // Only Decimal holds one.
  return name in LEAVES || name === 'Int64';
}
