import { GossipEnvelopeSchema, create, encode } from '@cloudx3/proto';
import { sliceOf } from '@cloudx3/oracle-protocol';
import type { AcceptedObservation, FeedRules } from '@cloudx3/oracle-protocol';
import { MODES, isGroup, signObservation, strictMode } from '@cloudx3/verifier-core';
import type { ModeName, NetworkId, ShapedAttestation, SignDigest } from '@cloudx3/verifier-core';
import type { ChainView } from '../chain/chain-view.ts';
import { codeOf, messageOf } from '@cloudx3/errors';
import { NodeError } from '../error.ts';
import { firstMode, modeInstead } from '../notarizing/modes.ts';
import type { Consent } from '../policy/consent.ts';
import type { Gossip } from '../p2p/ports.ts';
import type { Job, JobResult } from '../queue/ports.ts';
import { AttestRound } from './attest-round.ts';
import type { AttestRoundDeps } from './attest-round.ts';
import { describeObservation } from './describe-observation.ts';
import type { ReadingJob } from './reading-job.ts';
import type { RoundBook } from './round-book.ts';
import { isMovedTooFar } from './step-up.ts';

export interface ReadingOptions {
  readonly network: NetworkId;
  /** The member that reads and signs. */
  readonly operator: { readonly pubkey: Uint8Array; readonly sign: SignDigest };
}

export interface ReadingDeps extends AttestRoundDeps {
  readonly view: ChainView;
  readonly consent: Consent;
  readonly book: RoundBook;
  readonly gossip: Pick<Gossip, 'publish'>;
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
  private readonly attesting: AttestRound;

  constructor(options: ReadingOptions, deps: ReadingDeps) {
    this.options = options;
    this.deps = deps;
    this.attesting = new AttestRound({ network: options.network, self: options.operator.pubkey }, deps);
  }

  /** Does the job, or says when it is worth another try. Rejects only when the node closes. */
  async handle({ payload }: Job<ReadingJob>, signal: AbortSignal): Promise<JobResult> {
    const round = BigInt(payload.round);
    const feed = this.deps.view.feedInRound(payload.feedId, round);
    if (feed === undefined || !feed.active || !this.deps.consent.servesFeed(feed.id))
      return { kind: 'give_up' };
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
      // No other try of this round would find more of it.
      const isOver =
        codeOf(error) === 'node.budget' || BigInt(this.deps.clock.nowMs()) >= sliceOf(feed, round).endMs;
      return isOver ? { kind: 'give_up' } : { kind: 'retry', afterMs: retryAfterMs(feed, error) };
    }
  }

  /** OBS-9: in the mode that the feed asks for; in a strict one too where the value moved too far, before anything is signed. */
  private async read(feed: FeedRules, round: bigint, signal: AbortSignal): Promise<ShapedAttestation[]> {
    const attest = (mode: ModeName) => this.attesting.attest(feed, round, mode, signal);
    const mode = firstMode(feed, round);
    if (MODES[mode].isStrict) return attest(mode);
    let attestations: ShapedAttestation[];
    try {
      attestations = await attest(mode);
    } catch (error) {
      const other = modeInstead(feed, error);
      if (other === undefined) throw error;
      return attest(other);
    }
    // The newest value now: the reading took its time, and the chain may show another round since.
    const latest = this.deps.view.feed(feed.id)?.lastValue;
    if (!isMovedTooFar(feed, attestations, latest)) return attestations;
    const strict = strictMode(feed);
    if (strict === undefined) throw new NodeError('node.no_notary', `feed ${feed.id} accepts no strict mode`);
    this.deps.telemetry.rounds.stepUp({ feedId: feed.id, round });
    return attest(strict);
  }

  private sign(
    feed: FeedRules,
    round: bigint,
    attestations: readonly ShapedAttestation[],
  ): AcceptedObservation {
    const { network, operator } = this.options;
    const isOfGroup = isGroup(feed);
    const parts = {
      network,
      feedId: feed.id,
      isGroup: isOfGroup,
      round,
      observer: operator.pubkey,
      attestations,
    };
    const observation = signObservation(parts, operator.sign);
    // By the same rules as everybody else's: what others would not count is not worth telling.
    const verdict = this.deps.book.offer(observation, true);
    if (verdict.action !== 'accept') throw notCounted(verdict.code);
    const described = describeObservation(attestations, feed);
    this.deps.telemetry.rounds.signed({ feedId: feed.id, round, ...described });
    return verdict.observation;
  }

  private async publish({ feedId, round, message }: AcceptedObservation): Promise<JobResult> {
    const kind = { case: 'observation', value: message } as const;
    const envelope = create(GossipEnvelopeSchema, { version: 1, kind });
    const peers = await this.deps.gossip.publish(feedId, encode(GossipEnvelopeSchema, envelope));
    this.deps.telemetry.rounds.published({ feedId, round, peers });
    return { kind: 'done' };
  }
}

function notCounted(code: string): NodeError {
  const shown = code === 'observation.round_on_chain';
  return new NodeError(
    'node.late',
    shown ? 'the others had the round on chain first' : `own observation is not good: ${code}`,
  );
}

/** A vendor that asks for fewer requests gets fewer: a tenth of the interval is waited for. */
function retryAfterMs(feed: Pick<FeedRules, 'intervalMs'>, error: unknown): number {
  return codeOf(error) === 'vendor.rate_limited'
    ? Math.max(RETRY_MS, Number(feed.intervalMs) / 10)
    : RETRY_MS;
}
