import type { FeedRules } from '@cloudx3/oracle-protocol';
import type { ChainView } from '../chain/chain-view.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Ask } from './ask.ts';
import type { Policy } from './ports.ts';
import { isServed } from './standing.ts';
import type { Standing } from './standing.ts';

export interface ConsentDeps {
  readonly view: ChainView;
  readonly policy: Policy;
  readonly telemetry: Telemetry;
}

/** An ask, and how this node's operator stands to it. */
export interface StandingAsk {
  readonly ask: Ask;
  readonly standing: Standing;
}

/** What is asked of this node, and what of it is served: nothing to which its operator did not agree. */
export class Consent {
  private readonly deps: ConsentDeps;
  private readonly told = new Map<string, string>();

  constructor(deps: ConsentDeps) {
    this.deps = deps;
  }

  /** Feeds that invite this node, or that it is a member of, and that its operator accepted. */
  feeds(): readonly FeedRules[] {
    return this.deps.view.ownFeeds().filter(({ id }) => this.servesFeed(id));
  }

  /** Whether the operator accepted this feed, as it is now. */
  servesFeed(feedId: number): boolean {
    const ask = this.deps.view.ask(feedId);
    return ask !== undefined && isServed(this.deps.policy.standing(ask));
  }

  /** Whether the operator accepted this; told of where it is seen for the first time, or stands otherwise than before. */
  serves(ask: Ask): boolean {
    const standing = this.deps.policy.standing(ask);
    this.tell({ ask, standing });
    return isServed(standing);
  }

  /** Every active feed that names this node. */
  asks(): readonly StandingAsk[] {
    const { view, policy } = this.deps;
    return view.ownFeeds().flatMap(({ id }) => {
      const ask = view.ask(id);
      return ask === undefined ? [] : [{ ask, standing: policy.standing(ask) }];
    });
  }

  /** Tells of each feed that names this node and stands otherwise than it was told before. True where that was any. */
  look(): boolean {
    return this.asks().filter((each) => this.tell(each)).length > 0;
  }

  private tell({ ask, standing }: StandingAsk): boolean {
    const key = `${ask.kind} ${ask.id}`;
    const now = `${standing} ${ask.terms}`;
    if (this.told.get(key) === now) return false;
    this.told.set(key, now);
    const operations = ask.requests.map(({ operation }) => operation);
    const { kind, id, by, label, pays } = ask;
    this.deps.telemetry.policy.standing({ kind, id, by, label, pays: pays.toString(), operations, standing });
    return true;
  }
}
