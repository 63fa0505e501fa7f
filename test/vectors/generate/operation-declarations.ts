import { Charset } from '@cloudx3/proto';
import { HOLES, TOKEN, parameter } from './operation-parts.ts';
import type { Case } from './operation-parts.ts';

/** What is wrong with parameters and holes. */
export const DECLARATION_CASES: readonly Case[] = [
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
  ['OP-4', 'parameter without a type', 'operation.parameters', parameter({ case: undefined })],
  [
    'OP-4',
    'integer with min above max',
    'operation.parameters',
    parameter({ case: 'integer', value: { min: 1n, max: 0n } }),
  ],
  [
    'OP-4',
    'decimal without bounds',
    'operation.parameters',
    parameter({ case: 'decimal', value: { maxScale: 1 } }),
  ],
  [
    'OP-4',
    'decimal with 19 decimals',
    'operation.parameters',
    parameter({ case: 'decimal', value: { maxScale: 19, min: {}, max: {} } }),
  ],
  [
    'OP-4',
    'decimal with a bound of 19 digits',
    'operation.parameters',
    parameter({ case: 'decimal', value: { maxScale: 1, min: {}, max: { mantissa: 10n ** 18n } } }),
  ],
  [
    'OP-4',
    'decimal with min above max',
    'operation.parameters',
    parameter({
      case: 'decimal',
      value: { maxScale: 1, min: { mantissa: 11n, scale: 1 }, max: { mantissa: 1n } },
    }),
  ],
  [
    'OP-4',
    'token with charset unspecified',
    'operation.parameters',
    parameter({ case: 'token', value: { minLength: 1, maxLength: 2 } }),
  ],
  [
    'OP-4',
    'token of length 0',
    'operation.parameters',
    parameter({ case: 'token', value: { charset: Charset.DIGITS, minLength: 0, maxLength: 2 } }),
  ],
  [
    'OP-4',
    'token with lengths the wrong way round',
    'operation.parameters',
    parameter({ case: 'token', value: { charset: Charset.DIGITS, minLength: 3, maxLength: 2 } }),
  ],
  [
    'OP-4',
    'token of 257 characters',
    'operation.parameters',
    parameter({ case: 'token', value: { charset: Charset.DIGITS, minLength: 1, maxLength: 257 } }),
  ],
  [
    'OP-4',
    'choice without values',
    'operation.parameters',
    parameter({ case: 'choice', value: { values: [] } }),
  ],
  [
    'OP-4',
    'choice out of order',
    'operation.parameters',
    parameter({ case: 'choice', value: { values: ['on', 'off'] } }),
  ],
  [
    'OP-4',
    'choice with a value twice',
    'operation.parameters',
    parameter({ case: 'choice', value: { values: ['on', 'on'] } }),
  ],
  [
    'OP-4',
    'choice with an empty value',
    'operation.parameters',
    parameter({ case: 'choice', value: { values: ['', 'on'] } }),
  ],
  [
    'OP-4',
    'choice with a slash',
    'operation.parameters',
    parameter({ case: 'choice', value: { values: ['a/b'] } }),
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
