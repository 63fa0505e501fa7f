import type { CheckedOperation } from '@cloudx3/adapter-kit';
import { concat, responseWith } from './http.ts';

/** A response that is no HTTP of ours, and the code of that (RES-1, RES-2). */
export interface FramingFailure {
  readonly name: string;
  readonly response: Uint8Array;
  readonly code: string;
}

const encoder = new TextEncoder();

/** Every way in which the framing of a response can fail. */
export function framingFailures({ message }: CheckedOperation): FramingFailure[] {
  const good = responseWith(200, '{"some":"body"}');
  const raw = (head: string, body = '{}') => encoder.encode(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n${body}`);
  return [
    {
      name: 'a body that breaks off',
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
      response: responseWith(200, `"${'x'.repeat(message.maxResponseBytes)}"`),
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
