import { messageOf } from '@cloudx3/errors';
import type { AttributesOf } from '../events.ts';
import { inDecimal } from '../voice.ts';
import type { OfRound, Voice } from '../voice.ts';

/** Feeds: what the chain shows of them, and whether this node can read them. */
export function tellsOfFeeds({ emit, health }: Voice) {
  return {
    updated: (value: AttributesOf<'feed.updated'>): void => emit('feed.updated', value),
    notAsked: (feedId: number, error: unknown): void =>
      emit('feed.not_asked', { feedId, failed: messageOf(error) }),
    /** Why a feed that this node should read has no operation that it can use; undefined: it has, or need not. */
    operation(feedId: number, problem: string | undefined): void {
      const trouble = { kind: 'feed/N/operation', of: feedId } as const;
      if (problem === undefined) health.clear(trouble);
      else health.raise(trouble, { code: 'node.operation', message: `feed ${feedId}: ${problem}` });
    },
    /** Why the escrow of a feed that this node should read pays too little; undefined where it pays enough. */
    shortOfMoney(feedId: number, problem: string | undefined): void {
      const trouble = { kind: 'feed/N/escrow', of: feedId } as const;
      if (problem === undefined) health.clear(trouble);
      else health.raise(trouble, { code: 'node.unfunded', message: `feed ${feedId}: ${problem}` });
    },
    reportRefused: (report: AttributesOf<'report.refused'>): void => emit('report.refused', report),
    reportSubmitted: (report: OfRound<'report.submitted'>): void =>
      emit('report.submitted', inDecimal(report)),
    reportNotNeeded: (report: OfRound<'report.not_needed'>): void =>
      emit('report.not_needed', inDecimal(report)),
    reportConfirmed(report: AttributesOf<'report.confirmed'>): void {
      health.clear({ kind: 'feed/N/report', of: report.feedId });
      emit('report.confirmed', report);
    },
    reportFailed(report: OfRound<'report.failed'>): void {
      const { feedId, round, code } = report;
      health.raise(
        { kind: 'feed/N/report', of: feedId },
        { code, message: `the contract refused round ${round} of feed ${feedId}: ${report.message}` },
      );
      emit('report.failed', inDecimal(report));
    },
  };
}
