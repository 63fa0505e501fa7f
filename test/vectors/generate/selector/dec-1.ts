import { NUMBER } from './operations.ts';
import type { Good } from './operations.ts';

/** Responses of which something is read (rule DEC-1). */
export const GOOD_DEC_1: readonly Good[] = [
  [
    'DEC-1',
    'number that no float holds',
    { body: '{"x":0.100000000000000001}', operation: NUMBER },
    ['100000000000000001', 18],
  ],
];
