import type { ChangedTerms, FeedRules, Membership, Seat } from '@cloudx3/oracle-protocol';
import type { Feed, FeedMembers } from '@cloudx3/sdk';
import type { CheckedOperation } from '@cloudx3/verifier-core';

/** What is known of a feed besides what the contract says of it alone. */
export interface FeedSurroundings {
  /** What is read, as it was published. */
  readonly operation: CheckedOperation;
  /** What will be read by terms that are announced. */
  readonly pendingOperation?: CheckedOperation | undefined;
  /** Who takes part; where it is not known, all that are invited. */
  readonly members?: FeedMembers | undefined;
}

/** A feed or group as the contract tells it, in the shape of the rules. */
export function feedRules(feed: Feed, { operation, pendingOperation, members }: FeedSurroundings): FeedRules {
  const { id, spec, active, lastRound, lastValue, pending, closedFromRound } = feed;
  const { subject, reading, unit, decimals, startMs, intervalMs, operators, notaries } = spec;
  const { allowCustomCa, measuredOnly } = spec;
  return {
    ...{ id, edition: 2, active, lastRound, lastValue, closedFromRound },
    ...{ subject, reading, unit, decimals, startMs, intervalMs, operators, notaries },
    ...{ allowCustomCa, measuredOnly },
    // A feed of its own has none, not an empty list of them (GRP-1).
    rows:
      spec.rows.length === 0 ? undefined : spec.rows.map((row) => ({ key: row.key, subject: row.subject })),
    ...changeable(spec, operation),
    membership: members && membership(members),
    pending:
      pending === undefined || pendingOperation === undefined
        ? undefined
        : { fromRound: pending.fromRound, terms: changeable(pending.spec, pendingOperation) },
  };
}

function changeable(
  { operationId, params, quorum, modes, stepUp, maxObservedAgeMs }: Omit<Feed['spec'], 'startMs'>,
  operation: CheckedOperation,
): ChangedTerms {
  return { operation, operationId, params, quorum, modes, stepUp, maxObservedAgeMs };
}

function membership({ operators, notaries }: FeedMembers): Membership {
  const seats = (members: FeedMembers['operators']): readonly Seat[] =>
    members.map(({ pubkey, rounds, agreed }) => ({ pubkey, rounds, agreed }));
  return { operators: seats(operators), notaries: seats(notaries) };
}
