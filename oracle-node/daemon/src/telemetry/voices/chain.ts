import type { Voice } from '../voice.ts';

type Ended = 'confirmed' | 'not_needed' | 'failed';

/** Whether the chain answers, what it says of this node, and what became of transactions. */
export function tellsOfChain({ emit, health, failure }: Voice) {
  return {
    block: (height: number): void => emit('chain.block', { height }),
    /** Undefined: the chain answers again. */
    trouble(error: Error | undefined): void {
      if (error === undefined) {
        health.clear({ kind: 'chain' });
        emit('chain.reachable', {});
        return;
      }
      emit('chain.unreachable', {});
      health.raise({ kind: 'chain' }, failure('following the chain', error));
    },
    /** Why the chain does not show this operator as active; undefined where it does. */
    registration(problem: string | undefined): void {
      const trouble = { kind: 'registration' } as const;
      if (problem === undefined) health.clear(trouble);
      else health.raise(trouble, { code: 'node.not_registered', message: problem });
    },
    transaction(purpose: 'report' | 'omitted' | 'take' | 'settle', outcome: Ended, gasUsed?: bigint): void {
      const gas = gasUsed === undefined ? {} : { gas: gasUsed.toString() };
      emit('transaction.ended', { purpose, outcome, ...gas });
    },
  };
}
