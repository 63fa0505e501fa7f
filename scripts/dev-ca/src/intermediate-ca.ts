import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { developmentCa } from './development-ca.ts';
import type { DevelopmentCa } from './development-ca.ts';
import { KEY_KINDS, generateKeys } from './key-kinds.ts';
import type { KeyKind } from './key-kinds.ts';
import { validity } from './validity.ts';

export interface IntermediateCaOptions {
  readonly name: string;
  readonly validDays: number;
  /** `ecdsa-p256` by default. */
  readonly key?: KeyKind;
}

/** A CA below another one; what it issues is a chain. It issues to servers only, not to further CAs. */
export async function issueIntermediateCa(
  ca: DevelopmentCa,
  { name, validDays, key = 'ecdsa-p256' }: IntermediateCaOptions,
): Promise<DevelopmentCa> {
  const keys = await generateKeys(key);
  const certificate = await X509CertificateGenerator.create({
    publicKey: keys.publicKey,
    signingKey: ca.privateKey,
    signingAlgorithm: KEY_KINDS[ca.key].sign,
    issuer: ca.certificate.subjectName,
    subject: [{ CN: [name] }],
    ...validity(validDays),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(ca.certificate),
    ],
  });
  return developmentCa(certificate, keys.privateKey, key, ca);
}
