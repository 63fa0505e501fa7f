import { equalBytes } from '@cloudx3/proto';
import { inRound } from '@cloudx3/oracle-protocol';
import type { FeedRules } from '@cloudx3/oracle-protocol';
import type { CheckedOperation, Decimal } from '@cloudx3/verifier-core';
import { MODES, MODE_NAMES, readOperation } from '@cloudx3/verifier-core';
import type { Feed, FeedMember, FeedMembers, Notary, Operator } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import { feedAsk, pendingAsk, runwayOf } from '../policy/ask.ts';
import type { Ask } from '../policy/ask.ts';
import { tooShort } from '../policy/fits.ts';
import { NodeError } from '../error.ts';
import { feedRules } from './feed-rules.ts';
import type { ChainPort } from './ports.ts';

export interface ChainViewOptions {
  /** The key whose feeds are looked at closely. */
  readonly self: Uint8Array;
  /** Rounds that an escrow has to pay at least; 1 where it is left out. */
  readonly leastRunway?: number;
}

export interface ChainViewDeps {
  readonly chain: Pick<ChainPort, 'feeds' | 'feed' | 'feedMembers' | 'operators' | 'notaries' | 'operation'>;
  /** Told of each feed as it is read, with the reason where its operation cannot be used. */
  onFeed?(feed: Feed, problem: string | undefined): void;
}

/**
 * What this node last saw of the registry: feeds with their operations, operators, notaries. Reading it never waits; refreshing it
 * does. Operations are content-addressed, so each is fetched once.
 */
export class ChainView {
  private readonly self: Uint8Array;
  private readonly leastRunway: bigint;
  private readonly deps: ChainViewDeps;
  private readonly feedsById = new Map<number, FeedRules>();
  private readonly feedsAsTold = new Map<number, Feed>();
  private readonly seats = new Map<number, FeedMember>();
  private readonly asksById = new Map<number, Ask>();
  private operatorsByKey: ReadonlyMap<string, Operator> = new Map();
  private notariesByKey: ReadonlyMap<string, Notary> = new Map();
  private readonly operations = new Map<string, CheckedOperation>();
  private readonly listeners = new Set<() => void>();
  /** What events told of since it was read: feeds by number, and undefined for operators and notaries. */
  private readonly news = new Set<number | undefined>();

  constructor({ self, leastRunway = 1 }: ChainViewOptions, deps: ChainViewDeps) {
    this.self = self;
    this.leastRunway = BigInt(leastRunway);
    this.deps = deps;
  }

  feed(id: number): FeedRules | undefined {
    return this.feedsById.get(id);
  }

  /** The feed with the members, the quorum and the terms of one round. */
  feedInRound(id: number, round: bigint): FeedRules | undefined {
    const feed = this.feed(id);
    return feed && inRound(feed, round);
  }

  /** Why nobody should work for the feed: its escrow pays fewer rounds than are asked for (ESC-2); undefined where it pays them. */
  shortOfMoney(id: number): string | undefined {
    const told = this.feedsAsTold.get(id);
    const runway = told && runwayOf(told);
    return runway === undefined ? undefined : tooShort(runway, this.leastRunway);
  }

  /** What the contract said of a feed last. */
  told(id: number): Feed | undefined {
    return this.feedsAsTold.get(id);
  }

  /** This node's own place in a feed, as the chain told it last. */
  seat(id: number): FeedMember | undefined {
    return this.seats.get(id);
  }

  /** What a feed asks of its members; undefined for one that is not known here. */
  ask(id: number): Ask | undefined {
    return this.asksById.get(id);
  }

  /** What it will ask by the change that is announced. */
  pendingAsk(id: number): Ask | undefined {
    const told = this.told(id);
    return told && pendingAsk(told);
  }

  feeds(): readonly FeedRules[] {
    return [...this.feedsById.values()];
  }

  /** Feeds that are not closed and that this node's key is invited to, or is a member of. */
  ownFeeds(): readonly FeedRules[] {
    return this.feeds().filter((feed) => {
      const seat = feed.membership?.operators.find(({ pubkey }) => equalBytes(pubkey, this.self));
      const stays = seat?.rounds.some(
        ({ until }) => until === undefined || until + 1n > (feed.lastRound ?? 0n),
      );
      return feed.active && (stays === true || isIn(feed.operators, this.self));
    });
  }

  operator(key: Uint8Array): Operator | undefined {
    return this.operatorsByKey.get(bytesToHex(key));
  }

  operators(): readonly Operator[] {
    return [...this.operatorsByKey.values()];
  }

  notary(key: Uint8Array): Notary | undefined {
    return this.notariesByKey.get(bytesToHex(key));
  }

  isActiveNotary(key: Uint8Array): boolean {
    return this.notary(key)?.active ?? false;
  }

  /** Calls `listener` after each refresh. */
  onRefresh(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** An event told that a feed, or something else in the registry, is not as it was read. */
  changed(feedId: number | undefined): void {
    this.news.add(feedId);
  }

  /**
   * Reads again what events told of, and no more: anybody makes feeds by the hundred that invite this node. Gives whether there was any.
   */
  async catchUp(): Promise<boolean> {
    if (this.news.size === 0) return false;
    const news = new Set(this.news);
    for (const id of news) {
      if (id === undefined) await this.readRegistry();
      else await this.takeNewest(id);
    }
    this.settle(news);
    return true;
  }

  /** Reads the whole registry again. */
  async refresh(): Promise<void> {
    const news = new Set(this.news);
    const [feeds] = await Promise.all([this.deps.chain.feeds(), this.readRegistry()]);
    for (const feed of feeds) await this.takeFeed(feed);
    this.settle(news);
  }

  private async readRegistry(): Promise<void> {
    const { chain } = this.deps;
    const [operators, notaries] = await Promise.all([chain.operators(), chain.notaries()]);
    this.operatorsByKey = new Map(operators.map((operator) => [bytesToHex(operator.pubkey), operator]));
    this.notariesByKey = new Map(notaries.map((notary) => [bytesToHex(notary.pubkey), notary]));
  }

  private async takeNewest(feedId: number): Promise<void> {
    const feed = await this.deps.chain.feed(feedId);
    if (feed !== undefined) await this.takeFeed(feed);
  }

  private settle(news: ReadonlySet<number | undefined>): void {
    for (const each of news) this.news.delete(each);
    for (const listener of this.listeners) listener();
  }

  /**
   * The chain showed a round, so that no report of it, or of one before it, is needed any more; its value is what later ones are held
   * against (rule OBS-9).
   */
  showRound(feedId: number, round: bigint, value: Decimal | undefined): void {
    const feed = this.feedsById.get(feedId);
    if (feed === undefined || (feed.lastRound !== undefined && feed.lastRound >= round)) return;
    this.feedsById.set(feedId, { ...feed, lastRound: round, lastValue: value });
  }

  /** A published operation. Throws `node.operation` where there is none, or none that is well formed. */
  async operation(id: Uint8Array): Promise<CheckedOperation> {
    const key = bytesToHex(id);
    const known = this.operations.get(key);
    if (known !== undefined) return known;
    const bytes = await this.deps.chain.operation(id);
    if (bytes === undefined) throw new NodeError('node.operation', `operation ${key} is not published`);
    const read = readOperation(bytes);
    if (!read.ok) throw new NodeError('node.operation', `operation ${key}: ${read.message} (${read.code})`);
    if (!equalBytes(read.value.id, id))
      throw new NodeError('node.operation', `operation ${key} has another id`);
    this.operations.set(key, read.value);
    return read.value;
  }

  private async takeFeed(feed: Feed): Promise<void> {
    try {
      const operation = await this.operation(feed.spec.operationId);
      const { pending } = feed;
      const pendingOperation = pending && (await this.operation(pending.spec.operationId));
      const members = await this.membersOf(feed);
      const seat = members?.operators.find(({ pubkey }) => equalBytes(pubkey, this.self));
      if (seat === undefined) this.seats.delete(feed.id);
      else this.seats.set(feed.id, seat);
      const rules = feedRules(feed, { operation, pendingOperation, members });
      const before = this.feedsById.get(feed.id);
      // An event may have told of a newer round than this answer knows.
      const isBehind = before?.lastRound !== undefined && before.lastRound > (rules.lastRound ?? -1n);
      const { lastRound, lastValue } = isBehind ? before : rules;
      this.feedsById.set(feed.id, { ...rules, lastRound, lastValue });
      this.feedsAsTold.set(feed.id, feed);
      this.asksById.set(feed.id, feedAsk(feed));
      this.deps.onFeed?.(feed, modeProblem(rules));
    } catch (error) {
      if (!(error instanceof NodeError)) throw error;
      this.deps.onFeed?.(feed, error.message);
    }
  }

  /** Of feeds that invite this node's key, or that it was a member of when they were last looked at; anybody may make others. */
  private async membersOf({ id, spec }: Feed): Promise<FeedMembers | undefined> {
    const before = this.feedsById.get(id)?.membership?.operators.map(({ pubkey }) => pubkey) ?? [];
    if (!isIn(spec.operators, this.self) && !isIn(before, this.self)) return undefined;
    return this.deps.chain.feedMembers(id);
  }
}

function isIn(keys: readonly Uint8Array[], key: Uint8Array): boolean {
  return keys.some((each) => equalBytes(each, key));
}

/** What keeps a feed from being read in a mode that it accepts (for PROXY rule PRX-1); every notary would refuse. */
function modeProblem({ modes, operation }: FeedRules): string | undefined {
  const fits = MODE_NAMES.map((name) => ({ name, fit: MODES[name].fits(operation) }));
  for (const { name, fit } of fits) {
    if (fit.ok || modes[name] === undefined) continue;
    const others = fits.filter((other) => other.fit.ok).map((other) => MODES[other.name].title);
    const { title } = MODES[name];
    return `it accepts ${title}, but ${fit.field ?? 'a hole'} of ${operation.message.name} ${fit.message} (${fit.code}); it can only be read by ${others.join(' or ')}`;
  }
  return undefined;
}
