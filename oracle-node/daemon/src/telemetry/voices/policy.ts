import type { AttributesOf } from '../events.ts';
import type { Voice } from '../voice.ts';

/** What is asked of this node, and how its operator stands to it. */
export function tellsOfPolicy({ emit, health, failure }: Voice) {
  return {
    standing: (ask: AttributesOf<'policy.standing'>): void => emit('policy.standing', ask),
    /** The chain has it that the operator accepted this feed or device. */
    acceptedOnChain(of: string): void {
      health.clear({ kind: 'membership/N', of });
      emit('policy.accepted_on_chain', { of });
    },
    /** What was accepted here the contract did not let be accepted. */
    notAccepted(of: string, code: string, message: string): void {
      health.raise({ kind: 'membership/N', of }, { code, message: `accepting ${of} on chain: ${message}` });
    },
    /** Some of a budget was spent; the next day, or what was given back, ends a trouble with it. */
    spent(purse: AttributesOf<'budget.spent'>): void {
      emit('budget.spent', purse);
      if (purse.spent < purse.limit) health.clear({ kind: 'budget/N', of: purse.name });
    },
    overBudget(refused: AttributesOf<'budget.refused'>, isFirst: boolean): void {
      const { name, group, spent, limit } = refused;
      if (isFirst) emit('budget.refused', refused);
      else emit('budget.refused_again', { name });
      const message = `${spent} of ${limit} are spent today, and ${group} is due no more`;
      health.raise({ kind: 'budget/N', of: name }, { code: 'node.budget', message });
    },
    /** Whether the decisions could be read: undefined, or why not. */
    decisions(problem: unknown): void {
      if (problem === undefined) health.clear({ kind: 'policy' });
      else health.raise({ kind: 'policy' }, failure('reading the decisions', problem));
    },
  };
}
