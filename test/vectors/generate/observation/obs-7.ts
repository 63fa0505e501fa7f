import { ObservationBodySchema, encode } from '@cloudx3/proto';
import { OUTSIDER, attestation } from '../bodies.ts';
import { digestOf } from '../vector.ts';
import { A, OPERATOR, changed, single } from './parts.ts';
import type { Bad } from './parts.ts';

const GOOD = single();
const FOREIGN = { ...attestation(A, OPERATOR), signature: attestation(OUTSIDER, OPERATOR).signature };

/** Observations that do not count (rule OBS-7). */
export const BAD_OBS_7: readonly Bad[] = [
  [
    'OBS-7',
    'observer’s signature by another key',
    'observation.signature',
    changed(
      GOOD,
      {},
      { signature: OUTSIDER.sign(digestOf('observation', encode(ObservationBodySchema, GOOD.body))) },
    ),
  ],
  [
    'OBS-7',
    'observer’s signature under another domain',
    'observation.signature',
    changed(
      GOOD,
      {},
      { signature: OPERATOR.sign(digestOf('attestation', encode(ObservationBodySchema, GOOD.body))) },
    ),
  ],
  [
    'OBS-7',
    'notary’s signature by another key',
    'attestation.signature',
    changed(GOOD, {}, { attestations: [FOREIGN] }),
  ],
];
