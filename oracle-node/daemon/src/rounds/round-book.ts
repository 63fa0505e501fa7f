import {
  answerRequest,
  countObservation,
  judgeEnvelope,
  judgeObservation,
  liveRounds,
  openRound,
  quorumAtMs,
  readRequest,
} from '@cloudx3/oracle-protocol';
import type {
  AcceptedObservation,
  FeedRules,
  ObservationContext,
  RoundState,
  Verdict,
} from '@cloudx3/oracle-protocol';
import { equalBytes } from '@cloudx3/proto';
import type { Observation } from '@cloudx3/proto';
import type { NetworkId } from '@cloudx3/verifier-core';
import { verifyWithLibsecp } from '@cloudx3/verifier-core/node';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainView } from '../chain/chain-view.ts';
import type { Clock } from '../clock/clock.ts';
import { codeOf } from '@cloudx3/errors';
import type { GossipAction } from '../p2p/ports.ts';
import type { ObservationStore } from '../store/ports.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { describeObservation } from './describe-observation.ts';

export interface RoundBookDeps {
  readonly self: Uint8Array;
  readonly network: NetworkId;
  readonly view: ChainView;
  readonly store: ObservationStore;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

// The contract takes a round until one interval after its end; what is older is only in the store.
const KEPT_ROUNDS = 3n;

/** What this node holds of each round, in memory for the rules and in the store for the next start. Everything that comes in goes through the rules here. */
export class RoundBook {
  private readonly deps: RoundBookDeps;
  private readonly states = new Map<string, RoundState>();

  constructor(deps: RoundBookDeps) {
    this.deps = deps;
  }

  /** Judges a gossip message and takes what it accepts. Never throws: an error of ours must not cost a peer its score. */
  judge(feedId: number, bytes: Uint8Array): GossipAction {
    try {
      return this.take(judgeEnvelope(bytes, feedId, this.context()), false);
    } catch (error) {
      this.deps.telemetry.failure('judging a gossip message', error, { feedId });
      this.deps.telemetry.rounds.judged('ignore', codeOf(error));
      return 'ignore';
    }
  }

  /** Judges an observation that a peer gave when asked, or that this node made itself. */
  offer(observation: Observation, own = false): Verdict {
    const verdict = judgeObservation(observation, this.context());
    this.take(verdict, own);
    return verdict;
  }

  /** Answers a peer that asks for what it missed; undefined for what no honest peer asks. */
  answer(bytes: Uint8Array): Uint8Array | undefined {
    const request = readRequest(bytes);
    if (request === undefined) return undefined;
    const feed = this.deps.view.feed(request.feedId);
    const live = feed !== undefined && liveRounds(feed, this.nowMs()).includes(request.round);
    return answerRequest(request, live ? this.state(request.feedId, request.round) : undefined);
  }

  /** What is held of a round; read from the store the first time it is asked for. */
  state(feedId: number, round: bigint): RoundState {
    const key = `${feedId}/${round}`;
    const known = this.states.get(key);
    if (known !== undefined) return known;
    const feed = this.deps.view.feedInRound(feedId, round);
    let state = openRound(feedId, round);
    if (feed === undefined) return state;
    const nowMs = this.nowMs();
    for (const observation of this.deps.store.ofRound(feedId, round))
      state = countObservation(state, observation, nowMs);
    this.states.set(key, state);
    return state;
  }

  observationOf(feedId: number, round: bigint, observer: Uint8Array): AcceptedObservation | undefined {
    return this.state(feedId, round).observations.get(bytesToHex(observer));
  }

  /** Lets go of rounds that are over. */
  prune(): void {
    const nowMs = this.nowMs();
    for (const [key, { feedId, round }] of this.states) {
      const feed = this.deps.view.feed(feedId);
      const current = feed === undefined ? undefined : liveRounds(feed, nowMs)[0];
      if (current === undefined || round + KEPT_ROUNDS < current) this.states.delete(key);
    }
  }

  private take(verdict: Verdict, own: boolean): GossipAction {
    const { telemetry, store, clock } = this.deps;
    if (verdict.action === 'accept') {
      if (!own) telemetry.rounds.judged('accept', 'accept');
      this.count(verdict.observation, own);
    } else {
      telemetry.rounds.judged(verdict.action, verdict.code);
      if (verdict.evidence !== undefined) {
        const { feedId, round, observer } = verdict.evidence;
        store.saveEquivocation(verdict.evidence, clock.nowMs());
        telemetry.rounds.equivocated({
          feedId,
          round,
          observer: bytesToHex(observer),
          own: equalBytes(observer, this.deps.self),
        });
      }
    }
    return verdict.action;
  }

  private count(observation: AcceptedObservation, own: boolean): void {
    const { view, store, clock, telemetry } = this.deps;
    const { feedId, round } = observation;
    const feed = view.feedInRound(feedId, round);
    if (feed === undefined) return;
    const before = this.state(feedId, round);
    // On disk before it counts, and before anybody else hears of an own one: after a crash the same is said again.
    store.saveOnce(observation, own, clock.nowMs());
    const after = countObservation(before, observation, this.nowMs());
    this.states.set(`${feedId}/${round}`, after);
    const observer = bytesToHex(observation.observer);
    if (!own)
      telemetry.rounds.received({
        feedId,
        round,
        observer,
        held: after.observations.size,
        ...describeObservation(observation.message.attestations, feed),
      });
    const hadQuorum = quorumAtMs(before, feed) !== undefined;
    if (!hadQuorum && quorumAtMs(after, feed) !== undefined) this.tellQuorum(after, feed);
  }

  private tellQuorum(state: RoundState, feed: FeedRules): void {
    this.deps.telemetry.rounds.quorum({
      feedId: feed.id,
      round: state.round,
      observations: state.observations.size,
      quorum: feed.quorum,
      members: feed.operators.length,
    });
  }

  private context(): ObservationContext {
    const { network, view, store } = this.deps;
    return {
      network,
      nowMs: this.nowMs(),
      verify: verifyWithLibsecp,
      feed: (id) => view.feed(id),
      isActiveNotary: (notary) => view.isActiveNotary(notary),
      held: (feedId, round, observer) => this.observationOf(feedId, round, observer),
      equivocated: (feedId, round, observer) => store.hasEquivocation(feedId, round, bytesToHex(observer)),
    };
  }

  private nowMs(): bigint {
    return BigInt(this.deps.clock.nowMs());
  }
}
