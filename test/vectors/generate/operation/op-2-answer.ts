import { ReadingSource, TimeFormat } from '@cloudx3/proto';
import { KEY, readings } from './parts.ts';
import type { Case } from './parts.ts';

/** What is wrong with what is read from the answer, and with limits (rule OP-2). */
export const ANSWER_OP_2: readonly Case[] = [
  ['OP-2', 'no success status', 'operation.statuses', () => ({ successStatuses: [] })],
  ['OP-2', 'status 199', 'operation.statuses', () => ({ successStatuses: [199] })],
  ['OP-2', 'status 302', 'operation.statuses', () => ({ successStatuses: [200, 302] })],
  ['OP-2', 'statuses out of order', 'operation.statuses', () => ({ successStatuses: [201, 200] })],
  [
    'OP-2',
    '17 conditions',
    'operation.conditions',
    (o) => ({ conditions: Array.from({ length: 17 }, () => o.conditions[0]!) }),
  ],
  [
    'OP-2',
    'condition without a test',
    'operation.conditions',
    () => ({ conditions: [{ path: [KEY('a')] }] }),
  ],
  [
    'OP-2',
    'condition on a text in quotes as a literal',
    'operation.conditions',
    () => ({ conditions: [{ path: [KEY('a')], test: { case: 'equalsLiteral', value: '"a"' } }] }),
  ],
  [
    'OP-2',
    'path of 17 steps',
    'operation.path',
    (o) => readings(o, { path: Array.from({ length: 17 }, () => KEY('a')) }),
  ],
  ['OP-2', 'step without a kind', 'operation.path', (o) => readings(o, { path: [{}] })],
  [
    'OP-2',
    'member name of 257 bytes',
    'operation.path',
    (o) => readings(o, { path: [KEY('a'.repeat(257))] }),
  ],
  [
    'OP-2',
    'member name of 129 characters in 258 bytes',
    'operation.path',
    (o) => readings(o, { path: [KEY('ü'.repeat(129))] }),
  ],
  ['OP-2', 'READ without a reading', 'operation.readings', () => ({ readings: [] })],
  [
    'OP-2',
    '17 readings',
    'operation.readings',
    (o) => ({
      readings: Array.from({ length: 17 }, (_, i) => ({
        ...o.readings[0]!,
        name: `r${String(i).padStart(2, '0')}`,
      })),
    }),
  ],
  ['OP-2', 'readings out of order', 'operation.readings', (o) => ({ readings: o.readings.toReversed() })],
  ['OP-2', 'reading name with a hyphen', 'operation.readings', (o) => readings(o, { name: 'a-b' })],
  ['OP-2', 'unit that is empty', 'operation.readings', (o) => readings(o, { unit: '' })],
  ['OP-2', 'unit with a space', 'operation.readings', (o) => readings(o, { unit: 'k Wh' })],
  ['OP-2', 'unit outside ASCII', 'operation.readings', (o) => readings(o, { unit: '°C' })],
  [
    'OP-2',
    'source unspecified',
    'operation.readings',
    (o) => readings(o, { source: ReadingSource.UNSPECIFIED }),
  ],
  ['OP-2', 'exponent 19', 'operation.readings', (o) => readings(o, { exponent: 19 })],
  ['OP-2', 'exponent -19', 'operation.readings', (o) => readings(o, { exponent: -19 })],
  [
    'OP-2',
    'bound with 19 decimals',
    'operation.readings',
    (o) => readings(o, { min: { mantissa: 1n, scale: 19 } }),
  ],
  [
    'OP-2',
    'reading with min above max',
    'operation.readings',
    (o) => readings(o, { min: { mantissa: 2n }, max: { mantissa: 1n } }),
  ],
  [
    'OP-2',
    'number with a map',
    'operation.readings',
    (o) => readings(o, { map: [{ text: 'on', value: {} }] }),
  ],
  [
    'OP-2',
    'mapped text without a map',
    'operation.readings',
    (o) => readings(o, { source: ReadingSource.MAPPED_STRING }),
  ],
  [
    'OP-2',
    'map entry without a value',
    'operation.readings',
    (o) => readings(o, { source: ReadingSource.MAPPED_STRING, map: [{ text: 'on' }] }),
  ],
  [
    'OP-2',
    'time format unspecified',
    'operation.observed_at',
    () => ({ observedAt: { path: [KEY('t')], format: TimeFormat.UNSPECIFIED } }),
  ],
  ['OP-2', 'max_request_bytes 63', 'operation.limits', () => ({ maxRequestBytes: 63 })],
  ['OP-2', 'max_request_bytes 16385', 'operation.limits', () => ({ maxRequestBytes: 16_385 })],
  ['OP-2', 'max_response_bytes 0', 'operation.limits', () => ({ maxResponseBytes: 0 })],
  ['OP-2', 'max_response_bytes 1048577', 'operation.limits', () => ({ maxResponseBytes: 1_048_577 })],
];
