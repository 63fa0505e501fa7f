import { concatBytes, u32be, u64be } from '../bytes.ts';
import { drawOrder } from './turn-order.ts';

/** RND-2: who submits a round, first to last. */
export function transmitterOrder(
  feedId: number,
  round: bigint,
  members: readonly Uint8Array[],
): Uint8Array[] {
  return drawOrder('transmitterOrder', concatBytes(u32be(feedId), u64be(round)), members);
}
