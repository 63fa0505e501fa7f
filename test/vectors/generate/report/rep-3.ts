import { buildReport } from '@cloudx3/verifier-core';
import { FEED, must, sessionId } from '../bodies.ts';
import { first, observations, of, twoNotaries } from './parts.ts';
import type { Bad } from './parts.ts';

const SESSION = sessionId('one for all');

/** Reports that fail (rule REP-3). */
export const BAD_REP_3: readonly Bad[] = [
  ['REP-3', 'one observation too few', 'report.quorum', (r) => ({ observations: r.observations.slice(1) })],
  [
    'REP-3',
    'no observation, whatever the quorum',
    'report.quorum',
    () => ({ observations: [] }),
    { ...FEED, quorum: 0 },
  ],
  [
    'REP-3',
    'more observations than operators',
    'report.too_many',
    (r) => r,
    { ...FEED, quorum: 1, operators: FEED.operators.slice(0, 2) },
  ],
  [
    'REP-3',
    'observations out of order',
    'report.order',
    (r) => ({ observations: r.observations.toReversed() }),
  ],
  [
    'REP-3',
    'one observation twice',
    'report.order',
    (r) => ({ observations: [must(r.observations[0]), ...r.observations] }),
  ],
  [
    'REP-3',
    'one session in two observations',
    'report.session_reused',
    of(observations([1n, 2n, 3n], () => ({ sessionId: SESSION }))),
  ],
  [
    'REP-3',
    'attestations out of order',
    'observation.order',
    () => {
      const r = buildReport(FEED, twoNotaries());
      return { ...r, ...first(r, { attestations: must(r.observations[0]).attestations.toReversed() }) };
    },
  ],
];
