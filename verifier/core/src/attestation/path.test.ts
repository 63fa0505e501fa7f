import { isIPv4, isIPv6, SocketAddress } from 'node:net';
import { HoleAssurance, KeyBinding } from '@cloudx3/proto';
import type { PathEvidence } from '@cloudx3/proto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyOf } from '../testing/statements.ts';
import { isPathEvidence, segmentLengths } from './path.ts';

/** Fields of a path as they come from the wire: a number of an enum may be any. */
type Change = { readonly [K in keyof PathEvidence]?: unknown };

function isGood(change: Change): boolean {
  const { version, path, sessionTimeMs } = bodyOf(5n, 0, 0, { proxy: true });
  return isPathEvidence(Object.assign(path!, change), version, sessionTimeMs);
}

const segments = (...lengths: number[]) => ({
  segmentLengths: lengths,
  holeAssurance: lengths.length === 1 ? HoleAssurance.NO_HOLES : HoleAssurance.LENGTH,
});

/** The text that the C library writes for an address; a mapped IPv4 address is written as IPv4. */
function canonical(text: string): string | undefined {
  if (isIPv4(text)) return text;
  if (!isIPv6(text)) return undefined;
  const { address } = new SocketAddress({ address: text, family: 'ipv6' });
  return address.replace(/^::ffff:(?=.*\.)/, '');
}

describe('ATT-2: the address of a path', () => {
  const groups = fc.constantFrom('0', '1', 'a', '0000', '00ab', 'ffff', 'FFFF', 'db8', '');
  const v6 = fc.array(groups, { minLength: 2, maxLength: 9 }).map((list) => list.join(':'));
  const mapped = fc.tuple(groups, groups).map(([a, b]) => `::ffff:${a}:${b}`);
  const octets = fc.constantFrom('0', '1', '10', '203', '255', '256', '01', '');
  const v4 = fc.array(octets, { minLength: 3, maxLength: 5 }).map((list) => list.join('.'));

  it('is as the C library writes it, and no other text of the same address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV6(), fc.ipV4(), v6, v4, mapped), (text) => {
        const written = canonical(text);
        // The C library still writes the compatible addresses of RFC 4291, section 2.5.5.1, with dots.
        fc.pre(written === undefined || isIPv4(written) || !written.includes('.'));
        expect(isGood({ resolvedAddress: text })).toBe(written === text);
        if (written !== undefined) expect(isGood({ resolvedAddress: written })).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is an address and nothing around it', () => {
    const others = ['', 'localhost', '1.2.3.4 ', '[::1]', '::1%eth0', '::1]/', '1.2.3.4:443', '::1.2.3.4'];
    for (const text of others) expect([text, isGood({ resolvedAddress: text })]).toEqual([text, false]);
  });
});

describe('ATT-2: the rest of a path', () => {
  it.each<[boolean, string, Change]>([
    [true, 'AES-256-GCM', { cipherSuite: 0x1302 }],
    [true, 'ChaCha20-Poly1305', { cipherSuite: 0x1303 }],
    [false, 'a CCM suite', { cipherSuite: 0x1304 }],
    [false, 'TLS 1.2', { tlsVersion: 0x0303 }],
    [true, 'a binding by grammar', { keyBinding: KeyBinding.GRAMMAR }],
    [true, 'a binding by a record', { keyBinding: KeyBinding.RECORD }],
    [false, 'a binding that is not known', { keyBinding: 4 }],
    [false, 'no binding', { keyBinding: KeyBinding.UNSPECIFIED }],
    [false, 'a hash of 31 bytes', { serverSpkiSha256: new Uint8Array(31) }],
    [false, 'no hash of the issuer', { issuerSpkiSha256: new Uint8Array() }],
    [true, 'one hole', segments(20, 8, 0)],
    [true, 'four holes', segments(20, 8, 2, 8, 2, 8, 2, 8, 2)],
    [false, 'five holes', segments(20, 8, 2, 8, 2, 8, 2, 8, 2, 8, 2)],
    [false, 'an even number of segments', segments(20, 8)],
    [false, 'no segments', { ...segments(), holeAssurance: HoleAssurance.NO_HOLES }],
    [false, 'an empty hole', segments(20, 0, 2)],
    [false, 'an empty beginning', segments(0, 8, 2)],
    [false, 'an empty request', segments(0)],
    [false, 'nothing between two holes', segments(20, 8, 0, 8, 2)],
    [true, 'a request of 16,384 bytes', segments(16_384)],
    [false, 'a request of 16,385 bytes', segments(16_000, 8, 377)],
    [
      false,
      'a hole that is said not to be there',
      { ...segments(20, 8, 2), holeAssurance: HoleAssurance.NO_HOLES },
    ],
    [false, 'a hole where there is none', { ...segments(20), holeAssurance: HoleAssurance.LENGTH }],
  ])('%s: %s', (good, _what, change) => {
    expect(isGood(change)).toBe(good);
  });

  it('has the lengths that hidden ranges cut a request into', () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(
        pieces.filter(({ length }) => length % 2 === 1),
        (lengths) => {
          const ends = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((sum, one) => sum + one, 0));
          const hidden = ends.flatMap((end, i) => (i % 2 === 1 ? [{ start: end - lengths[i]!, end }] : []));
          expect(segmentLengths(ends.at(-1)!, hidden)).toEqual(lengths);
        },
      ),
    );
  });
});
