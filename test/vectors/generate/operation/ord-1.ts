import { ReadingSource } from '@cloudx3/proto';
import { readings } from './parts.ts';
import type { Case } from './parts.ts';

/** Lists out of order (rule ORD-1). */
export const ORD_1: readonly Case[] = [
  [
    'ORD-1',
    'map out of order',
    'operation.readings',
    (o) =>
      readings(o, {
        source: ReadingSource.MAPPED_STRING,
        map: [
          { text: 'on', value: {} },
          { text: 'off', value: {} },
        ],
      }),
  ],
  [
    'ORD-1',
    'map in order of UTF-16 and not of UTF-8',
    'operation.readings',
    (o) =>
      readings(o, {
        source: ReadingSource.MAPPED_STRING,
        map: [
          { text: '\u{1f600}', value: {} },
          { text: '\uff00', value: {} },
        ],
      }),
  ],
];
