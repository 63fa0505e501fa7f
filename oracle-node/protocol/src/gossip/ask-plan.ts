import { equalBytes } from '@cloudx3/proto';
import type { FeedRules } from '../feed.ts';
import { gatherUntilMs, stageMs } from '../rounds/offsets.ts';
import { missingMembers } from '../rounds/round-state.ts';
import type { RoundState } from '../rounds/round-state.ts';
import { sliceOf } from '../rounds/schedule.ts';

/** Most requests that a node makes for one round, to all peers together. */
export const MAX_ASKS = 16;

/**
 * RND-5: whom to ask now for what gossip missed of a round. Asking begins where gathering would end soon and something is still
 * missing; one peer a stage; first those whose own observation is missing, then the other members; at most {@link MAX_ASKS} times.
 * Returns the member to ask, or undefined for nobody now.
 */
export function nextToAsk(
  state: RoundState,
  feed: FeedRules,
  asks: { readonly self: Uint8Array; readonly made: number; readonly lastMs: bigint | undefined },
  nowMs: bigint,
): Uint8Array | undefined {
  const missing = missingMembers(state, feed);
  if (missing.length === 0 || asks.made >= MAX_ASKS) return undefined;
  const stage = stageMs(feed);
  if (nowMs < gatherUntilMs(feed, state.round) - stage * 2n) return undefined;
  // The contract takes a round until one interval after its end (REP-4); nothing is gained by asking later.
  if (nowMs >= sliceOf(feed, state.round).endMs + feed.intervalMs) return undefined;
  if (asks.lastMs !== undefined && nowMs < asks.lastMs + stage) return undefined;
  const others = feed.operators.filter((member) => !equalBytes(member, asks.self));
  const silent = missing.filter((member) => !equalBytes(member, asks.self));
  const order = [...silent, ...others.filter((member) => !silent.includes(member))];
  return order.length === 0 ? undefined : order[asks.made % order.length];
}
