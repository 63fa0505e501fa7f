// The oracle contract's rules of observations that their report left out (REP-12), in its own codes and order.
import type { FeedRules } from '@cloudx3/oracle-protocol';
import type { Feed } from '@cloudx3/sdk';
import { checkObservation, readObservation } from '@cloudx3/verifier-core';
import type { NetworkId, ShapedObservation } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ORACLE } from './addresses.ts';
import { Refused } from './refused.ts';
import type { Emitted } from './refused.ts';

const HOUR_MS = 3_600_000n;

/** What is kept of a round that landed. */
export interface Landed {
  readonly reportedMs: bigint;
  /** Keys of those who were paid for it, hex. */
  readonly observers: ReadonlySet<string>;
  /** Keys of those who showed it when the escrow could not pay them, hex. */
  readonly shown?: ReadonlySet<string>;
}

/** What an observation is held against. */
export interface OmissionCase {
  readonly network: NetworkId;
  readonly feed: Feed;
  /** Of its round. */
  readonly rules: FeedRules;
  readonly landed: Landed | undefined;
  readonly nowMs: bigint;
}

/** An observation of the message, and of what it says it is. Throws {@link Refused}. */
export function shownObservation(bytes: Uint8Array): ShapedObservation {
  const read = readObservation(bytes);
  if (!read.ok) throw new Refused(`${read.code}: ${read.message}`);
  return read.value;
}

/** Pays it, once: gives what is kept of its round afterwards. */
export function claimOmitted(
  observation: ShapedObservation,
  { network, feed, rules, landed, nowMs }: OmissionCase,
): { readonly landed: Landed; readonly emitted: Emitted } {
  const { round, observer: key } = observation.body;
  if (landed === undefined) throw new Refused(`omitted.round: round ${round} did not land`);
  const until = landed.reportedMs + (feed.spec.claimWindowMs ?? HOUR_MS);
  if (nowMs > until) throw new Refused(`omitted.window: that was the time until ${until}`);
  const checked = checkObservation(observation, { network, feed: rules, operation: rules.operation });
  if (!checked.ok) throw new Refused(`${checked.code}: ${checked.message}`);
  const sessions = observation.attestations.map(({ body }) => body.sessionTimeMs);
  if (sessions.some((session) => session > landed.reportedMs))
    throw new Refused('omitted.late: a session is after the report');
  const observer = bytesToHex(key);
  if (landed.observers.has(observer))
    throw new Refused(`omitted.counted: ${observer} was paid for round ${round}`);
  const isPaid = feed.escrow >= feed.spec.observerReward;
  const { observers, shown = new Set() } = landed;
  if (!isPaid && shown.has(observer))
    throw new Refused(`omitted.unfunded: the escrow of feed ${feed.id} cannot pay the observer`);
  const unpaid = isPaid ? 0n : feed.spec.observerReward;
  const attributes = {
    ...{ feed_id: String(feed.id), round: String(round), observer },
    ...{ rewards: '', unpaid: String(unpaid) },
  };
  const known = isPaid
    ? { observers: new Set([...observers, observer]) }
    : { shown: new Set([...shown, observer]) };
  return {
    landed: { ...landed, ...known },
    emitted: { contract: ORACLE, type: 'omission_claimed', attributes },
  };
}
