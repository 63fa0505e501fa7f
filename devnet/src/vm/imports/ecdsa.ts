import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { CryptoCode, CryptoFailure, codeOf, guarded } from '../crypto-error.ts';
import { HostGas } from '../gas-costs.ts';
import { RegionLimits } from '../limits.ts';
import type { HostFunction, ImportContext } from './import-context.ts';

type Curve = typeof secp256k1;

/** A parameter that is no byte is refused before it is paid for. */
const MAX_BYTE = 0xff;

// High-S signatures are valid: wasmd's VM normalises them. Noble rejects them unless told so.
const PREHASHED = { prehash: false, lowS: false } as const;

/** secp256k1_* and secp256r1_*: signatures over a 32-byte hash. */
export function ecdsaImports(context: ImportContext): Record<string, HostFunction> {
  return {
    secp256k1_verify: verifier(context, secp256k1, HostGas.secp256k1Verify),
    secp256k1_recover_pubkey: recoverer(context, secp256k1, HostGas.secp256k1Recover, 1),
    secp256r1_verify: verifier(context, p256, HostGas.secp256r1Verify),
    secp256r1_recover_pubkey: recoverer(context, p256, HostGas.secp256r1Recover, 3),
  };
}

function verifier(context: ImportContext, curve: Curve, cost: number): HostFunction {
  return (hashAt = 0, signatureAt = 0, keyAt = 0) => {
    const hash = context.memory.read(hashAt, RegionLimits.messageHash);
    const signature = context.memory.read(signatureAt, RegionLimits.ecdsaSignature);
    const key = context.memory.read(keyAt, RegionLimits.ecdsaPublicKey);
    context.fuel.charge(cost);
    return codeOf(() => verify(curve, hash, signature, key));
  };
}

function verify(curve: Curve, hash: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean {
  checkHashAndSignature(hash, signature);
  checkKeyFormat(key);
  guarded(CryptoCode.generic, () => curve.Signature.fromBytes(signature, 'compact'));
  guarded(CryptoCode.generic, () => curve.Point.fromBytes(key).assertValidity());
  return curve.verify(signature, hash, key, PREHASHED);
}

function recoverer(context: ImportContext, curve: Curve, cost: number, maxParam: number): HostFunction {
  return (hashAt = 0, signatureAt = 0, param = 0) => {
    const hash = context.memory.read(hashAt, RegionLimits.messageHash);
    const signature = context.memory.read(signatureAt, RegionLimits.ecdsaSignature);
    if (param >>> 0 > MAX_BYTE) return inHighHalf(CryptoCode.recoveryParam);
    context.fuel.charge(cost);
    try {
      return BigInt(context.memory.write(recover(curve, hash, signature, param, maxParam)));
    } catch (error) {
      if (error instanceof CryptoFailure) return inHighHalf(error.code);
      throw error;
    }
  };
}

/** Where a pointer would be in the lower half, a failure is in the upper one. */
function inHighHalf(code: number): bigint {
  return BigInt(code) << 32n;
}

function recover(
  curve: Curve,
  hash: Uint8Array,
  signature: Uint8Array,
  param: number,
  maxParam: number,
): Uint8Array {
  checkHashAndSignature(hash, signature);
  if (param > maxParam) throw new CryptoFailure(CryptoCode.recoveryParam);
  return guarded(CryptoCode.generic, () =>
    curve.Signature.fromBytes(signature, 'compact')
      .addRecoveryBit(param)
      .recoverPublicKey(hash)
      .toBytes(false),
  );
}

function checkHashAndSignature(hash: Uint8Array, signature: Uint8Array): void {
  if (hash.length !== RegionLimits.messageHash) throw new CryptoFailure(CryptoCode.hash);
  if (signature.length !== RegionLimits.ecdsaSignature) throw new CryptoFailure(CryptoCode.signature);
}

function checkKeyFormat(key: Uint8Array): void {
  const compressed = (key[0] === 0x02 || key[0] === 0x03) && key.length === 33;
  const uncompressed = key[0] === 0x04 && key.length === 65;
  if (!compressed && !uncompressed) throw new CryptoFailure(CryptoCode.publicKey);
}
