import { inRound, liveRounds, readTimeMs, roundAt, sliceOf } from '@cloudx3/oracle-protocol';
import type { FeedRules } from '@cloudx3/oracle-protocol';
import { MODES } from '@cloudx3/verifier-core';
import type { ModeName } from '@cloudx3/verifier-core';
import type { ChainView } from '../chain/chain-view.ts';
import type { Clock } from '../clock/clock.ts';
import { notaryOrder, roundShift } from '../notarizing/choose-notary.ts';
import { firstMode } from '../notarizing/modes.ts';
import type { NotarizeTasks } from '../notarizing/notarize-task.ts';
import type { Consent } from '../policy/consent.ts';
import type { Queue } from '../queue/ports.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Asker } from './asker.ts';
import { readingJobId } from './reading-job.ts';
import type { ReadingJob } from './reading-job.ts';
import type { RoundBook } from './round-book.ts';
import type { Submitter } from './submitter.ts';

export interface RoundKeeperOptions {
  readonly self: Uint8Array;
  readonly tickMs: number;
  /** How long before a reading its session is prepared; 0 prepares none. */
  readonly prepareAheadMs: number;
}

export interface RoundKeeperDeps {
  readonly consent: Consent;
  readonly view: Pick<ChainView, 'shortOfMoney'>;
  readonly book: RoundBook;
  readonly queue: Queue<ReadingJob>;
  readonly tasks: NotarizeTasks;
  readonly submitter: Submitter;
  readonly asker: Asker;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** How long before a reading its session is prepared at most: a cheap one is one connection. */
const PREPARE_CHEAP_AHEAD_MS = 5_000;

function aheadMs(mode: ModeName, { prepareAheadMs }: RoundKeeperOptions): number {
  return MODES[mode].isCheap ? Math.min(prepareAheadMs, PREPARE_CHEAP_AHEAD_MS) : prepareAheadMs;
}

/** Does for each feed of this member what the moment asks for: queue the reading, prepare for it, ask, submit, and tell of what was missed. */
export class RoundKeeper {
  private readonly options: RoundKeeperOptions;
  private readonly deps: RoundKeeperDeps;
  private readonly startedMs: bigint;
  private readonly queued = new Set<string>();
  private readonly prepared = new Set<string>();
  private readonly judged = new Set<string>();
  private readonly reasons = new Map<string, { code: string; reason: string }>();
  private readonly preparing = new Set<Promise<void>>();

  constructor(options: RoundKeeperOptions, deps: RoundKeeperDeps) {
    this.options = options;
    this.deps = deps;
    this.startedMs = BigInt(deps.clock.nowMs());
  }

  /** Runs until aborted. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.tick(signal);
      } catch (error) {
        this.deps.telemetry.failure('keeping rounds', error);
      }
      await this.deps.clock.sleep(this.options.tickMs, signal);
    }
    await Promise.allSettled(this.preparing);
  }

  noteAttempt(feedId: number, round: bigint): void {
    this.reasons.delete(`${feedId}/${round}`);
  }

  /** Why a round was not read so far; told when it is missed. */
  noteFailure(feedId: number, round: bigint, code: string, reason: string): void {
    this.reasons.set(`${feedId}/${round}`, { code, reason });
  }

  async tick(signal: AbortSignal): Promise<void> {
    const nowMs = BigInt(this.deps.clock.nowMs());
    for (const feed of this.deps.consent.feeds()) {
      await this.queueReadings(feed, nowMs, signal);
      for (const round of liveRounds(feed, nowMs)) {
        const state = this.deps.book.state(feed.id, round);
        const ofRound = inRound(feed, round);
        if (!ofRound.active) continue;
        this.deps.asker.consider(state, ofRound);
        this.deps.submitter.consider(state, ofRound);
      }
      this.tellMissed(feed, nowMs);
    }
    this.deps.book.prune();
  }

  private async queueReadings(feed: FeedRules, nowMs: bigint, signal: AbortSignal): Promise<void> {
    const current = roundAt(feed, nowMs);
    const rounds = current === undefined ? [0n] : [current, current + 1n];
    for (const round of rounds) {
      const ofRound = inRound(feed, round);
      const readMs = this.isPaidFor(ofRound) ? readTimeMs(ofRound, round, this.options.self) : undefined;
      if (readMs === undefined) continue;
      // Before the job is there: a reading that begins then waits for the session that is being prepared, and sets up none of its own.
      this.prepare(ofRound, round, readMs, nowMs, signal);
      const payload = { feedId: feed.id, round: round.toString() };
      const id = readingJobId(payload);
      if (this.queued.has(id)) continue;
      const expiresAtMs = Number(sliceOf(feed, round).endMs + feed.intervalMs);
      await this.deps.queue.add({ id, payload, runAtMs: Number(readMs), expiresAtMs });
      // Only now: a queue that is away is asked again at the next tick.
      this.remember(this.queued, id);
    }
  }

  /** Nothing is read of a closed feed (CHG-3), nor of one whose escrow pays too few further rounds (ESC-2), which is told. */
  private isPaidFor({ id, active }: FeedRules): boolean {
    const problem = active ? this.deps.view.shortOfMoney(id) : undefined;
    this.deps.telemetry.feeds.shortOfMoney(id, problem);
    return active && problem === undefined;
  }

  private prepare(feed: FeedRules, round: bigint, readMs: bigint, nowMs: bigint, signal: AbortSignal): void {
    const key = `${feed.id}/${round}`;
    const mode = firstMode(feed, round);
    const ahead = BigInt(aheadMs(mode, this.options));
    if (ahead === 0n || nowMs < readMs - ahead || this.prepared.has(key)) return;
    this.remember(this.prepared, key);
    const notaries = notaryOrder(feed.notaries, feed.operators, this.options.self, roundShift(round)).slice(
      0,
      feed.modes[mode]?.notaries ?? 0,
    );
    for (const notary of notaries) {
      const run = this.deps.tasks
        .prepare(mode, notary, feed.operation, signal)
        .finally(() => this.preparing.delete(run));
      this.preparing.add(run);
    }
  }

  /** A node that should report and does not says so within one round: when the slice is over and no own observation is there. */
  private tellMissed(feed: FeedRules, nowMs: bigint): void {
    const current = roundAt(feed, nowMs);
    if (current === undefined || current === 0n) return;
    const round = current - 1n;
    const key = `${feed.id}/${round}`;
    if (this.judged.has(key)) return;
    // A round that had begun when the node started is nobody's failure.
    if (sliceOf(feed, round).startMs < this.startedMs) return;
    // Nobody misses a round that is not his, or that was never to be read.
    if (!this.queued.has(readingJobId({ feedId: feed.id, round: round.toString() }))) return;
    if (this.deps.book.observationOf(feed.id, round, this.options.self) !== undefined) {
      this.remember(this.judged, key);
      return;
    }
    // A session that was bound within the slice may still be under way; it has half an interval more.
    if (!this.reasons.has(key) && nowMs < sliceOf(feed, round).endMs + feed.intervalMs / 2n) return;
    this.remember(this.judged, key);
    const { code, reason } = this.reasons.get(key) ?? {
      code: 'node.late',
      reason: 'its notarization took too long',
    };
    this.deps.telemetry.rounds.missed({ feedId: feed.id, round, code, reason });
    this.reasons.delete(key);
  }

  private remember(set: Set<string>, key: string): void {
    set.add(key);
    if (set.size > 4_096) set.delete(set.values().next().value ?? '');
  }
}
