import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { createGuest } from '../../testing/guest.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const guest = createGuest();
const { G1, G2 } = bls12_381;
const [P, Q] = [G1.Point.BASE, G2.Point.BASE];
const INFINITY_G1 = Buffer.concat([hex('c0'), Buffer.alloc(47)]);
const INFINITY_G2 = Buffer.concat([hex('c0'), Buffer.alloc(95)]);

/** The point, or the code of the failure. */
function into(name: string, size: number, ...args: number[]): Buffer | number {
  const out = guest.room(size);
  const code = Number(guest.call(name, ...args, out));
  return code === 0 ? guest.take(out) : code;
}
const aggregate = (group: 'g1' | 'g2', points: Uint8Array): Buffer | number =>
  into(`bls12_381_aggregate_${group}`, group === 'g1' ? 48 : 96, guest.put(points));
const hash = (
  group: 'g1' | 'g2',
  message: string | Uint8Array,
  domain: string,
  algorithm = 0,
): Buffer | number =>
  into(
    `bls12_381_hash_to_${group}`,
    group === 'g1' ? 48 : 96,
    algorithm,
    guest.put(message),
    guest.put(domain),
  );
const pairing = (ps: Uint8Array[], qs: Uint8Array[], r: Uint8Array, s: Uint8Array): unknown =>
  guest.call(
    'bls12_381_pairing_equality',
    ...[Buffer.concat(ps), Buffer.concat(qs), r, s].map((bytes) => guest.put(bytes)),
  );
const g1 = (factor: bigint): Uint8Array => P.multiply(factor).toBytes();
const g2 = (factor: bigint): Uint8Array => Q.multiply(factor).toBytes();

describe('aggregation', () => {
  it('adds points up', () => {
    expect(aggregate('g1', Buffer.concat([g1(2n), g1(3n), g1(5n)]))).toEqual(Buffer.from(g1(10n)));
    expect(aggregate('g2', Buffer.concat([g2(2n), g2(3n)]))).toEqual(Buffer.from(g2(5n)));
    expect(aggregate('g1', INFINITY_G1)).toEqual(INFINITY_G1);
    expect(aggregate('g1', Buffer.concat([g1(2n), P.multiply(2n).negate().toBytes()]))).toEqual(INFINITY_G1);
  });

  it.each<[string, 'g1' | 'g2', Uint8Array, number]>([
    ['nothing', 'g1', Buffer.alloc(0), 14],
    ['nothing', 'g2', Buffer.alloc(0), 14],
    ['half a point more', 'g1', Buffer.concat([g1(1n), Buffer.alloc(24)]), 15],
    ['half a point more', 'g2', Buffer.concat([g2(1n), Buffer.alloc(48)]), 15],
    ['no point of the curve', 'g1', Buffer.concat([hex('80'), Buffer.alloc(46), hex('01')]), 8],
    ['an uncompressed form', 'g1', Buffer.alloc(48, 1), 8],
    [
      'a point of the curve outside of the group',
      'g1',
      hex('8123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'),
      8,
    ],
  ])('answers %s in %s with a code', (_what, group, points, code) => {
    expect(aggregate(group, points)).toBe(code);
  });
});

describe('hashing to the curve', () => {
  it('gives the points of RFC 9380, J.9.1 and J.10.1', () => {
    const first = hash('g1', 'abc', 'QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_');
    expect(Buffer.from(first as Buffer).toString('hex')).toMatch(
      /^[89a-f]3567bc5ef9c690c2ab2ecdf6a96ef1c139cc0b2f284dca0a9a7943388a49a3aee664ba5379a7655d3c68900be2f6903$/,
    );
    const second = hash('g2', 'abc', 'QUUX-V01-CS02-with-BLS12381G2_XMD:SHA-256_SSWU_RO_');
    expect(Buffer.from(second as Buffer).toString('hex')).toMatch(
      /^[9b]39cddbccdc5e91b9623efd38c49f81a6f83f175e80b06fc374de9eb4b41dfe4ca3a230ed250fbe3a2acf73a41177fd8/,
    );
  });

  it('knows SHA-256 only', () => {
    expect(hash('g1', 'abc', 'DOMAIN', 1)).toBe(9);
    expect(hash('g2', 'abc', 'DOMAIN', 0xffff)).toBe(9);
  });
});

describe('pairing equality', () => {
  it('verifies a round of drand: round 72785 of the League of Entropy’s mainnet', () => {
    const key = hex(
      '868f005eb8e6e4ca0a47c8a77ceaa5309a47978a7c71bc5cce96366b5d7a569937c529eeda66c7293784a9402801af31',
    );
    const previous = hex(
      'a609e19a03c2fcc559e8dae14900aaefe517cb55c840f6e69bc8e4f66c8d18e8a609685d9917efbfb0c37f058c2de88f13d297c7e19e0ab24813079efe57a182554ff054c7638153f9b26a60e7111f71a0ff63d9571704905d3ca6df0b031747',
    );
    const signature = hex(
      '82f5d3d2de4db19d40a6980e8aa37842a0e55d1df06bd68bddc8d60002e8e959eb9cfa368b3c1b77d18f02a54fe047b80f0989315f83b12a74fd8679c4f12aae86eaf6ab5690b34f1fddd50ee3cc6f6cdf59e95526d5a5d82aaa84fa6f181e42',
    );
    const verify = (round: bigint): unknown => {
      const number = Buffer.alloc(8);
      number.writeBigUInt64BE(round);
      const message = sha256(Buffer.concat([previous, number]));
      const point = hash('g2', message, 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_');
      return pairing([P.toBytes()], [signature], key, point as Buffer);
    };
    expect(verify(72785n)).toBe(0);
    expect(verify(72786n)).toBe(1);
  });

  it('holds for products as the bilinear law says, points at infinity included', () => {
    expect(pairing([g1(2n), g1(3n)], [g2(5n), g2(7n)], g1(31n), g2(1n))).toBe(0);
    expect(pairing([g1(2n), g1(3n)], [g2(5n), g2(7n)], g1(30n), g2(1n))).toBe(1);
    expect(pairing([INFINITY_G1], [g2(5n)], INFINITY_G1, g2(1n))).toBe(0);
    expect(pairing([INFINITY_G1], [g2(5n)], g1(1n), INFINITY_G2)).toBe(0);
    expect(pairing([], [], g1(1n), g2(1n))).toBe(1);
  });

  it.each<[string, number, Uint8Array[], Uint8Array[], Uint8Array, Uint8Array]>([
    ['points of G1 that are cut off', 11, [g1(1n).subarray(1)], [g2(1n)], g1(1n), g2(1n)],
    ['points of G2 that are cut off', 12, [g1(1n)], [g2(1n).subarray(1)], g1(1n), g2(1n)],
    ['more points on one side', 13, [g1(1n), g1(2n)], [g2(1n)], g1(1n), g2(1n)],
    ['no point on the right', 8, [g1(1n)], [g2(1n)], new Uint8Array(), g2(1n)],
    ['no point of G2 at all', 8, [g1(1n)], [Buffer.alloc(96, 1)], g1(1n), g2(1n)],
  ])('answers %s with the code %i', (_what, code, ...input) => {
    expect(pairing(...input)).toBe(code);
  });

  it('costs by the number of pairings, the right side being one of them', () => {
    const pointers = [Buffer.concat([g1(2n), g1(3n)]), Buffer.concat([g2(5n), g2(7n)]), g1(31n), g2(1n)].map(
      (bytes) => guest.put(bytes),
    );
    const reading = 18_000 + 4 * 200_000 + 115 * (96 + 192 + 48 + 96);
    expect(guest.cost(() => guest.call('bls12_381_pairing_equality', ...pointers)) - reading).toBe(
      (2112 + 3 * 163) * 1_000_000,
    );
  });
});
