import { BitString } from 'asn1js';
import { ExtKeyUsage } from 'pkijs';
import { Tls13Error } from '../errors.ts';
import type { ParsedCertificate } from './certificate.ts';
import { OID } from './oid.ts';

/** RFC 5280 section 4.2.1.3: bits of the first byte. */
export const KEY_USAGE = { digitalSignature: 0x80, keyCertSign: 0x04 } as const;

/** Whether the key may be used so. Without the extension it may be used for everything. */
export function hasKeyUsage({ extensions }: ParsedCertificate, bit: number): boolean {
  const extension = extensions.get(OID.extension.keyUsage);
  if (extension === undefined) return true;
  const value: unknown = extension.parsedValue;
  return value instanceof BitString && ((value.valueBlock.valueHexView[0] ?? 0) & bit) !== 0;
}

/** RFC 5280 section 4.2.1.12: where purposes are stated, one of these must be among them. */
export function checkExtendedKeyUsage({ extensions }: ParsedCertificate, purposes: readonly string[]): void {
  const extension = extensions.get(OID.extension.extendedKeyUsage);
  if (extension === undefined) return;
  const stated = extension.parsedValue instanceof ExtKeyUsage ? extension.parsedValue.keyPurposes : [];
  if (!stated.some((purpose) => purposes.includes(purpose)))
    throw new Tls13Error('tls.certificate.key_usage');
}
