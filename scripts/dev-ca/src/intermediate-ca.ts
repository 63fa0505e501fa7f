import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
} from '@peculiar/x509';
import { developmentCa } from './development-ca.ts';
import type { DevelopmentCa } from './development-ca.ts';
import { issue } from './issue.ts';
import { generateKeys } from './key-kinds.ts';
import type { KeyKind } from './key-kinds.ts';
import { validity } from './validity.ts';

/** What an intermediate CA is called, how long it is good, and what its key is. */
export interface IntermediateCaOptions {
  /** Its common name. */
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
  const certificate = await issue(ca, {
    publicKey: keys.publicKey,
    commonName: name,
    validity: validity(validDays),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return developmentCa(certificate, keys.privateKey, key, ca);
}
