import { Charset } from '@cloudx3/proto';
import { HOLES, TOKEN } from './parts.ts';
import type { Case } from './parts.ts';

/** What is wrong with the names and the number of parameters and holes (rule OP-2). */
export const DECLARATIONS_OP_2: readonly Case[] = [
  [
    'OP-2',
    'parameter name with a capital',
    'operation.parameters',
    () => ({ parameters: [TOKEN('deviceId', 1, 2)] }),
  ],
  [
    'OP-2',
    'parameter name of 33 characters',
    'operation.parameters',
    () => ({ parameters: [TOKEN('a'.repeat(33), 1, 2)] }),
  ],
  [
    'OP-2',
    'parameter twice',
    'operation.parameters',
    () => ({ parameters: [TOKEN('device_id', 1, 2), TOKEN('device_id', 1, 2)] }),
  ],
  [
    'OP-2',
    '17 parameters',
    'operation.parameters',
    () => ({
      parameters: Array.from({ length: 17 }, (_, i) => TOKEN(`p${String(i).padStart(2, '0')}`, 1, 2)),
    }),
  ],
  [
    'OP-2',
    'hole with charset unspecified',
    'operation.holes',
    () => ({ holes: [{ name: 'auth_key', minLength: 8, maxLength: 9 }] }),
  ],
  ['OP-2', 'hole that may be ".."', 'operation.holes', () => ({ holes: HOLES(2, 9) })],
  ['OP-2', 'hole of 4097 bytes', 'operation.holes', () => ({ holes: HOLES(8, 4097) })],
  ['OP-2', 'hole with lengths the wrong way round', 'operation.holes', () => ({ holes: HOLES(9, 8) })],
  [
    'OP-2',
    '5 holes',
    'operation.holes',
    () => ({
      holes: ['a', 'b', 'c', 'd', 'e'].map((name) => ({
        name,
        charset: Charset.DIGITS,
        minLength: 8,
        maxLength: 8,
      })),
    }),
  ],
];
