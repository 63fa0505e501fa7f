import { readFileSync } from 'node:fs';
import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { ScalarType } from '@bufbuild/protobuf';
import { reflect } from '@bufbuild/protobuf/reflect';
import type { ReflectMessage } from '@bufbuild/protobuf/reflect';
import { describe, expect, it } from 'vitest';
import { decode, encode, MAX_BYTES } from './index.ts';
import { KINDS } from './testing/kinds.ts';

/** A message of exactly so many bytes: nearly all of them in the first field of bytes or text that it has, however deep. */
function messageOfLength(schema: DescMessage, length: number): Uint8Array {
  let content = length;
  for (let tries = 0; tries < 8; tries += 1) {
    const bytes = encode(schema, filled(schema, content).message);
    if (bytes.length === length) return bytes;
    content -= bytes.length - length;
  }
  throw new Error(`no ${schema.typeName} has ${length} bytes`);
}

function filled(schema: DescMessage, length: number): ReflectMessage {
  const into = reflect(schema);
  const field = schema.fields.find(isBytes) ?? schema.fields.find(({ message }) => message !== undefined);
  if (field === undefined) throw new Error(`${schema.typeName} has no room`);
  const content = valueOf(field, length);
  if (field.fieldKind === 'list') into.get(field).add(content);
  else into.set(field, content);
  return into;
}

function isBytes(field: DescField): boolean {
  return (
    field.fieldKind !== 'map' && (field.scalar === ScalarType.BYTES || field.scalar === ScalarType.STRING)
  );
}

function valueOf(field: DescField, length: number): unknown {
  if (field.message !== undefined) return filled(field.message, length);
  return isBytes(field) && field.fieldKind !== 'map' && field.scalar === ScalarType.STRING
    ? 'x'.repeat(length)
    : new Uint8Array(length);
}

describe.each(KINDS)('ENC-2: %s', (_kind, schema, limit) => {
  it('is read at its limit', () => {
    const bytes = messageOfLength(schema, limit);
    expect(encode(schema, decode(schema, bytes, limit))).toEqual(bytes);
  });

  it('is refused one byte beyond it, unread', () => {
    const tooLarge = expect.objectContaining({
      code: 'proto.too_large',
      message: `${schema.typeName}: ${limit + 1} bytes, at most ${limit} are read`,
    }) as Error;
    expect(() => decode(schema, messageOfLength(schema, limit + 1), limit)).toThrow(tooLarge);
    // What is no message at all is told by its length too, since nothing of it was looked at.
    expect(() => decode(schema, new Uint8Array(limit + 1), limit)).toThrow(tooLarge);
  });
});

describe('MAX_BYTES', () => {
  it('are the same in Rust', () => {
    const limits = new URL('../../contracts/packages/attestation/src/limits.rs', import.meta.url);
    const rust = new Map(
      [...readFileSync(limits, 'utf8').matchAll(/pub const ([A-Z_]+): usize = ([0-9_]+);/g)].map(
        ([, name = '', figure = '']) => [name, Number(figure.replaceAll('_', ''))],
      ),
    );
    for (const kind of ['operation', 'attestation', 'observation', 'report', 'registration'] as const) {
      expect([kind, rust.get(kind.toUpperCase())]).toEqual([kind, MAX_BYTES[kind]]);
    }
  });

  it('let into a message whatever may be read on its own', () => {
    const { operation, attestation, observation, report } = MAX_BYTES;
    // A tag of one byte and a length of at most four stand around each part.
    const around = 5;
    expect(MAX_BYTES.gossipEnvelope).toBeGreaterThanOrEqual(observation + 2 * around);
    expect(MAX_BYTES.reportFile).toBeGreaterThanOrEqual(report + operation + 4 * around);
    expect(MAX_BYTES.attestationFile).toBeGreaterThanOrEqual(attestation + operation + 4 * around);
    expect(MAX_BYTES.observationsResponse).toBeGreaterThanOrEqual(observation + around);
  });
});
