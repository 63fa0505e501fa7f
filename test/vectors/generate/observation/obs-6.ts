import { KeyBinding } from '@cloudx3/proto';
import { attestationBody, proxied } from '../bodies.ts';
import { A, BOTH_MODES, OPERATOR, PROXY_BY_TWO, TWO, pairOf, single, valuesOf } from './parts.ts';
import type { Bad, Good } from './parts.ts';

const GOOD = single();
const SAME = pairOf({}, { sessionId: attestationBody(A, OPERATOR).sessionId });

/** Observations that count (rule OBS-6). */
export const GOOD_OBS_6: readonly Good[] = [
  ['OBS-6', 'two attestations', valuesOf(2150n, 2160n), '21550', TWO],
  ['OBS-6', 'one MPC where PROXY needs two', single(), '21500', PROXY_BY_TWO],
  ['OBS-6', 'two PROXY where it needs two', pairOf(proxied(), proxied()), '21500', PROXY_BY_TWO],
  [
    'OBS-6',
    'two PROXY over different paths',
    pairOf(proxied(), proxied({ keyBinding: KeyBinding.GRAMMAR })),
    '21500',
    PROXY_BY_TWO,
  ],
];

/** Observations that do not count (rule OBS-6). */
export const BAD_OBS_6: readonly Bad[] = [
  ['OBS-6', 'one attestation of each mode', 'observation.mixed_modes', pairOf({}, proxied()), BOTH_MODES],
  ['OBS-6', 'one PROXY where it needs two', 'observation.notaries_required', single(proxied()), PROXY_BY_TWO],
  ['OBS-6', 'attestations by too few notaries', 'observation.notaries_required', GOOD, TWO],
  ['OBS-6', 'two attestations of one session', 'observation.session_reused', SAME],
];
