import { buildReport } from '@cloudx3/verifier-core';
import type { FeedTerms } from '@cloudx3/verifier-core';
import {
  FEED,
  NETWORK,
  NOTARIES,
  OPERATORS,
  OUTSIDER,
  ROUND,
  attestation,
  must,
  observation,
  powerReadings,
  proxied,
} from '../bodies.ts';
import type { BodyInit } from '../bodies.ts';
import {
  A,
  B,
  BOTH_MODES,
  MOVED,
  NINES,
  THREE,
  TWO,
  far,
  first,
  movedMoreThan,
  observations,
  of,
  own,
  withFirst,
} from './parts.ts';
import type { Bad } from './parts.ts';

const firstByProxy = (i: number): BodyInit => (i === 0 ? proxied() : {});
const ONE = of(observations([2150n, 2160n, 2100n], firstByProxy));
const FAR = movedMoreThan(NINES, { ...BOTH_MODES, quorum: 1, decimals: 0 });
const MIXED = observation(must(OPERATORS[0]), [
  attestation(A, must(OPERATORS[0])),
  attestation(B, must(OPERATORS[0]), proxied()),
]);
const EVERY_ROUND: FeedTerms = { ...BOTH_MODES, stepUp: { everyRounds: ROUND } };
const C = must(NOTARIES[2]);

/** Reports that fail (rule REP-5). */
export const BAD_REP_5: readonly Bad[] = [
  [
    'REP-5',
    'observer who is no member',
    'observation.observer',
    () => buildReport(FEED, [...THREE, observation(OUTSIDER, [attestation(A, OUTSIDER)])]),
  ],
  ['REP-5', 'another chain', 'observation.signature', (r) => r, FEED, { ...NETWORK, chainId: 'other-1' }],
  [
    'REP-5',
    'another contract',
    'observation.signature',
    (r) => r,
    FEED,
    { ...NETWORK, oracle: 'cloud1other' },
  ],
  ['REP-5', 'mode that is not accepted', 'attestation.mode', withFirst(proxied())],
  [
    'REP-5',
    'modes mixed in one observation',
    'observation.mixed_modes',
    of([MIXED, ...THREE.slice(1)]),
    BOTH_MODES,
  ],
  ['REP-5', 'one PROXY in a round that k divides', 'observation.step_up_round', ONE, EVERY_ROUND],
  ['REP-5', 'one PROXY that moved further', 'observation.step_up_moved', ONE, MOVED, NETWORK, 20_999n],
  [
    'REP-5',
    'PROXY that moved as far as can be',
    'observation.step_up_moved',
    of(far(NINES, NINES, proxied()).slice(1)),
    FAR,
    NETWORK,
    -NINES,
  ],
  ['REP-5', 'notary that is not accepted', 'attestation.notary', withFirst({ notary: C.publicKey })],
  ['REP-5', 'private CA', 'attestation.custom_ca', withFirst({ customCa: true })],
  [
    'REP-5',
    'session outside the slice',
    'attestation.session_time',
    withFirst({ sessionTimeMs: FEED.startMs }),
  ],
  ['REP-5', 'too few notaries', 'observation.notaries_required', (r) => r, TWO],
  [
    'REP-5',
    'value that does not fit',
    'attestation.reading',
    withFirst({ readings: powerReadings(10n ** 17n, 0) }),
  ],
  ['REP-5', 'no attestation', 'observation.malformed', (r) => first(r, { attestations: [] })],
  [
    'REP-5',
    'observer’s signature by another',
    'observation.signature',
    (r) => first(r, { signature: must(r.observations[1]).signature }),
  ],
  [
    'REP-5',
    'notary’s signature by another',
    'attestation.signature',
    (r) => own(r, { signature: must(r.observations[1]?.attestations[0]).signature }),
  ],
  // What a notary signed is in the observer's ids, so the observer's signature is the first that fails.
  [
    'REP-5',
    'value changed',
    'observation.signature',
    (r) =>
      own(r, {
        values: [
          { mantissa: 123_456n, scale: 1 },
          { mantissa: 2151n, scale: 1 },
        ],
      }),
  ],
  [
    'REP-5',
    'scale changed',
    'observation.signature',
    (r) =>
      own(r, {
        values: [
          { mantissa: 123_456n, scale: 1 },
          { mantissa: 21_500n, scale: 2 },
        ],
      }),
  ],
  [
    'REP-5',
    'commitment changed',
    'observation.signature',
    (r) => own(r, { transcriptCommitment: new Uint8Array(32) }),
  ],
  [
    'REP-5',
    'session time changed',
    'observation.signature',
    (r) => own(r, { sessionTimeMs: must(r.observations[0]?.attestations[0]).sessionTimeMs + 1n }),
  ],
  [
    'REP-5',
    'round changed to the next, times with it',
    'observation.signature',
    (r) => ({
      round: r.round + 1n,
      observations: r.observations.map((o) => ({
        ...o,
        attestations: o.attestations.map((a) => ({
          ...a,
          sessionTimeMs: a.sessionTimeMs + FEED.intervalMs,
        })),
      })),
    }),
  ],
];
