import { Tls13Error } from '../errors.ts';
import { expandLabel } from './hkdf-label.ts';
import type { Suite } from './suites.ts';
import { trafficKeys } from './traffic-keys.ts';
import type { TrafficKeys } from './traffic-keys.ts';

const NOTHING = new Uint8Array(0);
/** No session has nearly as many; it bounds what one call can cost. */
export const MAX_EPOCH = 255;

/**
 * RFC 8446 section 7.2: one direction's application_traffic_secret_0, _1, … Epoch n is what n KeyUpdates lead to.
 * The secrets stay in here: whoever held one could compute all that follow. Only keys, which are leaves, come out.
 */
export class EpochKeys {
  readonly #suite: Suite;
  readonly #secrets: Uint8Array[];

  constructor(suite: Suite, secret0: Uint8Array) {
    this.#suite = suite;
    this.#secrets = [secret0];
  }

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
    const secret = expandLabel(this.#suite, previous, 'traffic upd', NOTHING, this.#suite.hashLength);
    this.#secrets[epoch] = secret;
    return secret;
  }
}
