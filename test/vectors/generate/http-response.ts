import type { CoreCode } from '@cloudx3/verifier-core';
import { hex, invalid, valid } from './vector.ts';
import type { Vector } from './vector.ts';

const MAX = 16_384;
const JSON_BODY = '{"a":1}';

/** Text to bytes, one byte a character, so that bytes above 0x7f can be written. */
function raw(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

function response(headers: readonly string[], body = '', line = 'HTTP/1.1 200 OK'): string {
  return [line, ...headers, '', body].join('\r\n');
}

const LENGTH = (body: string) => `content-length: ${body.length}`;
const CHUNKED = 'transfer-encoding: chunked';
const plain = (body: string, ...headers: string[]) => response([...headers, LENGTH(body)], body);
const chunked = (framed: string, ...headers: string[]) => response([...headers, CHUNKED], framed);
const ONE_CHUNK = `7\r\n${JSON_BODY}\r\n0\r\n\r\n`;

/** Every byte that a reason or a value may hold. */
const HEAD_BYTES = ['\t', ...Array.from({ length: 0x5f }, (_, i) => String.fromCharCode(0x20 + i))].join('');

type Good = readonly [rule: string, name: string, sent: string, status: number, body: string];
const GOOD: readonly Good[] = [
  ['RES-1', 'content-length', plain(JSON_BODY, 'Content-Type: application/json'), 200, JSON_BODY],
  ['RES-1', 'no reason', response([LENGTH(JSON_BODY)], JSON_BODY, 'HTTP/1.1 200 '), 200, JSON_BODY],
  ['RES-1', 'reason and value of every byte that may be', response([LENGTH(''), `x: ${HEAD_BYTES}.`], '', `HTTP/1.1 200 ${HEAD_BYTES}`), 200, ''],
  ['RES-1', 'an empty header', plain(JSON_BODY, 'Server:'), 200, JSON_BODY],
  ['RES-1', 'white space around a value', plain(JSON_BODY, 'x: \t y \t'), 200, JSON_BODY],
  [
    'RES-1',
    'one header many times',
    plain(JSON_BODY, ...Array.from({ length: 99 }, () => 'set-cookie: a')),
    200,
    JSON_BODY,
  ],
  ['RES-1', 'a line of 8,192 bytes', plain(JSON_BODY, `x:${'y'.repeat(8190)}`), 200, JSON_BODY],
  ['RES-2', 'length 0', plain(''), 200, ''],
  ['RES-2', 'one chunk', chunked(ONE_CHUNK), 200, JSON_BODY],
  ['RES-2', 'many chunks', chunked('1\r\n{\r\n2\r\n"a\r\n4\r\n":1}\r\n0\r\n\r\n'), 200, JSON_BODY],
  [
    'RES-2',
    'chunk sizes with zeros and in both cases',
    chunked(`0000000a\r\n0123456789\r\nA\r\n0123456789\r\n00\r\n\r\n`),
    200,
    '01234567890123456789',
  ],
  ['RES-2', 'no chunk but the last', chunked('0\r\n\r\n'), 200, ''],
  ['RES-2', 'a chunk that holds line breaks', chunked('4\r\n\r\n\r\n\r\n0\r\n\r\n'), 200, '\r\n\r\n'],
  ['RES-2', 'chunked in capitals', response(['Transfer-Encoding: Chunked'], ONE_CHUNK), 200, JSON_BODY],
  ['RES-2', '204 without a length', response([], '', 'HTTP/1.1 204 No Content'), 204, ''],
  ['RES-2', '204 with length 0', response(['content-length: 0'], '', 'HTTP/1.1 204 No Content'), 204, ''],
  ['RES-2', '304 with a length', response(['content-length: 7'], '', 'HTTP/1.1 304 Not Modified'), 304, ''],
  ['RES-2', 'identity', plain(JSON_BODY, 'content-encoding: identity'), 200, JSON_BODY],
  ['RES-3', 'status 429', response([LENGTH('slow')], 'slow', 'HTTP/1.1 429 Too Many Requests'), 429, 'slow'],
];

type Bad = readonly [rule: string, name: string, code: CoreCode, sent: string];
const BAD: readonly Bad[] = [
  ['RES-1', 'nothing', 'response.truncated', ''],
  ['RES-1', 'HTTP/1.0', 'response.status_line', response([LENGTH('')], '', 'HTTP/1.0 200 OK')],
  ['RES-1', 'HTTP/2', 'response.status_line', response([LENGTH('')], '', 'HTTP/2 200 OK')],
  ['RES-1', 'lower case', 'response.status_line', response([LENGTH('')], '', 'http/1.1 200 OK')],
  ['RES-1', 'no space after the status', 'response.status_line', response([LENGTH('')], '', 'HTTP/1.1 200')],
  [
    'RES-1',
    'two spaces before the status',
    'response.status_line',
    response([LENGTH('')], '', 'HTTP/1.1  200 OK'),
  ],
  ['RES-1', 'status of two digits', 'response.status_line', response([LENGTH('')], '', 'HTTP/1.1 20 OK')],
  ['RES-1', 'status of four digits', 'response.status_line', response([LENGTH('')], '', 'HTTP/1.1 2000 OK')],
  ['RES-1', 'status 099', 'response.status_line', response([LENGTH('')], '', 'HTTP/1.1 099 OK')],
  ['RES-1', 'NUL in the reason', 'response.status_line', response([LENGTH('')], '', 'HTTP/1.1 200 O\0K')],
  [
    'RES-1',
    'a reason in Latin-1',
    'response.status_line',
    response([LENGTH('')], '', 'HTTP/1.1 200 Voil\xe0'),
  ],
  ['RES-1', 'byte 0x80 in the reason', 'response.status_line', response([LENGTH('')], '', 'HTTP/1.1 200 \x80')],
  ['RES-1', 'DEL in the reason', 'response.status_line', response([LENGTH('')], '', 'HTTP/1.1 200 O\x7fK')],
  ['RES-1', 'an empty line before', 'response.status_line', `\r\n${plain('')}`],
  ['RES-1', 'status 100', 'response.interim', response([], '', 'HTTP/1.1 100 Continue') + plain('')],
  ['RES-1', 'status 101', 'response.interim', response([], '', 'HTTP/1.1 101 Switching Protocols')],
  ['RES-1', 'lone LF after the status line', 'response.status_line', plain('').replace('OK\r\n', 'OK\n')],
  ['RES-1', 'lone LF in a header', 'response.header', plain('', 'a: b\nc: d')],
  ['RES-1', 'lone CR in a header', 'response.header', plain('', 'a: b\rc: d')],
  ['RES-1', 'NUL in a header', 'response.header', plain('', 'a: b\0')],
  ['RES-1', 'a control character in a header', 'response.header', plain('', 'a: b\x0b')],
  ['RES-1', 'a value in UTF-8', 'response.header', plain('', 'x-city: S\xc3\xa3o Paulo')],
  ['RES-1', 'byte 0x80 in a value', 'response.header', plain('', 'a: \x80')],
  ['RES-1', 'byte 0xff in a value', 'response.header', plain('', 'a: b\xff')],
  ['RES-1', 'DEL in a header', 'response.header', plain('', 'a: b\x7f')],
  ['RES-1', 'a folded header', 'response.header', plain('', 'a: b', ' c')],
  ['RES-1', 'a header folded by a tab', 'response.header', plain('', 'a: b', '\tc')],
  ['RES-1', 'a space before the colon', 'response.header', response(['content-length : 0'])],
  ['RES-1', 'no name', 'response.header', plain('', ': b')],
  ['RES-1', 'no colon', 'response.header', plain('', 'ab')],
  ['RES-1', 'a name outside ASCII', 'response.header', plain('', '\xe9: b')],
  [
    'RES-1',
    '101 headers',
    'response.too_many_headers',
    plain('', ...Array.from({ length: 100 }, () => 'a: b')),
  ],
  ['RES-1', 'a line of 8,193 bytes', 'response.header_too_long', plain('', `x:${'y'.repeat(8191)}`)],
  ['RES-1', 'a head without an end', 'response.truncated', 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n'],
  ['RES-1', 'a head that ends in a CR', 'response.truncated', 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r'],
  ['RES-1', 'longer than the limit', 'response.too_large', plain('x'.repeat(MAX))],
  ['RES-2', 'no length', 'response.framing', response([], JSON_BODY)],
  ['RES-2', 'length and chunked', 'response.framing', chunked(ONE_CHUNK, LENGTH(ONE_CHUNK))],
  ['RES-2', 'two lengths', 'response.framing', plain(JSON_BODY, 'content-length: 6')],
  ['RES-2', 'two equal lengths', 'response.framing', plain(JSON_BODY, LENGTH(JSON_BODY))],
  ['RES-2', 'two lengths in one line', 'response.framing', response(['content-length: 7, 7'], JSON_BODY)],
  ['RES-2', 'a length with a sign', 'response.framing', response(['content-length: +7'], JSON_BODY)],
  ['RES-2', 'a negative length', 'response.framing', response(['content-length: -7'], JSON_BODY)],
  ['RES-2', 'a hexadecimal length', 'response.framing', response(['content-length: 0x7'], JSON_BODY)],
  ['RES-2', 'an empty length', 'response.framing', response(['content-length:'], JSON_BODY)],
  [
    'RES-2',
    'a length of 11 digits',
    'response.framing',
    response(['content-length: 00000000007'], JSON_BODY),
  ],
  ['RES-2', 'gzip, chunked', 'response.framing', response(['transfer-encoding: gzip, chunked'], ONE_CHUNK)],
  ['RES-2', 'chunked twice', 'response.framing', chunked(ONE_CHUNK, CHUNKED)],
  [
    'RES-2',
    'transfer-encoding identity',
    'response.framing',
    response(['transfer-encoding: identity'], JSON_BODY),
  ],
  ['RES-2', '204 with chunks', 'response.framing', response([CHUNKED], ONE_CHUNK, 'HTTP/1.1 204 No Content')],
  [
    'RES-2',
    '204 with a length',
    'response.framing',
    response(['content-length: 7'], JSON_BODY, 'HTTP/1.1 204 No Content'),
  ],
  ['RES-2', '204 with a body', 'response.trailing_bytes', response([], JSON_BODY, 'HTTP/1.1 204 No Content')],
  ['RES-2', 'body shorter than its length', 'response.truncated', plain(JSON_BODY).slice(0, -1)],
  ['RES-2', 'body longer than its length', 'response.trailing_bytes', `${plain(JSON_BODY)} `],
  ['RES-2', 'a second response', 'response.trailing_bytes', plain(JSON_BODY) + plain(JSON_BODY)],
  ['RES-2', 'a second response after chunks', 'response.trailing_bytes', chunked(ONE_CHUNK) + plain('')],
  ['RES-2', 'a chunk extension', 'response.chunk', chunked(`7;a\r\n${JSON_BODY}\r\n0\r\n\r\n`)],
  ['RES-2', 'a space after a chunk size', 'response.chunk', chunked(`7 \r\n${JSON_BODY}\r\n0\r\n\r\n`)],
  ['RES-2', 'an empty chunk size', 'response.chunk', chunked(`\r\n${JSON_BODY}\r\n0\r\n\r\n`)],
  ['RES-2', 'a chunk size that is not hex', 'response.chunk', chunked(`g\r\n${JSON_BODY}\r\n0\r\n\r\n`)],
  ['RES-2', 'a chunk size with 0x', 'response.chunk', chunked(`0x7\r\n${JSON_BODY}\r\n0\r\n\r\n`)],
  ['RES-2', 'a chunk size of 9 digits', 'response.chunk', chunked(`000000007\r\n${JSON_BODY}\r\n0\r\n\r\n`)],
  ['RES-2', 'a chunk size that ends in a lone LF', 'response.chunk', chunked(`7\n${JSON_BODY}\r\n0\r\n\r\n`)],
  ['RES-2', 'a chunk longer than its size', 'response.chunk', chunked(`6\r\n${JSON_BODY}\r\n0\r\n\r\n`)],
  ['RES-2', 'a chunk shorter than its size', 'response.chunk', chunked(`8\r\n${JSON_BODY}\r\n0\r\n\r\n`)],
  ['RES-2', 'a huge chunk', 'response.truncated', chunked(`ffffffff\r\n${JSON_BODY}`)],
  ['RES-2', 'a trailer', 'response.chunk', chunked(`7\r\n${JSON_BODY}\r\n0\r\na: b\r\n\r\n`)],
  ['RES-2', 'no last chunk', 'response.truncated', chunked(`7\r\n${JSON_BODY}\r\n`)],
  ['RES-2', 'no end after the last chunk', 'response.truncated', chunked(`7\r\n${JSON_BODY}\r\n0\r\n`)],
  ['RES-2', 'gzip', 'response.content_encoding', plain(JSON_BODY, 'content-encoding: gzip')],
  [
    'RES-2',
    'identity and gzip',
    'response.content_encoding',
    plain(JSON_BODY, 'content-encoding: identity', 'content-encoding: gzip'),
  ],
];

/** Rules RES-1 and RES-2: the bytes of a response of at most `max_bytes`. */
export function httpResponseVectors(): Vector[] {
  return [
    ...GOOD.map(([rule, name, sent, status, body]) =>
      valid(rule, name, { response: hex(raw(sent)), max_bytes: MAX, status, body: hex(raw(body)) }),
    ),
    ...BAD.map(([rule, name, code, sent]) =>
      invalid(rule, name, code, { response: hex(raw(sent)), max_bytes: MAX }),
    ),
  ];
}
