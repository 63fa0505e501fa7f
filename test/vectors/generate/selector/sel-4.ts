import { TIME } from './operations.ts';
import type { Bad, Good } from './operations.ts';

/** Responses of which something is read (rule SEL-4). */
export const GOOD_SEL_4: readonly Good[] = [
  ['SEL-4', 'seconds', { body: '{"t":1789999999}', operation: TIME('unix-s') }, undefined, 1_789_999_999_000],
  [
    'SEL-4',
    'seconds with decimals, cut off',
    { body: '{"t":1789999999.1239}', operation: TIME('unix-s') },
    undefined,
    1_789_999_999_123,
  ],
  [
    'SEL-4',
    'milliseconds',
    { body: '{"t":1789999999001}', operation: TIME('unix-ms') },
    undefined,
    1_789_999_999_001,
  ],
  [
    'SEL-4',
    'RFC 3339 with Z',
    { body: '{"t":"2026-09-21T13:46:40Z"}', operation: TIME('rfc3339') },
    undefined,
    Date.UTC(2026, 8, 21, 13, 46, 40),
  ],
  [
    'SEL-4',
    'RFC 3339 with an offset and microseconds',
    { body: '{"t":"2026-09-21T15:46:39.987654+02:00"}', operation: TIME('rfc3339') },
    undefined,
    Date.UTC(2026, 8, 21, 13, 46, 39, 987),
  ],
  [
    'SEL-4',
    'RFC 3339 with a negative offset',
    { body: '{"t":"2026-09-20T23:30:00-04:30"}', operation: TIME('rfc3339') },
    undefined,
    Date.UTC(2026, 8, 21, 4, 0, 0),
  ],
  [
    'SEL-4',
    'a leap day',
    { body: '{"t":"2024-02-29T00:00:00Z"}', operation: TIME('rfc3339') },
    undefined,
    Date.UTC(2024, 1, 29),
  ],
  [
    'SEL-4',
    'ISO 8601 without seconds',
    { body: '{"t":"2026-09-21T13:45"}', operation: TIME('iso8601-utc') },
    undefined,
    Date.UTC(2026, 8, 21, 13, 45),
  ],
  [
    'SEL-4',
    'ISO 8601 with seconds',
    { body: '{"t":"2026-09-21T13:45:01.5"}', operation: TIME('iso8601-utc') },
    undefined,
    Date.UTC(2026, 8, 21, 13, 45, 1, 500),
  ],
  [
    'SEL-4',
    '60 s ahead',
    { body: '{"t":1790000060000}', operation: TIME('unix-ms') },
    undefined,
    1_790_000_060_000,
  ],
];

/** Responses of which nothing is to be read (rule SEL-4). */
export const BAD_SEL_4: readonly Bad[] = [
  ['SEL-4', 'absent', 'observed_at.invalid', { body: '{}', operation: TIME('unix-s') }],
  ['SEL-4', 'null', 'observed_at.invalid', { body: '{"t":null}', operation: TIME('unix-s') }],
  ['SEL-4', 'zero', 'observed_at.invalid', { body: '{"t":0}', operation: TIME('unix-s') }],
  ['SEL-4', 'negative', 'observed_at.invalid', { body: '{"t":-1}', operation: TIME('unix-ms') }],
  [
    'SEL-4',
    'seconds as a text',
    'observed_at.invalid',
    { body: '{"t":"1789999999"}', operation: TIME('unix-s') },
  ],
  [
    'SEL-4',
    'too large',
    'observed_at.invalid',
    { body: '{"t":9007199254740992}', operation: TIME('unix-ms') },
  ],
  [
    'SEL-4',
    'RFC 3339 without an offset',
    'observed_at.invalid',
    { body: '{"t":"2026-09-21T13:46:40"}', operation: TIME('rfc3339') },
  ],
  [
    'SEL-4',
    'RFC 3339 without seconds',
    'observed_at.invalid',
    { body: '{"t":"2026-09-21T13:46Z"}', operation: TIME('rfc3339') },
  ],
  [
    'SEL-4',
    'a space for T',
    'observed_at.invalid',
    { body: '{"t":"2026-09-21 13:46:40Z"}', operation: TIME('rfc3339') },
  ],
  [
    'SEL-4',
    '30 February',
    'observed_at.invalid',
    { body: '{"t":"2024-02-30T00:00:00Z"}', operation: TIME('rfc3339') },
  ],
  [
    'SEL-4',
    '29 February of no leap year',
    'observed_at.invalid',
    { body: '{"t":"2025-02-29T00:00:00Z"}', operation: TIME('rfc3339') },
  ],
  [
    'SEL-4',
    'month 13',
    'observed_at.invalid',
    { body: '{"t":"2024-13-01T00:00:00Z"}', operation: TIME('rfc3339') },
  ],
  [
    'SEL-4',
    'hour 24',
    'observed_at.invalid',
    { body: '{"t":"2024-01-01T24:00:00Z"}', operation: TIME('rfc3339') },
  ],
  [
    'SEL-4',
    'a leap second',
    'observed_at.invalid',
    { body: '{"t":"2016-12-31T23:59:60Z"}', operation: TIME('rfc3339') },
  ],
  [
    'SEL-4',
    'an offset of 24 hours',
    'observed_at.invalid',
    { body: '{"t":"2024-01-01T00:00:00+24:00"}', operation: TIME('rfc3339') },
  ],
  [
    'SEL-4',
    'an offset where none should be',
    'observed_at.invalid',
    { body: '{"t":"2026-09-21T13:45Z"}', operation: TIME('iso8601-utc') },
  ],
  [
    'SEL-4',
    'a number for a text',
    'observed_at.invalid',
    { body: '{"t":1}', operation: TIME('iso8601-utc') },
  ],
  [
    'SEL-4',
    'more than 60 s ahead',
    'observed_at.future',
    { body: '{"t":1790000060001}', operation: TIME('unix-ms') },
  ],
];
