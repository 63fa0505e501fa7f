import { unwrap } from '@cloudx3/verifier-core';
import type { OperationUnderTest, Subject } from '../subject.ts';

/** The request as a transcript shows it: hidden bytes are zero. */
export function transcriptOf({ exchange, credentials }: Subject, { operation, params }: OperationUnderTest) {
  const rendered = unwrap(exchange.prepareRequest(operation, params, credentials));
  const sent = Uint8Array.from(rendered.bytes);
  for (const { start, end } of rendered.holes) sent.fill(0, start, end);
  return { sent, hidden: rendered.holes.map(({ start, end }) => ({ start, end })) };
}

/** The same request with its header lines the other way round. */
export function withHeadersReversed(request: Uint8Array): Uint8Array {
  const text = Buffer.from(request).toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const [line, ...headers] = text.slice(0, end).split('\r\n');
  return new Uint8Array(Buffer.from([line, ...headers.reverse()].join('\r\n') + text.slice(end), 'latin1'));
}
