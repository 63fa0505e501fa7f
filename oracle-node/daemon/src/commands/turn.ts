import { equalBytes } from '@cloudx3/proto';
import { commandOrder } from '@cloudx3/oracle-protocol';
import type { Command } from '@cloudx3/sdk';
import type { ServedDevice } from './served-device.ts';

/** How long each further member in a command's order waits: long enough to see that one before it took the command. */
export const COMMAND_STAGE_MS = 10_000n;

/**
 * RND-3: when this member takes a command, if nobody else holds it by then; undefined for a member of another device. Turns count from
 * the command's issue, and again from the end of a lease that was not used.
 */
export function takeTimeMs(
  command: Pick<Command, 'id' | 'issuedAtMs' | 'leases'>,
  device: Pick<ServedDevice, 'operators'>,
  self: Uint8Array,
): bigint | undefined {
  const turn = commandOrder(command.id, device.operators).findIndex((member) => equalBytes(member, self));
  if (turn < 0) return undefined;
  return (command.leases.at(-1)?.untilMs ?? command.issuedAtMs) + BigInt(turn) * COMMAND_STAGE_MS;
}
