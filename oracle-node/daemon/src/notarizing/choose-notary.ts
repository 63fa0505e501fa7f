import { compareBytes, equalBytes } from '@cloudx3/proto';

// How many rounds a node stays with its notary, so that sessions prepared for it are used; then all move on by one.
const ROUNDS_TOGETHER = 32n;

/** By how many places a round's order is moved on. */
export function roundShift(round: bigint): bigint {
  return round / ROUNDS_TOGETHER;
}

/**
 * The notaries of a feed or device in the order in which a member tries them: its own first, by its place among the members, so that
 * members spread over notaries; the rest are for when that one is down.
 */
export function notaryOrder(
  notaries: readonly Uint8Array[],
  members: readonly Uint8Array[],
  self: Uint8Array,
  shift: bigint,
): Uint8Array[] {
  const sorted = [...notaries].sort(compareBytes);
  const place = [...members].sort(compareBytes).findIndex((member) => equalBytes(member, self));
  if (sorted.length === 0) return [];
  const first = Number((BigInt(Math.max(place, 0)) + shift) % BigInt(sorted.length));
  return [...sorted.slice(first), ...sorted.slice(0, first)];
}
