import { equalBytes } from '@cloudx3/proto';
import type { Command } from '@cloudx3/sdk';

/** Who looks at a command, and when. */
export interface Holder {
  /** This member's key. */
  readonly self: Uint8Array;
  /** Unix milliseconds. */
  readonly nowMs: bigint;
}

/** CMD-2: whether this member may carry the command out now. */
export function holdsLease({ lease }: Pick<Command, 'lease'>, { self, nowMs }: Holder): boolean {
  return lease !== undefined && equalBytes(lease.operator, self) && lease.untilMs > nowMs;
}
