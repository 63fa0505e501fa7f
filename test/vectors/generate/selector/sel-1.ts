import { ARRAY_TWICE, BY_ID, P, PATH } from './operations.ts';
import type { Bad, Good } from './operations.ts';

/** Responses of which something is read (rule SEL-1). */
export const GOOD_SEL_1: readonly Good[] = [
  ['SEL-1', 'root', { body: ' 7 ', operation: PATH([]) }, ['7', 0]],
  ['SEL-1', 'index', { body: '[1,[2,3]]', operation: PATH([1, 0]) }, ['2', 0]],
  [
    'SEL-1',
    'key with a colon',
    { body: '{"switch:0":{"x":1}}', operation: PATH(['switch:0', 'x']) },
    ['1', 0],
  ],
  ['SEL-1', 'empty key', { body: '{"":1}', operation: PATH(['']) }, ['1', 0]],
  [
    'SEL-1',
    'key __proto__ of its own',
    { body: '{"__proto__":1}', operation: PATH(['__proto__']) },
    ['1', 0],
  ],
  [
    'SEL-1',
    'match by a parameter',
    { body: '[{"id":"a"},{"id":"b:2","v":3},4,null]', operation: BY_ID, params: P },
    ['3', 0],
  ],
  [
    'SEL-1',
    'match where others have the number',
    { body: '[{"id":2},{"id":"2","v":5}]', operation: BY_ID, params: { id: '2' } },
    ['5', 0],
  ],
];

/** Responses of which nothing is to be read (rule SEL-1). */
export const BAD_SEL_1: readonly Bad[] = [
  ['SEL-1', 'two elements match', 'reading.ambiguous', { body: ARRAY_TWICE, operation: BY_ID, params: P }],
];
