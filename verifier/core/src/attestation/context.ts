import type { Context } from '@cloudx3/proto';
import { isAddress } from './parts.ts';

/** What a session is of, besides its context. */
export interface SessionParts {
  /** Device that it speaks about; empty for none. */
  readonly subject: string;
  /** Whether its operation has rows, each of which speaks about a device of its own (rule ROW-1). */
  readonly hasRows: boolean;
}

/**
 * Rule ATT-2: exactly one purpose, each with what it needs. A round of a group is of rows, and nothing else but a probe is; a binding names
 * the device that the session speaks about.
 */
export function isContext(
  context: Context | undefined,
  { subject, hasRows }: SessionParts,
): context is Context {
  const purpose = context?.purpose;
  switch (purpose?.case) {
    case 'round':
      return !hasRows;
    case 'groupRound':
      return hasRows;
    case 'command':
      return isAddress(purpose.value.devices) && !hasRows;
    case 'binding': {
      const { devices, device, claimant } = purpose.value;
      return [devices, device, claimant].every(isAddress) && device === subject && !hasRows;
    }
    case 'probe':
      return purpose.value.length >= 16 && purpose.value.length <= 32;
    case undefined:
      return false;
  }
}
