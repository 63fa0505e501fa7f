import { sign } from 'node:crypto';
import { sealRecord } from '@cloudx3/tls13';
import type { Suite, TrafficKeys } from '@cloudx3/tls13';
import { Transcript, encodeFinished, plainRecord, signedContent, trafficKeys } from '@cloudx3/tls13/testing';
import { AUTHORITY } from '../grammar/certificate.ts';
import { MESSAGE, STRAY_MESSAGES, TICKET, message, number16, vector } from '../grammar/tls.ts';
import { join, leaf, serialize } from '../grammar/tree.ts';
import type { Tree } from '../grammar/tree.ts';
import type { Random } from '../harness/random.ts';
import { random32 } from './handshake-messages.ts';

export const HANDSHAKE = 22;
const ALERT = 21;
const CHANGE_CIPHER_SPEC = 20;
const ED25519 = 0x0807;

/** A server that says what it is told to, under the right keys and in a transcript of what it really said. */
export class Server {
  readonly #transcript = new Transcript();
  #suite: Suite | undefined;
  #keys: TrafficKeys | undefined;
  #sequence = 0;

  /** Ends what was said in the clear. */
  choose(suite: Suite): void {
    this.#suite = suite;
    this.#keys = keysOf(suite);
  }

  heard(bytes: Uint8Array): void {
    this.#transcript.add(bytes);
  }

  said(bytes: Uint8Array): void {
    this.#transcript.add(bytes);
  }

  /** Whether there are keys now; then the hash of the transcript is that of the suite. */
  chosen(): boolean {
    if (this.#suite !== undefined) this.#transcript.choose(this.#suite);
    return this.#suite !== undefined;
  }

  retried(suite: Suite, bytes: Uint8Array): void {
    this.#transcript.replaceFirstHello(suite);
    this.#transcript.add(bytes);
  }

  digest(): Uint8Array {
    return this.#transcript.digest();
  }

  get secret(): Uint8Array {
    return new Uint8Array(this.#suite?.hashLength ?? 32).fill(8);
  }

  certificateVerify(): Tree {
    const signature = sign(null, signedContent(this.digest()), AUTHORITY.leaf);
    return message(MESSAGE.certificateVerify, number16(ED25519), vector(2, leaf(signature)));
  }

  finished(): Tree {
    if (this.#suite === undefined) return message(MESSAGE.finished, leaf(random32));
    const bytes = encodeFinished(this.#suite, this.secret, this.digest());
    return message(MESSAGE.finished, leaf(bytes.subarray(4)));
  }

  record(type: number, content: Uint8Array, paddingLength = 0): Uint8Array {
    if (this.#suite === undefined || this.#keys === undefined) return plainRecord(type, content);
    return sealRecord(this.#suite.id, this.#keys, this.#sequence++, type, content, paddingLength);
  }
}

const KEYS = new Map<Suite, TrafficKeys>();

/** Keys of a secret that is always the same, worked out once. */
function keysOf(suite: Suite): TrafficKeys {
  const known = KEYS.get(suite) ?? trafficKeys(suite, new Uint8Array(suite.hashLength).fill(8));
  KEYS.set(suite, known);
  return known;
}

/** A message in records as no honest server would cut or mix them, mostly; and now and then as one would. */
export function deviate(random: Random, server: Server, bytes: Uint8Array): Uint8Array {
  const ccs = plainRecord(CHANGE_CIPHER_SPEC, Uint8Array.of(1));
  const whole = (content: Uint8Array, padding = 0): Uint8Array => server.record(HANDSHAKE, content, padding);
  switch (random.below(24)) {
    case 0:
      return join([ccs, whole(bytes)]);
    case 1:
      return join([whole(bytes), ccs]);
    case 2:
      return join([
        whole(bytes.subarray(0, 5)),
        random.once(2) ? ccs : new Uint8Array(0),
        whole(bytes.subarray(5)),
      ]);
    case 3:
      return join([server.record(ALERT, Uint8Array.of(random.below(3), random.below(130))), whole(bytes)]);
    case 4:
      return join([server.record(ALERT, random.bytes(random.below(4))), whole(bytes)]);
    case 5:
      return join([whole(serialize(random.pick(STRAY_MESSAGES) ?? TICKET)), whole(bytes)]);
    case 6:
      return join([whole(bytes), whole(serialize(TICKET))]);
    case 7:
      return whole(join([bytes, bytes.subarray(0, random.below(8))]));
    case 8:
      return join([whole(new Uint8Array(0)), whole(bytes)]);
    case 9:
      return server.record(random.pick([0, 20, 21, 23, 24, 255] as const), bytes);
    case 10:
      return join(Array.from(bytes, (byte) => whole(Uint8Array.of(byte))));
    case 11:
      return plainRecord(random.pick([20, 21, 22, 23] as const), bytes);
    case 12: {
      const sealed = whole(bytes);
      const at = sealed.length - 1 - random.below(Math.min(sealed.length, 40));
      sealed[at] = (sealed[at] ?? 0) ^ (1 << random.below(8));
      return sealed;
    }
    case 13:
      return whole(bytes, random.below(300));
    case 14:
      return plainRecord(HANDSHAKE, bytes, 0x0301);
    default: {
      const pieces: Uint8Array[] = [];
      const size = 1 + random.below(700);
      for (let at = 0; at < bytes.length; at += size)
        pieces.push(whole(bytes.subarray(at, at + size), random.once(4) ? random.below(20) : 0));
      return join(pieces);
    }
  }
}
