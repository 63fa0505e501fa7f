import {
  compareRequest,
  evaluateResponse,
  findHoles,
  parseResponse,
  paramsFromList,
  readOperation,
  renderRequest,
  unwrap,
  defineOperation,
} from '@cloudx3/verifier-core';
import type { ParamList, Range } from '@cloudx3/verifier-core';
import { bytes as bytesOf, text } from '../../vectors/json.ts';
import { load } from '../../vectors/load.ts';
import { mutateBytes, spliced } from '../grammar/bytes.ts';
import { response } from '../grammar/http.ts';
import { jsonText } from '../grammar/json.ts';
import type { Random } from '../harness/random.ts';
import { bytesTrial } from '../harness/target.ts';
import type { FuzzTarget } from '../harness/target.ts';
import { outcomeOf } from './refusal.ts';

const SESSION_MS = 1_781_000_000_000n;
const MAX_BYTES = 65_536;

/** One operation for each way in which a value or a time is found. */
const FORMATS = ['unix-s', 'unix-ms', 'rfc3339', 'iso8601-utc'] as const;
const OPERATIONS = FORMATS.map((format) =>
  defineOperation({
    kind: 'read',
    name: `fuzz/${format}`,
    server: { name: 'vendor.example' },
    method: 'GET',
    target: '/x?id={id}',
    parameters: { id: { type: 'token', charset: 'alphanumeric', minLength: 1, maxLength: 8 } },
    conditions: [
      { path: ['ok'], literal: 'true' },
      { path: ['no'], present: false },
    ].slice(format === 'unix-s' ? 0 : 1),
    readings: {
      a: { unit: 'W', path: ['a'], min: '-1000', max: '100000' },
      ...(format === 'unix-ms' ? { b: { unit: '1', path: ['b'], source: 'boolean' as const } } : {}),
      ...(format === 'rfc3339'
        ? { c: { unit: 'Cel', path: ['c'], source: 'numeric-string' as const, exponent: -2 } }
        : {}),
      ...(format === 'iso8601-utc'
        ? {
            d: {
              unit: '1',
              path: ['list', { where: 'id', equals: '{id}' }, 'd'],
              source: 'mapped-string' as const,
              map: { on: '1', off: '0' },
            },
          }
        : {}),
    },
    observedAt: { path: format === 'iso8601-utc' ? ['list', 0, 'time'] : ['time'], format },
    maxRequestBytes: 256,
    maxResponseBytes: MAX_BYTES,
  }),
);
const NAMES = ['a', 'b', 'c', 'd', 'ok', 'time', 'id', 'list'];

const BODY = Buffer.from('{"a":1.5,"time":"2026-06-01T00:00:00Z"}');

export const RESPONSE: FuzzTarget = {
  about: 'HTTP responses, with a length and in chunks (rules RES-*)',
  shallow: ['response.status_line', 'response.truncated'],
  deep: 0.6,
  prepare: () => {
    const recorded = load('http-response').map((vector) => bytesOf(vector, 'response'));
    return (random) => {
      const genuine = random.once(4) ? random.pick(recorded) : undefined;
      const bytes = genuine === undefined ? response(random, body(random)) : mutateBytes(random, genuine);
      const maxBytes = random.once(50) ? 100 : MAX_BYTES;
      return bytesTrial(bytes, (input) => outcomeOf(parseResponse(input, { maxBytes })));
    };
  },
};

function body(random: Random): Uint8Array {
  return random.once(4) ? random.bytes(random.below(64)) : BODY.subarray(0, random.below(BODY.length + 1));
}

export const JSON_SELECTION: FuzzTarget = {
  about: 'JSON bodies, conditions, selectors and times (rules RES-4, CON-1, SEL-*)',
  shallow: ['response.json_syntax'],
  deep: 0.5,
  prepare: () => {
    // One vector says how large its body is, and not what is in it.
    const said = load('selector').filter((vector) => typeof vector['body'] === 'string');
    const vectors = said.map((vector) => ({
      operation: unwrap(readOperation(bytesOf(vector, 'operation'))),
      params: paramsFromList(vector['params'] as ParamList),
      body: Buffer.from(text(vector, 'body')),
      status: vector['status'] as number,
      sessionMs: BigInt(vector['session_time_ms'] as number),
    }));
    return (random) => {
      if (random.once(2)) {
        const { operation, params, body: genuine, status, sessionMs } = random.pick(vectors)!;
        const bytes = framed(random.once(5) ? genuine : mutateText(random, genuine), status);
        return bytesTrial(bytes, (input) => outcomeOf(evaluateResponse(operation, params, input, sessionMs)));
      }
      const operation = random.pick(OPERATIONS)!;
      const text = random.once(3_000) ? `[${'1,'.repeat(25_000)}1]` : jsonText(random, NAMES);
      const bytes = framed(Buffer.from(text), 200);
      return bytesTrial(bytes, (input) =>
        outcomeOf(evaluateResponse(operation, { id: 'x' }, input, SESSION_MS)),
      );
    };
  },
};

const TOKENS = [
  '0',
  '1',
  '9',
  '.',
  '-',
  'e',
  '"',
  ',',
  ':',
  '{',
  '}',
  '[',
  ']',
  'null',
  'true',
  ' ',
  'T',
  'Z',
  '1e9',
] as const;

/** Characters of JSON in the place of others: the text stays one, mostly. */
function mutateText(random: Random, text: Uint8Array): Uint8Array {
  if (random.once(6)) return mutateBytes(random, text);
  let changed = text;
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const at = random.below(changed.length + 1);
    const by = random.once(3)
      ? changed.subarray(at, at + random.below(30))
      : Buffer.from(random.pick(TOKENS));
    changed = spliced(changed, random.once(2) ? at : random.below(changed.length + 1), random.below(3), by);
  }
  return changed;
}

function framed(body: Uint8Array, status: number): Uint8Array {
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} OK\r\ncontent-length: ${body.length}\r\n\r\n`),
    body,
  ]);
}

export const REQUEST: FuzzTarget = {
  about: 'a request as it was seen, against its template (rules REQ-*)',
  shallow: ['request.too_large'],
  deep: 0.8,
  prepare: () => {
    const vectors = load('http-request').map((vector) => ({
      operation: unwrap(readOperation(bytesOf(vector, 'operation'))),
      params: paramsFromList(vector['params'] as { name: string; value: string }[]),
      layout: vector['layout'] as 'exact' | 'any-header-order',
      sent: bytesOf(vector, 'sent'),
      hidden: vector['hidden'] as Range[],
    }));
    return (random) => {
      const { operation, params, layout, sent, hidden } = random.pick(vectors)!;
      const seen = random.once(4) ? sent : changedRequest(random, sent);
      const ranges = random.once(2)
        ? hidden
        : hidden.concat(range(random, seen.length)).map((one) => (random.once(3) ? moved(random, one) : one));
      const secrets = Object.fromEntries(
        operation.message.holes.map(({ name, minLength }) => [name, 'K'.repeat(minLength)]),
      );
      return {
        run: () => {
          const found = findHoles(operation, params, secrets, seen);
          const compared = compareRequest(operation, params, seen, ranges, layout);
          renderRequest(operation, params, secrets);
          return found.ok ? `holes found, ${outcomeOf(compared)}` : outcomeOf(compared);
        },
        show: () => `${JSON.stringify(ranges)} ${Buffer.from(seen).toString('hex')}`,
      };
    };
  },
};

/** Lines in another order, twice, missing; or bytes changed. */
function changedRequest(random: Random, sent: Uint8Array): Uint8Array {
  if (random.once(2)) return mutateBytes(random, sent);
  const lines = Buffer.from(sent).toString('latin1').split('\r\n');
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  const other = random.below(lines.length);
  const changed =
    [
      lines.toSpliced(at, 1),
      lines.toSpliced(other, 0, line),
      lines.with(at, lines[other] ?? '').with(other, line),
      lines.with(at, line.toUpperCase()),
    ][random.below(4)] ?? lines;
  return Buffer.from(changed.join('\r\n'), 'latin1');
}

function range(random: Random, length: number): Range[] {
  const start = random.below(length + 4);
  return random.once(2) ? [] : [{ start, end: start + random.below(12) }];
}

function moved(random: Random, { start, end }: Range): Range {
  const by = random.below(5) - 2;
  return random.once(2) ? { start: start + by, end } : { start, end: end + by };
}
