import { ReportSchema, encode } from '@cloudx3/proto';
import {
  chooseObservations,
  inRound,
  sliceOf,
  submitTimeMs,
  takenFromMs,
  transmitterOrder,
} from '@cloudx3/oracle-protocol';
import type { AcceptedObservation, FeedRules, RoundState } from '@cloudx3/oracle-protocol';
import { codeOf } from '@cloudx3/errors';
import { oracleMsg } from '@cloudx3/sdk';
import type { ContractEvent, TxOutcome } from '@cloudx3/sdk';
import { buildReport, signReport } from '@cloudx3/verifier-core';
import type { NetworkId, SignDigest } from '@cloudx3/verifier-core';
import { equalBytes } from '@cloudx3/proto';
import type { ChainClock } from '../chain/chain-clock.ts';
import type { ChainView } from '../chain/chain-view.ts';
import type { ChainPort } from '../chain/ports.ts';
import { saidIn } from '../chain/said.ts';
import type { Clock } from '../clock/clock.ts';
import type { Outbox, SubmitResult } from '../outbox/outbox.ts';
import { GAS } from '../policy/day-budget.ts';
import type { DayBudget } from '../policy/day-budget.ts';
import type { Policy } from '../policy/ports.ts';
import { dailyWork } from '../policy/predict.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

/** What the submitter is told. */
export interface SubmitterOptions {
  readonly network: NetworkId;
  /** The member that submits and signs (rule REP-8). */
  readonly operator: { readonly pubkey: Uint8Array; readonly sign: SignDigest };
}

export interface SubmitterDeps {
  readonly chain: Pick<ChainPort, 'feed' | 'account' | 'oracle' | 'devices'>;
  readonly view: ChainView;
  readonly chainClock: Pick<ChainClock, 'hasReached'>;
  readonly outbox: Outbox;
  readonly policy: Pick<Policy, 'share'>;
  readonly budget: Pick<DayBudget, 'take'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

// Rounds that were begun; older ones are too late to be submitted anyway.
const MAX_REMEMBERED = 4_096;

/** Puts rounds on chain when it is this member's turn (RND-2), each at most once. */
export class Submitter {
  private readonly options: SubmitterOptions;
  private readonly deps: SubmitterDeps;
  private readonly begun = new Set<string>();
  private readonly running = new Set<Promise<void>>();

  constructor(options: SubmitterOptions, deps: SubmitterDeps) {
    this.options = options;
    this.deps = deps;
  }

  /** Submits the round if this member's turn has come and the chain does not show it. Returns at once. */
  consider(state: RoundState, feed: FeedRules): void {
    const key = `report/${feed.id}/${state.round}`;
    const dueMs = submitTimeMs(state, feed, this.options.operator.pubkey);
    if (dueMs === undefined || BigInt(this.deps.clock.nowMs()) < dueMs || this.begun.has(key)) return;
    if (isShown(feed.lastRound, state.round) || this.isTooLate(feed, state.round)) return;
    if (!this.isTakenYet(state, feed)) return;
    this.begun.add(key);
    if (this.begun.size > MAX_REMEMBERED) this.begun.delete(this.begun.values().next().value ?? '');
    const run = this.submit(key, state, feed).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** REP-5, REP-10: the contract goes by the block's time, which lags behind: it takes no session that is later, and no report before its time. */
  private isTakenYet(state: RoundState, feed: FeedRules): boolean {
    const chosen = chooseObservations(state, feed);
    const fromMs = takenFromMs(feed, state.round, this.turnOf(feed, state.round), chosen.length);
    return this.deps.chainClock.hasReached(latest(chosen, fromMs));
  }

  /** This member's place in the order of a round, counted from 0 (RND-2). */
  private turnOf(feed: FeedRules, round: bigint): number {
    const { pubkey } = this.options.operator;
    return transmitterOrder(feed.id, round, feed.operators).findIndex((member) => equalBytes(member, pubkey));
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  private async submit(key: string, state: RoundState, known: FeedRules): Promise<void> {
    const { telemetry, outbox } = this.deps;
    const feed = inRound(await this.upToDate(known), state.round);
    const chosen = chooseObservations(state, feed);
    // By the chain's value fewer may count than did.
    if (chosen.length < feed.quorum || !this.isTakenYet(state, feed)) {
      this.begun.delete(key);
      return;
    }
    const spent = this.reserve(feed);
    if (spent === undefined) return;
    const messages = chosen.map(({ message }) => message);
    // REP-8: by whom it is submitted stands in it, so nobody who sees it on its way is paid for it.
    const { network, operator } = this.options;
    const signed = signReport(buildReport(feed, messages), network, operator);
    const report = encode(ReportSchema, signed);
    const turn = this.turnOf(feed, state.round);
    telemetry.feeds.reportSubmitted({
      feedId: feed.id,
      round: state.round,
      observations: chosen.length,
      bytes: report.length,
      turn: turn + 1,
    });
    try {
      const result = await outbox.submit({
        key,
        call: { contract: 'oracle', message: oracleMsg.submitReports({ reports: [report] }) },
        isStillNeeded: () => this.isStillNeeded(feed, state.round),
      });
      if (result.kind === 'confirmed') spent(Number(result.outcome.gasUsed));
      if (result.kind === 'not_needed') spent(0);
      this.conclude(result, feed, state.round);
    } catch (error) {
      // The node closes, or a bug: the outbox has what was signed, and the next start goes on from there.
      const { feedId, round } = state;
      telemetry.failure('submitting a report', error, { feedId, round: round.toString() });
    }
  }

  /** Takes what the report is expected to cost out of the day's gas; undefined where that has no more for the feed, so that its turn is another's. */
  private reserve(feed: FeedRules): ((cameTo: number) => void) | undefined {
    const ask = this.deps.view.ask(feed.id);
    const share = ask === undefined ? undefined : this.deps.policy.share(ask);
    // Taken back meanwhile.
    if (ask?.rhythm === undefined || share === undefined) return undefined;
    const amount = Math.round(dailyWork(ask.rhythm).gasOfReport);
    try {
      return this.deps.budget.take({ purse: GAS, share, amount, isFirst: false });
    } catch (error) {
      // Told of where it was refused.
      if (codeOf(error) !== 'node.budget') throw error;
      return undefined;
    }
  }

  /** OBS-9: what a value moved from is asked of the chain once more, where it matters, before a report is built on it. */
  private async upToDate(feed: FeedRules): Promise<FeedRules> {
    if (feed.stepUp?.movedMoreThan === undefined) return feed;
    const { chain, view, telemetry } = this.deps;
    try {
      const shown = await chain.feed(feed.id);
      if (shown?.lastRound !== undefined) view.showRound(feed.id, shown.lastRound, shown.lastValue);
    } catch (error) {
      // The outbox tries again for as long as the chain is away; the contract has the last word.
      telemetry.feeds.notAsked(feed.id, error);
    }
    return view.feed(feed.id) ?? feed;
  }

  private conclude(result: SubmitResult, feed: FeedRules, round: bigint): void {
    const { telemetry } = this.deps;
    const of = { feedId: feed.id, round };
    telemetry.chain.transaction(
      'report',
      result.kind,
      result.kind === 'confirmed' ? result.outcome.gasUsed : undefined,
    );
    switch (result.kind) {
      case 'not_needed':
        telemetry.feeds.reportNotNeeded(of);
        return;
      case 'failed':
        telemetry.feeds.reportFailed({ ...of, code: result.code, message: result.message });
        return;
      case 'confirmed':
        this.confirmed(result.outcome, feed.id, round);
    }
  }

  /** Shows and tells what the contract said of the round: its value, or that the report was skipped. */
  private confirmed(outcome: TxOutcome, feedId: number, round: bigint): void {
    const { telemetry, view, chain } = this.deps;
    const unreadable = (error: Error) => telemetry.failure('reading what a report came to', error);
    const read = outcome.events.map((event) => ({ event, said: saidIn(event, chain, unreadable) }));
    const found = read.find(({ said }) => isOf(said, feedId));
    if (found?.said?.type === 'report_refused') {
      const { code, detail } = found.said;
      telemetry.feeds.reportFailed({ feedId, round, code, message: detail });
      return;
    }
    view.showRound(feedId, round, found?.said?.type === 'feed_updated' ? found.said.value : undefined);
    telemetry.feeds.reportConfirmed({ feedId, ...describe(outcome, found?.event) });
  }

  private async isStillNeeded(feed: FeedRules, round: bigint): Promise<boolean> {
    if (this.isTooLate(feed, round)) return false;
    const shown = await this.deps.chain.feed(feed.id);
    if (shown?.lastRound !== undefined) this.deps.view.showRound(feed.id, shown.lastRound, shown.lastValue);
    return shown !== undefined && shown.active && !isShown(shown.lastRound, round);
  }

  /** REP-4: a round is taken until one interval after its end. */
  private isTooLate(feed: FeedRules, round: bigint): boolean {
    return BigInt(this.deps.clock.nowMs()) >= sliceOf(feed, round).endMs + feed.intervalMs;
  }
}

function isShown(lastRound: bigint | undefined, round: bigint): boolean {
  return lastRound !== undefined && lastRound >= round;
}

function isOf(said: ReturnType<typeof saidIn>, feedId: number): boolean {
  if (said?.type === 'group_updated') return said.groupId === feedId;
  const isOutcome =
    said?.type === 'feed_updated' || said?.type === 'feed_skipped' || said?.type === 'report_refused';
  return isOutcome && said.feedId === feedId;
}

/** The later of a time and of the last session of these observations. */
function latest(observations: readonly AcceptedObservation[], timeMs: bigint): bigint {
  const sessions = observations.flatMap(({ message }) =>
    message.attestations.map(({ body }) => body.sessionTimeMs),
  );
  return sessions.reduce((last, session) => (session > last ? session : last), timeMs);
}

/** A transaction with what the contract said of the round in it. */
function describe({ txHash, height, gasUsed }: TxOutcome, event: ContractEvent | undefined) {
  const { feed_id: _, ...attributes } = event?.attributes ?? {};
  return { tx: txHash, height, gas: gasUsed.toString(), outcome: event?.type ?? '', ...attributes };
}
