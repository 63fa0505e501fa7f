import { bls12_381 } from '@noble/curves/bls12-381.js';
import { CryptoCode, CryptoFailure, codeOf, guarded } from '../crypto-error.ts';
import { HostGas, linear } from '../gas-costs.ts';
import type { HostFunction, ImportContext } from './import-context.ts';

const G1_BYTES = 48;
const G2_BYTES = 96;
const MAX_POINTS_BYTES = 2 * 1024 * 1024;
const MAX_MESSAGE_BYTES = 5 * 1024 * 1024;
const MAX_DESTINATION_BYTES = 5 * 1024;
const SHA256 = 0;

const G1 = bls12_381.G1.Point;
const G2 = bls12_381.G2.Point;

/** bls12_381_*: offered since capability cosmwasm_2_1. */
export function blsImports(context: ImportContext): Record<string, HostFunction> {
  return {
    bls12_381_aggregate_g1: (pointsAt = 0, outAt = 0) => {
      const points = context.memory.read(pointsAt, MAX_POINTS_BYTES);
      context.fuel.charge(linear(HostGas.blsAggregateG1, Math.floor(points.length / G1_BYTES)));
      return writing(context, outAt, () => aggregate(points, G1_BYTES, (b) => G1.fromBytes(b), G1.ZERO));
    },
    bls12_381_aggregate_g2: (pointsAt = 0, outAt = 0) => {
      const points = context.memory.read(pointsAt, MAX_POINTS_BYTES);
      context.fuel.charge(linear(HostGas.blsAggregateG2, Math.floor(points.length / G2_BYTES)));
      return writing(context, outAt, () => aggregate(points, G2_BYTES, (b) => G2.fromBytes(b), G2.ZERO));
    },
    bls12_381_pairing_equality: (psAt = 0, qsAt = 0, rAt = 0, sAt = 0) => {
      const ps = context.memory.read(psAt, MAX_POINTS_BYTES);
      const qs = context.memory.read(qsAt, MAX_POINTS_BYTES);
      const r = context.memory.read(rAt, G1_BYTES);
      const s = context.memory.read(sAt, G2_BYTES);
      context.fuel.charge(linear(HostGas.blsPairing, Math.floor(ps.length / G1_BYTES) + 1));
      return codeOf(() => pairingEquality(ps, qs, r, s));
    },
    bls12_381_hash_to_g1: hasher(context, HostGas.blsHashToG1, (m, DST) =>
      bls12_381.G1.hashToCurve(m, { DST }).toBytes(),
    ),
    bls12_381_hash_to_g2: hasher(context, HostGas.blsHashToG2, (m, DST) =>
      bls12_381.G2.hashToCurve(m, { DST }).toBytes(),
    ),
  };
}

function writing(context: ImportContext, outAt: number, run: () => Uint8Array): number {
  return codeOf(() => {
    context.memory.fill(outAt, run());
    return true;
  });
}

function hasher(
  context: ImportContext,
  cost: number,
  hash: (message: Uint8Array, destination: Uint8Array) => Uint8Array,
): HostFunction {
  return (hashFunction = 0, messageAt = 0, destinationAt = 0, outAt = 0) => {
    const message = context.memory.read(messageAt, MAX_MESSAGE_BYTES);
    const destination = context.memory.read(destinationAt, MAX_DESTINATION_BYTES);
    context.fuel.charge(cost);
    return writing(context, outAt, () => {
      if (hashFunction !== SHA256) throw new CryptoFailure(CryptoCode.hashFunction);
      return guarded(CryptoCode.generic, () => hash(message, destination));
    });
  };
}

interface Summable<P> {
  add(other: P): P;
  toBytes(): Uint8Array;
  assertValidity(): void;
}

function aggregate<P extends Summable<P>>(
  points: Uint8Array,
  size: number,
  decode: (bytes: Uint8Array) => P,
  zero: P,
): Uint8Array {
  if (points.length === 0) throw new CryptoFailure(CryptoCode.point);
  return split(points, size)
    .map((bytes) => decodePoint(bytes, decode))
    .reduce((sum, point) => sum.add(point), zero)
    .toBytes();
}

function split(points: Uint8Array, size: number): Uint8Array[] {
  if (points.length % size !== 0) throw new CryptoFailure(CryptoCode.point);
  return Array.from({ length: points.length / size }, (_, index) =>
    points.subarray(index * size, (index + 1) * size),
  );
}

function decodePoint<P extends Summable<P>>(bytes: Uint8Array, decode: (bytes: Uint8Array) => P): P {
  return guarded(CryptoCode.point, () => {
    const point = decode(bytes);
    point.assertValidity();
    return point;
  });
}

/** ∏ e(pᵢ, qᵢ) = e(r, s). */
function pairingEquality(ps: Uint8Array, qs: Uint8Array, r: Uint8Array, s: Uint8Array): boolean {
  const left = split(ps, G1_BYTES).map((bytes) => decodePoint(bytes, (b) => G1.fromBytes(b)));
  const right = split(qs, G2_BYTES).map((bytes) => decodePoint(bytes, (b) => G2.fromBytes(b)));
  if (left.length !== right.length) throw new CryptoFailure(CryptoCode.point);
  const pairs = left.map((g1, index) => ({ g1, g2: right[index] ?? G2.ZERO }));
  pairs.push({
    g1: decodePoint(r, (b) => G1.fromBytes(b)).negate(),
    g2: decodePoint(s, (b) => G2.fromBytes(b)),
  });
  // A pair with the point at infinity contributes the neutral element; the library refuses to compute it.
  const proper = pairs.filter(({ g1, g2 }) => !g1.is0() && !g2.is0());
  if (proper.length === 0) return true;
  const { Fp12 } = bls12_381.fields;
  return Fp12.eql(bls12_381.pairingBatch(proper), Fp12.ONE);
}
