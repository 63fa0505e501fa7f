import { ReadingSource } from '@cloudx3/proto';
import type { Operation } from '@cloudx3/proto';
import type { CoreCode } from '@cloudx3/verifier-core';
import { anyText } from '../text.ts';
import { KEY, LITERAL, readings } from './parts.ts';
import type { Case, Init } from './parts.ts';

type Place = readonly [
  what: string,
  bytes: number,
  code: CoreCode,
  put: (o: Operation, text: string) => Init,
];

const MATCH = (key: string, text: string) => [
  { kind: { case: 'match' as const, value: { key, equals: [LITERAL(text)] } } },
];

/** Where an operation may hold more than ASCII, and how long it may be. */
const PLACES: readonly Place[] = [
  ['literal of a body', 8_192, 'operation.body', (_, text) => ({ body: [LITERAL(text)] })],
  ['member name', 256, 'operation.path', (o, text) => readings(o, { path: [KEY(text)] })],
  ['member name of a match', 256, 'operation.path', (o, text) => readings(o, { path: MATCH(text, 'a') })],
  ['text of a match', 256, 'operation.conditions', (o, text) => readings(o, { path: MATCH('id', text) })],
  [
    'text of a condition',
    256,
    'operation.conditions',
    (o, text) => ({
      conditions: [
        ...o.conditions,
        { path: [], test: { case: 'equalsString', value: { parts: [LITERAL(text)] } } },
      ],
    }),
  ],
  [
    'mapped text',
    256,
    'operation.readings',
    (o, text) => readings(o, { source: ReadingSource.MAPPED_STRING, map: [{ text, value: {} }] }),
  ],
];

type Good = readonly [rule: string, name: string, change: (o: Operation) => Init];

/** Texts as long as they may be, in whatever characters (rule LEN-1). */
export const GOOD_LEN_1: readonly Good[] = PLACES.flatMap(([what, bytes, , put]): Good[] => [
  ['LEN-1', `${what} of ${bytes} bytes, ASCII`, (o) => put(o, 'x'.repeat(bytes))],
  ['LEN-1', `${what} of ${bytes} bytes, any`, (o) => put(o, anyText(bytes))],
]);

/** Texts that are a byte too long, though not in characters (rule LEN-1). */
export const BAD_LEN_1: readonly Case[] = PLACES.map(([what, bytes, code, put]) => [
  'LEN-1',
  `${what} of ${bytes + 1} bytes`,
  code,
  (o) => put(o, anyText(bytes + 1)),
]);
