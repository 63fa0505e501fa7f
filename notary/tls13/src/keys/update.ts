import { Tls13Error } from '../errors.ts';
import { expandLabel } from './hkdf-label.ts';
import { offeredSuite } from './suites.ts';
import type { Suite } from './suites.ts';
import { trafficKeys } from './traffic-keys.ts';
import type { TrafficKeys } from './traffic-keys.ts';

const NOTHING = new Uint8Array(0);
/** RFC 8446 section 7.2: application_traffic_secret_N+1 of application_traffic_secret_N. */
export function nextSecret(suite: Suite, secret: Uint8Array): Uint8Array {
  return expandLabel(suite, secret, 'traffic upd', NOTHING, suite.hashLength);
}

/** No session has nearly as many; it bounds what one call can cost. */
export const MAX_EPOCH = 255;

/**
 * RFC 8446 section 7.2: one direction's application_traffic_secret_0, _1, … Epoch n is what n KeyUpdates lead to.
 * Secrets do not come out: whoever held one could compute all that follow.
 */
export class EpochKeys {
  readonly #suite: Suite;
  readonly #secrets: Uint8Array[];

  constructor(suite: Suite, secret0: Uint8Array) {
    this.#suite = suite;
    this.#secrets = [secret0];
  }

  /** Key and IV of an epoch, also of one to come. Throws `tls.state` for a number that is none, or above 255. */
  at(epoch: number): TrafficKeys {
    if (!Number.isInteger(epoch) || epoch < 0 || epoch > MAX_EPOCH) {
      throw new Tls13Error('tls.state', { detail: `An epoch is a whole number from 0 to ${MAX_EPOCH}` });
    }
    return trafficKeys(this.#suite, this.#secretAt(epoch));
  }

  #secretAt(epoch: number): Uint8Array {
    const known = this.#secrets[epoch];
    if (known !== undefined) return known;
    const previous = this.#secretAt(epoch - 1);
    return (this.#secrets[epoch] = nextSecret(this.#suite, previous));
  }
}

/** The keys of each epoch of a direction whose secret was shown. Throws `tls.handshake.suite`, or `tls.audit.secrets` for a secret of another length. */
export function disclosedEpochs(suite: number, secret0: Uint8Array): EpochKeys {
  const offered = offeredSuite(suite);
  // HMAC fills a key up with zeros and hashes a long one (RFC 2104): only among secrets of one length is each a key of its own.
  if (secret0.length !== offered.hashLength) throw new Tls13Error('tls.audit.secrets');
  return new EpochKeys(offered, secret0);
}
