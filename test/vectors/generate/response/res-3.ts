import { LENGTH, response } from './parts.ts';
import type { Good } from './parts.ts';

/** Responses that are read (rule RES-3). */
export const GOOD_RES_3: readonly Good[] = [
  ['RES-3', 'status 429', response([LENGTH('slow')], 'slow', 'HTTP/1.1 429 Too Many Requests'), 429, 'slow'],
];
