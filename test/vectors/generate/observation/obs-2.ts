import { NETWORK, attestation, must, powerReadings } from '../bodies.ts';
import { A, OPERATOR, changed, pairOf, single } from './parts.ts';
import type { Bad } from './parts.ts';

const GOOD = single();
const PAIR = pairOf({}, {});
const REVERSED = { attestations: PAIR.attestations.toReversed() };

/** Observations that do not count (rule OBS-2). */
export const BAD_OBS_2: readonly Bad[] = [
  ['OBS-2', 'version 2', 'observation.version', changed(GOOD, { version: 2 })],
  ['OBS-2', 'no network', 'observation.malformed', changed(GOOD, { network: { chainId: '', oracle: '' } })],
  ['OBS-2', 'observer of 32 bytes', 'observation.malformed', changed(GOOD, { observer: new Uint8Array(32) })],
  [
    'OBS-2',
    'no attestation',
    'observation.malformed',
    changed(GOOD, { attestationIds: [] }, { attestations: [] }),
  ],
  [
    'OBS-2',
    '9 attestations',
    'observation.malformed',
    changed(
      GOOD,
      { attestationIds: Array.from({ length: 9 }, () => must(GOOD.body.attestationIds[0])) },
      { attestations: Array.from({ length: 9 }, () => must(GOOD.attestations[0])) },
    ),
  ],
  [
    'OBS-2',
    'attestations out of order',
    'observation.order',
    changed(PAIR, { attestationIds: PAIR.body.attestationIds.toReversed() }, REVERSED),
  ],
  [
    'OBS-2',
    'one attestation twice',
    'observation.order',
    changed(
      GOOD,
      { attestationIds: [...GOOD.body.attestationIds, ...GOOD.body.attestationIds] },
      { attestations: [...GOOD.attestations, ...GOOD.attestations] },
    ),
  ],
  [
    'OBS-2',
    'ids in another order',
    'observation.attestation_ids',
    changed(PAIR, { attestationIds: PAIR.body.attestationIds.toReversed() }),
  ],
  [
    'OBS-2',
    'an id too few',
    'observation.attestation_ids',
    changed(PAIR, { attestationIds: PAIR.body.attestationIds.slice(1) }),
  ],
  [
    'OBS-2',
    'an attestation that was not signed',
    'observation.attestation_ids',
    changed(GOOD, {}, { attestations: [attestation(A, OPERATOR, { readings: powerReadings(1n, 0) })] }),
  ],
  [
    'OBS-2',
    'another chain',
    'observation.network',
    changed(GOOD, { network: { ...NETWORK, chainId: 'other-1' } }),
  ],
  [
    'OBS-2',
    'another contract',
    'observation.network',
    changed(GOOD, { network: { ...NETWORK, oracle: 'cloud1other' } }),
  ],
  [
    'OBS-2',
    'signature of 63 bytes',
    'observation.malformed',
    changed(GOOD, {}, { signature: new Uint8Array(63) }),
  ],
];
