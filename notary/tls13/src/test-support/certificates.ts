// tsyringe, inside @peculiar/x509, needs this polyfill to be loaded before it.
import 'reflect-metadata';
import { generateKeyPairSync, webcrypto } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PublicKey,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { X509Certificate } from '@peculiar/x509';

export { Extension };
export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
export const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
export const DAY_MS = 86_400_000;
/** The time of all tests that need one. */
export const NOW_MS = Date.UTC(2026, 5, 1);

export const KEY_USAGES = KeyUsageFlags;

export type KeyKind =
  'p256' | 'p256-explicit' | 'p384' | 'p521' | 'secp256k1' | 'rsa' | 'rsa1024' | 'rsa-pss' | 'ed25519';

const CURVES = { p256: 'P-256', p384: 'P-384', p521: 'P-521', secp256k1: 'secp256k1' } as const;

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Keys are slow to make and nothing depends on their being new, so tests share them by kind and name. */
const KEYS = new Map<string, KeyPair>();

export function keyPair(kind: KeyKind, name = ''): KeyPair {
  const id = `${kind} ${name}`;
  const pair = KEYS.get(id) ?? generate(kind);
  KEYS.set(id, pair);
  return pair;
}

function generate(kind: KeyKind): KeyPair {
  switch (kind) {
    case 'rsa':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
    case 'rsa1024':
      return generateKeyPairSync('rsa', { modulusLength: 1024 });
    case 'rsa-pss':
      return generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
    case 'ed25519':
      return generateKeyPairSync('ed25519');
    case 'p256-explicit':
      return generateKeyPairSync('ec', { namedCurve: CURVES.p256, paramEncoding: 'explicit' });
    default:
      return generateKeyPairSync('ec', { namedCurve: CURVES[kind] });
  }
}

export interface CertificateOptions {
  readonly subject: string;
  readonly key?: KeyPair;
  /** Self-signed if absent. */
  readonly issuer?: Issued;
  readonly ca?: boolean;
  readonly pathLength?: number;
  readonly keyUsages?: KeyUsageFlags;
  readonly purposes?: readonly string[];
  readonly names?: readonly { type: 'dns' | 'ip' | 'email' | 'url'; value: string }[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly extensions?: readonly Extension[];
  /** Hash of the signature. */
  readonly hash?: 'SHA-1' | 'SHA-256' | 'SHA-384';
  readonly pss?: boolean;
}

export interface Issued {
  readonly certificate: X509Certificate;
  readonly der: Uint8Array;
  readonly pem: string;
  readonly key: KeyPair;
}

/** Any certificate, good or bad. Signed by the issuer's key, or by its own. */
export async function issue(options: CertificateOptions): Promise<Issued> {
  const key = options.key ?? keyPair('p256', options.subject);
  const signer = options.issuer?.key ?? key;
  const { notBefore = new Date(NOW_MS - DAY_MS), notAfter = new Date(NOW_MS + DAY_MS) } = options;
  const certificate = await X509CertificateGenerator.create({
    subject: options.subject,
    issuer: options.issuer?.certificate.subject ?? options.subject,
    notBefore,
    notAfter,
    publicKey: new PublicKey(Uint8Array.from(key.publicKey.export({ format: 'der', type: 'spki' }))),
    signingKey: await signingKey(signer.privateKey, options),
    signingAlgorithm: algorithm(signer.privateKey, options),
    extensions: extensionsOf(options),
  });
  return { certificate, der: new Uint8Array(certificate.rawData), pem: certificate.toString('pem'), key };
}

function extensionsOf(options: CertificateOptions): Extension[] {
  const { ca, pathLength, keyUsages, purposes, names, extensions = [] } = options;
  return [
    ...(ca === undefined ? [] : [new BasicConstraintsExtension(ca, pathLength, true)]),
    ...(keyUsages === undefined ? [] : [new KeyUsagesExtension(keyUsages, true)]),
    ...(purposes === undefined ? [] : [new ExtendedKeyUsageExtension([...purposes])]),
    ...(names === undefined ? [] : [new SubjectAlternativeNameExtension([...names])]),
    ...extensions,
  ];
}

function signingKey(key: KeyObject, options: CertificateOptions): Promise<webcrypto.CryptoKey> {
  const pkcs8 = Uint8Array.from(key.export({ format: 'der', type: 'pkcs8' }));
  return webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm(key, options), false, ['sign']);
}

function algorithm(
  key: KeyObject,
  { hash = 'SHA-256', pss = false }: CertificateOptions,
): webcrypto.EcdsaParams & webcrypto.EcKeyImportParams {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = key;
  // WebCrypto's many shapes of parameters; each call reads what it needs.
  const common = { hash, namedCurve: '', saltLength: 32 };
  if (type === 'ed25519') return { ...common, name: 'Ed25519' };
  if (type === 'rsa') return { ...common, name: pss ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5' };
  const curves: Record<string, string> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };
  return { ...common, name: 'ECDSA', namedCurve: curves[details.namedCurve ?? ''] ?? '' };
}

export interface Chain {
  readonly root: Issued;
  readonly intermediate: Issued;
  readonly leaf: Issued;
  /** As a server sends it. */
  readonly der: readonly Uint8Array[];
}

export interface ChainOptions {
  readonly root?: Partial<CertificateOptions>;
  readonly intermediate?: Partial<CertificateOptions>;
  readonly leaf?: Partial<CertificateOptions>;
}

/** A root, an intermediate and a server for `a.test`, all as they should be but for what the options say. */
export async function issueChain(options: ChainOptions = {}): Promise<Chain> {
  const authority = { ca: true, keyUsages: KEY_USAGES.keyCertSign } as const;
  const root = await issue({ subject: 'CN=Root', ...authority, ...options.root });
  const intermediate = await issue({
    subject: 'CN=Intermediate',
    issuer: root,
    ...authority,
    ...options.intermediate,
  });
  const leaf = await issue({
    subject: 'CN=a.test',
    issuer: intermediate,
    ca: false,
    keyUsages: KEY_USAGES.digitalSignature,
    purposes: [SERVER_AUTH],
    names: [{ type: 'dns', value: 'a.test' }],
    ...options.leaf,
  });
  return { root, intermediate, leaf, der: [leaf.der, intermediate.der] };
}
