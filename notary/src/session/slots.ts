import { refuse } from '../refusals.ts';
import type { Refusal } from '../refusals.ts';
import type { ModeLimits } from './limits.ts';

/** Gives a slot back; safe to call again. */
export type ReleaseSlot = () => void;
export type SlotResult =
  { readonly ok: true; readonly release: ReleaseSlot } | { readonly ok: false; readonly refusal: Refusal };

/** Counts running sessions, in all and by operator (last guard of rule SES-1). An operator without sessions takes no memory. */
export class SessionSlots {
  readonly #limits: Pick<ModeLimits, 'maxSessions' | 'maxSessionsPerOperator'>;
  readonly #byOperator = new Map<string, number>();
  #total = 0;

  constructor(limits: Pick<ModeLimits, 'maxSessions' | 'maxSessionsPerOperator'>) {
    this.#limits = limits;
  }

  get total(): number {
    return this.#total;
  }

  get full(): boolean {
    return this.#total >= this.#limits.maxSessions;
  }

  take(operator: string): SlotResult {
    const held = this.#byOperator.get(operator) ?? 0;
    if (this.full) return { ok: false, refusal: refuse('limit.sessions') };
    if (held >= this.#limits.maxSessionsPerOperator) {
      return { ok: false, refusal: refuse('limit.operator_sessions') };
    }
    this.#byOperator.set(operator, held + 1);
    this.#total += 1;
    let released = false;
    return {
      ok: true,
      release: () => {
        if (released) return;
        released = true;
        this.#give(operator);
      },
    };
  }

  #give(operator: string): void {
    this.#total -= 1;
    const left = (this.#byOperator.get(operator) ?? 1) - 1;
    if (left === 0) this.#byOperator.delete(operator);
    else this.#byOperator.set(operator, left);
  }
}
