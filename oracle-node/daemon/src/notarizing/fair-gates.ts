import type { PerMode } from '@cloudx3/verifier-core';
import type { Clock } from '../clock/clock.ts';
import { FairGate } from './fair-gate.ts';

/** A gate for each mode, with so many places. */
export function fairGates(
  sessions: PerMode<number>,
  deps: { readonly clock: Pick<Clock, 'nowMs'> },
): PerMode<FairGate> {
  return {
    mpc: new FairGate({ places: sessions.mpc }, deps),
    proxy: new FairGate({ places: sessions.proxy }, deps),
  };
}
