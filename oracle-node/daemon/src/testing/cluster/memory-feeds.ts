import { Mode, equalBytes } from '@cloudx3/proto';
import type { Report } from '@cloudx3/proto';
import { inRound, takenFromMs, transmitterOrder } from '@cloudx3/oracle-protocol';
import type { FeedRules } from '@cloudx3/oracle-protocol';
import type { Feed, FeedMembers, Operator } from '@cloudx3/sdk';
import { checkReport, formatDecimal, readOperation, readReport, unwrap } from '@cloudx3/verifier-core';
import type { NetworkId } from '@cloudx3/verifier-core';
import { bytesToHex } from '@noble/hashes/utils.js';
import { feedRules } from '../../chain/feed-rules.ts';
import { ORACLE } from './addresses.ts';
import { invited, membersNow } from './memory-members.ts';
import type { Reseated, Seated, Speaking } from './memory-members.ts';
import { claimOmitted, shownObservation } from './memory-omissions.ts';
import type { Landed } from './memory-omissions.ts';
import { Refused } from './refused.ts';
import type { Emitted } from './refused.ts';

export interface MemoryFeedsDeps {
  readonly network: NetworkId;
  readonly operators: readonly Operator[];
  readonly operations: ReadonlyMap<string, Uint8Array>;
  nowMs(): bigint;
}

/** The oracle contract's rules of feeds, in its own codes and order: who takes part, reports, and what they left out. */
export class MemoryFeeds {
  readonly feeds = new Map<number, Feed>();
  /** Who takes part, by feed; {@link membersOf} says who of them does next. */
  readonly members = new Map<number, FeedMembers>();
  private readonly landed = new Map<string, Landed>();
  private readonly deps: MemoryFeedsDeps;

  constructor(deps: MemoryFeedsDeps) {
    this.deps = deps;
  }

  membersOf(id: number): FeedMembers | undefined {
    const seated = this.seated(id);
    return seated && membersNow(seated, this.deps.nowMs());
  }

  private seated(id: number): Seated | undefined {
    const feed = this.feeds.get(id);
    return feed && { feed, members: this.members.get(id) ?? invited(feed) };
  }

  /** What an operator's account says of its key's place in a feed. */
  speak(
    account: string,
    body: Readonly<Record<string, unknown>> | undefined,
    say: (seated: Seated, speaking: Speaking) => Reseated,
  ): Emitted[] {
    const pubkey = Uint8Array.from(Buffer.from(String(body?.['pubkey']), 'base64'));
    const owner = this.deps.operators.find((operator) => equalBytes(operator.pubkey, pubkey));
    if (owner?.account !== account)
      throw new Refused('auth.unauthorized: only the account of the key may do this');
    const seated = this.seated(Number(body?.['feed_id']));
    if (seated === undefined) throw new Refused('feed.unknown: no such feed');
    const { feed, members, emitted } = say(seated, { account, pubkey, nowMs: this.deps.nowMs() });
    this.feeds.set(feed.id, feed);
    this.members.set(feed.id, members);
    return [emitted];
  }

  claimOmitted(bytes: Uint8Array): Emitted {
    const observation = shownObservation(bytes);
    const { feedId, round } = observation.body;
    const feed = this.feeds.get(feedId);
    if (feed === undefined) throw new Refused('feed.unknown: no such feed');
    const key = `${feedId}/${round}`;
    const { landed, emitted } = claimOmitted(observation, {
      ...{ network: this.deps.network, feed, rules: this.rulesOf(feed, round), landed: this.landed.get(key) },
      nowMs: this.deps.nowMs(),
    });
    this.landed.set(key, landed);
    return emitted;
  }

  private rulesOf(feed: Feed, round: bigint): FeedRules {
    const published = this.deps.operations.get(bytesToHex(feed.spec.operationId)) ?? new Uint8Array();
    const operation = unwrap(readOperation(published));
    return inRound(feedRules(feed, { operation, members: this.seated(feed.id)?.members }), round);
  }

  /** REP-11: each is judged by itself, and the transaction fails where none landed and none was skipped. */
  submitAll(reports: readonly string[]): Emitted[] {
    let first: Refused | undefined;
    const emitted = reports.map((report) => {
      try {
        return this.submit(Uint8Array.from(Buffer.from(report, 'base64')));
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        first ??= error;
        const [code = '', detail = ''] = error.message.split(': ');
        return {
          contract: ORACLE,
          type: 'report_refused',
          attributes: { feed_id: '0', round: '0', code, detail },
        };
      }
    });
    if (first !== undefined && emitted.every(({ type }) => type === 'report_refused')) throw first;
    return emitted;
  }

  private submit(bytes: Uint8Array): Emitted {
    const read = readReport(bytes);
    if (!read.ok) throw new Refused(`${read.code}: ${read.message}`);
    const report = read.value;
    const feed = this.feeds.get(report.feedId);
    if (feed === undefined) throw new Refused('feed.unknown: no such feed');
    const { startMs, intervalMs } = feed.spec;
    const { round } = report;
    const now = this.deps.nowMs();
    const skip = (reason: string): Emitted => ({
      contract: ORACLE,
      type: 'feed_skipped',
      attributes: { feed_id: String(feed.id), round: String(round), reason },
    });
    // REP-4, in the contract's order.
    if (!feed.active) return skip('inactive');
    if (feed.lastRound !== undefined && round <= feed.lastRound) return skip('not_newer');
    if (now < startMs + round * intervalMs) throw new Refused('report.future: the round has not begun');
    if (now > startMs + (round + 2n) * intervalMs) return skip('too_old');
    const rules = this.rulesOf(feed, round);
    checkTimes(report, rules, now);
    const { result } = checkReport(report, {
      network: this.deps.network,
      feed: rules,
      operation: rules.operation,
      latest: feed.lastValue,
    });
    if (!result.ok) throw new Refused(`${result.code}: ${result.message}`);
    const [outcome] = result.value.feeds;
    if (outcome === undefined) throw new Refused('report.quorum: no value');
    this.feeds.set(feed.id, { ...feed, lastRound: round, lastValue: outcome.value });
    const observers = report.observations.map(({ observer }) => bytesToHex(observer));
    this.landed.set(`${feed.id}/${round}`, { reportedMs: now, observers: new Set(observers) });
    return {
      contract: ORACLE,
      type: 'feed_updated',
      attributes: {
        feed_id: String(feed.id),
        round: String(round),
        value: formatDecimal(outcome.value),
        unit: feed.spec.unit,
        spread: formatDecimal(outcome.spread),
        observations: String(result.value.observations),
        notaries: String(result.value.notaries),
        mode_mpc: String(countMode(report, Mode.MPC)),
        mode_proxy: String(countMode(report, Mode.PROXY)),
        custom_ca: String(result.value.customCa),
        transmitter: bytesToHex(report.transmitter),
        observers: observers.join(','),
        underfunded: 'false',
        unpaid: '0',
        rewards: '',
      },
    };
  }
}

/** REP-5, REP-10: by block time no session is later, and the signer's turn has begun; nobody's, after the last. Early, all are in it. */
function checkTimes({ round, transmitter, observations }: Report, rules: FeedRules, nowMs: bigint): void {
  const order = transmitterOrder(rules.id, round, rules.operators);
  const found = order.findIndex((member) => equalBytes(member, transmitter));
  if (transmitter.length > 0 && found < 0) throw new Refused('report.transmitter: is no member of the round');
  const place = found < 0 ? order.length : found;
  const taken = (count: number): bigint => takenFromMs(rules, round, place, count);
  if (nowMs < taken(order.length)) throw new Refused('report.turn: has not begun');
  if (nowMs < taken(observations.length)) throw new Refused('report.gathering: one is missing');
  const sessions = observations.flatMap(({ attestations }) => attestations.map((each) => each.sessionTimeMs));
  if (sessions.some((session) => session > nowMs))
    throw new Refused('report.session_time: is after the block');
}

/** Observations of this mode; OBS-6 has made all attestations of one alike. */
function countMode({ observations }: Report, mode: Mode): number {
  return observations.filter(({ attestations }) => attestations[0]?.mode === mode).length;
}
