import type { DescField, DescMessage } from '@bufbuild/protobuf';
import { ScalarType } from '@bufbuild/protobuf';
import { WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode, ProtoError } from './index.ts';
import { anyMessage } from './testing/arbitrary.ts';
import { KINDS } from './testing/kinds.ts';
import { delimited, rewrittenWithin, stretched, varintField } from './testing/wire.ts';
import type { Rewrite, WireField } from './testing/wire.ts';

const NO_LIMIT = Number.MAX_SAFE_INTEGER;
const UNKNOWN = varintField(536_870_911, 1);

/** What reading comes to: nothing, or the code of the refusal. */
function codeOf(schema: DescMessage, bytes: Uint8Array): string | undefined {
  try {
    decode(schema, bytes, NO_LIMIT);
    return undefined;
  } catch (error) {
    if (!(error instanceof ProtoError)) throw error;
    expect(error.message).toContain(schema.typeName);
    return error.code;
  }
}

/** Rewrites the first field that is such a one; undefined where there is none. */
function ofOne(
  suits: (field: WireField, desc: DescField) => boolean,
  write: (field: WireField) => Uint8Array | readonly Uint8Array[],
): Rewrite {
  return (fields, schema) => {
    const desc = (number: number) => schema.fields.find((field) => field.number === number);
    const at = fields.findIndex((field) => suits(field, desc(field.number) ?? fail(field.number)));
    const found = fields[at];
    if (found === undefined) return undefined;
    return fields.flatMap((field, i) => (i === at ? write(found) : field.bytes));
  };
}

function fail(number: number): never {
  throw new Error(`no field ${number}`);
}

/** A varint that can be written longer: one of ten bytes cannot. */
const isShortVarint = ({ type, bytes, tagLength }: WireField) =>
  type === WireType.Varint && bytes.length - tagLength < 10;
const isDelimited = ({ type }: WireField) => type === WireType.LengthDelimited;
const isUnpackedList = (desc: DescField) => desc.fieldKind === 'list' && !desc.packed;
const isText = (desc: DescField) => desc.fieldKind !== 'map' && desc.scalar === ScalarType.STRING;

/** Other bytes for the same message: what rule ENC-1 has one form for. */
const DEVIATIONS: readonly (readonly [name: string, rewrite: Rewrite])[] = [
  ['an unknown field behind', (fields) => [...fields.map(({ bytes }) => bytes), UNKNOWN]],
  ['an unknown field in front', (fields) => [UNKNOWN, ...fields.map(({ bytes }) => bytes)]],
  [
    'the last field in front of the first',
    (fields) => {
      const bytes = fields.map((field) => field.bytes);
      const last = fields.at(-1);
      return last === undefined || last.number === fields[0]?.number
        ? undefined
        : [last.bytes, ...bytes.slice(0, -1)];
    },
  ],
  [
    'a field twice',
    ofOne(
      (_, desc) => !isUnpackedList(desc),
      ({ bytes }) => [bytes, bytes],
    ),
  ],
  [
    'a tag in a longer varint',
    ofOne(
      () => true,
      ({ bytes }) => stretched(bytes, 0),
    ),
  ],
  ['a length in a longer varint', ofOne(isDelimited, ({ bytes, tagLength }) => stretched(bytes, tagLength))],
  ['a value in a longer varint', ofOne(isShortVarint, ({ bytes, tagLength }) => stretched(bytes, tagLength))],
  [
    'a list of numbers in two pieces',
    ofOne(
      (_, desc) => desc.fieldKind === 'list' && desc.packed,
      ({ number, bytes }) => [delimited(number, new Uint8Array()), bytes],
    ),
  ],
  [
    'a default that is written',
    (fields, schema) => {
      const missing = schema.fields.find(
        ({ fieldKind, oneof, number }) =>
          fieldKind === 'scalar' && oneof === undefined && !fields.some((field) => field.number === number),
      );
      if (missing === undefined) return undefined;
      const { number, scalar } = missing;
      const hasLength = scalar === ScalarType.STRING || scalar === ScalarType.BYTES;
      const written = hasLength ? delimited(number, new Uint8Array()) : varintField(number, 0);
      const before = fields.filter((field) => field.number < number);
      return [...before, { bytes: written }, ...fields.slice(before.length)].map(({ bytes }) => bytes);
    },
  ],
];

/** Bytes that are no message of any kind. */
const BROKEN: readonly (readonly [name: string, rewrite: Rewrite])[] = [
  ['field number 0', (fields) => [...fields.map(({ bytes }) => bytes), Uint8Array.of(0, 0)]],
  ['a group that does not end', (fields) => [...fields.map(({ bytes }) => bytes), Uint8Array.of(0xbb, 0x3e)]],
  [
    'a varint of eleven bytes',
    (fields) => [
      ...fields.map(({ bytes }) => bytes),
      Uint8Array.of(0xb8, 0x3e, ...Array.from({ length: 10 }, () => 0xff), 1),
    ],
  ],
  [
    'a last field that is cut off',
    (fields) => {
      const last = fields.at(-1);
      return last && [...fields.slice(0, -1).map(({ bytes }) => bytes), last.bytes.slice(0, -1)];
    },
  ],
  [
    'text that is not UTF-8',
    ofOne(
      (_, desc) => isText(desc),
      ({ number }) => delimited(number, Uint8Array.of(0x61, 0xff)),
    ),
  ],
];

/** Which rewrites found something to do, in any kind. */
const tried = new Set<string>();

describe.each(KINDS)('ENC-1, ENC-2: %s', (_kind, schema) => {
  const messages = anyMessage(schema);
  const turns = fc.array(fc.nat(), { minLength: 6, maxLength: 6 });

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(decode(schema, encode(schema, message), NO_LIMIT)).toEqual(message);
      }),
    );
  });

  it.each(DEVIATIONS)('is not read from %s, wherever in it', (name, rewrite) => {
    fc.assert(
      fc.property(messages, turns, (message, at) => {
        const changed = rewrittenWithin(schema, encode(schema, message), at, rewrite);
        if (changed === undefined) return;
        tried.add(name);
        expect(codeOf(schema, changed)).toBe('proto.not_canonical');
      }),
    );
  });

  it.each(BROKEN)('is not read from %s, wherever in it', (name, rewrite) => {
    fc.assert(
      fc.property(messages, turns, (message, at) => {
        const changed = rewrittenWithin(schema, encode(schema, message), at, rewrite);
        if (changed === undefined) return;
        tried.add(name);
        expect(codeOf(schema, changed)).toMatch(/^proto\.(malformed|not_canonical)$/);
      }),
    );
  });

  it('has no second form that any changed byte leads to', () => {
    fc.assert(
      fc.property(messages, fc.nat(), fc.nat(255), (message, where, byte) => {
        const bytes = encode(schema, message);
        fc.pre(bytes.length > 0);
        bytes[where % bytes.length] = byte;
        if (codeOf(schema, bytes) !== undefined) return;
        expect(encode(schema, decode(schema, bytes, NO_LIMIT))).toEqual(bytes);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the rewrites above', () => {
  it('have all been tried', () => {
    expect(tried).toEqual(new Set([...DEVIATIONS, ...BROKEN].map(([name]) => name)));
  });
});

describe('ENC-1', () => {
  it('has no maps, and packs each list of numbers', () => {
    const kinds = new Set(KINDS.flatMap(([, schema]) => schema.file.messages));
    for (const kind of kinds) {
      for (const field of kind.fields) {
        expect([field.toString(), field.fieldKind]).not.toEqual([field.toString(), 'map']);
        const isNumbers = field.fieldKind === 'list' && field.listKind === 'enum';
        if (isNumbers) expect([field.toString(), field.packed]).toEqual([field.toString(), true]);
      }
    }
  });
});
