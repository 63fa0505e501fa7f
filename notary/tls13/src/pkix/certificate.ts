import { createHash, X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { fromBER, Sequence } from 'asn1js';
import { Certificate } from 'pkijs';
import type { Extension } from 'pkijs';
import { Tls13Error } from '../errors.ts';
import { OID } from './oid.ts';

const CONTEXT_SPECIFIC = 3;
const KNOWN: readonly string[] = Object.values(OID.extension);

/** What PKI.js reads out of a certificate. */
interface Contents {
  readonly pki: Certificate;
  readonly extensions: ReadonlyMap<string, Extension>;
  /** SHA-256 over the SubjectPublicKeyInfo, as its bytes stand in the certificate. */
  readonly spkiSha256: Uint8Array;
}

/**
 * One certificate as two libraries see it: OpenSSL for keys, signatures and dates, PKI.js for extensions. The second is
 * slow, and slower still on what was made to be, so it is asked only about certificates that somebody trusted signed.
 */
export class ParsedCertificate {
  readonly x509: X509Certificate;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  #contents: Contents | undefined;

  /** Throws `tls.certificate.malformed`. */
  constructor(der: Uint8Array) {
    this.x509 = wellFormed(() => new X509Certificate(der));
    // What follows the certificate in its field would be signed by nobody.
    if (this.x509.raw.length !== der.length) throw new Tls13Error('tls.certificate.malformed');
    this.notBeforeMs = timeOf(this.x509.validFrom);
    this.notAfterMs = timeOf(this.x509.validTo);
  }

  /** RFC 5280 section 3.2: subject and issuer are the same. */
  get selfIssued(): boolean {
    return this.x509.subject === this.x509.issuer;
  }

  /** Throws `tls.certificate.algorithm`: OpenSSL reads the key only now, and knows neither all kinds nor what is no key of its kind. */
  get publicKey(): KeyObject {
    try {
      return this.x509.publicKey;
    } catch (cause) {
      throw new Tls13Error('tls.certificate.algorithm', { cause });
    }
  }

  get pki(): Certificate {
    return this.#read().pki;
  }

  get extensions(): ReadonlyMap<string, Extension> {
    return this.#read().extensions;
  }

  get spkiSha256(): Uint8Array {
    return this.#read().spkiSha256;
  }

  #read(): Contents {
    return (this.#contents ??= wellFormed(() => {
      const pki = Certificate.fromBER(Uint8Array.from(this.x509.raw));
      const spkiSha256 = createHash('sha256').update(spkiOf(pki)).digest();
      return { pki, extensions: extensionsOf(pki), spkiSha256 };
    }));
  }
}

/**
 * RFC 5280 section 4.1.2.5, as OpenSSL writes it: `Jan  1 00:00:00 2026 GMT`. Node's `validFromDate` and `validToDate` are not asked: for what is no
 * time they give whatever stood in memory, another value each time.
 */
function timeOf(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new Tls13Error('tls.certificate.malformed', { detail: 'A date is none' });
  return ms;
}

function wellFormed<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Tls13Error('tls.certificate.malformed', { cause });
  }
}

/** RFC 5280 section 4.2: each extension once; what PKI.js could not read would otherwise look like an empty one. */
function extensionsOf({ extensions = [] }: Certificate): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>();
  for (const extension of extensions) {
    if (found.has(extension.extnID)) throw new Error('An extension stands twice.');
    if (KNOWN.includes(extension.extnID) && !isRead(extension.parsedValue))
      throw new Error('An extension is broken.');
    found.set(extension.extnID, extension);
  }
  return found;
}

function isRead(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return !('parsingError' in value) || value.parsingError === undefined;
}

/** The seventh field of a TBSCertificate, or the sixth if the version is left out (RFC 5280 section 4.1). */
function spkiOf({ tbsView }: Certificate): Uint8Array {
  const { result } = fromBER(Uint8Array.from(tbsView));
  const fields = result instanceof Sequence ? result.valueBlock.value : [];
  const field = fields[fields[0]?.idBlock.tagClass === CONTEXT_SPECIFIC ? 6 : 5];
  if (field === undefined) throw new Error('There is no public key.');
  return field.valueBeforeDecodeView;
}
