import { ed25519 } from '@noble/curves/ed25519.js';
import { CryptoCode, CryptoFailure, codeOf } from '../crypto-error.ts';
import { HostGas, linear } from '../gas-costs.ts';
import { RegionLimits } from '../limits.ts';
import { decodeSections } from '../sections.ts';
import type { HostFunction, ImportContext } from './import-context.ts';

const BATCH = RegionLimits.ed25519Batch;
const LENGTH_SUFFIX = 4;

/** ed25519_*: ZIP-215 rules, as ed25519-zebra in wasmd's VM. */
export function ed25519Imports(context: ImportContext): Record<string, HostFunction> {
  const sections = (pointer: number, itemBytes: number): Uint8Array[] =>
    decodeSections(context.memory.read(pointer, (itemBytes + LENGTH_SUFFIX) * BATCH));
  return {
    ed25519_verify: (messageAt = 0, signatureAt = 0, keyAt = 0) => {
      const message = context.memory.read(messageAt, RegionLimits.ed25519Message);
      const signature = context.memory.read(signatureAt, RegionLimits.ed25519Signature);
      const key = context.memory.read(keyAt, RegionLimits.ed25519PublicKey);
      context.fuel.charge(HostGas.ed25519Verify);
      return codeOf(() => verify(message, signature, key));
    },
    ed25519_batch_verify: (messagesAt = 0, signaturesAt = 0, keysAt = 0) => {
      const messages = sections(messagesAt, RegionLimits.ed25519Message);
      const signatures = sections(signaturesAt, RegionLimits.ed25519Signature);
      const keys = sections(keysAt, RegionLimits.ed25519PublicKey);
      const cost = keys.length === 1 ? HostGas.ed25519BatchOneKey : HostGas.ed25519Batch;
      context.fuel.charge(linear(cost, signatures.length));
      return codeOf(() => verifyBatch(messages, signatures, keys));
    },
  };
}

function checkFormat(signature: Uint8Array, key: Uint8Array): void {
  if (signature.length !== RegionLimits.ed25519Signature) throw new CryptoFailure(CryptoCode.signature);
  if (key.length !== RegionLimits.ed25519PublicKey) throw new CryptoFailure(CryptoCode.publicKey);
}

function verify(message: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean {
  checkFormat(signature, key);
  return ed25519.verify(signature, message, key, { zip215: true });
}

/** n messages with n keys, one message with n keys, or n messages with one key. */
function verifyBatch(
  messages: readonly Uint8Array[],
  signatures: readonly Uint8Array[],
  keys: readonly Uint8Array[],
): boolean {
  const count = signatures.length;
  const fits =
    (messages.length === count && keys.length === count) ||
    (messages.length === 1 && keys.length === count) ||
    (keys.length === 1 && messages.length === count);
  if (!fits) throw new CryptoFailure(CryptoCode.batch);
  const empty = new Uint8Array();
  const rows = signatures.map((signature, index) => ({
    signature,
    message: messages[messages.length === count ? index : 0] ?? empty,
    key: keys[keys.length === count ? index : 0] ?? empty,
  }));
  for (const row of rows) checkFormat(row.signature, row.key);
  return rows.every((row) => verify(row.message, row.signature, row.key));
}
