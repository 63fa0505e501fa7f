import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { createGuest } from '../../testing/guest.ts';

const hex = (text: string): Uint8Array => Buffer.from(text, 'hex');

/** Signatures that others made: go-ethereum's crypto tests, and CAVP's vectors for P-256 (as cosmwasm-vm's own tests use them). */
const KNOWN = {
  secp256k1: {
    hash: hex('5ae8317d34d1e595e3fa7247db80c0af4320cce1116de187f8f7e2e099c0d8d0'),
    signature: hex(
      '207082eb2c3dfa0b454e0906051270ba4074ac93760ba9e7110cd9471475111151eb0dbbc9920e72146fb564f99d039802bf6ef2561446eb126ef364d21ee9c4',
    ),
    key: hex(
      '04051c1ee2190ecfb174bfe4f90763f2b4ff7517b70a2aec1876ebcfd644c4633fb03f3cfbd94b1f376e34592d9d41ccaf640bb751b00a1fadeb0c01157769eb73',
    ),
    curve: secp256k1,
  },
  secp256r1: {
    hash: hex('b804cf88af0c2eff8bbbfb3660ebb3294138e9d3ebd458884e19818061dacff0'),
    signature: hex(
      '35fb60f5ca0f3ca08542fb3cc641c8263a2cab7a90ee6a5e1583fac2bb6f6bd1ee59d81bc9db1055cc0ed97b159d8784af04e98511d0a9a407b99bb292572e96',
    ),
    key: hex(
      '0474ccd8a62fba0e667c50929a53f78c21b8ff0c3c737b0b40b1750b2302b0bde829074e21f3a0ef88b9efdf10d06aa4c295cc1671f758ca0e4cd108803d0f2614',
    ),
    curve: p256,
  },
} as const;

const guest = createGuest();
type Curve = keyof typeof KNOWN;

const verify = (curve: Curve, hash: Uint8Array, signature: Uint8Array, key: Uint8Array): unknown =>
  guest.call(`${curve}_verify`, guest.put(hash), guest.put(signature), guest.put(key));

/** The key, or the code that stands in the upper half where a pointer would stand in the lower one. */
function recover(curve: Curve, hash: Uint8Array, signature: Uint8Array, param: number): Buffer | number {
  const found = BigInt(
    guest.call(`${curve}_recover_pubkey`, guest.put(hash), guest.put(signature), param) ?? 0,
  );
  return found < 2n ** 32n ? guest.take(Number(found)) : Number(found >> 32n);
}

/** s ↦ n − s: the other signature that the same key could have made. */
function otherS(signature: Uint8Array, order: bigint): Uint8Array {
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`);
  return Buffer.concat([signature.subarray(0, 32), hex((order - s).toString(16).padStart(64, '0'))]);
}

describe.each(['secp256k1', 'secp256r1'] as const)('%s', (name) => {
  const { hash, signature, key, curve } = KNOWN[name];
  const order = curve.Point.Fn.ORDER;

  it('verifies a signature with the key in either form, high S or low', () => {
    const compressed = curve.Point.fromBytes(key).toBytes(true);
    expect(verify(name, hash, signature, key)).toBe(0);
    expect(verify(name, hash, signature, compressed)).toBe(0);
    expect(verify(name, hash, otherS(signature, order), key)).toBe(0);
  });

  it('tells a wrong signature from a malformed one', () => {
    expect(verify(name, sha256(hash), signature, key)).toBe(1);
    const otherKey = curve.getPublicKey(curve.utils.randomSecretKey(), false);
    expect(verify(name, hash, signature, otherKey)).toBe(1);
  });

  it.each<[string, number, Uint8Array, Uint8Array, Uint8Array]>([
    ['a hash of 31 bytes', 3, hash.subarray(1), signature, key],
    ['a signature of 63 bytes', 4, hash, signature.subarray(1), key],
    ['no key', 5, hash, signature, new Uint8Array()],
    ['a key of another form', 5, hash, signature, Buffer.concat([hex('05'), key.subarray(1)])],
    ['a compressed key of 65 bytes', 5, hash, signature, Buffer.concat([hex('02'), key.subarray(1)])],
    ['a key that is no point', 10, hash, signature, Buffer.concat([hex('04'), Buffer.alloc(64, 1)])],
    ['r of zero', 10, hash, Buffer.concat([Buffer.alloc(32), signature.subarray(32)]), key],
    ['s beyond the order', 10, hash, Buffer.concat([signature.subarray(0, 32), Buffer.alloc(32, 0xff)]), key],
  ])('answers %s with the code %i', (_what, code, ...input) => {
    expect(verify(name, ...input)).toBe(code);
  });

  it('recovers the key that signed', () => {
    const secret = curve.utils.randomSecretKey();
    const own = curve.getPublicKey(secret, false);
    const recovered = curve.sign(hash, secret, { prehash: false, format: 'recovered' });
    const [param = 0, made] = [recovered[0], recovered.subarray(1)];
    expect(recover(name, hash, made, param)).toEqual(Buffer.from(own));
    expect(recover(name, hash, otherS(made, order), param ^ 1)).toEqual(Buffer.from(own));
    expect(recover(name, hash, made, param ^ 1)).not.toEqual(Buffer.from(own));
  });

  it('refuses what nothing can be recovered from', () => {
    expect(recover(name, hash.subarray(1), signature, 0)).toBe(3);
    expect(recover(name, hash, signature.subarray(1), 0)).toBe(4);
    expect(recover(name, hash, Buffer.alloc(64), 0)).toBe(10);
    for (const param of [4, 255, 256, -1]) expect(recover(name, hash, signature, param)).toBe(6);
  });
});

describe('parameters of recovery', () => {
  it('2 and 3 are none on secp256k1, and practically never right on secp256r1', () => {
    const { hash, signature } = KNOWN.secp256k1;
    expect([2, 3].map((param) => recover('secp256k1', hash, signature, param))).toEqual([6, 6]);
    const other = KNOWN.secp256r1;
    expect([2, 3].map((param) => recover('secp256r1', other.hash, other.signature, param))).toEqual([10, 10]);
  });

  it('that are no byte are refused before the work is paid for', () => {
    const { hash, signature } = KNOWN.secp256k1;
    const [h, s] = [guest.put(hash), guest.put(signature)];
    const cost = (param: number): number =>
      guest.cost(() => guest.call('secp256k1_recover_pubkey', h, s, param));
    const reading = 18_000 + 400_000 + 115 * 96;
    expect(cost(256)).toBe(reading);
    expect(cost(255)).toBe(reading + 194_000_000);
  });
});
