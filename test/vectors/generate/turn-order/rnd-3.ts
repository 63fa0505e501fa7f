import { hex, valid } from '../vector.ts';
import type { Vector } from '../vector.ts';
import { MEMBERS, ordered } from './parts.ts';

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
