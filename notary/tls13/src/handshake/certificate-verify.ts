import { constants, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Tls13Error } from '../errors.ts';
import { Reader } from '../presentation/reader.ts';
import { ascii, concat } from '../presentation/writer.ts';
import type { ClientHello } from './client-hello.ts';
import { fits, SIGNATURE_SCHEMES } from './signature-scheme.ts';
import type { SignatureScheme } from './signature-scheme.ts';

const FRONT = concat(
  new Uint8Array(64).fill(0x20),
  ascii('TLS 1.3, server CertificateVerify'),
  new Uint8Array(1),
);

/** RFC 8446 section 4.4.3: what the server signs; the transcript runs to its Certificate. */
export function signedContent(transcriptHash: Uint8Array): Uint8Array {
  return concat(FRONT, transcriptHash);
}

/** Checks that the holder of the certificate's key signed this very handshake. */
export function checkCertificateVerify(
  body: Uint8Array,
  hello: ClientHello,
  leafKey: KeyObject,
  transcriptHash: Uint8Array,
): void {
  const reader = new Reader(body);
  const id = reader.uint(2);
  const signature = reader.vector(2);
  reader.end();
  const scheme = SIGNATURE_SCHEMES.find((known) => known.id === id);
  if (scheme === undefined || !hello.signatureSchemes.includes(id) || !fits(scheme, leafKey)) {
    throw new Tls13Error('tls.certificate_verify', {
      detail: 'The scheme was not offered, or does not fit the key',
      alert: 'illegal_parameter',
    });
  }
  if (!verifies(scheme, leafKey, signedContent(transcriptHash), signature)) {
    throw new Tls13Error('tls.certificate_verify');
  }
}

function verifies(
  scheme: SignatureScheme,
  key: KeyObject,
  content: Uint8Array,
  signature: Uint8Array,
): boolean {
  const pss = {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    // Section 4.2.3: the salt is as long as the digest.
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  };
  try {
    const rsa = scheme.keyType === 'rsa' || scheme.keyType === 'rsa-pss';
    return verify(scheme.hash, content, rsa ? { key, ...pss } : { key, dsaEncoding: 'der' }, signature);
  } catch {
    // OpenSSL throws for a signature that is malformed, or that an RSA-PSS key's own parameters forbid.
    return false;
  }
}
