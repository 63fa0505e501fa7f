import { AltName, BasicConstraints } from 'pkijs';
import { Tls13Error } from '../errors.ts';
import type { ParsedCertificate } from './certificate.ts';
import { checkExtendedKeyUsage, hasKeyUsage, KEY_USAGE } from './key-usage.ts';
import { OID } from './oid.ts';
import { fitsServerName } from './server-name.ts';

const DNS_NAME = 2;

/** What the certificate of a server itself must say. */
export function checkLeaf(leaf: ParsedCertificate, serverName: string): void {
  if (!dnsNames(leaf).some((name) => fitsServerName(name, serverName)))
    throw new Tls13Error('tls.certificate.name');
  if (!hasKeyUsage(leaf, KEY_USAGE.digitalSignature)) throw new Tls13Error('tls.certificate.key_usage');
  checkExtendedKeyUsage(leaf, [OID.serverAuth]);
  const constraints: unknown = leaf.extensions.get(OID.extension.basicConstraints)?.parsedValue;
  if (constraints instanceof BasicConstraints && constraints.cA) {
    throw new Tls13Error('tls.certificate.constraints', { detail: 'An authority cannot be a server' });
  }
}

/** RFC 9525 section 2: only dNSName entries of subjectAltName count, never the common name. */
export function dnsNames({ extensions }: ParsedCertificate): string[] {
  const value: unknown = extensions.get(OID.extension.subjectAltName)?.parsedValue;
  if (!(value instanceof AltName)) return [];
  return value.altNames.filter(({ type }) => type === DNS_NAME).map((name) => String(name.value));
}
