import { BOOLEAN, BY_ID, MAPPED, NUMBER, P, PATH, STRING } from './operations.ts';
import type { Bad, Good } from './operations.ts';

/** Responses of which something is read (rule SEL-2). */
export const GOOD_SEL_2: readonly Good[] = [
  ['SEL-2', 'number', { body: '{"x":21.50}', operation: NUMBER }, ['2150', 2]],
  ['SEL-2', 'zero', { body: '{"x":0}', operation: NUMBER }, ['0', 0]],
  ['SEL-2', 'negative zero', { body: '{"x":-0.0}', operation: NUMBER }, ['0', 1]],
  ['SEL-2', 'number in scientific notation', { body: '{"x":1.5E+2}', operation: NUMBER }, ['150', 0]],
  ['SEL-2', 'text that is a number', { body: '{"x":"15.6"}', operation: STRING }, ['156', 1]],
  [
    'SEL-2',
    'text with an escape that is a number',
    { body: String.raw`{"x":"\u0031"}`, operation: STRING },
    ['1', 0],
  ],
  ['SEL-2', 'true', { body: '{"x":true}', operation: BOOLEAN }, ['1', 0]],
  ['SEL-2', 'false', { body: '{"x":false}', operation: BOOLEAN }, ['0', 0]],
  ['SEL-2', 'mapped text', { body: '{"x":"dim"}', operation: MAPPED }, ['50', 2]],
];

/** Responses of which nothing is to be read (rule SEL-2). */
export const BAD_SEL_2: readonly Bad[] = [
  ['SEL-2', 'absent', 'reading.absent', { body: '{}', operation: NUMBER }],
  ['SEL-2', 'absent by inheritance', 'reading.absent', { body: '{}', operation: PATH(['constructor']) }],
  ['SEL-2', '__proto__ by inheritance', 'reading.absent', { body: '{}', operation: PATH(['__proto__']) }],
  ['SEL-2', 'length of an array', 'reading.absent', { body: '[1,2]', operation: PATH(['length']) }],
  ['SEL-2', 'source of a number', 'reading.absent', { body: '{"x":1}', operation: PATH(['x', 'source']) }],
  ['SEL-2', 'index of an object', 'reading.absent', { body: '{"0":1}', operation: PATH([0]) }],
  ['SEL-2', 'index as a key', 'reading.absent', { body: '[1]', operation: PATH(['0']) }],
  ['SEL-2', 'index beyond the end', 'reading.absent', { body: '[1]', operation: PATH([1]) }],
  ['SEL-2', 'below null', 'reading.absent', { body: '{"x":null}', operation: PATH(['x', 'y']) }],
  ['SEL-2', 'no element matches', 'reading.absent', { body: '[{"id":"b"}]', operation: BY_ID, params: P }],
  [
    'SEL-2',
    'match in an object',
    'reading.absent',
    { body: '{"id":"b:2","v":1}', operation: BY_ID, params: P },
  ],
  ['SEL-2', 'null', 'reading.null', { body: '{"x":null}', operation: NUMBER }],
  ['SEL-2', 'null for a text', 'reading.null', { body: '{"x":null}', operation: STRING }],
  ['SEL-2', 'null for a boolean', 'reading.null', { body: '{"x":null}', operation: BOOLEAN }],
  ['SEL-2', 'text for a number', 'reading.non_numeric', { body: '{"x":"1"}', operation: NUMBER }],
  ['SEL-2', 'true for a number', 'reading.non_numeric', { body: '{"x":true}', operation: NUMBER }],
  [
    'SEL-2',
    'an object for a number',
    'reading.non_numeric',
    { body: '{"x":{"source":"1"}}', operation: NUMBER },
  ],
  ['SEL-2', 'an array for a number', 'reading.non_numeric', { body: '{"x":[1]}', operation: NUMBER }],
  ['SEL-2', 'number for a text', 'reading.non_numeric', { body: '{"x":1}', operation: STRING }],
  ['SEL-2', 'a word', 'reading.non_numeric', { body: '{"x":"unavailable"}', operation: STRING }],
  ['SEL-2', 'an empty text', 'reading.non_numeric', { body: '{"x":""}', operation: STRING }],
  ['SEL-2', 'a number and its unit', 'reading.non_numeric', { body: '{"x":"15.6 °C"}', operation: STRING }],
  ['SEL-2', 'a number in spaces', 'reading.non_numeric', { body: '{"x":" 1"}', operation: STRING }],
  ['SEL-2', 'NaN as a text', 'reading.non_numeric', { body: '{"x":"NaN"}', operation: STRING }],
  ['SEL-2', 'a comma', 'reading.non_numeric', { body: '{"x":"15,6"}', operation: STRING }],
  ['SEL-2', '1 for a boolean', 'reading.non_numeric', { body: '{"x":1}', operation: BOOLEAN }],
  ['SEL-2', 'text for a boolean', 'reading.non_numeric', { body: '{"x":"true"}', operation: BOOLEAN }],
  ['SEL-2', 'a text that is not mapped', 'reading.non_numeric', { body: '{"x":"On"}', operation: MAPPED }],
];
