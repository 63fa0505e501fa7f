import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { branch, leaf, serialize } from './tree.ts';
import type { Tree } from './tree.ts';

/** The time of everything here. */
export const NOW_MS = Date.UTC(2026, 5, 1);
export const SERVER_NAME = 'a.test';

// RFC 8410: the fixed front of an Ed25519 private key in PKCS #8.
const PKCS8_FRONT = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Keys that anybody can compute: the same certificates in every run, and nothing worth a secret. */
export function fixedKey(fill: number): KeyObject {
  const der = Buffer.concat([PKCS8_FRONT, new Uint8Array(32).fill(fill)]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

export const SEQUENCE = 0x30;
const SET = 0x31;
const OID = 0x06;
const UTF8 = 0x0c;
const UTC_TIME = 0x17;
const BOOLEAN = 0x01;
const INTEGER = 0x02;
const OCTETS = 0x04;
const BITS = 0x03;

export const der = (tag: number, ...items: readonly Tree[]): Tree => branch('der', items, [tag]);
export const value = (tag: number, ...bytes: readonly number[]): Tree => der(tag, leaf(bytes));
const text = (tag: number, content: string): Tree => der(tag, leaf(Buffer.from(content)));

export function oid(dotted: string): Tree {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = rest.flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return value(OID, first * 40 + second, ...bytes);
}

export function name(common: string): Tree {
  return der(SEQUENCE, der(SET, der(SEQUENCE, oid('2.5.4.3'), text(UTF8, common))));
}

export function extension(id: string, critical: boolean, content: Tree): Tree {
  return der(SEQUENCE, oid(id), ...(critical ? [value(BOOLEAN, 0xff)] : []), der(OCTETS, content));
}

const ED25519 = der(SEQUENCE, oid('1.3.101.112'));

const dns = (host: string): Tree => text(0x82, host);
const isAuthority = (...pathLength: number[]): Tree =>
  der(SEQUENCE, value(BOOLEAN, 0xff), ...pathLength.map((most) => value(INTEGER, most)));
const subtrees = (tag: number, ...trees: readonly Tree[]): Tree =>
  der(tag, ...trees.map((tree) => der(SEQUENCE, tree)));

/** RFC 5280, section 4.2: extensions as authorities really write them, and some that they should not. */
export const EXTENSIONS = {
  names: extension('2.5.29.17', false, der(SEQUENCE, dns(SERVER_NAME), dns('*.a.test'))),
  manyNames: extension(
    '2.5.29.17',
    true,
    der(
      SEQUENCE,
      dns(SERVER_NAME),
      value(0x87, 192, 0, 2, 1),
      text(0x81, 'a@a.test'),
      text(0x86, 'https://a.test/'),
    ),
  ),
  wildcard: extension('2.5.29.17', false, der(SEQUENCE, dns('*.test'), der(0xa4, name('Directory')))),
  signs: extension('2.5.29.15', true, value(BITS, 7, 0x80)),
  certifies: extension('2.5.29.15', true, value(BITS, 1, 0x06)),
  server: extension('2.5.29.37', false, der(SEQUENCE, oid('1.3.6.1.5.5.7.3.1'))),
  anyPurpose: extension('2.5.29.37', false, der(SEQUENCE, oid('2.5.29.37.0'))),
  client: extension('2.5.29.37', true, der(SEQUENCE, oid('1.3.6.1.5.5.7.3.2'))),
  authority: extension('2.5.29.19', true, isAuthority()),
  authorityOfOne: extension('2.5.29.19', true, isAuthority(0)),
  noAuthority: extension('2.5.29.19', true, der(SEQUENCE)),
  onlyTest: extension('2.5.29.30', true, der(SEQUENCE, subtrees(0xa0, dns('test'), dns('.a.test')))),
  notOther: extension(
    '2.5.29.30',
    true,
    der(
      SEQUENCE,
      subtrees(0xa0, dns(''), value(0x87, 192, 0, 2, 0, 255, 255, 255, 0), der(0xa4, name('Leaf'))),
      subtrees(0xa1, dns('other.test')),
    ),
  ),
  policies: extension('2.5.29.32', false, der(SEQUENCE, der(SEQUENCE, oid('2.5.29.32.0')))),
  policyMappings: extension('2.5.29.33', true, der(SEQUENCE, der(SEQUENCE, oid('1.2.3'), oid('1.2.4')))),
  policyConstraints: extension('2.5.29.36', true, der(SEQUENCE, value(0x80, 0))),
  inhibitAny: extension('2.5.29.54', true, value(INTEGER, 0)),
  keyIds: extension('2.5.29.35', false, der(SEQUENCE, value(0x80, 1, 2, 3, 4))),
  unknownCritical: extension('1.2.3.4', true, value(0x05)),
} as const;

/** Public keys of other kinds than those that sign here; nobody has the private ones. */
export const PUBLIC_KEYS: readonly Tree[] = [
  // RSA of 2048 and 1024 bits, exponent 65537.
  ...[256, 128].map((bytes) =>
    der(
      SEQUENCE,
      der(SEQUENCE, oid('1.2.840.113549.1.1.1'), value(0x05)),
      der(
        BITS,
        leaf([0]),
        der(SEQUENCE, der(INTEGER, leaf([0], new Uint8Array(bytes).fill(0xc5))), value(INTEGER, 1, 0, 1)),
      ),
    ),
  ),
  // The base point of P-256 under its own name and under that of P-384, where it is none.
  ...['1.2.840.10045.3.1.7', '1.3.132.0.34'].map((curve) =>
    der(
      SEQUENCE,
      der(SEQUENCE, oid('1.2.840.10045.2.1'), oid(curve)),
      der(
        BITS,
        leaf(
          [0, 4],
          Buffer.from('6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296', 'hex'),
          Buffer.from('4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5', 'hex'),
        ),
      ),
    ),
  ),
];

/** Signature algorithms that a certificate may name; a signature of ours fits the first only. */
export const ALGORITHMS: readonly Tree[] = [
  ED25519,
  der(SEQUENCE, oid('1.2.840.113549.1.1.11'), value(0x05)),
  der(SEQUENCE, oid('1.2.840.113549.1.1.5'), value(0x05)),
  der(SEQUENCE, oid('1.2.840.113549.1.1.10'), der(SEQUENCE)),
];

export interface CertificateParts {
  readonly subject: string;
  readonly issuer: string;
  readonly key: KeyObject;
  readonly serial: number;
  readonly extensions: readonly Tree[];
}

/** A TBSCertificate (RFC 5280, section 4.1). */
export function certificateBody({ subject, issuer, key, serial, extensions }: CertificateParts): Tree {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return der(
    SEQUENCE,
    der(0xa0, value(INTEGER, 2)),
    value(INTEGER, serial),
    ED25519,
    name(issuer),
    der(SEQUENCE, text(UTC_TIME, '260101000000Z'), text(UTC_TIME, '270101000000Z')),
    name(subject),
    // Opened as far as its two parts, so that either can be changed.
    der(SEQUENCE, ED25519, der(BITS, leaf([0], new Uint8Array(spki.subarray(-32))))),
    der(0xa3, der(SEQUENCE, ...extensions)),
  );
}

/** The body with this key's signature over it, whatever the body says. */
export function signed(body: Uint8Array, key: KeyObject): Uint8Array {
  const signature = sign(null, body, key);
  return serialize(der(SEQUENCE, leaf(body), ED25519, der(BITS, leaf([0], signature))));
}

export function pemOf(certificate: Uint8Array): string {
  const base64 = Buffer.from(certificate).toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}

const { authority, authorityOfOne, certifies, keyIds, names, noAuthority, policies, server, signs } =
  EXTENSIONS;

/** A root, an intermediate and a server, each with its body before it was signed. */
export const AUTHORITY = {
  root: fixedKey(1),
  intermediate: fixedKey(2),
  leaf: fixedKey(3),
  lower: fixedKey(4),
} as const;
export const BODIES = {
  root: certificateBody({
    subject: 'Root',
    issuer: 'Root',
    key: AUTHORITY.root,
    serial: 1,
    extensions: [authority, certifies],
  }),
  intermediate: certificateBody({
    subject: 'Intermediate',
    issuer: 'Root',
    key: AUTHORITY.intermediate,
    serial: 2,
    extensions: [authorityOfOne, certifies, keyIds, policies],
  }),
  leaf: certificateBody({
    subject: 'Leaf',
    issuer: 'Intermediate',
    key: AUTHORITY.leaf,
    serial: 3,
    extensions: [noAuthority, signs, server, names, policies],
  }),
  /** An authority under the intermediate one, which may have none, and its server. */
  lower: certificateBody({
    subject: 'Lower',
    issuer: 'Intermediate',
    key: AUTHORITY.lower,
    serial: 4,
    extensions: [authority, certifies],
  }),
  selfIssued: certificateBody({
    subject: 'Intermediate',
    issuer: 'Intermediate',
    key: AUTHORITY.lower,
    serial: 5,
    extensions: [authority, certifies],
  }),
  lowerLeaf: certificateBody({
    subject: 'Leaf',
    issuer: 'Lower',
    key: AUTHORITY.leaf,
    serial: 6,
    extensions: [noAuthority, signs, server, names],
  }),
} as const;

export const ROOT = signed(serialize(BODIES.root), AUTHORITY.root);
export const CHAIN: readonly Uint8Array[] = [
  signed(serialize(BODIES.leaf), AUTHORITY.intermediate),
  signed(serialize(BODIES.intermediate), AUTHORITY.root),
];
