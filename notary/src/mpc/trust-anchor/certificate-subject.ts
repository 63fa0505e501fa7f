/** One DER element: where it starts, where its content starts, and where both end. */
interface Element {
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

const CONTEXT_VERSION = 0xa0;
const LONG_LENGTH = 0x80;
const MAX_LENGTH_BYTES = 2;

/** Elements of a TBSCertificate before the subject: serialNumber, signature, issuer, validity (RFC 5280, 4.1). */
const BEFORE_SUBJECT = 4;

/**
 * The subject of a certificate as it stands there, tag and length included. Node's parser has checked the certificate
 * but gives the subject only as text, where the string types that decide here are gone.
 *
 * @returns nothing when the certificate is not laid out as RFC 5280 says
 */
export function readSubject(der: Uint8Array): Uint8Array | undefined {
  const certificate = element(der, 0);
  const body = certificate && element(der, certificate.content);
  let at = body && element(der, body.content);
  if (at !== undefined && der[at.start] === CONTEXT_VERSION) at = element(der, at.end);
  for (let skipped = 0; skipped < BEFORE_SUBJECT && at !== undefined; skipped += 1) at = element(der, at.end);
  return at && der.subarray(at.start, at.end);
}

function element(der: Uint8Array, start: number): Element | undefined {
  const first = der[start + 1];
  if (first === undefined) return undefined;
  const lengthBytes = first < LONG_LENGTH ? 0 : first - LONG_LENGTH;
  if (lengthBytes > MAX_LENGTH_BYTES) return undefined;
  const content = start + 2 + lengthBytes;
  let length = lengthBytes === 0 ? first : 0;
  for (const byte of der.subarray(start + 2, content)) length = length * 256 + byte;
  const end = content + length;
  return end > der.length ? undefined : { start, content, end };
}
