import { GOOD } from './parts.ts';
import type { Bad } from './parts.ts';

/** Requests that no layout accepts (rule OP-5). */
export const BAD_OP_5: readonly Bad[] = [
  ['OP-5', 'parameters of none', 'params.missing', 'params.missing', { sent: GOOD, params: {} }],
];
