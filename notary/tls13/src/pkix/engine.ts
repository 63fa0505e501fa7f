import { CertificateChainValidationEngine } from 'pkijs';
import { Tls13Error } from '../errors.ts';
import type { ParsedCertificate } from './certificate.ts';

/**
 * The verdict of PKI.js on one path: chaining, dates, authorities, policies and, in its way, names.
 *
 * It is asked about a path that was built and whose signatures were verified already, one issuer a certificate, for its
 * own search does not end on circles of cross-signed authorities. What it does not look at is in path-rules.ts (path
 * length, purposes, unknown critical extensions) and in name-constraints.ts (it joins constraints where RFC 5280 has
 * them intersect).
 */
export async function checkWithEngine(path: readonly ParsedCertificate[], nowMs: number): Promise<void> {
  const certificates = path.map(({ pki }) => pki);
  const anchor = certificates.at(-1);
  if (anchor === undefined) throw new Tls13Error('tls.certificate.untrusted');
  const engine = new CertificateChainValidationEngine({
    trustedCerts: [anchor],
    // The engine takes the last one for the leaf.
    certs: certificates.slice(0, -1).reverse(),
    checkDate: new Date(nowMs),
    findIssuer: (certificate) => {
      const issuer = certificates[certificates.indexOf(certificate) + 1];
      return Promise.resolve(issuer === undefined ? [] : [issuer]);
    },
  });
  const { result, resultCode } = await engine.verify();
  if (!result) {
    throw new Tls13Error('tls.certificate.constraints', {
      detail: `PKI.js refuses the path (${resultCode})`,
    });
  }
}
