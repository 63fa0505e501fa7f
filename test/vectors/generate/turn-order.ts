import { hex, sha256, testKey, utf8, valid } from './vector.ts';
import type { Vector } from './vector.ts';

const MEMBERS = Array.from({ length: 7 }, (_, i) => testKey(`cloudx3 test operator ${i}`).publicKey);

/** Rule RND-2. `order` holds the members in the order in which they transmit. */
export function transmitterOrderVectors(): Vector[] {
  const cases = [
    [1, 0n],
    [1, 1n],
    [7, 41n],
    [0xffff_ffff, 2n ** 53n - 1n],
    [2, 2n ** 64n - 1n],
  ] as const;
  return cases.map(([feedId, round]) => {
    const seed = new Uint8Array(12);
    new DataView(seed.buffer).setUint32(0, feedId);
    new DataView(seed.buffer).setBigUint64(4, round);
    return valid('RND-2', `feed ${feedId}, round ${round}`, {
      feed_id: feedId,
      round: round.toString(),
      members: MEMBERS.map(hex),
      order: ordered('cloudx3/transmitter-order/v1', seed),
    });
  });
}

/** Rule RND-3. */
export function commandOrderVectors(): Vector[] {
  return [0n, 1n, 12_345n, 2n ** 64n - 1n].map((commandId) => {
    const seed = new Uint8Array(8);
    new DataView(seed.buffer).setBigUint64(0, commandId);
    return valid('RND-3', `command ${commandId}`, {
      command_id: commandId.toString(),
      members: MEMBERS.map(hex),
      order: ordered('cloudx3/command-order/v1', seed),
    });
  });
}

function ordered(domain: string, seed: Uint8Array): string[] {
  const rank = (member: Uint8Array) => hex(sha256(utf8(domain), Uint8Array.of(0), seed, member));
  return MEMBERS.map((member) => [rank(member), hex(member)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, member]) => member);
}
