import type { CoreCode } from '@cloudx3/verifier-core';

export const MAX = 16_384;
export const JSON_BODY = '{"a":1}';

/** Text to bytes, one byte a character, so that bytes above 0x7f can be written. */
export function raw(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

export function response(headers: readonly string[], body = '', line = 'HTTP/1.1 200 OK'): string {
  return [line, ...headers, '', body].join('\r\n');
}

export const LENGTH = (body: string) => `content-length: ${body.length}`;
export const CHUNKED = 'transfer-encoding: chunked';
export const plain = (body: string, ...headers: string[]) => response([...headers, LENGTH(body)], body);
export const chunked = (framed: string, ...headers: string[]) => response([...headers, CHUNKED], framed);
export const ONE_CHUNK = `7\r\n${JSON_BODY}\r\n0\r\n\r\n`;

/** Every byte that a reason or a value may hold. */
export const HEAD_BYTES = [
  '\t',
  ...Array.from({ length: 0x5f }, (_, i) => String.fromCharCode(0x20 + i)),
].join('');

export type Good = readonly [rule: string, name: string, sent: string, status: number, body: string];
export type Bad = readonly [rule: string, name: string, code: CoreCode, sent: string];
