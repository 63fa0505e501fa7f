import { ObservationSchema, encode, equalBytes } from '@cloudx3/proto';
import type { AcceptedObservation } from '@cloudx3/oracle-protocol';
import { codeOf } from '@cloudx3/errors';
import { oracleMsg } from '@cloudx3/sdk';
import type { ChainView } from '../chain/chain-view.ts';
import type { Clock } from '../clock/clock.ts';
import type { Outbox, SubmitResult } from '../outbox/outbox.ts';
import { GAS } from '../policy/day-budget.ts';
import type { DayBudget } from '../policy/day-budget.ts';
import type { Policy } from '../policy/ports.ts';
import { claimGas, feeOf } from '../policy/predict.ts';
import type { Job, JobResult, Queue } from '../queue/ports.ts';
import type { ObservationStore } from '../store/ports.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { omissionJobId } from './omission-job.ts';
import type { OmissionJob } from './omission-job.ts';

/** A round that a report put on chain. */
export interface LandedRound {
  /** The feed or group. */
  readonly feedId: number;
  readonly round: bigint;
  /** Keys of the operators whose observations the report carried. */
  readonly observers: readonly Uint8Array[];
}

export interface OmissionsOptions {
  readonly self: Uint8Array;
  /** Of a unit of gas, in the smallest coin. */
  readonly gasPrice: number;
}

export interface OmissionsDeps {
  readonly view: Pick<ChainView, 'told' | 'ask' | 'seat'>;
  readonly store: Pick<ObservationStore, 'ofRound'>;
  readonly queue: Pick<Queue<OmissionJob>, 'add'>;
  readonly outbox: Pick<Outbox, 'submit'>;
  readonly policy: Pick<Policy, 'share'>;
  readonly budget: Pick<DayBudget, 'take'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly telemetry: Telemetry;
}

// What the contract takes where a feed says nothing (FeedSpec.claim_window_ms and jail_after).
const DEFAULT_WINDOW_MS = 3_600_000n;
const DEFAULT_JAIL_AFTER = 50;
// The day's gas may be used up, and what is given back to it comes within moments.
const TRY_AGAIN_MS = 60_000;

/**
 * REP-12: shows the contract an observation of this node that the report of its round left out, where that pays more than it costs, or where
 * this member would be out for its absence before long (REP-13). What is to be claimed waits in a queue on disk, so that a kill loses none, and the outbox sends each once.
 */
export class Omissions {
  private readonly options: OmissionsOptions;
  private readonly deps: OmissionsDeps;
  /** Rounds in a row that landed without this node, by feed, since it runs. */
  private readonly missed = new Map<number, number>();

  constructor(options: OmissionsOptions, deps: OmissionsDeps) {
    this.options = options;
    this.deps = deps;
  }

  /** A report landed in a block of this time, Unix ms. Resolves once a claim that is due would survive a kill. */
  async landed({ feedId, round, observers }: LandedRound, blockMs: number): Promise<void> {
    const { self, gasPrice } = this.options;
    const { telemetry, queue, clock } = this.deps;
    if (observers.some((key) => equalBytes(key, self))) {
      this.missed.delete(feedId);
      return;
    }
    const absent = this.countMissed(feedId);
    const own = this.ownOf(feedId, round);
    const terms = this.termsOf(feedId, round);
    // A session that is later than the report could not have been in it.
    if (own === undefined || terms === undefined || lastSessionMs(own) > BigInt(blockMs)) return;
    const gas = claimGas(own.message.attestations.length);
    const fee = Math.ceil(feeOf(gas, gasPrice));
    const claims = Number(terms.reward) > fee || isHalfOut(absent, terms.jailAfter);
    telemetry.rounds.omitted({ feedId, round, reward: terms.reward.toString(), fee, claims });
    if (!claims) return;
    const payload = { feedId, round: round.toString(), gas };
    const expiresAtMs = blockMs + Number(terms.windowMs);
    await queue.add({ id: omissionJobId(payload), payload, runAtMs: clock.nowMs(), expiresAtMs });
  }

  /** Claims one; the queue hands it over until it is done or its window is over. */
  async handle({ payload, expiresAtMs }: Job<OmissionJob>): Promise<JobResult> {
    const { feedId, gas } = payload;
    const round = BigInt(payload.round);
    const own = this.ownOf(feedId, round);
    if (own === undefined) return { kind: 'give_up' };
    const spent = this.reserve(feedId, gas);
    if (spent === undefined) return { kind: 'retry', afterMs: TRY_AGAIN_MS };
    const observation = encode(ObservationSchema, own.message);
    const result = await this.deps.outbox.submit({
      key: `omitted/${feedId}/${round}`,
      call: { contract: 'oracle', message: oracleMsg.claimOmitted({ observation }) },
      isStillNeeded: () => Promise.resolve(this.deps.clock.nowMs() <= expiresAtMs),
    });
    spent(result.kind === 'confirmed' ? Number(result.outcome.gasUsed) : 0);
    this.conclude(result, feedId, round);
    return { kind: 'done' };
  }

  private conclude(result: SubmitResult, feedId: number, round: bigint): void {
    const { telemetry } = this.deps;
    const gasUsed = result.kind === 'confirmed' ? result.outcome.gasUsed : undefined;
    // Anybody may show it: then it is paid all the same.
    const isCounted = result.kind === 'failed' && result.code === 'omitted.counted';
    telemetry.chain.transaction('omitted', isCounted ? 'not_needed' : result.kind, gasUsed);
    if (result.kind === 'confirmed') {
      this.missed.delete(feedId);
      const { txHash: tx, height, gasUsed: gas } = result.outcome;
      telemetry.rounds.omissionClaimed({ feedId, round, tx, height, gas: gas.toString() });
    } else if (result.kind === 'failed' && !isCounted) {
      const { code, message } = result;
      telemetry.rounds.omissionNotClaimed({ feedId, round, code, message });
    }
  }

  private countMissed(feedId: number): number {
    const before = Math.max(this.missed.get(feedId) ?? 0, this.deps.view.seat(feedId)?.absent ?? 0);
    this.missed.set(feedId, before + 1);
    return before + 1;
  }

  private ownOf(feedId: number, round: bigint): AcceptedObservation | undefined {
    const { self } = this.options;
    return this.deps.store.ofRound(feedId, round).find(({ observer }) => equalBytes(observer, self));
  }

  /** What the round pays an observation, and how long it may be claimed. */
  private termsOf(feedId: number, round: bigint) {
    const told = this.deps.view.told(feedId);
    if (told === undefined) return undefined;
    const { spec, pending } = told;
    const holds = pending !== undefined && round >= pending.fromRound ? pending.spec : spec;
    return {
      reward: holds.observerReward,
      windowMs: spec.claimWindowMs ?? DEFAULT_WINDOW_MS,
      jailAfter: spec.jailAfter ?? DEFAULT_JAIL_AFTER,
    };
  }

  /** Takes the claim's gas out of that of the day; undefined where it has no more for the feed. */
  private reserve(feedId: number, amount: number): ((cameTo: number) => void) | undefined {
    const { view, policy, budget } = this.deps;
    const ask = view.ask(feedId);
    // A feed that was refused meanwhile owes for what was done for it.
    const share = (ask && policy.share(ask)) ?? { group: `feed ${feedId}`, weight: 1 };
    try {
      return budget.take({ purse: GAS, share, amount, isFirst: false });
    } catch (error) {
      // Told of where it was refused.
      if (codeOf(error) !== 'node.budget') throw error;
      return undefined;
    }
  }
}

/** Half of the rounds that a member may miss have been missed; a feed that never puts anybody out says 0. */
function isHalfOut(absent: number, jailAfter: number): boolean {
  return jailAfter > 0 && 2 * absent >= jailAfter;
}

function lastSessionMs({ message }: AcceptedObservation): bigint {
  const sessions = message.attestations.map(({ body }) => body.sessionTimeMs);
  return sessions.reduce((last, session) => (session > last ? session : last), 0n);
}
