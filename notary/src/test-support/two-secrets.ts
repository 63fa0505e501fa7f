import { createCipheriv } from 'node:crypto';
import { CONTENT_TYPE, disclosedEpochs } from '@cloudx3/tls13';
import type { TrafficKeys } from '@cloudx3/tls13';

// AES-GCM does not commit to its key: a record that opens under two secrets, made by somebody who may choose one block of it (attack A3).

const SUITE = 0x1301;
const BLOCK = 16;
const TAG_LENGTH = 16;
const MAX_BLOCKS = 512;
/** No record is longer; below this the two streams have a byte in common all but always. */
export const MAX_TWO_SECRETS_BYTES = MAX_BLOCKS * BLOCK;
/** The field of GHASH (NIST SP 800-38D, section 6.3). */
const REDUCTION = 0xe1n << 120n;
const ONE = 1n << 127n;

/** The record of this number under both secrets: under the first it holds `content`, but for the block at `free`, and spaces; under the second, whatever comes. */
export function recordOfTwoSecrets(
  secrets: readonly [Uint8Array, Uint8Array],
  sequence: number,
  content: Uint8Array,
  free: number,
): Uint8Array {
  const [first, second] = secrets.map((secret) => gcm(disclosedEpochs(SUITE, secret).at(0), sequence));
  if (first === undefined || second === undefined) throw new Error('two secrets');
  const inner = first.stream.map((_, i) => content[i] ?? 0x20);
  // The type stands where both streams have the same byte, so that it is one under both.
  const typeAt = first.stream.findIndex((byte, i) => i >= content.length && byte === second.stream[i]);
  inner[typeAt] = CONTENT_TYPE.application_data;
  const sealed = Buffer.from(inner.subarray(0, typeAt + 1).map((byte, i) => byte ^ (first.stream[i] ?? 0)));
  const header = Buffer.from([CONTENT_TYPE.application_data, 3, 3, 0, 0]);
  header.writeUInt16BE(sealed.length + TAG_LENGTH, 3);
  sealed.fill(0, free, free + BLOCK);
  // Each tag is linear in the free block; it is chosen so that the difference of the two vanishes.
  const blocksBehind = Math.ceil(sealed.length / BLOCK) - free / BLOCK;
  const weight = power(first.hashKey, blocksBehind + 1) ^ power(second.hashKey, blocksBehind + 1);
  const block = multiply(first.tag(header, sealed) ^ second.tag(header, sealed), inverse(weight));
  bytesOf(block).copy(sealed, free);
  return Buffer.concat([header, sealed, bytesOf(first.tag(header, sealed))]);
}

/** GCM's parts under these keys, for the record of this number, which is below 256. */
function gcm({ key, iv }: TrafficKeys, sequence: number) {
  const encrypt = (block: Uint8Array): Buffer => {
    const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    return cipher.update(block);
  };
  const counter = (count: number): Buffer => {
    const block = Buffer.alloc(BLOCK);
    block.set(iv.with(-1, (iv.at(-1) ?? 0) ^ sequence));
    block.writeUInt32BE(count, iv.length);
    return encrypt(block);
  };
  const hashKey = numberOf(encrypt(Buffer.alloc(BLOCK)));
  return {
    hashKey,
    stream: Buffer.concat(Array.from({ length: MAX_BLOCKS }, (_, i) => counter(i + 2))),
    tag: (header: Uint8Array, sealed: Uint8Array): bigint => {
      const lengths = (BigInt(header.length * 8) << 64n) | BigInt(sealed.length * 8);
      const blocks = [...blocksOf(header), ...blocksOf(sealed), lengths];
      return blocks.reduce((sum, block) => multiply(sum ^ block, hashKey), 0n) ^ numberOf(counter(1));
    },
  };
}

function blocksOf(bytes: Uint8Array): bigint[] {
  return Array.from({ length: Math.ceil(bytes.length / BLOCK) }, (_, i) => {
    const block = Buffer.alloc(BLOCK);
    block.set(bytes.subarray(i * BLOCK, (i + 1) * BLOCK));
    return numberOf(block);
  });
}

function numberOf(block: Buffer): bigint {
  return BigInt(`0x${block.toString('hex')}`);
}

function bytesOf(block: bigint): Buffer {
  return Buffer.from(block.toString(16).padStart(2 * BLOCK, '0'), 'hex');
}

function multiply(a: bigint, b: bigint): bigint {
  let product = 0n;
  for (let bit = ONE, shifted = b; bit > 0n; bit >>= 1n) {
    if ((a & bit) !== 0n) product ^= shifted;
    shifted = (shifted >> 1n) ^ ((shifted & 1n) === 0n ? 0n : REDUCTION);
  }
  return product;
}

function power(base: bigint, exponent: number): bigint {
  return Array.from({ length: exponent }).reduce<bigint>((product) => multiply(product, base), ONE);
}

/** a^(2^128 − 2), by Fermat. */
function inverse(a: bigint): bigint {
  let [result, square] = [ONE, a];
  for (let i = 1; i < 128; i += 1) {
    square = multiply(square, square);
    result = multiply(result, square);
  }
  return result;
}
