import type { Ask } from './ask.ts';
import { isServed } from './standing.ts';
import type { Decision, Standing, StandingRule } from './standing.ts';

/** What an ask is due of a node's sessions, quota and gas, against what others are due. */
export interface Share {
  /** Asks of one group share what the group is due. */
  readonly group: string;
  /** A whole number, 1 or more. */
  readonly weight: number;
}

/**
 * What was accepted by itself is due what the operator said of it. What a rule lets in nobody looked at one by one: whatever an account asks
 * for shares one part, so that six feeds of it are due no more than one. What is not served is due nothing.
 */
export function shareOf(
  ask: Ask,
  standing: Standing,
  { decision, rule }: { readonly decision: Decision | undefined; readonly rule: StandingRule },
): Share | undefined {
  if (!isServed(standing)) return undefined;
  if (standing === 'by_rule') return { group: `rule ${ask.by}`, weight: rule.weight };
  return { group: `${ask.kind} ${ask.id}`, weight: decision?.weight ?? 1 };
}
