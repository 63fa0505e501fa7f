import { buildReport } from '@cloudx3/verifier-core';
import { PROXY_PATH, proxied } from '../bodies.ts';
import { BOTH_MODES, observations, own } from './parts.ts';
import type { Bad } from './parts.ts';

/** Reports that fail (rule ATT-2). */
export const BAD_ATT_2: readonly Bad[] = [
  [
    'ATT-2',
    'PROXY that names no path',
    'attestation.malformed',
    () => {
      const r = buildReport(
        BOTH_MODES,
        observations([1n, 2n, 3n], () => proxied()),
      );
      return { ...r, ...own(r, { path: 0 }) };
    },
    BOTH_MODES,
  ],
  [
    'ATT-2',
    'MPC that names a path',
    'attestation.malformed',
    (r) => ({ ...own(r, { path: 1 }), paths: [PROXY_PATH] }),
  ],
  [
    'ATT-2',
    'session id of 15 bytes',
    'attestation.malformed',
    (r) => own(r, { sessionId: new Uint8Array(15) }),
  ],
];
