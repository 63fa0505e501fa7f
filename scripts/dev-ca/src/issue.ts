import { AuthorityKeyIdentifierExtension, X509CertificateGenerator } from '@peculiar/x509';
import type { Extension, X509Certificate } from '@peculiar/x509';
import type { DevelopmentCa } from './development-ca.ts';
import { KEY_KINDS } from './key-kinds.ts';
import type { Validity } from './validity.ts';

/** What a certificate says. */
interface Contents {
  readonly publicKey: CryptoKey;
  readonly commonName: string;
  readonly validity: Validity;
  /** Besides the one that names the issuer's key. */
  readonly extensions: readonly Extension[];
}

/** A certificate signed by a CA. */
export async function issue(
  ca: DevelopmentCa,
  { publicKey, commonName, validity, extensions }: Contents,
): Promise<X509Certificate> {
  return X509CertificateGenerator.create({
    publicKey,
    signingKey: ca.privateKey,
    signingAlgorithm: KEY_KINDS[ca.key].sign,
    issuer: ca.certificate.subjectName,
    subject: [{ CN: [commonName] }],
    ...validity,
    extensions: [...extensions, await AuthorityKeyIdentifierExtension.create(ca.certificate)],
  });
}
