import type { DescMessage } from '@bufbuild/protobuf';
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** One field as it stands in the bytes of a message. */
export interface WireField {
  readonly number: number;
  readonly type: WireType;
  /** All of its bytes: tag, length where it has one, and content. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
  /** How many bytes stand in front of a length, or of content that has none. */
  readonly tagLength: number;
}

/** The fields of a message in the order in which they stand, whatever they mean. */
export function fieldsOf(bytes: Uint8Array): WireField[] {
  const reader = new BinaryReader(bytes);
  const fields: WireField[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const [number, type] = reader.tag();
    const tagLength = reader.pos - start;
    const content = type === WireType.LengthDelimited ? reader.bytes() : reader.skip(type, number);
    fields.push({ number, type, bytes: bytes.slice(start, reader.pos), content, tagLength });
  }
  return fields;
}

/** How a test rewrites the fields of one message; undefined where they leave it nothing to do. */
export type Rewrite = (
  fields: readonly WireField[],
  schema: DescMessage,
) => readonly Uint8Array[] | undefined;

/**
 * Rewrites a message, or one of those that it holds, however deep. `turns` says which: at each level the turn's remainder by the number of
 * messages there, this one counted first. The lengths around it follow, so that nothing else is wrong.
 */
export function rewrittenWithin(
  schema: DescMessage,
  bytes: Uint8Array,
  [turn = 0, ...turns]: readonly number[],
  rewrite: Rewrite,
): Uint8Array | undefined {
  const fields = fieldsOf(bytes);
  const inner = fields.flatMap((field) => {
    const nested = schema.fields.find(({ number }) => number === field.number)?.message;
    return nested === undefined ? [] : [{ field, nested }];
  });
  const chosen = inner[(turn % (inner.length + 1)) - 1];
  if (chosen === undefined) return joined(rewrite(fields, schema));
  const { field, nested } = chosen;
  const content = rewrittenWithin(nested, field.content, turns, rewrite);
  if (content === undefined) return undefined;
  const around = delimited(field.number, content);
  return joined(fields.map((other) => (other === field ? around : other.bytes)));
}

/** A field with this number that holds these bytes. */
export function delimited(number: number, content: Uint8Array): Uint8Array {
  return new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(content).finish();
}

/** A field with this number and this varint. */
export function varintField(number: number, value: number): Uint8Array {
  return new BinaryWriter().tag(number, WireType.Varint).uint32(value).finish();
}

/** The bytes with the varint that begins at `at` one byte longer than it has to be; as they are where it has ten already, the most. */
export function stretched(bytes: Uint8Array, at: number): Uint8Array {
  let last = at;
  while (((bytes[last] ?? 0) & 0x80) !== 0) last += 1;
  if (last - at >= 9) return bytes;
  const longer = Uint8Array.of((bytes[last] ?? 0) | 0x80, 0x00);
  return new BinaryWriter()
    .raw(bytes.slice(0, last))
    .raw(longer)
    .raw(bytes.slice(last + 1))
    .finish();
}

function joined(parts: readonly Uint8Array[] | undefined): Uint8Array | undefined {
  return parts?.reduce((writer, part) => writer.raw(part), new BinaryWriter()).finish();
}
