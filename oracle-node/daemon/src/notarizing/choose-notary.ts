import { compareBytes, equalBytes } from '@cloudx3/proto';

// How many rounds a node stays with its notary, so that sessions prepared for it are used; then all move on by one.
const ROUNDS_TOGETHER = 32n;

/**
 * The notaries of a feed or device in the order in which a member tries them: its own first, by its place among the members, so that
 * members spread over notaries; the rest are for when that one is down.
 */
export function notaryOrder(
  notaries: readonly Uint8Array[],
  members: readonly Uint8Array[],
  self: Uint8Array,
  round: bigint,
): Uint8Array[] {
  const sorted = [...notaries].sort(compareBytes);
  const place = [...members].sort(compareBytes).findIndex((member) => equalBytes(member, self));
  if (sorted.length === 0) return [];
  const first = Number((BigInt(Math.max(place, 0)) + round / ROUNDS_TOGETHER) % BigInt(sorted.length));
  return [...sorted.slice(first), ...sorted.slice(0, first)];
}
