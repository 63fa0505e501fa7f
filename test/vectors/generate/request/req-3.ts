import { D, GOOD, H, KEY, span } from './parts.ts';
import type { Bad, Good } from './parts.ts';

/** Requests whose hole is at a limit, or in pieces (rule REQ-3). */
export const GOOD_REQ_3: readonly Good[] = [
  ['REQ-3', 'the longest key', { sent: GOOD.replace(KEY, 'K'.repeat(96)), hidden: ['K'.repeat(96)] }],
  [
    'REQ-3',
    'a hole in two ranges that touch',
    { sent: GOOD, hidden: [span(GOOD, KEY, 0, -10), span(GOOD, KEY, 10, 0)] },
  ],
];

/** Requests that no layout accepts (rule REQ-3). */
export const BAD_REQ_3: readonly Bad[] = [
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
];
