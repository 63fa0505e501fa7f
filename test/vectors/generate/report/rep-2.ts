import { DEVICE_ID } from '../bodies.ts';
import { WEATHER } from '../operations.ts';
import { own } from './parts.ts';
import type { Bad } from './parts.ts';

/** Reports that fail (rule REP-2). */
export const BAD_REP_2: readonly Bad[] = [
  ['REP-2', 'another feed', 'report.feed', () => ({ feedId: 8 })],
  ['REP-2', 'another operation', 'report.operation', () => ({ operationId: WEATHER.id })],
  [
    'REP-2',
    'other parameters',
    'report.params',
    () => ({ params: [{ name: 'device_id', value: 'a8032abe54dd' }] }),
  ],
  [
    'REP-2',
    'a parameter too much',
    'report.params',
    () => ({
      params: [
        { name: 'device_id', value: DEVICE_ID },
        { name: 'x', value: '' },
      ],
    }),
  ],
  ['REP-2', 'another subject', 'report.subject', () => ({ subject: '' })],
  [
    'REP-2',
    'the feed’s reading is not there',
    'report.readings',
    (r) => ({ readings: r.readings.map((k) => ({ ...k, unit: 'kW' })) }),
  ],
  ['REP-2', 'a value too few', 'report.readings', (r) => own(r, { values: [{}] })],
  ['REP-2', 'a value too much', 'report.readings', (r) => own(r, { values: [{}, {}, {}] })],
];
