import type { KeyObject } from 'node:crypto';

/** RFC 8446 section 4.2.3. */
export interface SignatureScheme {
  readonly name: string;
  readonly id: number;
  /** Null for Ed25519, which hashes by itself. */
  readonly hash: 'sha256' | 'sha384' | 'sha512' | null;
  readonly keyType: 'ec' | 'rsa' | 'rsa-pss' | 'ed25519';
  /** Node's name of the curve, which TLS 1.3 ties to the scheme. */
  readonly curve?: string;
}

/** What a server may sign its CertificateVerify with, in the order of preference. */
export const SIGNATURE_SCHEMES: readonly SignatureScheme[] = [
  { name: 'ecdsa_secp256r1_sha256', id: 0x0403, hash: 'sha256', keyType: 'ec', curve: 'prime256v1' },
  { name: 'ecdsa_secp384r1_sha384', id: 0x0503, hash: 'sha384', keyType: 'ec', curve: 'secp384r1' },
  { name: 'ecdsa_secp521r1_sha512', id: 0x0603, hash: 'sha512', keyType: 'ec', curve: 'secp521r1' },
  { name: 'ed25519', id: 0x0807, hash: null, keyType: 'ed25519' },
  { name: 'rsa_pss_rsae_sha256', id: 0x0804, hash: 'sha256', keyType: 'rsa' },
  { name: 'rsa_pss_rsae_sha384', id: 0x0805, hash: 'sha384', keyType: 'rsa' },
  { name: 'rsa_pss_rsae_sha512', id: 0x0806, hash: 'sha512', keyType: 'rsa' },
  { name: 'rsa_pss_pss_sha256', id: 0x0809, hash: 'sha256', keyType: 'rsa-pss' },
  { name: 'rsa_pss_pss_sha384', id: 0x080a, hash: 'sha384', keyType: 'rsa-pss' },
  { name: 'rsa_pss_pss_sha512', id: 0x080b, hash: 'sha512', keyType: 'rsa-pss' },
];

/** rsa_pkcs1_sha256, 384 and 512: offered because certificates bear them, never accepted in a CertificateVerify. */
export const CERTIFICATE_ONLY_SCHEMES: readonly number[] = [0x0401, 0x0501, 0x0601];

export function fits(scheme: SignatureScheme, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== scheme.keyType) return false;
  return scheme.curve === undefined || key.asymmetricKeyDetails?.namedCurve === scheme.curve;
}
