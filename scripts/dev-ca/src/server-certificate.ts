import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509';
import { privateKeyPem } from './development-ca.ts';
import type { DevelopmentCa } from './development-ca.ts';
import { issue } from './issue.ts';
import { generateKeys } from './key-kinds.ts';
import type { KeyKind } from './key-kinds.ts';
import { validity } from './validity.ts';

export interface ServerCertificateOptions {
  /** DNS names. The MPC engine and browsers look at these only, never at the common name. */
  readonly names: readonly [string, ...string[]];
  /** Addresses, for clients other than the MPC engine, which knows DNS names only. */
  readonly addresses?: readonly string[];
  readonly validDays: number;
  /** Start of validity; now by default. With `validDays` in the past it makes an expired certificate. */
  readonly notBefore?: Date;
  /** `ecdsa-p256` by default. */
  readonly key?: KeyKind;
}

/** What a TLS server is configured with. */
export interface ServerCertificate {
  /** The leaf in PEM, and behind it the CAs below the root, which is the trust anchor. */
  readonly certificatePem: string;
  readonly privateKeyPem: string;
  readonly notAfter: Date;
}

/** Issues a certificate for a TLS server, with a new key. */
export async function issueServerCertificate(
  ca: DevelopmentCa,
  { names, addresses = [], validDays, notBefore, key = 'ecdsa-p256' }: ServerCertificateOptions,
): Promise<ServerCertificate> {
  const keys = await generateKeys(key);
  const leaf = await issue(ca, {
    publicKey: keys.publicKey,
    commonName: names[0],
    validity: validity(validDays, notBefore),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...names.map((value) => ({ type: 'dns' as const, value })),
        ...addresses.map((value) => ({ type: 'ip' as const, value })),
      ]),
    ],
  });
  return {
    certificatePem: [leaf.toString('pem'), ca.chainPem].join('\n').trimEnd(),
    privateKeyPem: await privateKeyPem(keys.privateKey),
    notAfter: leaf.notAfter,
  };
}
