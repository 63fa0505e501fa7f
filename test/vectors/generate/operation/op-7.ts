import { Charset, TimeFormat } from '@cloudx3/proto';
import type { Operation } from '@cloudx3/proto';
import { unknownEnum } from '../vector.ts';
import { NONE, readings } from './parts.ts';
import type { Case } from './parts.ts';

const quality = (...map: [string, number][]) => ({
  quality: { path: [], map: map.map(([text, grade]) => ({ text, quality: grade })) },
});
const R = 'operation.readings';
const unit = (symbol: string) => (o: Operation) => readings(o, { unit: symbol });

/** What of the second edition the first does not have (rule OP-7). What they differ from is the first operation of the first edition. */
export const FIRST_OP_7: readonly Case[] = [
  ['OP-7', 'quantity in the first edition', 'operation.version', (o) => readings(o, { quantity: 'power' })],
  ['OP-7', 'kind in the first edition', 'operation.version', (o) => readings(o, { kind: 1 })],
  [
    'OP-7',
    'kind that is not known in the first edition',
    'operation.version',
    (o) => readings(o, { kind: 9 }),
  ],
  [
    'OP-7',
    'period of a value in the first edition',
    'operation.version',
    (o) => readings(o, { periodMs: 1n }),
  ],
  ['OP-7', 'quality in the first edition', 'operation.version', (o) => readings(o, quality(['a', 1]))],
  ['OP-7', 'rows in the first edition', 'operation.version', () => ({ rows: {} })],
  [
    'OP-7',
    'period_start in the first edition',
    'operation.version',
    () => ({ periodStart: { format: TimeFormat.UNIX_SECONDS } }),
  ],
  [
    'OP-7',
    'list in the first edition',
    'operation.version',
    () => ({
      parameters: [
        {
          name: 'device_id',
          type: {
            case: 'list',
            value: {
              item: { charset: Charset.DIGITS, minLength: 1, maxLength: 2 },
              maxItems: 2,
              separator: ',',
            },
          },
        },
      ],
    }),
  ],
  ['OP-7', 'first edition as the second', R, () => ({ version: 2 })],
];

const NO_UNITS = [
  ...['%', '1', 'l', 'g', 'kw', 'KW', '', 'W ', 'constructor', '__proto__', 'Ω'],
  ...[':', 'x:', ':x', '1a:b', 'a b:c', 'http://é'],
].map((symbol): Case => ['UNI-1', `unit ${JSON.stringify(symbol)}`, 'operation.unit', unit(symbol)]);

/** What the second edition does not take (rules OP-7, UNI-1, SEL-5, SEL-6). What they differ from is its first operation. */
export const SECOND_OP_7: readonly Case[] = [
  ['OP-7', 'reading without a kind', R, (o) => readings(o, { kind: 0 })],
  ['OP-7', 'kind that is not known', R, (o) => readings(o, { kind: 4 })],
  ['OP-7', 'quantity that is no word', R, (o) => readings(o, { quantity: 'Energy' })],
  ['OP-7', 'quantity that is no number', R, (o) => readings(o, { quantity: 'timestamp' })],
  ['OP-7', 'period of 2^53 milliseconds', R, (o) => readings(o, { periodMs: 2n ** 53n })],
  ...NO_UNITS,
  ['UNI-1', 'URI of 65 characters', 'operation.unit', unit(`urn:${'x'.repeat(61)}`)],
  ['SEL-5', 'quality without a map', R, (o) => readings(o, quality())],
  [
    'SEL-5',
    'quality with 65 entries',
    R,
    (o) =>
      readings(
        o,
        quality(
          ...Array.from({ length: 65 }, (_, i): [string, number] => [String.fromCharCode(0x100 + i), 1]),
        ),
      ),
  ],
  ['SEL-5', 'quality that is not known', R, (o) => readings(o, quality(['a', 4]))],
  ['SEL-5', 'quality that is unspecified', R, (o) => readings(o, quality(['a', 0]))],
  ['SEL-5', 'qualities out of order', R, (o) => readings(o, quality(['b', 1], ['a', 2]))],
  ['SEL-5', 'text of a quality twice', R, (o) => readings(o, quality(['a', 1], ['a', 2]))],
  ['SEL-5', 'text of a quality of 257 bytes', R, (o) => readings(o, quality(['a'.repeat(257), 1]))],
  [
    'SEL-5',
    'quality with a path of 17 steps',
    'operation.path',
    (o) =>
      readings(o, {
        quality: {
          path: Array.from({ length: 17 }, () => ({ kind: { case: 'index', value: 0 } })),
          map: [{ text: 'a', quality: 1 }],
        },
      }),
  ],
  [
    'SEL-6',
    'period_start of a format that is not known',
    'operation.period_start',
    () => ({ periodStart: { format: unknownEnum(5) } }),
  ],
  [
    'SEL-6',
    'period_start without observed_at',
    'operation.period_start',
    () => ({ observedAt: NONE, periodStart: { format: TimeFormat.UNIX_SECONDS } }),
  ],
  [
    'SEL-6',
    'period_start with an empty step',
    'operation.path',
    () => ({ periodStart: { format: TimeFormat.UNIX_SECONDS, path: [{}] } }),
  ],
];

/** Units and words that it does take. */
export const GOOD_OP_7: readonly (readonly [rule: string, name: string, change: Case[3]])[] = [
  ...[
    '%RH',
    '/100',
    '/',
    'count',
    'kWh',
    'deg',
    'beat/min',
    'a:b',
    `urn:${'x'.repeat(60)}`,
    'https://qudt.org/vocab/unit/BAR',
  ].map((symbol) => ['UNI-1', `unit ${symbol}`, unit(symbol)] as const),
  ['OP-7', 'reading without a quantity', (o) => readings(o, { quantity: '' })],
  ['OP-7', 'period of 2^53 - 1 milliseconds', (o) => readings(o, { periodMs: 2n ** 53n - 1n })],
];
