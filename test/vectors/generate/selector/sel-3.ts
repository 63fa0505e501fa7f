import { NUMBER, STRING, reading } from './operations.ts';
import type { Bad, Good } from './operations.ts';

/** Responses of which something is read (rule SEL-3). */
export const GOOD_SEL_3: readonly Good[] = [
  ['SEL-3', 'exponent -3', { body: '{"x":1217}', operation: reading({ exponent: -3 }) }, ['1217', 3]],
  ['SEL-3', 'exponent 3', { body: '{"x":0.25}', operation: reading({ exponent: 3 }) }, ['250', 0]],
  [
    'SEL-3',
    'exponent 1, decimals left',
    { body: '{"x":0.25}', operation: reading({ exponent: 1 }) },
    ['25', 1],
  ],
  ['SEL-3', 'at its bounds', { body: '{"x":5.0}', operation: reading({ min: '5', max: '5' }) }, ['50', 1]],
];

/** Responses of which nothing is to be read (rule SEL-3). */
export const BAD_SEL_3: readonly Bad[] = [
  [
    'SEL-3',
    'below its bound',
    'reading.out_of_bounds',
    { body: '{"x":4.999}', operation: reading({ min: '5' }) },
  ],
  [
    'SEL-3',
    'above its bound',
    'reading.out_of_bounds',
    { body: '{"x":5.001}', operation: reading({ max: '5' }) },
  ],
  [
    'SEL-3',
    'above its bound after its exponent',
    'reading.out_of_bounds',
    { body: '{"x":0.6}', operation: reading({ max: '5', exponent: 1 }) },
  ],
  ['SEL-3', '19 digits', 'reading.out_of_bounds', { body: '{"x":1234567890123456789}', operation: NUMBER }],
  ['SEL-3', 'a huge exponent', 'reading.out_of_bounds', { body: '{"x":1e400}', operation: NUMBER }],
  ['SEL-3', '19 decimals', 'reading.out_of_bounds', { body: '{"x":1e-19}', operation: NUMBER }],
  [
    'SEL-3',
    '19 digits after its exponent',
    'reading.out_of_bounds',
    { body: '{"x":123456789012345678}', operation: reading({ exponent: 1 }) },
  ],
  [
    'SEL-3',
    'a text of 100 digits',
    'reading.out_of_bounds',
    { body: `{"x":"${'9'.repeat(100)}"}`, operation: STRING },
  ],
];
