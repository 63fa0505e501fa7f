import type { Condition } from './event-query.ts';
import { matches, parseEventQuery } from './event-query.ts';
import type { JsonRpcId, JsonRpcResponse } from './dispatcher.ts';
import type { PublishedEvent } from './published-events.ts';
import { RpcError } from './rpc-error.ts';

const MAX_SUBSCRIPTIONS = 5;

interface Subscription {
  readonly id: JsonRpcId;
  readonly conditions: readonly Condition[];
}

/** The subscriptions of one connection. */
export class Subscriptions {
  readonly #byQuery = new Map<string, Subscription>();

  get size(): number {
    return this.#byQuery.size;
  }

  /** Throws RpcError for a bad query, a duplicate, or one too many. */
  add(id: JsonRpcId, query: string): void {
    if (this.#byQuery.has(query)) throw new RpcError('internal', 'already subscribed');
    if (this.#byQuery.size >= MAX_SUBSCRIPTIONS) {
      throw new RpcError('internal', `max_subscriptions_per_client ${MAX_SUBSCRIPTIONS} reached`);
    }
    this.#byQuery.set(query, { id, conditions: parseEventQuery(query) });
  }

  remove(query: string): void {
    if (!this.#byQuery.delete(query)) throw new RpcError('internal', 'subscription not found');
  }

  removeAll(): void {
    this.#byQuery.clear();
  }

  /** The frames that this event means for the connection. */
  *framesFor(event: PublishedEvent): Generator<JsonRpcResponse> {
    for (const [query, { id, conditions }] of this.#byQuery) {
      if (!matches(conditions, event.events)) continue;
      yield {
        jsonrpc: '2.0',
        id,
        result: { query, data: event.data, events: Object.fromEntries(event.events) },
      };
    }
  }
}
