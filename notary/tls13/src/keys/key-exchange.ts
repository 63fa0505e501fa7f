import { createECDH, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import type { ECDH, KeyObject } from 'node:crypto';
import { concat } from '../presentation/writer.ts';

/** RFC 8446 section 4.2.7: the groups that are offered, by number. */
export const GROUPS = { secp256r1: 0x0017, secp384r1: 0x0018, x25519: 0x001d } as const;
/** A group, as RFC 8446 names it. */
export type GroupName = keyof typeof GROUPS;

/** Our half of one key exchange (RFC 8446 sections 4.2.8 and 7.4). */
export interface KeyShare {
  readonly group: GroupName;
  readonly publicKey: Uint8Array;
  /** The shared secret with the peer's half. Throws if that is no valid public key of the group. */
  agree(peer: Uint8Array): Uint8Array;
}

/** Private keys come from the randomness that is handed in, so that a session can be replayed in a test. */
export function createKeyShare(group: GroupName, random: (length: number) => Uint8Array): KeyShare {
  return group === 'x25519' ? x25519(random) : ecdh(group, random);
}

// The fixed fronts of RFC 8410's PKCS #8 and SPKI forms: Node takes raw X25519 keys in no shorter one.
const PKCS8_FRONT = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI_FRONT = Buffer.from('302a300506032b656e032100', 'hex');
const X25519_LENGTH = 32;

function x25519(random: (length: number) => Uint8Array): KeyShare {
  const der = Buffer.from(concat(PKCS8_FRONT, random(X25519_LENGTH)));
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    group: 'x25519',
    publicKey: new Uint8Array(spki.subarray(SPKI_FRONT.length)),
    agree(peer) {
      if (peer.length !== X25519_LENGTH) throw new RangeError('An X25519 key has 32 bytes.');
      const shared = diffieHellman({ privateKey, publicKey: x25519PublicKey(peer) });
      // RFC 7748 section 6.1 and RFC 8446 section 7.4.2: a peer of small order makes the secret zero.
      if (shared.every((byte) => byte === 0)) throw new RangeError('The shared secret is zero.');
      return shared;
    },
  };
}

function x25519PublicKey(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(concat(SPKI_FRONT, raw)), format: 'der', type: 'spki' });
}

const CURVES = {
  secp256r1: { name: 'prime256v1', bytes: 32 },
  secp384r1: { name: 'secp384r1', bytes: 48 },
} as const;
/** Of 2^32 tries less than one finds a number outside the order of either curve. */
const TRIES = 4;

function ecdh(group: keyof typeof CURVES, random: (length: number) => Uint8Array): KeyShare {
  const { name, bytes } = CURVES[group];
  const exchange = createECDH(name);
  setPrivateKey(exchange, () => random(bytes));
  return {
    group,
    publicKey: new Uint8Array(exchange.getPublicKey()),
    agree(peer) {
      // Section 4.2.8.2: the uncompressed form only. Node checks that the point is on the curve.
      if (peer.length !== 1 + 2 * bytes || peer[0] !== 4) throw new RangeError('Not an uncompressed point.');
      return new Uint8Array(exchange.computeSecret(peer));
    },
  };
}

function setPrivateKey(exchange: ECDH, candidate: () => Uint8Array): void {
  for (let left = TRIES; ; left--) {
    try {
      exchange.setPrivateKey(candidate());
      return;
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}
