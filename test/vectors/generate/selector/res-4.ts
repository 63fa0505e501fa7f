import { utf8 } from '../vector.ts';
import { NOTHING, NUMBER } from './operations.ts';
import type { Bad, Good } from './operations.ts';

/** Responses of which something is read (rule RES-4). */
export const GOOD_RES_4: readonly Good[] = [
  ['RES-4', 'a body that is not read', { body: 'OK', operation: NOTHING }, undefined],
  [
    'RES-4',
    '32 levels',
    { body: `{"x":1,"y":${'['.repeat(31)}${']'.repeat(31)}}`, operation: NUMBER },
    ['1', 0],
  ],
  [
    'RES-4',
    'brackets and colons in a text',
    { body: `{"x":1,"y":"${'[{:'.repeat(99)}\\""}`, operation: NUMBER },
    ['1', 0],
  ],
  ['RES-4', '20,000 values', { body: `{"x":1,"y":[${'0,'.repeat(19_996)}0]}`, operation: NUMBER }, ['1', 0]],
  ['RES-4', 'one name in two objects', { body: '{"x":1,"y":{"x":1}}', operation: NUMBER }, ['1', 0]],
];

/** Responses of which nothing is to be read (rule RES-4). */
export const BAD_RES_4: readonly Bad[] = [
  ['RES-4', 'HTML', 'response.json_syntax', { body: '<!doctype html>', operation: NUMBER }],
  ['RES-4', 'nothing', 'response.json_syntax', { body: '', operation: NUMBER }],
  ['RES-4', 'cut off', 'response.json_syntax', { body: '{"x":1', operation: NUMBER }],
  ['RES-4', 'two texts', 'response.json_syntax', { body: '{"x":1}{"x":1}', operation: NUMBER }],
  ['RES-4', 'NaN', 'response.json_syntax', { body: '{"x":NaN}', operation: NUMBER }],
  ['RES-4', 'a leading zero', 'response.json_syntax', { body: '{"x":01}', operation: NUMBER }],
  ['RES-4', 'a plus sign', 'response.json_syntax', { body: '{"x":+1}', operation: NUMBER }],
  ['RES-4', 'a trailing comma', 'response.json_syntax', { body: '{"x":1,}', operation: NUMBER }],
  ['RES-4', 'a comment', 'response.json_syntax', { body: '{"x":1}//', operation: NUMBER }],
  ['RES-4', 'a name without quotes', 'response.json_syntax', { body: '{x:1}', operation: NUMBER }],
  [
    'RES-4',
    'a line break in a text',
    'response.json_syntax',
    { body: '{"x":1,"y":"\n"}', operation: NUMBER },
  ],
  ['RES-4', 'a no-break space', 'response.json_syntax', { body: '{"x":\u00a01}', operation: NUMBER }],
  [
    'RES-4',
    'an escape that is none',
    'response.json_syntax',
    { body: String.raw`{"x":1,"y":"\x"}`, operation: NUMBER },
  ],
  ['RES-4', 'a byte-order mark', 'response.json_encoding', { body: '\ufeff{"x":1}', operation: NUMBER }],
  [
    'RES-4',
    'Latin-1',
    'response.json_encoding',
    { body: Uint8Array.of(...utf8('{"x":1,"y":"'), 0xe9, ...utf8('"}')), operation: NUMBER },
  ],
  [
    'RES-4',
    'an overlong sequence',
    'response.json_encoding',
    { body: Uint8Array.of(...utf8('{"x":1,"y":"'), 0xc0, 0xaf, ...utf8('"}')), operation: NUMBER },
  ],
  [
    'RES-4',
    'half a surrogate pair',
    'response.json_encoding',
    { body: String.raw`{"x":1,"y":"\ud83d"}`, operation: NUMBER },
  ],
  [
    'RES-4',
    'half a surrogate pair in a name',
    'response.json_encoding',
    { body: String.raw`{"x":1,"\ude00":2}`, operation: NUMBER },
  ],
  ['RES-4', 'a name twice', 'response.json_duplicate', { body: '{"x":1,"x":2}', operation: NUMBER }],
  [
    'RES-4',
    'a name twice with equal values',
    'response.json_duplicate',
    { body: '{"x":1,"x":1}', operation: NUMBER },
  ],
  [
    'RES-4',
    'a name twice, once with an escape',
    'response.json_duplicate',
    { body: String.raw`{"x":1,"\u0078":1}`, operation: NUMBER },
  ],
  [
    'RES-4',
    'a name twice deep inside',
    'response.json_duplicate',
    { body: '{"x":1,"y":[{"a":{},"a":{}}]}', operation: NUMBER },
  ],
  [
    'RES-4',
    '__proto__ twice',
    'response.json_duplicate',
    { body: '{"x":1,"__proto__":{},"__proto__":{}}', operation: NUMBER },
  ],
  [
    'RES-4',
    '33 levels',
    'response.json_depth',
    { body: `{"x":1,"y":${'['.repeat(32)}${']'.repeat(32)}}`, operation: NUMBER },
  ],
  ['RES-4', '100,000 levels', 'response.json_depth', { body: '['.repeat(100_000), operation: NUMBER }],
  [
    'RES-4',
    '20,001 values',
    'response.json_values',
    { body: `{"x":1,"y":[${'0,'.repeat(19_997)}0]}`, operation: NUMBER },
  ],
];
