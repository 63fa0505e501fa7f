import { BasicConstraints } from 'pkijs';
import { Tls13Error } from '../errors.ts';
import { checkKey, checkSignatureAlgorithm } from './algorithms.ts';
import type { ParsedCertificate } from './certificate.ts';
import { checkWithEngine } from './engine.ts';
import { checkExtendedKeyUsage, hasKeyUsage, KEY_USAGE } from './key-usage.ts';
import { checkLeaf } from './leaf.ts';
import { checkNameConstraints } from './name-constraints.ts';
import { OID } from './oid.ts';
import { checkValidity } from './validity.ts';

const KNOWN: readonly string[] = Object.values(OID.extension);

/** RFC 5280 section 6.1 for a path whose signatures were checked: leaf first, anchor last. */
export async function checkPath(
  path: readonly ParsedCertificate[],
  serverName: string,
  nowMs: number,
): Promise<void> {
  for (const certificate of path) checkValidity(certificate, nowMs);
  const [leaf] = path;
  if (leaf === undefined) throw new Tls13Error('tls.certificate.missing');
  checkLeaf(leaf, serverName);
  for (const certificate of path) checkCritical(certificate);
  for (const certificate of path) checkKey(certificate);
  // What an anchor is signed with does not matter: nobody relies on it.
  for (const certificate of path.slice(0, -1)) checkSignatureAlgorithm(certificate);
  path.slice(1).forEach((authority, index) => checkAuthority(authority, path.slice(1, index + 1)));
  checkNameConstraints(path, serverName);
  await checkWithEngine(path, nowMs);
}

/** Section 4.2: what is critical and not understood forbids the use of the certificate. */
function checkCritical({ extensions }: ParsedCertificate): void {
  for (const { critical, extnID } of extensions.values()) {
    if (critical && !KNOWN.includes(extnID)) {
      throw new Tls13Error('tls.certificate.constraints', { detail: 'A critical extension is unknown' });
    }
  }
}

/** Section 6.1.4 (k) to (n), with the purposes that browsers ask of an intermediate too. */
function checkAuthority(authority: ParsedCertificate, between: readonly ParsedCertificate[]): void {
  const constraints: unknown = authority.extensions.get(OID.extension.basicConstraints)?.parsedValue;
  if (!(constraints instanceof BasicConstraints) || !constraints.cA) {
    throw new Tls13Error('tls.certificate.constraints', { detail: 'An issuer is no authority' });
  }
  if (!hasKeyUsage(authority, KEY_USAGE.keyCertSign)) throw new Tls13Error('tls.certificate.key_usage');
  checkExtendedKeyUsage(authority, [OID.serverAuth, OID.anyExtendedKeyUsage]);
  const { pathLenConstraint } = constraints;
  if (pathLenConstraint === undefined) return;
  // A number too big for one is an ASN.1 object; no path is longer than that.
  const most = typeof pathLenConstraint === 'number' ? pathLenConstraint : Infinity;
  if (between.filter(({ selfIssued }) => !selfIssued).length > most) {
    throw new Tls13Error('tls.certificate.constraints', {
      detail: 'The path is longer than an authority allows',
    });
  }
}
