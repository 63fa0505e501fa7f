import { refuse, refused } from '../../session/refusals.ts';
import type { Refused } from '../../session/refusals.ts';
import type { ModeLimits } from '../../session/limits.ts';
import { Places } from './places.ts';
import type { Leave } from './places.ts';

/** Gives a slot back; safe to call again. */
export type ReleaseSlot = Leave;
export type SlotResult = { readonly ok: true; readonly release: ReleaseSlot } | Refused;

/** Places of running sessions, in all and by operator (last guard of rule SES-1). */
export class SessionSlots {
  readonly #places: Places;

  constructor({
    maxSessions,
    maxSessionsPerOperator,
  }: Pick<ModeLimits, 'maxSessions' | 'maxSessionsPerOperator'>) {
    this.#places = new Places(maxSessions, maxSessionsPerOperator);
  }

  get total(): number {
    return this.#places.total;
  }

  get full(): boolean {
    return this.#places.full;
  }

  take(operator: string): SlotResult {
    const place = this.#places.enter(operator);
    if (place.ok) return { ok: true, release: place.leave };
    return refused(refuse(place.full === 'all' ? 'limit.sessions' : 'limit.operator_sessions'));
  }
}
