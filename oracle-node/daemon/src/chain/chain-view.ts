import { equalBytes } from '@cloudx3/proto';
import type { FeedRules } from '@cloudx3/oracle-protocol';
import type { CheckedOperation, Decimal } from '@cloudx3/verifier-core';
import { MODES, MODE_NAMES, readOperation } from '@cloudx3/verifier-core';
import type { Feed, Notary, Operator } from '@cloudx3/sdk';
import { bytesToHex } from '@noble/hashes/utils.js';
import { feedAsk } from '../policy/ask.ts';
import type { Ask } from '../policy/ask.ts';
import { NodeError } from '../error.ts';
import type { ChainPort } from './ports.ts';

export interface ChainViewDeps {
  readonly chain: Pick<ChainPort, 'feeds' | 'operators' | 'notaries' | 'operation'>;
  /** Told of each feed as it is read, with the reason where its operation cannot be used. */
  onFeed?(feed: Feed, problem: string | undefined): void;
}

/**
 * What this node last saw of the registry: feeds with their operations, operators, notaries. Reading it never waits; refreshing it
 * does. Operations are content-addressed, so each is fetched once.
 */
export class ChainView {
  private readonly deps: ChainViewDeps;
  private readonly feedsById = new Map<number, FeedRules>();
  private readonly asksById = new Map<number, Ask>();
  private operatorsByKey: ReadonlyMap<string, Operator> = new Map();
  private notariesByKey: ReadonlyMap<string, Notary> = new Map();
  private readonly operations = new Map<string, CheckedOperation>();
  private readonly listeners = new Set<() => void>();

  constructor(deps: ChainViewDeps) {
    this.deps = deps;
  }

  feed(id: number): FeedRules | undefined {
    return this.feedsById.get(id);
  }

  /** What a feed asks of its members; undefined for one that is not known here. */
  ask(id: number): Ask | undefined {
    return this.asksById.get(id);
  }

  feeds(): readonly FeedRules[] {
    return [...this.feedsById.values()];
  }

  /** Active feeds in whose operator set this key is. */
  feedsOf(member: Uint8Array): readonly FeedRules[] {
    return this.feeds().filter(
      ({ active, operators }) => active && operators.some((key) => equalBytes(key, member)),
    );
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

  /** Reads the whole registry again. */
  async refresh(): Promise<void> {
    const { chain } = this.deps;
    const [feeds, operators, notaries] = await Promise.all([
      chain.feeds(),
      chain.operators(),
      chain.notaries(),
    ]);
    this.operatorsByKey = new Map(operators.map((operator) => [bytesToHex(operator.pubkey), operator]));
    this.notariesByKey = new Map(notaries.map((notary) => [bytesToHex(notary.pubkey), notary]));
    for (const feed of feeds) await this.takeFeed(feed);
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
      const rules = feedRules(feed, await this.operation(feed.spec.operationId));
      const before = this.feedsById.get(feed.id);
      // An event may have told of a newer round than this answer knows.
      const isBehind = before?.lastRound !== undefined && before.lastRound > (rules.lastRound ?? -1n);
      const { lastRound, lastValue } = isBehind ? before : rules;
      this.feedsById.set(feed.id, { ...rules, lastRound, lastValue });
      this.asksById.set(feed.id, feedAsk(feed));
      this.deps.onFeed?.(feed, modeProblem(rules));
    } catch (error) {
      if (!(error instanceof NodeError)) throw error;
      this.deps.onFeed?.(feed, error.message);
    }
  }
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

/** A feed as the contract tells it, in the shape of the rules. */
export function feedRules(
  { id, spec, active, lastRound, lastValue }: Feed,
  operation: CheckedOperation,
): FeedRules {
  return {
    id,
    edition: 2,
    active,
    operation,
    operationId: spec.operationId,
    params: spec.params,
    subject: spec.subject,
    reading: spec.reading,
    unit: spec.unit,
    decimals: spec.decimals,
    startMs: spec.startMs,
    intervalMs: spec.intervalMs,
    operators: spec.operators,
    notaries: spec.notaries,
    quorum: spec.quorum,
    modes: spec.modes,
    stepUp: spec.stepUp,
    allowCustomCa: spec.allowCustomCa,
    maxObservedAgeMs: spec.maxObservedAgeMs,
    lastRound,
    lastValue,
  };
}
