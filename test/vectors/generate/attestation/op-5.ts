import { DEVICE_ID } from '../bodies.ts';
import type { Bad } from './parts.ts';

/** Attestations that do not hold (rule OP-5). */
export const BAD_OP_5: readonly Bad[] = [
  ['OP-5', 'param missing', 'params.missing', { params: [] }],
  [
    'OP-5',
    'param too much',
    'params.unknown',
    {
      params: [
        { name: 'device_id', value: DEVICE_ID },
        { name: 'x', value: '1' },
      ],
    },
  ],
];
