import { hex, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { MEMBERS, ordered } from './parts.ts';

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
