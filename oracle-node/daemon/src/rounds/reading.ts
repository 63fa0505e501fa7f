import { GossipEnvelopeSchema, create, encode } from '@cloudx3/proto';
import { sliceOf } from '@cloudx3/oracle-protocol';
import type { AcceptedObservation, FeedRules } from '@cloudx3/oracle-protocol';
import { checkFeedAttestation, needsStepUp, observationValue, signObservation } from '@cloudx3/verifier-core';
import type { NetworkId, ShapedAttestation, SignDigest } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainView } from '../chain/chain-view.ts';
import type { Clock } from '../clock/clock.ts';
import { NodeError, codeOf, messageOf } from '../error.ts';
import { notaryOrder, roundShift } from '../notarizing/choose-notary.ts';
import { MODES, firstMode, leadsToMpc } from '../notarizing/modes.ts';
import type { ModeName } from '../notarizing/modes.ts';
import type { NotarizeTasks } from '../notarizing/notarize-task.ts';
import type { Gossip } from '../p2p/ports.ts';
import type { Job, JobResult } from '../queue/ports.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { describeObservation } from './describe-observation.ts';
import type { ReadingJob } from './reading-job.ts';
import type { RoundBook } from './round-book.ts';

export interface ReadingOptions {
  readonly network: NetworkId;
  readonly operator: { readonly pubkey: Uint8Array; readonly sign: SignDigest };
}

export interface ReadingDeps {
  readonly view: ChainView;
  readonly book: RoundBook;
  readonly tasks: NotarizeTasks;
  readonly gossip: Pick<Gossip, 'publish'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Told that an attempt begins, and why one failed, for when the round is missed. */
  onAttempt(feedId: number, round: bigint): void;
  onFailure(feedId: number, round: bigint, code: string, reason: string): void;
}

const RETRY_MS = 2_000;

/**
 * One member's part in one round: attestations, the signed observation, and telling the others. Each step is kept before the next
 * one is taken, so that a crash repeats none that others could have seen: a round is signed once.
 */
export class Reading {
  private readonly options: ReadingOptions;
  private readonly deps: ReadingDeps;

  constructor(options: ReadingOptions, deps: ReadingDeps) {
    this.options = options;
    this.deps = deps;
  }

  async handle({ payload }: Job<ReadingJob>, signal: AbortSignal): Promise<JobResult> {
    const round = BigInt(payload.round);
    const feed = this.deps.view.feed(payload.feedId);
    if (feed === undefined || !feed.active) return { kind: 'give_up' };
    const own = this.deps.book.observationOf(feed.id, round, this.options.operator.pubkey);
    if (own !== undefined) return this.publish(own);
    if (feed.lastRound !== undefined && feed.lastRound >= round) return { kind: 'give_up' };
    this.deps.onAttempt(feed.id, round);
    try {
      const attestations = await this.read(feed, round, signal);
      return await this.publish(this.sign(feed, round, attestations));
    } catch (error) {
      if (signal.aborted) throw error;
      this.deps.onFailure(feed.id, round, codeOf(error), messageOf(error));
      const isOver = BigInt(this.deps.clock.nowMs()) >= sliceOf(feed, round).endMs;
      return isOver ? { kind: 'give_up' } : { kind: 'retry', afterMs: retryAfterMs(feed, error) };
    }
  }

  /** OBS-9: in the mode that the feed asks for; by MPC too where the value moved too far for PROXY, before anything is signed. */
  private async read(feed: FeedRules, round: bigint, signal: AbortSignal): Promise<ShapedAttestation[]> {
    const mode = firstMode(feed, round);
    if (mode === 'mpc') return this.attest(feed, round, mode, signal);
    let attestations: ShapedAttestation[];
    try {
      attestations = await this.attest(feed, round, mode, signal);
    } catch (error) {
      if (feed.modes.mpc === undefined || !leadsToMpc(error)) throw error;
      return this.attest(feed, round, 'mpc', signal);
    }
    const value = observationValue({ attestations }, feed);
    const latest = this.deps.view.feed(feed.id)?.lastValue;
    if (!value.ok || !needsStepUp(feed, latest, value.value)) return attestations;
    this.deps.telemetry.rounds.stepUp({ feedId: feed.id, round });
    return this.attest(feed, round, 'mpc', signal);
  }

  private async attest(
    feed: FeedRules,
    round: bigint,
    mode: ModeName,
    signal: AbortSignal,
  ): Promise<ShapedAttestation[]> {
    const purpose = `round/${feed.id}/${round}`;
    const made = this.deps.tasks.kept(purpose).filter(({ body }) => body.mode === MODES[mode]);
    const good = made.filter((attestation) => this.isUsable(attestation, feed, round));
    const order = notaryOrder(feed.notaries, feed.operators, this.options.operator.pubkey, roundShift(round));
    const slice = new SliceDeadline(feed, round, this.deps.clock, signal);
    try {
      while (good.length < notariesNeeded(feed, mode)) {
        const asked = new Set(made.map(({ body }) => bytesToHex(body.notary)));
        const notaries = order.filter((notary) => !asked.has(bytesToHex(notary)));
        const attestation = await this.deps.tasks.run(
          { ...this.task(feed, round, purpose, notaries, slice), mode },
          slice.signal,
        );
        made.push(attestation);
        if (this.isUsable(attestation, feed, round)) good.push(attestation);
      }
    } catch (error) {
      if (!slice.isOver || signal.aborted) throw error;
      throw new NodeError('node.late', `round ${round} was over before a session was bound`, {
        cause: error,
      });
    } finally {
      slice.close();
    }
    return good;
  }

  /** OBS-5, before it is signed: a notary whose clock is wrong, for example, attests what no member would count. */
  private isUsable({ body }: ShapedAttestation, feed: FeedRules, round: bigint): boolean {
    const { network, operator } = this.options;
    const fits = checkFeedAttestation(body, {
      network,
      feed,
      round,
      observer: operator.pubkey,
      operation: feed.operation,
    });
    if (!fits.ok) {
      const notary = bytesToHex(body.notary);
      const error = new NodeError(
        'node.unusable',
        `the notary's attestation would not be counted: ${fits.code} ${fits.message}`,
      );
      this.deps.telemetry.failure('using an attestation', error, {
        feedId: feed.id,
        round: round.toString(),
        notary,
      });
    }
    return fits.ok;
  }

  private task(
    feed: FeedRules,
    round: bigint,
    purpose: string,
    notaries: readonly Uint8Array[],
    slice: SliceDeadline,
  ) {
    return {
      purpose,
      kind: 'round' as const,
      operation: feed.operation,
      params: feed.params,
      subject: feed.subject,
      context: { purpose: { case: 'round' as const, value: { feedId: feed.id, round } } },
      notaries,
      repeatable: true,
      tell: { feedId: feed.id, round: round.toString() },
      onPhase: (phase: string) => slice.enter(phase),
    };
  }

  private sign(
    feed: FeedRules,
    round: bigint,
    attestations: readonly ShapedAttestation[],
  ): AcceptedObservation {
    const { network, operator } = this.options;
    const parts = { network, feedId: feed.id, round, observer: operator.pubkey, attestations };
    const observation = signObservation(parts, operator.sign);
    // By the same rules as everybody else's: what others would not count is not worth telling.
    const verdict = this.deps.book.offer(observation, true);
    if (verdict.action !== 'accept') throw notCounted(verdict.code);
    this.deps.telemetry.rounds.signed({ feedId: feed.id, round, ...describeObservation(attestations, feed) });
    return verdict.observation;
  }

  private async publish({ feedId, round, message }: AcceptedObservation): Promise<JobResult> {
    const kind = { case: 'observation', value: message } as const;
    const peers = await this.deps.gossip.publish(
      feedId,
      encode(GossipEnvelopeSchema, create(GossipEnvelopeSchema, { version: 1, kind })),
    );
    this.deps.telemetry.rounds.published({ feedId, round, peers });
    return { kind: 'done' };
  }
}

function notariesNeeded({ id, modes }: FeedRules, mode: ModeName): number {
  const policy = modes[mode];
  if (policy !== undefined) return policy.notaries;
  throw new NodeError('node.no_notary', `feed ${id} accepts no session in ${mode} mode`);
}

function notCounted(code: string): NodeError {
  const shown = code === 'observation.round_on_chain';
  return new NodeError(
    'node.late',
    shown ? 'the others had the round on chain first' : `own observation is not good: ${code}`,
  );
}

/** A vendor that asks for fewer requests gets fewer: a tenth of the interval is waited for. */
function retryAfterMs(feed: FeedRules, error: unknown): number {
  return codeOf(error) === 'vendor.rate_limited'
    ? Math.max(RETRY_MS, Number(feed.intervalMs) / 10)
    : RETRY_MS;
}

/**
 * Ends a notarization that cannot count any more: one that is not bound when the slice ends. One that is bound has its session time
 * within the slice, and may take half an interval longer.
 */
class SliceDeadline {
  readonly signal: AbortSignal;
  private readonly done = new AbortController();
  private readonly over = new AbortController();
  private bound = false;

  constructor(feed: FeedRules, round: bigint, clock: Clock, signal: AbortSignal) {
    this.signal = AbortSignal.any([signal, this.over.signal]);
    const endMs = Number(sliceOf(feed, round).endMs);
    void this.watch(endMs, Number(feed.intervalMs) / 2, clock);
  }

  enter(phase: string): void {
    if (phase === 'exchanging') this.bound = true;
  }

  get isOver(): boolean {
    return this.over.signal.aborted;
  }

  close(): void {
    this.done.abort();
  }

  private async watch(endMs: number, graceMs: number, clock: Clock): Promise<void> {
    await clock.sleep(Math.max(0, endMs - clock.nowMs()), this.done.signal);
    if (this.bound) await clock.sleep(graceMs, this.done.signal);
    // Sleeping ends at once where the task has ended.
    if (!this.done.signal.aborted) this.over.abort(new NodeError('node.late', 'the round is over'));
  }
}
