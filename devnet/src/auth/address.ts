import { fromBech32, toBech32 } from '@cosmjs/encoding';
import { sha256 } from '@noble/hashes/sha2.js';
import { ripemd160 } from '@noble/hashes/legacy.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { sdkError, undefinedError } from '../tx/sdk-error.ts';

/** Bech32 text of a 255-byte address, the most that the SDK reads. */
const MAX_TEXT = 1023;

/** Converts between the bytes of an address and its text with this chain's prefix. */
export class AddressCodec {
  readonly prefix: string;
  readonly #texts = new Map<string, string>();

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  encode(bytes: Uint8Array): string {
    const key = Buffer.from(bytes).toString('latin1');
    const known = this.#texts.get(key);
    if (known !== undefined) return known;
    const text = toBech32(this.prefix, bytes, MAX_TEXT);
    if (this.#texts.size > 10_000) this.#texts.clear();
    this.#texts.set(key, text);
    return text;
  }

  /** The address, or why the text is none. Never throws. */
  tryDecode(text: string): Uint8Array | { readonly error: string } {
    if (text.trim() === '') return { error: 'empty address string is not allowed' };
    try {
      const { prefix, data } = fromBech32(text, MAX_TEXT);
      if (prefix !== this.prefix)
        return { error: `invalid Bech32 prefix; expected ${this.prefix}, got ${prefix}` };
      return isAddress(data) ? data : { error: 'invalid address' };
    } catch {
      return { error: `decoding bech32 failed: ${malformation(text)}` };
    }
  }

  /**
   * Throws an SdkError without a code of its own, with the field's name in front: what the SDK's plain errors become.
   */
  decode(text: string, field?: string): Uint8Array {
    const result = this.tryDecode(text);
    if (result instanceof Uint8Array) return result;
    throw undefinedError(field === undefined ? result.error : `${field}: ${result.error}`);
  }

  /** The same, reported as SdkError `invalid address`, as x/bank does. */
  decodeForBank(text: string, field: string): Uint8Array {
    const result = this.tryDecode(text);
    if (result instanceof Uint8Array) return result;
    throw sdkError('invalidAddress', `${field}: ${result.error}`);
  }
}

/** Accounts have 20 bytes, contracts 32; wasmd knows no others. */
export function isAddress(bytes: Uint8Array): boolean {
  return bytes.length === 20 || bytes.length === 32;
}

/** Why a text is no bech32, in the words of the SDK's decoder. */
function malformation(text: string): string {
  const separator = text.lastIndexOf('1');
  if (text.length < 8) return `invalid bech32 string length ${text.length}`;
  if (separator < 1 || separator + 7 > text.length) return `invalid separator index ${separator}`;
  return 'invalid checksum';
}

export function addressOfSecp256k1(publicKey: Uint8Array): Uint8Array {
  return ripemd160(sha256(publicKey));
}

/** ADR-028: 32-byte address of something that belongs to a module. */
export function moduleDerivedAddress(module: string, key: Uint8Array): Uint8Array {
  const type = sha256(new TextEncoder().encode('module'));
  const nul = new Uint8Array(1);
  return sha256(concatBytes(type, new TextEncoder().encode(module), nul, key));
}

/** 20-byte address of a module account, as `authtypes.NewModuleAddress`. */
export function moduleAccountAddress(module: string): Uint8Array {
  return sha256(new TextEncoder().encode(module)).slice(0, 20);
}
