import { fromBinary, toBinary } from '@bufbuild/protobuf';
import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import { ProtoError } from './error.ts';

/** Canonical bytes of a message: fields in order, defaults left out, nothing unknown (rule ENC-1). */
export function encode<D extends DescMessage>(schema: D, message: MessageShape<D>): Uint8Array {
  return toBinary(schema, message, { writeUnknownFields: false });
}

/**
 * Reads a message strictly (rule ENC-2): at most `maxBytes` long (the kind's figure of `MAX_BYTES`), well formed, and byte for byte what
 * {@link encode} writes, so that one message has one encoding. Says nothing of what the fields mean: a number of an enum may be one that is
 * not known. Throws {@link ProtoError}.
 */
export function decode<D extends DescMessage>(
  schema: D,
  bytes: Uint8Array,
  maxBytes: number,
): MessageShape<D> {
  if (bytes.length > maxBytes) {
    throw new ProtoError(
      'proto.too_large',
      `${schema.typeName}: ${bytes.length} bytes, at most ${maxBytes} are read`,
    );
  }
  let message: MessageShape<D>;
  try {
    message = fromBinary(schema, bytes, { readUnknownFields: false });
  } catch (cause) {
    throw new ProtoError('proto.malformed', `${schema.typeName}: these bytes are no such message`, { cause });
  }
  if (!equalBytes(encode(schema, message), bytes)) {
    throw new ProtoError(
      'proto.not_canonical',
      `${schema.typeName}: not in canonical form (unknown or unordered fields, written defaults, or text that is not UTF-8)`,
    );
  }
  return message;
}

/** Whether two byte strings are the same. Not for secrets: it stops at the first difference. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** Order of byte strings as the rules mean it: by the first byte that differs, a prefix before what it begins. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
