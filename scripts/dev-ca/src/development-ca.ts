// tsyringe, inside @peculiar/x509, needs this polyfill to be loaded before it.
import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  PemConverter,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { X509Certificate } from '@peculiar/x509';
import { KEY_KINDS, generateKeys } from './key-kinds.ts';
import type { KeyKind } from './key-kinds.ts';
import { validity } from './validity.ts';

/**
 * The subject that a private CA must bear to take the place of a trust anchor in the MPC engine, which compares it
 * byte for byte: these three attributes in this order, as PrintableStrings (see notary/src/mpc/trust-anchor).
 */
export const DEVELOPMENT_CA_SUBJECT = new Name([
  { C: [{ printableString: 'US' }] },
  { O: [{ printableString: 'Amazon' }] },
  { CN: [{ printableString: 'Amazon Root CA 3' }] },
]);

export interface DevelopmentCaOptions {
  readonly validDays: number;
  /** Start of validity; now by default. */
  readonly notBefore?: Date;
}

/** A certificate authority whose key exists only here. It must never be trusted outside development. */
export interface DevelopmentCa {
  readonly certificate: X509Certificate;
  readonly privateKey: CryptoKey;
  readonly key: KeyKind;
  /** The CAs between this one and its root, this one first, in PEM; empty for a root. A server sends them behind its own certificate. */
  readonly chainPem: string;
  /** The certificate in DER: what the MPC engine's `customCa` wants. */
  readonly der: Uint8Array<ArrayBuffer>;
  /** The certificate in PEM: what Node's `ca` option and other programs want. */
  readonly pem: string;
  /** The private key in PKCS #8 PEM, to keep a CA between runs. */
  readonly privateKeyPem: string;
}

/** Makes a new P-256 CA. */
export async function createDevelopmentCa({
  validDays,
  notBefore,
}: DevelopmentCaOptions): Promise<DevelopmentCa> {
  const key = 'ecdsa-p256';
  const keys = await generateKeys(key);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    keys,
    name: DEVELOPMENT_CA_SUBJECT,
    ...validity(validDays, notBefore),
    signingAlgorithm: KEY_KINDS[key].sign,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return developmentCa(certificate, keys.privateKey, key);
}

export async function developmentCa(
  certificate: X509Certificate,
  privateKey: CryptoKey,
  key: KeyKind,
  issuer?: DevelopmentCa,
): Promise<DevelopmentCa> {
  const pem = certificate.toString('pem');
  return {
    certificate,
    privateKey,
    key,
    chainPem: issuer === undefined ? '' : `${pem}\n${issuer.chainPem}`,
    der: new Uint8Array(certificate.rawData),
    pem,
    privateKeyPem: await privateKeyPem(privateKey),
  };
}

export async function privateKeyPem(key: CryptoKey): Promise<string> {
  return PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), PemConverter.PrivateKeyTag);
}
