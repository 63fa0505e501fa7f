import type { CheckedOperation, CoreCode, Params, Range } from '@cloudx3/verifier-core';
import { POWER, SWITCH, WEATHER } from './operations.ts';
import { hex, invalid, utf8, valid } from './vector.ts';
import type { Vector } from './vector.ts';

const KEY = 'K'.repeat(20);
const POWER_PARAMS = { device_id: 'a8032abe54dc' };
const BODY = '{"ids":["a8032abe54dc"],"select":["status"]}';
const LINE = `POST /v2/devices/api/get?auth_key=${KEY} HTTP/1.1`;
const HOST = 'host: shelly-103-eu.example.com';
const HEADERS = [
  HOST,
  'connection: close',
  'accept-encoding: identity',
  `content-length: ${BODY.length}`,
  'accept: application/json',
  'content-type: application/json',
];

function request(line: string, headers: readonly string[], body: string): string {
  return [line, ...headers, '', body].join('\r\n');
}

const GOOD = request(LINE, HEADERS, BODY);

interface Case {
  readonly sent: string;
  /** Texts that are hidden, where they first stand; the key unless given. */
  readonly hidden?: readonly (string | Range)[];
  readonly operation?: CheckedOperation;
  readonly params?: Params;
}

type Bad = readonly [rule: string, name: string, any: CoreCode, exact: CoreCode, c: Case];

const without = (gone: string) => HEADERS.filter((line) => line !== gone);
const instead = (line: string, ...by: string[]) => HEADERS.flatMap((h) => (h === line ? by : [h]));
const D: CoreCode = 'request.different';
const H: CoreCode = 'request.header';

/** Cases that no layout accepts, with the code that each says. */
const BAD: readonly Bad[] = [
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
    'REQ-4',
    'body longer, length with it',
    'request.body',
    D,
    { sent: request(LINE, instead('content-length: 44', 'content-length: 45'), `${BODY} `) },
  ],
  ['REQ-4', 'body cut off', H, D, { sent: GOOD.slice(0, -1) }],
  ['REQ-4', 'a second request', H, D, { sent: `${GOOD}GET / HTTP/1.1\r\nhost: x\r\n\r\n` }],
  ['REQ-4', 'a byte after the body', H, D, { sent: `${GOOD}\n` }],
  [
    'REQ-4',
    'no end of the head',
    'request.length',
    'request.length',
    { sent: GOOD.slice(0, GOOD.indexOf('\r\n\r\n') + 2) },
  ],
  ['REQ-4', 'nothing', 'request.length', 'request.length', { sent: '', hidden: [] }],
  ['REQ-3', 'nothing hidden', 'request.hole_visible', 'request.hole_visible', { sent: GOOD, hidden: [] }],
  [
    'REQ-3',
    'hole one byte late',
    'request.hole_visible',
    'request.hole_visible',
    { sent: GOOD, hidden: [span(GOOD, KEY, 1, 0)] },
  ],
  [
    'REQ-3',
    'hole that ends one byte early',
    'request.line',
    D,
    { sent: GOOD.replace(KEY, `${KEY}K`), hidden: [KEY] },
  ],
  [
    'REQ-3',
    'hole one byte early',
    'request.hidden_elsewhere',
    'request.hidden_elsewhere',
    { sent: GOOD, hidden: [span(GOOD, KEY, -1, 0)] },
  ],
  [
    'REQ-3',
    'hole with the space after it',
    'request.line',
    D,
    { sent: GOOD, hidden: [span(GOOD, KEY, 0, 1)] },
  ],
  [
    'REQ-3',
    'hole to the end of the request line and past it',
    'request.line',
    D,
    { sent: GOOD, hidden: [span(GOOD, KEY, 0, 20)] },
  ],
  [
    'REQ-3',
    'hole shorter than it may be',
    'request.hole_length',
    'request.hole_length',
    { sent: GOOD.replace(KEY, 'K'.repeat(19)), hidden: ['K'.repeat(19)] },
  ],
  [
    'REQ-3',
    'hole longer than it may be',
    'request.hole_length',
    'request.hole_length',
    { sent: GOOD.replace(KEY, 'K'.repeat(97)), hidden: ['K'.repeat(97)] },
  ],
  [
    'REQ-3',
    'a name of a header hidden',
    H,
    'request.hidden_elsewhere',
    { sent: GOOD, hidden: [KEY, 'connection'] },
  ],
  [
    'REQ-3',
    'a value of a header hidden',
    'request.hidden_elsewhere',
    'request.hidden_elsewhere',
    { sent: GOOD, hidden: [KEY, 'close'] },
  ],
  [
    'REQ-3',
    'a colon hidden',
    H,
    'request.hidden_elsewhere',
    { sent: GOOD, hidden: [KEY, { start: GOOD.indexOf(': close'), end: GOOD.indexOf(': close') + 1 }] },
  ],
  [
    'REQ-3',
    'a space after a colon hidden',
    H,
    'request.hidden_elsewhere',
    { sent: GOOD, hidden: [KEY, { start: GOOD.indexOf(' close'), end: GOOD.indexOf(' close') + 1 }] },
  ],
  [
    'REQ-3',
    'a line break hidden',
    H,
    'request.hidden_elsewhere',
    { sent: GOOD, hidden: [KEY, { start: GOOD.indexOf('close') + 5, end: GOOD.indexOf('close') + 7 }] },
  ],
  [
    'REQ-3',
    'a whole header line hidden',
    H,
    'request.hidden_elsewhere',
    { sent: GOOD, hidden: [KEY, 'connection: close\r\n'] },
  ],
  [
    'REQ-3',
    'the end of the head hidden',
    'request.length',
    'request.length',
    { sent: GOOD, hidden: [KEY, '\r\n\r\n'] },
  ],
  [
    'REQ-3',
    'a byte of the body hidden',
    'request.hidden_elsewhere',
    'request.hidden_elsewhere',
    { sent: GOOD, hidden: [KEY, '"select"'] },
  ],
  [
    'REQ-3',
    'the device hidden',
    'request.hidden_elsewhere',
    'request.hidden_elsewhere',
    { sent: GOOD, hidden: [KEY, 'a8032abe54dc'] },
  ],
  [
    'REQ-3',
    'the last byte hidden',
    'request.hidden_elsewhere',
    'request.hidden_elsewhere',
    { sent: GOOD, hidden: [KEY, { start: GOOD.length - 1, end: GOOD.length }] },
  ],
  [
    'REQ-3',
    'ranges that overlap',
    'request.hidden_ranges',
    'request.hidden_ranges',
    { sent: GOOD, hidden: [span(GOOD, KEY, 0, 0), span(GOOD, KEY, 5, 0)] },
  ],
  [
    'REQ-3',
    'ranges out of order',
    'request.hidden_ranges',
    'request.hidden_ranges',
    { sent: GOOD, hidden: ['close', KEY] },
  ],
  [
    'REQ-3',
    'an empty range',
    'request.hidden_ranges',
    'request.hidden_ranges',
    { sent: GOOD, hidden: [{ start: 0, end: 0 }, KEY] },
  ],
  [
    'REQ-3',
    'a range beyond the end',
    'request.hidden_ranges',
    'request.hidden_ranges',
    { sent: GOOD, hidden: [KEY, { start: GOOD.length - 1, end: GOOD.length + 1 }] },
  ],
  [
    'REQ-2',
    'longer than the operation allows',
    'request.too_large',
    'request.too_large',
    { sent: GOOD + 'x'.repeat(512) },
  ],
  ['OP-5', 'parameters of none', 'params.missing', 'params.missing', { sent: GOOD, params: {} }],
  [
    'OP-4',
    'a parameter of the wrong type',
    'params.value',
    'params.value',
    { sent: GOOD, params: { device_id: 'A8032ABE54DC' } },
  ],
];

function span(text: string, part: string, before: number, after: number): Range {
  const start = text.indexOf(part);
  return { start: start + before, end: start + part.length + after };
}

const WEATHER_SENT = request(
  'GET /v1/forecast?latitude=47.37&longitude=8.54&current=temperature_2m&timezone=UTC HTTP/1.1',
  ['host: api.example.com:8443', 'connection: close', 'accept-encoding: identity'],
  '',
);
const WEATHER_CASE: Case = {
  sent: WEATHER_SENT,
  hidden: [],
  operation: WEATHER,
  params: { latitude: '47.37', longitude: '8.54' },
};
const TOKEN = 'T'.repeat(40);
const SWITCH_BODY = '{"entity_id":"switch:1","transition":0.5}';
const SWITCH_CASE: Case = {
  sent: request(
    'POST /api/services/switch/turn_on HTTP/1.1',
    [
      'host: home.example.org',
      'connection: close',
      'accept-encoding: identity',
      `content-length: ${SWITCH_BODY.length}`,
      `authorization: Bearer ${TOKEN}`,
      'content-type: application/json',
      'x-priority: -5',
    ],
    SWITCH_BODY,
  ),
  hidden: [TOKEN],
  operation: SWITCH,
  params: { domain: 'switch', turn: 'on', entity: 'switch:1', priority: '-5', seconds: '0.5' },
};
const SHUFFLED = request(LINE, HEADERS.toReversed(), BODY);
const UPPER = request(
  LINE,
  HEADERS.map((line) => line.replace(/^[^:]*/, (name) => name.toUpperCase())),
  BODY,
);

/** Rules REQ-1 to REQ-4: `sent`, of which the ranges `hidden` cannot be seen, against an operation and its parameters. */
export function httpRequestVectors(): Vector[] {
  const both = (rule: string, name: string, c: Case) =>
    (['exact', 'any-header-order'] as const).map((layout) =>
      valid(rule, `${name}, ${layout}`, fieldsOf(c, layout)),
    );
  const onlyAny = (name: string, c: Case) => [
    valid('REQ-2', `${name}, any-header-order`, fieldsOf(c, 'any-header-order')),
    invalid('REQ-2', `${name}, exact`, 'request.different', fieldsOf(c, 'exact')),
  ];
  return [
    ...both('REQ-1', 'a key in the query', { sent: GOOD }),
    ...both('REQ-1', 'no hole, another port', WEATHER_CASE),
    ...both('REQ-1', 'a bearer token', SWITCH_CASE),
    ...both('REQ-3', 'the longest key', {
      sent: GOOD.replace(KEY, 'K'.repeat(96)),
      hidden: ['K'.repeat(96)],
    }),
    ...both('REQ-3', 'a hole in two ranges that touch', {
      sent: GOOD,
      hidden: [span(GOOD, KEY, 0, -10), span(GOOD, KEY, 10, 0)],
    }),
    ...onlyAny('headers in another order', { sent: SHUFFLED }),
    ...onlyAny('header names in capitals', { sent: UPPER }),
    ...BAD.flatMap(([rule, name, any, exact, c]) => [
      invalid(rule, `${name}, any-header-order`, any, fieldsOf(c, 'any-header-order')),
      invalid(rule, `${name}, exact`, exact, fieldsOf(c, 'exact')),
    ]),
  ];
}

function fieldsOf(c: Case, layout: 'exact' | 'any-header-order'): Record<string, unknown> {
  const { sent, hidden = [KEY], operation = POWER, params = POWER_PARAMS } = c;
  const ranges = hidden.map((part) => (typeof part === 'string' ? span(sent, part, 0, 0) : part));
  const bytes = utf8(sent);
  // What is hidden is zero, as a notary in MPC mode sees it.
  for (const { start, end } of ranges) bytes.fill(0, start, end);
  return {
    operation: hex(operation.bytes),
    params: Object.entries(params).map(([name, value]) => ({ name, value })),
    layout,
    sent: hex(bytes),
    hidden: ranges,
  };
}
