import { attestation } from '../bodies.ts';
import { A, OPERATOR, changed, single } from './parts.ts';
import type { Bad } from './parts.ts';

const GOOD = single();

/** Observations that do not count (rule ATT-2). */
export const BAD_ATT_2: readonly Bad[] = [
  [
    'ATT-2',
    'notary’s signature of 63 bytes',
    'attestation.malformed',
    changed(GOOD, {}, { attestations: [{ ...attestation(A, OPERATOR), signature: new Uint8Array(63) }] }),
  ],
];
