import { compareBytes } from '@cloudx3/proto';
import type { FeedTerms } from '@cloudx3/verifier-core';
import type { Feed } from './feed.ts';
import type { FeedMember, FeedMembersResponse } from './gen/types.ts';

/**
 * What observations and reports of one round of a feed or group have to be: the terms that hold then, and who is a member then (rules
 * ACC-1, QRM-2, CHG-1). What held before the newest change the contract does not say any more; of members it says the last two spans.
 */
export function termsOfRound(feed: Feed, members: FeedMembersResponse, round: bigint): FeedTerms {
  const { id, row, pending, spec } = feed;
  const holds = pending !== undefined && round >= pending.fromRound ? pending.spec : spec;
  const operators = keysIn(members.operators, round);
  return {
    ...holds,
    id: row?.groupId ?? id,
    edition: 2,
    rows: holds.rows.length === 0 ? undefined : holds.rows,
    startMs: spec.startMs,
    operators,
    notaries: keysIn(members.notaries, round),
    quorum: Math.max(holds.quorum, leastQuorum(operators.length)),
  };
}

function keysIn(members: readonly FeedMember[], round: bigint): Uint8Array[] {
  const isIn = ({ rounds }: FeedMember) =>
    rounds.some(({ from, until }) => from <= round && (until === undefined || round < until));
  return members
    .filter(isIn)
    .map(({ pubkey }) => pubkey)
    .sort(compareBytes);
}

/** 2f+1 of n members, of whom f may be faulty (rule QRM-1). */
function leastQuorum(count: number): number {
  return 2 * Math.floor((count - 1) / 3) + 1;
}
