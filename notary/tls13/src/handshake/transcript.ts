import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { Suite } from '../keys/suites.ts';
import { encodeMessage, HANDSHAKE_TYPE } from './message.ts';

/** RFC 8446 section 4.4.1: the running hash over all handshake messages. Its kind is known with the ServerHello only. */
export class Transcript {
  #before: Uint8Array[] = [];
  #hash: Hash | undefined;

  add(message: Uint8Array): void {
    if (this.#hash === undefined) this.#before.push(message);
    else this.#hash.update(message);
  }

  /** From now on the hash of this suite counts. */
  choose(suite: Suite): void {
    if (this.#hash !== undefined) return;
    this.#hash = createHash(suite.hash);
    for (const message of this.#before) this.#hash.update(message);
    this.#before = [];
  }

  /** A HelloRetryRequest puts a synthetic message in the place of the first ClientHello. */
  replaceFirstHello(suite: Suite): void {
    const first = createHash(suite.hash);
    for (const message of this.#before) first.update(message);
    this.#before = [encodeMessage(HANDSHAKE_TYPE.message_hash, first.digest())];
  }

  digest(): Uint8Array {
    if (this.#hash === undefined) throw new Error('The hash of the transcript is not chosen yet.');
    return this.#hash.copy().digest();
  }
}
