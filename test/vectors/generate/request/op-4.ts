import { GOOD } from './parts.ts';
import type { Bad } from './parts.ts';

/** Requests that no layout accepts (rule OP-4). */
export const BAD_OP_4: readonly Bad[] = [
  [
    'OP-4',
    'a parameter of the wrong type',
    'params.value',
    'params.value',
    { sent: GOOD, params: { device_id: 'A8032ABE54DC' } },
  ],
];
