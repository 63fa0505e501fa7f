import { commandOrder } from '@cloudx3/oracle-protocol';
import { equalBytes } from '@cloudx3/proto';
import type { TestKey } from '@cloudx3/oracle-protocol/testing';

/** Position among the members of the `turn`-th in a command's order (RND-3). */
export function memberInTurn({ members }: { members: readonly TestKey[] }, turn: number, id = 1n): number {
  const order = commandOrder(
    id,
    members.map(({ publicKey }) => publicKey),
  );
  return members.findIndex(({ publicKey }) => equalBytes(publicKey, order[turn] ?? new Uint8Array()));
}
