import { perMode } from '@cloudx3/verifier-core';
import type { PerMode } from '@cloudx3/verifier-core';
import type { Clock } from '../clock/clock.ts';
import { FairGate } from './fair-gate.ts';

/** A gate for each mode, with so many places. */
export function fairGates(
  sessions: PerMode<number>,
  deps: { readonly clock: Pick<Clock, 'nowMs'> },
): PerMode<FairGate> {
  return perMode((mode) => new FairGate({ places: sessions[mode] }, deps));
}
