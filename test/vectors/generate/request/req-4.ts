import { BODY, D, GOOD, H, LINE, instead, request } from './parts.ts';
import type { Bad } from './parts.ts';

/** Requests that no layout accepts (rule REQ-4). */
export const BAD_REQ_4: readonly Bad[] = [
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
];
