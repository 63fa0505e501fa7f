import { ARRAY_TWICE, CONDITION } from './operations.ts';
import type { Bad, Good } from './operations.ts';

/** Responses of which something is read (rule CON-1). */
export const GOOD_CON_1: readonly Good[] = [
  ['CON-1', 'text', { body: '{"s":"ok"}', operation: CONDITION({ path: ['s'], equals: 'ok' }) }, undefined],
  [
    'CON-1',
    'text written with escapes',
    { body: String.raw`{"s":"\u00b0C"}`, operation: CONDITION({ path: ['s'], equals: '°C' }) },
    undefined,
  ],
  [
    'CON-1',
    'literal true',
    { body: '{"s":true}', operation: CONDITION({ path: ['s'], literal: 'true' }) },
    undefined,
  ],
  [
    'CON-1',
    'literal null',
    { body: '{"s":null}', operation: CONDITION({ path: ['s'], literal: 'null' }) },
    undefined,
  ],
  [
    'CON-1',
    'literal number',
    { body: '{"s":1.50}', operation: CONDITION({ path: ['s'], literal: '1.50' }) },
    undefined,
  ],
  ['CON-1', 'present', { body: '{"s":0}', operation: CONDITION({ path: ['s'], present: true }) }, undefined],
  [
    'CON-1',
    'null is present',
    { body: '{"s":null}', operation: CONDITION({ path: ['s'], present: true }) },
    undefined,
  ],
  ['CON-1', 'not present', { body: '{}', operation: CONDITION({ path: ['s'], present: false }) }, undefined],
];

/** Responses of which nothing is to be read (rule CON-1). */
export const BAD_CON_1: readonly Bad[] = [
  [
    'CON-1',
    'another text',
    'vendor.condition_failed',
    { body: '{"s":"OK"}', operation: CONDITION({ path: ['s'], equals: 'ok' }) },
  ],
  [
    'CON-1',
    'a literal for a text',
    'vendor.condition_failed',
    { body: '{"s":true}', operation: CONDITION({ path: ['s'], equals: 'true' }) },
  ],
  [
    'CON-1',
    'a text for a literal',
    'vendor.condition_failed',
    { body: '{"s":"true"}', operation: CONDITION({ path: ['s'], literal: 'true' }) },
  ],
  [
    'CON-1',
    'a number written otherwise',
    'vendor.condition_failed',
    { body: '{"s":1.0}', operation: CONDITION({ path: ['s'], literal: '1' }) },
  ],
  [
    'CON-1',
    'absent is not null',
    'vendor.condition_failed',
    { body: '{}', operation: CONDITION({ path: ['s'], literal: 'null' }) },
  ],
  [
    'CON-1',
    'absent',
    'vendor.condition_failed',
    { body: '{}', operation: CONDITION({ path: ['s'], present: true }) },
  ],
  [
    'CON-1',
    'present and should not be',
    'vendor.condition_failed',
    { body: '{"s":null}', operation: CONDITION({ path: ['s'], present: false }) },
  ],
  [
    'CON-1',
    'ambiguous is not absent',
    'vendor.condition_failed',
    { body: ARRAY_TWICE, operation: CONDITION({ path: [{ where: 'id', equals: 'b:2' }], present: false }) },
  ],
];
