import { expandLabel } from './hkdf-label.ts';
import { IV_LENGTH } from './suites.ts';
import type { Suite } from './suites.ts';

/** What protects the records of one epoch of one direction. */
export interface TrafficKeys {
  /** As long as the suite says. */
  readonly key: Uint8Array;
  /** 12 bytes; the nonce of record n is this, exclusive-or n (RFC 8446, section 5.3). */
  readonly iv: Uint8Array;
}

const NOTHING = new Uint8Array(0);

/** RFC 8446 section 7.3. */
export function trafficKeys(suite: Suite, secret: Uint8Array): TrafficKeys {
  return {
    key: expandLabel(suite, secret, 'key', NOTHING, suite.keyLength),
    iv: expandLabel(suite, secret, 'iv', NOTHING, IV_LENGTH),
  };
}
