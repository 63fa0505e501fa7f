import type { Vector } from '../vector.ts';
import { refused } from './parts.ts';

/** Exactly the parameters that are declared (rule OP-5). */
export function op5Vectors(): Vector[] {
  return [
    refused('OP-5', 'missing', 'params.missing', []),
    refused('OP-5', 'not declared', 'params.unknown', [
      { name: 'device_id', value: 'a8032abe54dc' },
      { name: 'x', value: '1' },
    ]),
    refused('OP-5', 'named as a hole', 'params.unknown', [
      { name: 'auth_key', value: '1' },
      { name: 'device_id', value: 'a8032abe54dc' },
    ]),
  ];
}
