import { ObjectIdentifier } from 'asn1js';
import { RSASSAPSSParams } from 'pkijs';
import { Tls13Error } from '../errors.ts';
import type { ParsedCertificate } from './certificate.ts';
import { OID } from './oid.ts';

const LEAST_RSA_BITS = 2048;
/** Longer keys only cost the one who checks. */
const MOST_RSA_BITS = 8192;
const MOST_RSA_EXPONENT = 2n ** 33n;
const CURVES: readonly (string | undefined)[] = ['prime256v1', 'secp384r1', 'secp521r1'];

/** The key of a certificate is of a kind that is safe today. */
export function checkKey(certificate: ParsedCertificate): void {
  if (!hasSafeKey(certificate)) throw new Tls13Error('tls.certificate.algorithm');
}

/** The signature that a certificate bears is of a kind that is safe today. */
export function checkSignatureAlgorithm(certificate: ParsedCertificate): void {
  if (!hasSafeSignature(certificate)) throw new Tls13Error('tls.certificate.algorithm');
}

function hasSafeKey({ publicKey, pki }: ParsedCertificate): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details = {} } = publicKey;
  switch (type) {
    case 'rsa':
    case 'rsa-pss': {
      const { modulusLength: bits = 0, publicExponent = 0n } = details;
      return bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS && publicExponent <= MOST_RSA_EXPONENT;
    }
    case 'ec':
      // RFC 5480 section 2.1.1: by name only; spelled-out parameters have been used to pass off other curves.
      return (
        CURVES.includes(details.namedCurve) &&
        (pki.subjectPublicKeyInfo.algorithm.algorithmParams as unknown) instanceof ObjectIdentifier
      );
    case 'ed25519':
      return true;
    default:
      return false;
  }
}

function hasSafeSignature({ pki: { signatureAlgorithm } }: ParsedCertificate): boolean {
  const { algorithmId } = signatureAlgorithm;
  if ((OID.signatures as readonly string[]).includes(algorithmId)) return true;
  if (algorithmId !== OID.rsassaPss) return false;
  // RFC 4055 section 3.1: without parameters the hash would be SHA-1.
  try {
    const { hashAlgorithm } = new RSASSAPSSParams({ schema: signatureAlgorithm.algorithmParams as unknown });
    return (OID.hashes as readonly string[]).includes(hashAlgorithm.algorithmId);
  } catch {
    return false;
  }
}
