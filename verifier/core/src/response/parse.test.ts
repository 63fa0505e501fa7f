import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import { parseJson } from './json.ts';
import { JsonNumber } from './json.ts';
import type { JsonValue } from './json.ts';
import { parseResponse } from './parse.ts';

const LIMITS = { maxBytes: 65_536 };
const encoder = new TextEncoder();

function join(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => [...(typeof part === 'string' ? encoder.encode(part) : part)]),
  );
}

function withLength(body: Uint8Array): Uint8Array {
  return join(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`, body);
}

/** The same body in chunks of these sizes, the last one taking what is left. */
function inChunks(body: Uint8Array, sizes: readonly number[]): Uint8Array {
  const parts: (Uint8Array | string)[] = ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'];
  let at = 0;
  for (const size of [...sizes, body.length]) {
    const chunk = body.slice(at, at + size);
    if (chunk.length > 0) parts.push(`${chunk.length.toString(16)}\r\n`, chunk, '\r\n');
    at += size;
  }
  return join(...parts, '0\r\n\r\n');
}

/** What `JSON.parse` would make of it. */
function plain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return Number(value.source);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

describe('RES-2', () => {
  it('gives the same body however it is framed', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), sizes, (body, cuts) => {
        expect(unwrap(parseResponse(withLength(body), LIMITS)).body).toEqual(body);
        expect(unwrap(parseResponse(inChunks(body, cuts), LIMITS)).body).toEqual(body);
      }),
    );
  });

  it('refuses every part of a response that is not all of it, and more than it', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.boolean(),
        fc.nat(),
        (body, chunked, cut) => {
          const response = chunked ? inChunks(body, [3]) : withLength(body);
          expect(parseResponse(response.slice(0, cut % response.length), LIMITS)).toMatchObject({
            ok: false,
            code: 'response.truncated',
          });
          expect(parseResponse(join(response, 'x'), LIMITS)).toMatchObject({
            code: 'response.trailing_bytes',
          });
        },
      ),
    );
  });

  it('never throws, hangs or grows beyond its input on bytes of strangers', () => {
    const pieces = fc.constantFrom(
      'HTTP/1.1 ',
      '200 OK',
      '\r\n',
      ': ',
      'content-length',
      'transfer-encoding',
      'chunked',
      '7',
      'ffffffff',
      '0',
      ';',
      '\r',
      '\n',
      '{"a":1}',
    );
    const inputs = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(pieces, { maxLength: 30 }).map((list) => join(...list)),
    );
    fc.assert(
      fc.property(inputs, (bytes) => {
        const parsed = parseResponse(bytes, LIMITS);
        if (parsed.ok) expect(parsed.value.body.length).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws on a response with one byte changed, and never gives another body unnoticed by length', () => {
    const response = inChunks(encoder.encode('{"temperature":21.5,"unit":"°C"}'), [5, 9]);
    fc.assert(
      fc.property(fc.nat(response.length - 1), fc.nat(255), (at, byte) => {
        const changed = response.slice();
        changed[at] = byte;
        const parsed = parseResponse(changed, LIMITS);
        if (parsed.ok) expect(parsed.value.body.length).toBe(33);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives a copy of the body, which a later change of the input leaves alone', () => {
    const response = withLength(encoder.encode('{}'));
    const { body } = unwrap(parseResponse(response, LIMITS));
    response.fill(0);
    expect(new TextDecoder().decode(body)).toBe('{}');
  });
});

describe('RES-4', () => {
  it('agrees with JSON.parse on every JSON text', () => {
    const values = fc.jsonValue({ maxDepth: 5 });
    fc.assert(
      fc.property(values, fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(plain(unwrap(parseJson(encoder.encode(text))))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('takes nothing that JSON.parse refuses', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '1',
      '-',
      '.5',
      'e',
      'true',
      'null',
      ' ',
      '\u00a0',
      '//',
      "'",
    );
    const texts = fc.array(pieces, { maxLength: 12 }).map((list) => list.join(''));
    fc.assert(
      fc.property(fc.oneof(texts, fc.string()), (text) => {
        const parsed = parseJson(encoder.encode(text));
        if (parsed.ok) expect(plain(parsed.value)).toEqual(JSON.parse(text));
      }),
      { numRuns: 3_000 },
    );
  });

  it('refuses a name that comes twice, whatever the values and wherever it stands', () => {
    const names = fc.string({ minLength: 1 }).filter((name) => name.isWellFormed());
    fc.assert(
      fc.property(names, fc.jsonValue({ maxDepth: 2 }), fc.jsonValue({ maxDepth: 2 }), (name, a, b) => {
        const key = JSON.stringify(name);
        const text = `{"x":[{${key}:${JSON.stringify(a)},"between ${'x'.repeat(3)}":1,${key}:${JSON.stringify(b)}}]}`;
        expect(parseJson(encoder.encode(text))).toMatchObject({ ok: false, code: 'response.json_duplicate' });
      }),
    );
  });

  it('leaves the prototype of everything alone', () => {
    const value = unwrap(parseJson(encoder.encode('{"__proto__":{"polluted":1},"a":{"__proto__":null}}')));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(Object.keys(value as object)).toEqual(['__proto__', 'a']);
  });

  it('refuses what is nested beyond any stack, at every place', () => {
    const deep = (open: string, close: string) => `{"a":${open.repeat(300_000)}1${close.repeat(300_000)}}`;
    for (const text of [deep('[', ']'), deep('{"a":', '}'), '{"a":'.repeat(150_000)]) {
      expect(parseJson(encoder.encode(text))).toMatchObject({ code: 'response.json_depth' });
    }
  });
});
