import { nextToAsk, readAnswer, requestMissing } from '@cloudx3/oracle-protocol';
import type { FeedRules, RoundState } from '@cloudx3/oracle-protocol';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Clock } from '../clock/clock.ts';
import type { Gossip } from '../p2p/ports.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { RoundBook } from './round-book.ts';

export interface AskerDeps {
  readonly gossip: Gossip;
  readonly book: RoundBook;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly signal: AbortSignal;
}

/** Asks members for what gossip missed (RND-5). */
export class Asker {
  private readonly self: Uint8Array;
  private readonly deps: AskerDeps;
  private readonly asks = new Map<string, { made: number; lastMs: bigint | undefined }>();
  private readonly running = new Set<Promise<void>>();

  constructor(options: { readonly self: Uint8Array }, deps: AskerDeps) {
    this.self = options.self;
    this.deps = deps;
  }

  /** Asks one member if the time for it has come. Returns at once. */
  consider(state: RoundState, feed: FeedRules): void {
    const key = `${feed.id}/${state.round}`;
    const asks = this.asks.get(key) ?? { made: 0, lastMs: undefined };
    const nowMs = BigInt(this.deps.clock.nowMs());
    const member = nextToAsk(state, feed, { self: this.self, ...asks }, nowMs);
    if (member === undefined) return;
    this.asks.set(key, { made: asks.made + 1, lastMs: nowMs });
    if (this.asks.size > 1_000) this.asks.delete(this.asks.keys().next().value ?? '');
    const run = this.ask(member, state).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  private async ask(member: Uint8Array, state: RoundState): Promise<void> {
    const { gossip, book, telemetry, signal } = this.deps;
    const of = { feedId: state.feedId, round: state.round, member: bytesToHex(member) };
    try {
      const answer = readAnswer(await gossip.ask(member, requestMissing(state), signal));
      const verdicts = (answer ?? []).map((observation) => book.offer(observation));
      const taken = verdicts.filter(({ action }) => action === 'accept').length;
      telemetry.rounds.asked(of, answer?.length ?? 'malformed', taken);
    } catch (error) {
      // A silent member is why we ask; the others are asked next.
      telemetry.rounds.askedInVain(of, error);
    }
  }
}
