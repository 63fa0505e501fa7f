import { equalBytes } from '@cloudx3/proto';
import type { Command } from '@cloudx3/sdk';

type Leased = Pick<Command, 'leases'>;
type Lease = Command['leases'][number];

/** Who looks at a command, and when. */
export interface Holder {
  /** This member's key. */
  readonly self: Uint8Array;
  /** Unix milliseconds. */
  readonly nowMs: bigint;
}

/** The lease that a key had or has: it takes a command once (CMD-2). */
export function leaseOf({ leases }: Leased, self: Uint8Array): Lease | undefined {
  return leases.find(({ operator }) => equalBytes(operator, self));
}

/** CMD-2: whether this member may carry the command out now. */
export function holdsLease(command: Leased, { self, nowMs }: Holder): boolean {
  const lease = leaseOf(command, self);
  return lease !== undefined && lease.untilMs > nowMs;
}

/** CMD-3: whether a session lies within a key's lease, both ends included. */
export function isWithinLease(command: Leased, self: Uint8Array, sessionTimeMs: bigint): boolean {
  const lease = leaseOf(command, self);
  return lease !== undefined && lease.fromMs <= sessionTimeMs && sessionTimeMs <= lease.untilMs;
}

/** CMD-3: until when earlier holders may show an act first, where this key did none; undefined where there were none. */
export function earlierHoldersUntilMs({ leases }: Leased, self: Uint8Array): bigint | undefined {
  const own = leases.findIndex(({ operator }) => equalBytes(operator, self));
  const earlier = leases.slice(0, Math.max(own, 0)).at(-1);
  return earlier && earlier.untilMs + (earlier.untilMs - earlier.fromMs);
}
