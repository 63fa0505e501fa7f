import type { Ask } from './ask.ts';
import { tooFast } from './fits.ts';
import type { Machine } from './fits.ts';

/** What an operator said to one ask. */
export interface Decision {
  readonly kind: Ask['kind'];
  readonly id: string;
  /** The terms that were decided on, as {@link Ask} has them. */
  readonly terms: string;
  readonly verdict: 'accepted' | 'refused' | 'leaving';
  /** Terms that are announced and were accepted too, once they hold. */
  readonly next?: string | undefined;
  /** Part of the node's sessions, quota and gas that it is due, against that of the others; 1 where nothing is said. */
  readonly weight?: number | undefined;
  /** Unix ms. */
  readonly atMs: number;
}

/** Whom an operator serves without being asked each time. With no account or no operation in it, nobody. */
export interface StandingRule {
  /** Accounts whose feeds and devices are accepted. */
  readonly by: readonly string[];
  /** Ids of the operations that they may ask for, hex. */
  readonly operations: readonly string[];
  /** Least that an ask pays; smallest coin. */
  readonly leastReward: bigint;
  /** What the asks of one account are due together, as {@link Decision} has it. */
  readonly weight: number;
  /** What cannot be done is accepted by no rule. */
  readonly machine: Machine;
}

/**
 * How an operator stands to an ask: `accepted` by decision or `by_rule`; `refused`; `changed` where other terms were accepted; `asked` where
 * nothing was said; `leaving` is done until the chain lets it go. Only the first two and the last are served.
 */
export type Standing = 'accepted' | 'leaving' | 'by_rule' | 'refused' | 'changed' | 'asked';

/** A decision comes before the rule, and nothing is served that neither of them accepts. */
export function standingOf(ask: Ask, decision: Decision | undefined, rule: StandingRule): Standing {
  if (decision?.verdict === 'refused') return 'refused';
  if (decision !== undefined && [decision.terms, decision.next].includes(ask.terms)) return decision.verdict;
  if (decision?.verdict === 'leaving') return 'changed';
  if (agrees(rule, ask)) return 'by_rule';
  return decision === undefined ? 'asked' : 'changed';
}

/** Whether what is asked is done. */
export function isServed(standing: Standing): boolean {
  return standing === 'accepted' || standing === 'by_rule' || standing === 'leaving';
}

function agrees({ by, operations, leastReward, machine }: StandingRule, ask: Ask): boolean {
  return (
    (ask.rhythm === undefined || tooFast(ask.rhythm, machine) === undefined) &&
    by.includes(ask.by) &&
    ask.pays >= leastReward &&
    ask.requests.length > 0 &&
    ask.requests.every(({ operation }) => operations.includes(operation))
  );
}
