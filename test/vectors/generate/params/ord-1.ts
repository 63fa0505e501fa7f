import type { Vector } from '../vector.ts';
import { refused } from './parts.ts';

/** Parameters strictly increasing by name (rule ORD-1). */
export function ord1Vectors(): Vector[] {
  return [
    refused('ORD-1', 'twice', 'params.order', [
      { name: 'device_id', value: 'a8032abe54dc' },
      { name: 'device_id', value: 'a8032abe54dc' },
    ]),
  ];
}
