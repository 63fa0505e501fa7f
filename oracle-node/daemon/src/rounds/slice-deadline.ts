import { sliceOf } from '@cloudx3/oracle-protocol';
import type { FeedRules } from '@cloudx3/oracle-protocol';
import type { Clock } from '../clock/clock.ts';
import { NodeError } from '../error.ts';

type RoundTimes = Pick<FeedRules, 'startMs' | 'intervalMs'>;

/**
 * Until when a notarization for a round can still count, in Unix milliseconds. One that is not bound when the slice ends cannot. One that
 * is bound has its session's time within the slice, and may take half an interval longer.
 */
export function countsUntilMs(feed: RoundTimes, round: bigint, isBound: boolean): number {
  const { endMs } = sliceOf(feed, round);
  return Number(isBound ? endMs + feed.intervalMs / 2n : endMs);
}

/** Ends what cannot count any more: its signal is aborted then, or with the caller's. Closed when there is nothing left to end. */
export class SliceDeadline {
  readonly signal: AbortSignal;
  private readonly feed: RoundTimes;
  private readonly round: bigint;
  private readonly clock: Clock;
  private readonly done = new AbortController();
  private readonly over = new AbortController();
  private isBound = false;

  constructor(of: { readonly feed: RoundTimes; readonly round: bigint }, clock: Clock, signal: AbortSignal) {
    this.feed = of.feed;
    this.round = of.round;
    this.clock = clock;
    this.signal = AbortSignal.any([signal, this.over.signal]);
    void this.watch();
  }

  /** Told of each phase of the notarization; from `exchanging` on it is bound. */
  enter(phase: string): void {
    if (phase === 'exchanging') this.isBound = true;
  }

  get isOver(): boolean {
    return this.over.signal.aborted;
  }

  close(): void {
    this.done.abort();
  }

  private async watch(): Promise<void> {
    const { clock, done } = this;
    for (let leftMs = this.leftMs(); leftMs > 0 && !done.signal.aborted; leftMs = this.leftMs())
      await clock.sleep(leftMs, done.signal);
    if (!done.signal.aborted) this.over.abort(new NodeError('node.late', 'the round is over'));
  }

  /** Asked anew after each sleep: it may have been bound meanwhile. */
  private leftMs(): number {
    return countsUntilMs(this.feed, this.round, this.isBound) - this.clock.nowMs();
  }
}
