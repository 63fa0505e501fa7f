import type { CoreCode } from '@cloudx3/verifier-core';
import { PLUGS, PRICE } from '../operations-2.ts';
import { hex, invalid, paramsField, utf8, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { BAD_ROWS, ROW_1_ARRAY, ROW_1_MEMBERS } from './row-1.ts';
import { ROW_2 } from './row-2.ts';
import { A, SESSION_TIME_MS } from './row-parts.ts';
import type { Case, Good } from './row-parts.ts';
import { SEL_5 } from './sel-5.ts';
import { SEL_6 } from './sel-6.ts';

const price = (rest: string) => `{"price":0.1234,"final":true${rest}}`;
const HOUR = ',"from":"2026-09-21T13:00:00Z","to":"2026-09-21T14:00:00+00:00"';
const BAD_ONE: readonly (readonly [rule: string, name: string, code: CoreCode, body: string])[] = [
  [
    'SEL-5',
    'a quality that is not listed, without rows',
    'reading.quality',
    `{"price":1,"final":"yes"${HOUR}}`,
  ],
  ['SEL-5', 'no quality, without rows', 'reading.quality', `{"price":1${HOUR}}`],
  ['SEL-6', 'no period_start, without rows', 'period_start.invalid', price(',"to":"2026-09-21T14:00:00Z"')],
  [
    'SEL-6',
    'a period_start after observed_at, without rows',
    'period_start.invalid',
    price(',"from":"2026-09-21T14:00:00.001Z","to":"2026-09-21T14:00:00Z"'),
  ],
];

function fieldsOf({ body, operation = PLUGS, params = { ids: [A] } }: Case): Record<string, unknown> {
  return {
    operation: hex(operation.bytes),
    params: paramsField(params),
    session_time_ms: SESSION_TIME_MS,
    status: 200,
    ...(body.length > 1_000 ? { body_hex: hex(utf8(body)) } : { body }),
  };
}

function rowsVector(rule: string, [name, c, rows]: Good): Vector {
  const keys = c.params?.['ids'] ?? [A];
  return valid(rule, name, {
    ...fieldsOf(c),
    readings: [],
    observed_at_ms: 0,
    rows: rows.map(([outcome, said], i) => ({ key: keys[i], outcome, ...said })),
  });
}

/** Rules ROW-1, ROW-2, SEL-5 and SEL-6: responses against operations of the second edition, row by row. */
export function rowVectors(): Vector[] {
  return [
    ...[...ROW_1_ARRAY, ...ROW_1_MEMBERS].map((c) => rowsVector('ROW-1', c)),
    ...ROW_2.map((c) => rowsVector('ROW-2', c)),
    ...SEL_5.map((c) => rowsVector('SEL-5', c)),
    ...SEL_6.map((c) => rowsVector('SEL-6', c)),
    valid('SEL-6', 'a value with its quality and period, without rows', {
      ...fieldsOf({ body: price(HOUR), operation: PRICE, params: {} }),
      readings: [
        { name: 'price', unit: 'urn:iso:std:iso:4217:EUR', mantissa: '1234', scale: 4, quality: 'OK' },
      ],
      observed_at_ms: Date.UTC(2026, 8, 21, 14),
      period_start_ms: Date.UTC(2026, 8, 21, 13),
    }),
    ...BAD_ROWS.map(([rule, name, code, c]) => invalid(rule, name, code, fieldsOf(c))),
    ...BAD_ONE.map(([rule, name, code, body]) =>
      invalid(rule, name, code, fieldsOf({ body, operation: PRICE, params: {} })),
    ),
  ];
}
