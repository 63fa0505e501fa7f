import { Decrypter, Encrypter, armor } from 'age-encryption';
import { ConfigError } from './error.ts';

/** Exponent of scrypt's cost (age's own default): about a second and 256 MB. A development network may use less, down to 2. */
export const DEFAULT_SCRYPT_WORK_FACTOR = 18;

/** A key file is armored age text of one small secret; more is a wrong file. */
export const MAX_KEY_FILE_BYTES = 16_384;

/** Encrypts a secret under a passphrase, as armored text in the format of age (age-encryption.org/v1). */
export async function sealKey(
  secret: Uint8Array,
  passphrase: string,
  options: { readonly scryptWorkFactor?: number } = {},
): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(options.scryptWorkFactor ?? DEFAULT_SCRYPT_WORK_FACTOR);
  return armor.encode(await encrypter.encrypt(secret));
}

/**
 * Decrypts what {@link sealKey} wrote. Throws {@link ConfigError}: `key.malformed` for bytes that are no such text,
 * `key.wrong_passphrase` for the rest (a damaged file cannot be told from a wrong passphrase).
 */
export async function openKey(text: string, passphrase: string): Promise<Uint8Array> {
  let sealed: Uint8Array;
  try {
    sealed = armor.decode(text);
  } catch (cause) {
    throw new ConfigError('key.malformed', 'the key file is not armored age text; restore it from a backup', {
      cause,
    });
  }
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    return await decrypter.decrypt(sealed);
  } catch (cause) {
    throw new ConfigError(
      'key.wrong_passphrase',
      'the key file does not open with this passphrase; check the passphrase, or restore the file from a backup',
      { cause },
    );
  }
}
