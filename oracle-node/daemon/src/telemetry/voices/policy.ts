import type { AttributesOf } from '../events.ts';
import type { Voice } from '../voice.ts';

/** What is asked of this node, and how its operator stands to it. */
export function tellsOfPolicy({ emit, health, failure }: Voice) {
  return {
    standing: (ask: AttributesOf<'policy.standing'>): void => emit('policy.standing', ask),
    /** Whether the decisions could be read: undefined, or why not. */
    decisions(problem: unknown): void {
      if (problem === undefined) health.clear({ kind: 'policy' });
      else health.raise({ kind: 'policy' }, failure('reading the decisions', problem));
    },
  };
}
