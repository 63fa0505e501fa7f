import { codeOf, messageOf } from '@cloudx3/errors';
import type { RecentError } from '@cloudx3/oracle-status';
import type { Described } from './voice.ts';

const MAX_RECENT = 20;

/** The last errors of a node, in memory. */
export class RecentErrors {
  private readonly nowMs: () => number;
  private readonly errors: RecentError[] = [];

  constructor(deps: { nowMs(): number }) {
    this.nowMs = () => deps.nowMs();
  }

  add(doing: string, error: unknown): Described {
    const described = { code: codeOf(error), message: messageOf(error) };
    this.errors.push({ atMs: this.nowMs(), ...described, doing });
    if (this.errors.length > MAX_RECENT) this.errors.shift();
    return described;
  }

  newestFirst(): readonly RecentError[] {
    return [...this.errors].reverse();
  }
}
