import { u64be } from '../bytes.ts';
import { drawOrder } from './turn-order.ts';

/** RND-3: who carries a command out, first to last. */
export function commandOrder(commandId: bigint, members: readonly Uint8Array[]): Uint8Array[] {
  return drawOrder('commandOrder', u64be(commandId), members);
}
