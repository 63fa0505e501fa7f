import { Charset } from '@cloudx3/proto';
import { parameter } from './parts.ts';
import type { Case } from './parts.ts';

/** Types of parameters that are none (rule OP-4). */
export const OP_4: readonly Case[] = [
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
];
