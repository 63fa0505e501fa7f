import { explainFailure, parseResponse } from '@cloudx3/adapter-kit';
import { describe, expect, it } from 'vitest';
import { chunkedWith, concat, responseWith } from '../mutation/http.ts';
import type { OperationUnderTest, Subject } from '../subject.ts';

const encoder = new TextEncoder();

/** A status that is no success, and the code that it must have (RES-3). */
const STATUSES = [
  [400, 'vendor.status'],
  [401, 'vendor.unauthorized'],
  [403, 'vendor.unauthorized'],
  [404, 'vendor.not_found'],
  [409, 'vendor.status'],
  [429, 'vendor.rate_limited'],
  [301, 'vendor.redirect'],
  [302, 'vendor.redirect'],
  [307, 'vendor.redirect'],
  [500, 'vendor.server_error'],
  [502, 'vendor.server_error'],
  [503, 'vendor.server_error'],
] as const;

export function describeFailures({ adapter, operations }: Subject): void {
  describe.each(operations)('failures of $key', (test) => {
    const codeOf = (response: Uint8Array): string => codeFor(test, response);

    it.each(STATUSES)('status %i is %s, and can be explained to an operator', (status, code) => {
      const response = responseWith(status, '{"message":"no"}');
      expect(codeOf(response)).toBe(code);
      const explanation = explainFailure(adapter, code, response);
      expect(explanation.meaning).not.toBe('');
      expect(explanation.remedy).not.toBe('');
    });

    it.each(framingFailures(test))('$name is $code', ({ response, code }) => {
      expect(codeOf(response)).toBe(code);
    });

    it('every failure of the framing has a code of its own', () => {
      const cases = framingFailures(test);
      const codes = new Map(
        cases.map(({ name, response }) => [name.replace(/ \(.*$/, ''), codeOf(response)]),
      );
      expect(new Set(codes.values()).size).toBe(codes.size);
    });
  });

  // Where nothing in the body counts, it is not read (RES-4).
  const read = operations.filter(({ operation, sample }) => sample !== undefined && readsBody(operation));
  describe.each(read)('bodies of $key', (test) => {
    const codeOf = (body: string | Uint8Array): string => codeFor(test, responseWith(200, body));
    const sample = test.sample?.body ?? '';

    it('the same body in chunks gives the same', () => {
      const whole = evaluate(test, responseWith(200, sample));
      expect(whole.ok).toBe(true);
      for (const size of [96, 200, sample.length])
        expect(evaluate(test, chunkedWith(sample, size)), `chunks of ${size}`).toEqual(whole);
    });
    it('HTML', () =>
      expect(codeOf('<!DOCTYPE html><html><body>Maintenance</body></html>')).toBe('response.json_syntax'));
    it('nothing', () => expect(codeOf('')).toBe('response.json_syntax'));
    it('half a body with the length of half a body', () => {
      expect(codeOf(sample.slice(0, Math.floor(sample.length / 2)))).toBe('response.json_syntax');
    });
    it('two texts', () => expect(codeOf(`${sample}{}`)).toBe('response.json_syntax'));
    it('a member twice', () => expect(codeOf('{"a":1,"b":{"c":2,"c":3}}')).toBe('response.json_duplicate'));
    it('a member twice, once escaped', () =>
      expect(codeOf('{"a":1,"\\u0061":2}')).toBe('response.json_duplicate'));
    it('too deep', () => expect(codeOf('['.repeat(40) + ']'.repeat(40))).toBe('response.json_depth'));
    it('a byte-order mark', () => expect(codeOf(`\ufeff${sample}`)).toBe('response.json_encoding'));
    it('bytes that are no UTF-8', () =>
      expect(codeOf(Uint8Array.of(0x22, 0xff, 0xfe, 0x22))).toBe('response.json_encoding'));
    it.each(['null', 'true', '0', '"text"', '[]', '{}', '[null]', '[[]]', '[{}]'])(
      '%s is no answer of the vendor',
      (body) => {
        expect(codeOf(body)).toMatch(
          /^(vendor\.condition_failed|reading\.absent|reading\.non_numeric|observed_at\.invalid)$/,
        );
      },
    );
    it('members of every object, inherited by none', () => {
      expect(codeOf('{"__proto__":{"state":"1","current":{}},"constructor":{"name":1}}')).toMatch(
        /^(vendor\.condition_failed|reading\.absent)$/,
      );
    });
  });
}

function readsBody({ message }: OperationUnderTest['operation']): boolean {
  return message.conditions.length > 0 || message.readings.length > 0 || message.observedAt !== undefined;
}

interface FramingFailure {
  readonly name: string;
  readonly response: Uint8Array;
  readonly code: string;
}

function framingFailures({ operation }: OperationUnderTest): FramingFailure[] {
  const good = responseWith(200, '{"some":"body"}');
  const raw = (head: string, body = '{}') => encoder.encode(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n${body}`);
  return [
    {
      name: 'a body that breaks off (truncated)',
      response: good.subarray(0, good.length - 5),
      code: 'response.truncated',
    },
    {
      name: 'more than was announced',
      response: concat(good, encoder.encode('x')),
      code: 'response.trailing_bytes',
    },
    {
      name: 'more than the operation takes',
      response: responseWith(200, `"${'x'.repeat(operation.message.maxResponseBytes)}"`),
      code: 'response.too_large',
    },
    {
      name: 'a compressed body',
      response: responseWith(200, '{}', { 'content-encoding': 'gzip' }),
      code: 'response.content_encoding',
    },
    { name: 'no length', response: raw('content-type: application/json'), code: 'response.framing' },
    {
      name: 'an interim response',
      response: encoder.encode('HTTP/1.1 100 Continue\r\n\r\n'),
      code: 'response.interim',
    },
    {
      name: 'a malformed chunk',
      response: raw('transfer-encoding: chunked', 'zz\r\n{}\r\n0\r\n\r\n'),
      code: 'response.chunk',
    },
    { name: 'a folded header', response: raw('x: a\r\n b\r\ncontent-length: 2'), code: 'response.header' },
    {
      name: 'HTTP/2 in plain text',
      response: encoder.encode('HTTP/2 200\r\n\r\n'),
      code: 'response.status_line',
    },
  ];
}

function evaluate(test: OperationUnderTest, response: Uint8Array) {
  const { operation, sample, params } = test;
  return parseResponse(
    operation,
    sample?.params ?? params,
    response,
    sample?.sessionTimeMs ?? 1_700_000_000_000n,
  );
}

function codeFor(test: OperationUnderTest, response: Uint8Array): string {
  const result = evaluate(test, response);
  return result.ok ? 'ok' : result.code;
}
