import { DEVICE_ID } from '../bodies.ts';
import type { Bad } from './parts.ts';

/** Attestations that do not hold (rule OP-4). */
export const BAD_OP_4: readonly Bad[] = [
  [
    'OP-4',
    'param of the wrong charset',
    'params.value',
    { params: [{ name: 'device_id', value: DEVICE_ID.toUpperCase() }] },
  ],
];
