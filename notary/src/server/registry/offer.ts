import type { Context } from '@cloudx3/proto';

/** What somebody on chain pays for sessions of one purpose: a feed or group for its rounds, a device's command for its proof. */
export interface Offer {
  /** Least that a notary gets for one session; smallest coin. */
  readonly pays: bigint;
  /** Keys of the operators and notaries that agreed to it, whose sessions it is for, and ids of the operations that are read. */
  readonly operators: readonly Uint8Array[];
  readonly notaries: readonly Uint8Array[];
  readonly operations: readonly Uint8Array[];
}

/** Names what would pay for a session of this context; undefined for a purpose for which nobody does: a probe, or the binding of a device. */
export function payerOf({ purpose }: Context): string | undefined {
  if (purpose.case === 'round') return `feed ${purpose.value.feedId}`;
  if (purpose.case === 'groupRound') return `group ${purpose.value.groupId}`;
  if (purpose.case === 'command') return `command ${purpose.value.commandId} of ${purpose.value.devices}`;
  return undefined;
}
