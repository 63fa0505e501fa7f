import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { Tls13Error } from '../errors.ts';
import { ParsedCertificate } from './certificate.ts';
import { PathCache } from './path-cache.ts';

export interface TrustAnchor {
  /** Whether it was configured here, and is none of Mozilla's. */
  readonly custom: boolean;
  readonly x509: X509Certificate;
  /** Read when first needed: of Mozilla's 120 a process meets a few. */
  parsed(): ParsedCertificate;
}

/** The authorities that are trusted. Made once, shared, never changed; holds a bounded cache of validated paths. */
export interface TrustStore {
  /** Whether any anchor is a configured one. */
  readonly custom: boolean;
  /** Those that bear this subject. */
  anchorsNamed(subject: string): readonly TrustAnchor[];
  /** Paths that were found good, for as long as they are. */
  readonly cache: PathCache;
}

/** Which authorities to trust. */
export interface TrustStoreOptions {
  /** `mozilla`: the root certificates that come with Node. */
  readonly roots: 'mozilla' | 'none';
  /** One or more CA certificates in PEM. */
  readonly customCaPem?: string;
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Makes a store of trust anchors. Throws `tls.certificate.malformed` where the PEM holds no certificate that can be read. */
export function createTrustStore({ roots, customCaPem }: TrustStoreOptions): TrustStore {
  const customPems = customCaPem?.match(PEM) ?? [];
  if (customCaPem !== undefined && customPems.length === 0) {
    throw new Tls13Error('tls.certificate.malformed', {
      detail: 'The custom CA holds no certificate in PEM',
    });
  }
  const anchors = [
    ...customPems.map((pem) => anchor(pem, true)),
    ...(roots === 'mozilla' ? rootCertificates.map((pem) => anchor(pem, false)) : []),
  ];
  const bySubject = Map.groupBy(anchors, ({ x509 }) => x509.subject);
  return {
    custom: customPems.length > 0,
    anchorsNamed: (subject) => bySubject.get(subject) ?? [],
    cache: new PathCache(),
  };
}

function anchor(pem: string, custom: boolean): TrustAnchor {
  const x509 = readPem(pem);
  let parsed: ParsedCertificate | undefined;
  return { custom, x509, parsed: () => (parsed ??= new ParsedCertificate(x509.raw)) };
}

function readPem(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new Tls13Error('tls.certificate.malformed', { detail: 'A CA certificate cannot be read', cause });
  }
}
