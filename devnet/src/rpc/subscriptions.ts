import { matches } from '../event-query/match.ts';
import type { Condition } from '../event-query/parse.ts';
import { canonicalQuery } from '../event-query/parse.ts';
import type { JsonRpcId, JsonRpcResponse } from './dispatcher.ts';
import type { PublishedEvent } from './published-events.ts';
import { readQuery } from './read-query.ts';
import { RpcError } from './rpc-error.ts';

/** CometBFT's `max_subscriptions_per_client`. */
const MAX_SUBSCRIPTIONS = 5;
const UNREADABLE = 'failed to parse query: ';

interface Subscription {
  readonly id: JsonRpcId;
  readonly query: string;
  readonly conditions: readonly Condition[];
}

/** The subscriptions of one connection. Two texts that mean the same are one query. */
export class Subscriptions {
  readonly #byQuery = new Map<string, Subscription>();

  get size(): number {
    return this.#byQuery.size;
  }

  /** Throws RpcError for one too many, a bad query, or a duplicate. */
  add(id: JsonRpcId, query: string): void {
    if (this.#byQuery.size >= MAX_SUBSCRIPTIONS) {
      throw new RpcError('internal', `max_subscriptions_per_client ${MAX_SUBSCRIPTIONS} reached`);
    }
    const conditions = readQuery(query, UNREADABLE);
    const key = canonicalQuery(conditions);
    if (this.#byQuery.has(key)) throw new RpcError('internal', 'already subscribed');
    this.#byQuery.set(key, { id, query, conditions });
  }

  /** Throws RpcError for a bad query, and where there is no such subscription. */
  remove(query: string): void {
    const key = canonicalQuery(readQuery(query, UNREADABLE));
    if (!this.#byQuery.delete(key)) throw new RpcError('internal', 'subscription not found');
  }

  /** Throws RpcError where there is none. */
  removeAll(): void {
    if (this.#byQuery.size === 0) throw new RpcError('internal', 'subscription not found');
    this.#byQuery.clear();
  }

  /** The frames that this event means for the connection. */
  *framesFor(event: PublishedEvent): Generator<JsonRpcResponse> {
    for (const { id, query, conditions } of this.#byQuery.values()) {
      if (!matches(conditions, event.events)) continue;
      yield {
        jsonrpc: '2.0',
        id,
        result: { query, data: event.data, events: Object.fromEntries(event.events) },
      };
    }
  }
}
