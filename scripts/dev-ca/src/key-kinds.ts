/** The kinds of key that a certificate here can be for. */
export type KeyKind = 'ecdsa-p256' | 'ecdsa-p384' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096' | 'ed25519';

interface KeyAlgorithms {
  readonly generate: EcKeyGenParams | RsaHashedKeyGenParams | Algorithm;
  /** How such a key signs certificates. */
  readonly sign: EcdsaParams | Algorithm;
}

function rsa(modulusLength: number): KeyAlgorithms {
  const name = 'RSASSA-PKCS1-v1_5';
  const publicExponent = new Uint8Array([1, 0, 1]);
  return { generate: { name, modulusLength, publicExponent, hash: 'SHA-256' }, sign: { name } };
}

function ecdsa(namedCurve: string, hash: string): KeyAlgorithms {
  return { generate: { name: 'ECDSA', namedCurve }, sign: { name: 'ECDSA', hash } };
}

export const KEY_KINDS: Readonly<Record<KeyKind, KeyAlgorithms>> = {
  'ecdsa-p256': ecdsa('P-256', 'SHA-256'),
  'ecdsa-p384': ecdsa('P-384', 'SHA-384'),
  'rsa-2048': rsa(2048),
  'rsa-3072': rsa(3072),
  'rsa-4096': rsa(4096),
  ed25519: { generate: { name: 'Ed25519' }, sign: { name: 'Ed25519' } },
};

export async function generateKeys(kind: KeyKind): Promise<CryptoKeyPair> {
  return (await crypto.subtle.generateKey(KEY_KINDS[kind].generate, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
}
