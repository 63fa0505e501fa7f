import { encode, OperationSchema } from '@cloudx3/proto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unwrap } from '../error.ts';
import { renderRequest } from '../request/render.ts';
import { readOperation } from './checked-operation.ts';
import { defineOperation } from './define.ts';
import { compareText } from './names.ts';
import type { OperationSpec } from './spec.ts';
import { parseTemplate } from './template.ts';

const SPEC: OperationSpec = {
  kind: 'action',
  name: 'example/switch',
  server: { name: 'api.example.com' },
  method: 'POST',
  target: '/d/{id}?k={!key}',
  headers: { Accept: 'application/json' },
  contentType: 'application/json',
  body: '{{"on":{on}}}',
  parameters: {
    on: { type: 'choice', values: ['true', 'false'] },
    id: { type: 'token', charset: 'unreserved', minLength: 1, maxLength: 40 },
  },
  holes: { key: { charset: 'alphanumeric', minLength: 8, maxLength: 64 } },
  maxRequestBytes: 1024,
  maxResponseBytes: 1024,
};

function mistakeOf(change: Partial<OperationSpec>): unknown {
  try {
    defineOperation({ ...SPEC, ...change });
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('defineOperation', () => {
  it('puts what is a set in order and reads back what it wrote', () => {
    const operation = defineOperation(SPEC);
    const { message } = operation;
    expect(message.parameters.map(({ name }) => name)).toEqual(['id', 'on']);
    expect(message.headers.map(({ name }) => name)).toEqual(['accept', 'content-type']);
    const read = unwrap(readOperation(operation.bytes));
    expect(read).toEqual(operation);
    expect(encode(OperationSchema, read.message)).toEqual(operation.bytes);
  });

  it('has one id for one meaning, however the author orders it', () => {
    const other = defineOperation({
      ...SPEC,
      headers: { 'CONTENT-TYPE': 'application/json', accept: 'application/json' },
      contentType: undefined as never,
      parameters: Object.fromEntries(Object.entries(SPEC.parameters ?? {}).toReversed()),
      successStatuses: [200],
    });
    expect(other.id).toEqual(defineOperation(SPEC).id);
  });

  it.each([
    ['a placeholder that is not closed', { target: '/d/{id' }, 'operation.spec', 'target'],
    ['a brace that is not opened', { body: '{"on":{on}}' }, 'operation.spec', 'body'],
    ['a placeholder with a wrong name', { target: '/d/{Id}?k={!key}' }, 'operation.spec', 'target'],
    ['a header given twice', { headers: { 'Content-Type': 'x' } }, 'operation.spec', 'headers.content-type'],
    [
      'a bound that is no decimal',
      { parameters: { id: { type: 'decimal', maxScale: 1, min: '1,5', max: '2' } } },
      'operation.spec',
      'parameters.id',
    ],
    [
      'a bound that is not exact',
      { parameters: { id: { type: 'integer', min: 0, max: 2 ** 60 } } },
      'operation.spec',
      'parameters.id',
    ],
    [
      'an index below 0',
      { conditions: [{ path: [-1], present: true }] },
      'operation.spec',
      'conditions.0.path',
    ],
    [
      'two tests in one condition',
      { conditions: [{ path: [], present: true, equals: 'a' }] },
      'operation.spec',
      'conditions.0',
    ],
    ['no test in a condition', { conditions: [{ path: [] }] }, 'operation.spec', 'conditions.0'],
    ['a parameter that is not declared', { target: '/{x}?k={!key}' }, 'operation.undeclared', 'parameters.x'],
    ['a host of one label', { server: { name: 'localhost' } }, 'operation.server_name', 'server_name'],
    ['half a surrogate pair in the body', { body: '\ud800{on}' }, 'operation.body', 'body'],
    [
      'half a surrogate pair in a path',
      { conditions: [{ path: ['\ud800'], present: true }] },
      'operation.path',
      'conditions.0.path',
    ],
    [
      'an operation that is too long',
      { body: `{on}${'x'.repeat(8_192)}{on}${'y'.repeat(8_192)}` },
      'proto.too_large',
      undefined,
    ],
  ] satisfies [string, Partial<OperationSpec>, string, string | undefined][])(
    'names the field of %s',
    (_, change, code, field) => {
      expect(mistakeOf(change)).toMatchObject({ name: 'CoreError', code, field });
    },
  );
});

describe('templates', () => {
  it('read back what was escaped, as one literal', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parts = parseTemplate(text.replaceAll('{', '{{').replaceAll('}', '}}'), 'body');
        expect(parts.map(({ kind }) => kind)).toEqual(text === '' ? [] : [{ case: 'literal', value: text }]);
      }),
    );
  });

  it('never hang and never lose a character', () => {
    const texts = fc.string({ unit: fc.constantFrom('{', '}', '!', 'a', ' ', '{a}', '{!b}') });
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const back = parseTemplate(text, 'x').map(({ kind }) => {
            if (kind.case === 'parameter') return `{${kind.value}}`;
            if (kind.case === 'hole') return `{!${kind.value}}`;
            return (kind.value ?? '').replaceAll('{', '{{').replaceAll('}', '}}');
          });
          expect(back.join('')).toBe(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'operation.spec' });
        }
      }),
    );
  });
});

describe('ORD-1', () => {
  it('orders texts as their UTF-8 bytes', () => {
    const texts = fc.string({ unit: 'grapheme-composite' });
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });
});

describe('OP-2', () => {
  it('reads no other operation from any changed byte, but one with another id', () => {
    const { bytes, id } = defineOperation(SPEC);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        const read = readOperation(changed);
        if (read.ok) expect(read.value.id).not.toEqual(id);
        if (read.ok) expect(encode(OperationSchema, read.value.message)).toEqual(changed);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws on bytes of strangers', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readOperation(bytes)));
  });
});

describe('REQ-1', () => {
  it.each(['.', '..'])('renders no segment %s, which would lead elsewhere', (id) => {
    const rendered = renderRequest(defineOperation(SPEC), { id, on: 'true' }, { key: 'a'.repeat(8) });
    expect(rendered).toMatchObject({ ok: false, code: 'request.dot_segment' });
  });

  it('says which secret is wrong, and not what it is', () => {
    const operation = defineOperation(SPEC);
    const params = { id: '1', on: 'true' };
    const secret = 'not/alphanumeric';
    const wrong = renderRequest(operation, params, { key: secret });
    expect(wrong).toMatchObject({ ok: false, code: 'secrets.value', field: 'key' });
    expect(JSON.stringify(wrong)).not.toContain(secret);
    expect(renderRequest(operation, params, {})).toMatchObject({ code: 'secrets.missing' });
    expect(renderRequest(operation, params, { key: 'a'.repeat(8), k2: 'x' })).toMatchObject({
      code: 'secrets.unknown',
    });
    expect(renderRequest(operation, params, Object.create({ key: 'a'.repeat(8) }) as never)).toMatchObject({
      code: 'secrets.missing',
    });
  });
});
