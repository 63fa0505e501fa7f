import type { Mode } from '@cloudx3/proto';
import { limitsOf } from '../session/limits.ts';
import type { SessionLimits } from '../session/limits.ts';
import type { SessionState } from './machine.ts';

/** Rule SES-3: every phase has its deadline, in ms from now. `idle` is counted from the grant, as the grant says. */
export function phaseDeadline(
  phase: SessionState['at'],
  limits: SessionLimits,
  mode: Mode,
  sinceGrantMs: number,
): number | undefined {
  return {
    open: limits.openTimeoutMs,
    kept: limits.keptTimeoutMs,
    checking: limits.openTimeoutMs,
    setup: Math.min(limits.setupTimeoutMs, limits.idleTimeoutMs),
    idle: Math.max(0, limits.idleTimeoutMs - sinceGrantMs),
    online: limitsOf(limits, mode).onlineTimeoutMs,
    ended: undefined,
  }[phase];
}
