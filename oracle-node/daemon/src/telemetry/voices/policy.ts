import type { AttributesOf } from '../events.ts';
import type { Voice } from '../voice.ts';

/** What is asked of this node, and how its operator stands to it. */
export function tellsOfPolicy({ emit }: Voice) {
  return {
    standing: (ask: AttributesOf<'policy.standing'>): void => emit('policy.standing', ask),
  };
}
