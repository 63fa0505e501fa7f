import type { CoreCode } from '@cloudx3/verifier-core';
import type { AcceptedObservation } from './observation/accepted.ts';
import type { Equivocation } from './observation/equivocation.ts';

/** Reasons of this package for which a message is not counted, with the rule; those of `CORE_CODES` come on top. */
export const VERDICT_CODES = {
  'gossip.too_large': 'ENC-2: longer than a gossip message may be',
  'gossip.malformed': 'ENC-2: no gossip message in canonical form',
  'gossip.version': 'ENC-2: a version or kind that is not known here',
  'gossip.topic': 'OBS-3: speaks of another feed than its topic',
  'observation.feed_unknown': 'OBS-3: the chain shows no such feed',
  'observation.feed_inactive': 'OBS-3: the feed is switched off',
  'observation.round_past': 'OBS-4: the round is older than the one before the current',
  'observation.round_future': 'OBS-4: the round has not begun',
  'observation.round_on_chain': 'OBS-4: the chain shows this round or a newer one',
  'observation.notary_unregistered': 'OBS-5: a notary that is not registered and active',
  'observation.duplicate': 'OBS-8: the same observation again',
  'observation.equivocation': 'OBS-8: a second, different observation of one node for one round',
} as const;

export type VerdictCode = keyof typeof VERDICT_CODES | CoreCode;

/**
 * A message that is not counted. `ignore` says nothing against the peer that sent it (it may know more or less of the chain than we
 * do); `reject` means that no honest peer passes such a message on.
 */
export interface Refusal {
  readonly action: 'ignore' | 'reject';
  readonly code: VerdictCode;
  /** Present with `observation.equivocation` where it is proven here for the first time. */
  readonly evidence?: Equivocation;
}

/** What the rules make of a message. */
export type Verdict = { readonly action: 'accept'; readonly observation: AcceptedObservation } | Refusal;

/** One rule's answer: undefined where it has nothing to object. */
export type Objection = Refusal | undefined;

export function ignore(code: VerdictCode): Refusal {
  return { action: 'ignore', code };
}

export function reject(code: VerdictCode): Refusal {
  return { action: 'reject', code };
}
