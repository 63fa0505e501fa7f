import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { expandLabel } from '../keys/hkdf-label.ts';
import type { Suite } from '../keys/suites.ts';
import { encodeMessage, HANDSHAKE_TYPE } from './message.ts';

const NOTHING = new Uint8Array(0);

/** RFC 8446 section 4.4.4. */
export function finishedVerifyData(
  suite: Suite,
  trafficSecret: Uint8Array,
  transcriptHash: Uint8Array,
): Uint8Array {
  const key = expandLabel(suite, trafficSecret, 'finished', NOTHING, suite.hashLength);
  return createHmac(suite.hash, createSecretKey(key)).update(transcriptHash).digest();
}

export function encodeFinished(
  suite: Suite,
  trafficSecret: Uint8Array,
  transcriptHash: Uint8Array,
): Uint8Array {
  return encodeMessage(HANDSHAKE_TYPE.finished, finishedVerifyData(suite, trafficSecret, transcriptHash));
}

/** Whether the body of a Finished is the one that this handshake needs. */
export function isFinished(
  body: Uint8Array,
  suite: Suite,
  trafficSecret: Uint8Array,
  transcriptHash: Uint8Array,
): boolean {
  const expected = finishedVerifyData(suite, trafficSecret, transcriptHash);
  return body.length === expected.length && timingSafeEqual(body, expected);
}
