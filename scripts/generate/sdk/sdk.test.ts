import { describe, expect, it } from 'vitest';
import { readContract } from './contract.ts';
import { messagesFile } from './messages-file.ts';
import { queriesFile } from './queries-file.ts';
import { readersFile } from './readers-file.ts';
import { typesFile } from './types-file.ts';
import { comment } from './words.ts';

const BINARY = { Binary: { type: 'string' } };
const U64 = { type: 'integer', format: 'uint64', minimum: 0 };

interface Parts {
  readonly body?: object;
  readonly thing?: object;
  readonly definitions?: object;
}

/** A schema with one message `do_it`, one query `get_thing` and the answer `Thing`. */
function schema({ body = {}, thing = {}, definitions = {} }: Parts): string {
  const object = (properties: object, required = Object.keys(properties)) => ({
    type: 'object',
    properties,
    required,
    additionalProperties: false,
  });
  const variant = (name: string, properties: object) => ({
    oneOf: [
      { ...object({ [name]: object(properties) }), description: 'Says `max_age_ms` and "feed.no_value".' },
    ],
  });
  return JSON.stringify({
    contract_name: 'shop',
    contract_version: '1.0.0',
    idl_version: '1.0.0',
    instantiate: object({ denom: { type: 'string' } }),
    execute: { ...variant('do_it', body), definitions },
    query: variant('get_thing', {}),
    migrate: null,
    sudo: null,
    responses: { get_thing: { title: 'Thing', ...object(thing, []), definitions } },
  });
}

const files = (parts: Parts) => {
  const contract = readContract(schema(parts));
  return {
    types: typesFile(contract, 's'),
    readers: readersFile(contract, 's'),
    messages: messagesFile(contract, 's'),
    queries: queriesFile(contract, 's'),
  };
};

describe('the generated client of a contract', () => {
  it('renames members, and gives each its exact type, reader and writer', () => {
    const optional = { type: ['integer', 'null'], format: 'uint64', minimum: 0 };
    const { types, readers, messages, queries } = files({
      body: {
        public_key: { $ref: '#/definitions/Binary' },
        at_ms: U64,
        parts: { type: 'array', items: { type: 'string' } },
      },
      thing: { last_round: { ...optional, description: 'The newest.' } },
      definitions: BINARY,
    });
    expect(types).toContain('  /** The newest. */\n  readonly lastRound?: bigint | undefined;');
    expect(readers).toContain('last_round: optional(u64),');
    expect(readers).toContain('lastRound: it.last_round,');
    expect(messages).toContain('readonly publicKey: Uint8Array;');
    expect(messages).toContain(
      'doIt: (it: DoIt) => ({ do_it: { public_key: writeBytes(it.publicKey), at_ms: writeU64(it.atMs), parts: it.parts } })',
    );
    expect(messages).toContain("import { writeBytes, writeU64 } from '../../wire.ts';");
    expect(queries).toContain('getThing: (): Question<Thing> => ({');
  });

  it('reads an enum, whether or not its variants have comments', () => {
    const plain = { type: 'string', enum: ['mpc', 'proxy'] };
    const told = {
      oneOf: [
        { type: 'string', enum: ['mpc'], description: 'a' },
        { type: 'string', enum: ['proxy'] },
      ],
    };
    for (const Mode of [plain, told]) {
      const { types } = files({ body: { mode: { $ref: '#/definitions/Mode' } }, definitions: { Mode } });
      expect(types).toContain("export type Mode = 'mpc' | 'proxy';");
    }
  });

  const proof = {
    type: 'object',
    properties: {
      two_reads: {
        type: 'object',
        properties: { first_id: { $ref: '#/definitions/Binary' } },
        required: ['first_id'],
      },
    },
    description: 'Of one session.',
  };
  const word = {
    type: 'object',
    properties: { word: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] } },
  };
  const Proof = { oneOf: [proof, word], description: 'What is shown.' };

  it('writes one of several objects under its name, and knows it by `kind`', () => {
    const { types, messages } = files({
      body: { proof: { $ref: '#/definitions/Proof' } },
      definitions: { ...BINARY, Proof },
    });
    expect(types.replaceAll(/\s+/g, ' ')).toContain(
      "export type Proof = /** Of one session. */ | { readonly kind: 'two_reads'; readonly firstId: Uint8Array; } | { readonly kind: 'word'; readonly text: string; } ;",
    );
    expect(messages).toContain('doIt: (it: DoIt) => ({ do_it: { proof: writeProof(it.proof) } })');
    expect(messages.replaceAll(/\s+/g, ' ')).toContain(
      "function writeProof(it: Proof) { switch (it.kind) { case 'two_reads': return { two_reads: { first_id: writeBytes(it.firstId) } }; case 'word': return { word: { text: it.text } }; } }",
    );
  });

  it('refuses one of several objects in an answer, and one that has a member `kind`', () => {
    const Kind = {
      oneOf: [
        {
          type: 'object',
          properties: { a: { type: 'object', properties: { kind: { type: 'string' } }, required: ['kind'] } },
        },
      ],
    };
    const inAnswer = { anyOf: [{ $ref: '#/definitions/Proof' }, { type: 'null' }] };
    expect(() => files({ thing: { proof: inAnswer }, definitions: { ...BINARY, Proof } })).toThrow(
      'Proof stands in no answer so far',
    );
    expect(() => files({ body: { kind: { $ref: '#/definitions/Kind' } }, definitions: { Kind } })).toThrow();
  });

  it('imports no type that only a comment names', () => {
    const Word = {
      type: 'object',
      properties: { text: { type: 'string', description: 'As Thing.' } },
      required: ['text'],
    };
    const { messages } = files({ body: { word: { $ref: '#/definitions/Word' } }, definitions: { Word } });
    expect(messages).toContain("import type { Word } from './types.ts';");
    const said = { type: 'string', description: 'As in a Thing.' };
    expect(files({ body: { said } }).messages).not.toContain('./types.ts');
  });

  it('comes to a definition before what holds it', () => {
    const of = (name: string) => ({ type: 'array', items: { $ref: `#/definitions/${name}` } });
    const record = (properties: object) => ({
      type: 'object',
      properties,
      required: Object.keys(properties),
    });
    const { readers } = files({
      thing: { a: { anyOf: [{ $ref: '#/definitions/A' }, { type: 'null' }] } },
      definitions: { A: record({ z: of('Z') }), Z: record({ y: { type: 'boolean' } }) },
    });
    const [z, a, thing] = ['zSchema', 'aSchema', 'thingSchema'].map((name) =>
      readers.indexOf(`const ${name}`),
    );
    expect(z! < a! && a! < thing!).toBe(true);
  });
});

describe('a schema that the generator does not know', () => {
  it.each<[string, Parts]>([
    ['an integer of another size', { body: { n: { type: 'integer', format: 'uint8', minimum: 0 } } }],
    ['a keyword', { body: { n: { type: 'string', pattern: '^a$' } } }],
    ['an open object', { body: { n: { type: 'object', additionalProperties: { type: 'string' } } } }],
    ['a member that is nullable and required', { thing: {}, body: { n: { type: ['string', 'null'] } } }],
    ['a choice of shapes', { body: { n: { anyOf: [{ type: 'string' }, { type: 'boolean' }] } } }],
    [
      'a decimal of another shape',
      {
        definitions: {
          Decimal: { type: 'object', properties: { atomics: { type: 'string' } }, required: ['atomics'] },
        },
      },
    ],
  ])('is refused: %s', (_, parts) => {
    expect(() => files(parts)).toThrow();
  });
});

describe('a comment of a contract', () => {
  it('names members as programs know them, and codes as they are', () => {
    expect(comment('Older than `max_age_ms`: `feed.no_value`, not report.too_late.')).toBe(
      '/** Older than `maxAgeMs`: `feed.no_value`, not report.too_late. */\n',
    );
  });

  it('does not end the comment that it stands in', () => {
    expect(comment('a */ b')).toBe('/** a * / b */\n');
  });
});
