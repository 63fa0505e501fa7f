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
type G1Point = typeof G1.ZERO;
type G2Point = typeof G2.ZERO;

/** bls12_381_*: offered since capability cosmwasm_2_1. */
export function blsImports(context: ImportContext): Record<string, HostFunction> {
  return {
    bls12_381_aggregate_g1: (pointsAt = 0, outAt = 0) => {
      const points = context.memory.read(pointsAt, MAX_POINTS_BYTES);
      context.fuel.charge(linear(HostGas.blsAggregateG1, Math.floor(points.length / G1_BYTES)));
      return writing(context, outAt, () => aggregate(points, G1_BYTES, g1Of, G1.ZERO));
    },
    bls12_381_aggregate_g2: (pointsAt = 0, outAt = 0) => {
      const points = context.memory.read(pointsAt, MAX_POINTS_BYTES);
      context.fuel.charge(linear(HostGas.blsAggregateG2, Math.floor(points.length / G2_BYTES)));
      return writing(context, outAt, () => aggregate(points, G2_BYTES, g2Of, G2.ZERO));
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
  is0(): boolean;
  toBytes(): Uint8Array;
  assertValidity(): void;
}

function aggregate<P extends Summable<P>>(
  points: Uint8Array,
  size: number,
  decode: (bytes: Uint8Array) => P,
  zero: P,
): Uint8Array {
  if (points.length === 0) throw new CryptoFailure(CryptoCode.aggregateEmpty);
  const decoded = split(points, size, CryptoCode.aggregateLength).map(decode);
  const sum = decoded.reduce((total, point) => total.add(point), zero);
  // Points that cancel each other out leave infinity in a form that the library does not encode.
  return (sum.is0() ? zero : sum).toBytes();
}

function split(points: Uint8Array, size: number, failure: number): Uint8Array[] {
  if (points.length % size !== 0) throw new CryptoFailure(failure);
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

const g1Of = (bytes: Uint8Array): G1Point => decodePoint(bytes, (b) => G1.fromBytes(b));
const g2Of = (bytes: Uint8Array): G2Point => decodePoint(bytes, (b) => G2.fromBytes(b));

/** ∏ e(pᵢ, qᵢ) = e(r, s). */
function pairingEquality(ps: Uint8Array, qs: Uint8Array, r: Uint8Array, s: Uint8Array): boolean {
  const left = split(ps, G1_BYTES, CryptoCode.pairingG1Length);
  const right = split(qs, G2_BYTES, CryptoCode.pairingG2Length);
  if (left.length !== right.length) throw new CryptoFailure(CryptoCode.pairingUnequal);
  const g1s = [...left.map(g1Of), g1Of(r).negate()];
  const g2s = [...right.map(g2Of), g2Of(s)];
  // A pair with the point at infinity contributes the neutral element; the library refuses to compute it.
  const proper = g1s.flatMap((g1, index) => {
    const g2 = g2s[index] ?? G2.ZERO;
    return g1.is0() || g2.is0() ? [] : [{ g1, g2 }];
  });
  if (proper.length === 0) return true;
  const { Fp12 } = bls12_381.fields;
  return Fp12.eql(bls12_381.pairingBatch(proper), Fp12.ONE);
}
