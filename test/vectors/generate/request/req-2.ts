import { BODY, D, GOOD, H, HEADERS, HOST, KEY, LINE, instead, request, without } from './parts.ts';
import type { Bad, Good } from './parts.ts';

const SHUFFLED = request(LINE, HEADERS.toReversed(), BODY);
const UPPER = request(
  LINE,
  HEADERS.map((line) => line.replace(/^[^:]*/, (name) => name.toUpperCase())),
  BODY,
);

/** Requests that the layout any-header-order alone accepts (rule REQ-2). */
export const IN_ANY_ORDER: readonly Good[] = [
  ['REQ-2', 'headers in another order', { sent: SHUFFLED }],
  ['REQ-2', 'header names in capitals', { sent: UPPER }],
];

/** Requests that no layout accepts (rule REQ-2). */
export const BAD_REQ_2: readonly Bad[] = [
  ['REQ-2', 'another method', 'request.line', D, { sent: GOOD.replace('POST', 'PUT') }],
  ['REQ-2', 'another path', 'request.line', D, { sent: GOOD.replace('/v2/', '/v1/') }],
  ['REQ-2', 'absolute form', 'request.line', D, { sent: GOOD.replace('/v2', 'https://x.example/v2') }],
  ['REQ-2', 'HTTP/1.0', 'request.line', D, { sent: GOOD.replace('HTTP/1.1', 'HTTP/1.0') }],
  ['REQ-2', 'a parameter after the hole', 'request.line', D, { sent: GOOD.replace(KEY, `${KEY}&id=1`) }],
  ['REQ-2', 'two spaces in the request line', 'request.line', D, { sent: GOOD.replace('POST ', 'POST  ') }],
  ['REQ-2', 'an empty line before the request', 'request.line', D, { sent: `\r\n${GOOD}` }],
  ['REQ-2', 'another host', H, D, { sent: request(LINE, instead(HOST, 'host: evil.example.com'), BODY) }],
  ['REQ-2', 'host with another port', H, D, { sent: request(LINE, instead(HOST, `${HOST}:443`), BODY) }],
  [
    'REQ-2',
    'a header twice',
    'request.header_repeated',
    D,
    { sent: request(LINE, [...HEADERS, HOST], BODY) },
  ],
  [
    'REQ-2',
    'a header twice with another value',
    'request.header_repeated',
    D,
    { sent: request(LINE, [HOST, ...instead(HOST, 'host: evil.example.com')], BODY) },
  ],
  [
    'REQ-2',
    'a header more',
    H,
    D,
    { sent: request(LINE, [...HEADERS, 'x-http-method-override: DELETE'], BODY) },
  ],
  [
    'REQ-2',
    'a header less',
    'request.header_missing',
    D,
    { sent: request(LINE, without('accept: application/json'), BODY) },
  ],
  [
    'REQ-2',
    'a folded header',
    H,
    D,
    { sent: request(LINE, instead('accept: application/json', 'accept: application/json', ' x'), BODY) },
  ],
  [
    'REQ-2',
    'a header split in two lines',
    H,
    D,
    { sent: request(LINE, instead('accept: application/json', 'accept:', ' application/json'), BODY) },
  ],
  [
    'REQ-2',
    'a header without its colon',
    H,
    D,
    { sent: request(LINE, instead('connection: close', 'connection'), BODY) },
  ],
  [
    'REQ-2',
    'a space before the colon',
    H,
    D,
    { sent: request(LINE, instead('connection: close', 'connection : close'), BODY) },
  ],
  [
    'REQ-2',
    'no space after the colon',
    H,
    D,
    { sent: request(LINE, instead('connection: close', 'connection:close'), BODY) },
  ],
  [
    'REQ-2',
    'two spaces after the colon',
    H,
    D,
    { sent: request(LINE, instead('connection: close', 'connection:  close'), BODY) },
  ],
  [
    'REQ-2',
    'a tab after the colon',
    H,
    D,
    { sent: request(LINE, instead('connection: close', 'connection:\tclose'), BODY) },
  ],
  [
    'REQ-2',
    'a space after the value',
    H,
    D,
    { sent: request(LINE, instead('connection: close', 'connection: close '), BODY) },
  ],
  [
    'REQ-2',
    'a value in capitals',
    H,
    D,
    { sent: request(LINE, instead('connection: close', 'connection: Close'), BODY) },
  ],
  ['REQ-2', 'a lone LF between two headers', H, D, { sent: GOOD.replace('close\r\n', 'close\n') }],
  ['REQ-2', 'a lone CR between two headers', H, D, { sent: GOOD.replace('close\r\n', 'close\r') }],
  ['REQ-2', 'a NUL in a header', H, D, { sent: GOOD.replace('close', 'clo\0se') }],
  [
    'REQ-2',
    'another content-length',
    H,
    D,
    { sent: GOOD.replace('content-length: 44', 'content-length: 45') },
  ],
  [
    'REQ-2',
    'content-length with a zero before',
    H,
    D,
    { sent: GOOD.replace('content-length: 44', 'content-length: 044') },
  ],
  [
    'REQ-2',
    'chunked in place of content-length',
    H,
    D,
    { sent: GOOD.replace('content-length: 44', 'transfer-encoding: chunked') },
  ],
  ['REQ-2', 'another body', 'request.body', D, { sent: GOOD.replace('"status"', '"statuz"') }],
  ['REQ-2', 'another device', 'request.body', D, { sent: GOOD.replace('a8032abe54dc', 'a8032abe54dd') }],
  [
    'REQ-2',
    'body cut off, length with it',
    'request.body',
    D,
    { sent: request(LINE, instead('content-length: 44', 'content-length: 43'), BODY.slice(0, -1)) },
  ],
  [
    'REQ-2',
    'longer than the operation allows',
    'request.too_large',
    'request.too_large',
    { sent: GOOD + 'x'.repeat(512) },
  ],
];
