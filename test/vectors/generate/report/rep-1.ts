import type { FeedTerms } from '@cloudx3/verifier-core';
import { proxied } from '../bodies.ts';
import type { BodyInit } from '../bodies.ts';
import { BOTH_MODES, THREE, observations } from './parts.ts';
import type { Bad, Good } from './parts.ts';

const TRUSTING: FeedTerms = { ...BOTH_MODES, allowCustomCa: true };
const mixed = (i: number): BodyInit => (i === 1 ? { ...proxied(), customCa: true } : {});

/** Reports that land (rule REP-1). */
export const GOOD_REP_1: readonly Good[] = [
  ['REP-1', 'three observations', THREE, { value: '21500', spread: '600', notaries: 2 }],
  [
    'REP-1',
    'modes and a private CA',
    observations([1n, 2n, 3n], mixed),
    { value: '20', spread: '20', notaries: 2, modes: { mpc: 2, proxy: 1 }, custom_ca: true },
    TRUSTING,
  ],
];

/** Reports that fail (rule REP-1). */
export const BAD_REP_1: readonly Bad[] = [
  ['REP-1', 'version 3', 'report.version', () => ({ version: 3 })],
  ['REP-1', 'operation id of 31 bytes', 'report.malformed', () => ({ operationId: new Uint8Array(31) })],
  [
    'REP-1',
    'params out of order',
    'report.malformed',
    () => ({
      params: [
        { name: 'b', value: '' },
        { name: 'a', value: '' },
      ],
    }),
  ],
  ['REP-1', 'readings out of order', 'report.malformed', (r) => ({ readings: r.readings.toReversed() })],
  ['REP-1', 'subject of 91 characters', 'report.malformed', () => ({ subject: 's'.repeat(91) })],
];
