import { LRUCache } from 'lru-cache';
import { bytesToHex } from '@noble/hashes/utils.js';
import { untilAborted } from '../../session/until-aborted.ts';
import type { Context } from '@cloudx3/proto';
import { offerOnChain } from './chain-offers.ts';
import type { DeviceQueries, FeedQueries } from './chain-offers.ts';
import { payerOf } from './offer.ts';
import type { Offer } from './offer.ts';
import type { OperatorStatus, Registry } from './port.ts';

/** The part of the sdk's `OracleQueries` that a notary needs, and of its `DevicesQueries` where it asks what commands pay. */
export interface RegistryQueries extends FeedQueries {
  /** By its 33-byte key; undefined where none is registered. */
  operator(pubkey: Uint8Array): Promise<{ readonly active: boolean } | undefined>;
  /** By its 32-byte id, as canonical bytes; undefined where none is published. */
  operation(id: Uint8Array): Promise<{ readonly operation: Uint8Array } | undefined>;
  /** Left out, commands pay nothing as far as this notary knows. */
  readonly devices?: DeviceQueries;
}

/** How long answers of the chain are believed, in milliseconds, and how many are kept. */
export interface ChainRegistryOptions {
  /** How long an operator's standing is believed. A deactivated operator is served this much longer. */
  readonly operatorTtlMs: number;
  /** How long it is believed what a feed or command pays. */
  readonly offerTtlMs: number;
  /** How long the chain's "no such thing" is believed; it bounds how often strangers make us ask. */
  readonly absentTtlMs: number;
  /** Answers kept of each kind. */
  readonly maxEntries: number;
}

const DEFAULTS: ChainRegistryOptions = {
  operatorTtlMs: 15_000,
  offerTtlMs: 15_000,
  absentTtlMs: 3_000,
  maxEntries: 4_096,
};

/** An answer of the chain; absence is an answer too. */
interface Known<T> {
  readonly value: T | undefined;
}
type Cache<T extends object> = LRUCache<string, Known<T>, () => Promise<T | undefined>>;

/**
 * The registry on chain, with a short memory. Questions that are asked at the same time about the same thing are asked once. Failures are
 * not remembered.
 */
export class ChainRegistry implements Registry {
  readonly #queries: RegistryQueries;
  readonly #operators: Cache<OperatorStatus>;
  readonly #operations: Cache<Uint8Array>;
  readonly #offers: Cache<Offer>;

  constructor(queries: RegistryQueries, options: ChainRegistryOptions = DEFAULTS) {
    this.#queries = queries;
    this.#operators = cache(options, options.operatorTtlMs);
    // An operation is named by its content: what was published once stays as it is.
    this.#operations = cache(options, 0);
    this.#offers = cache(options, options.offerTtlMs);
  }

  async operator(pubkey: Uint8Array, signal: AbortSignal): Promise<OperatorStatus | undefined> {
    const ask = async (): Promise<OperatorStatus | undefined> => {
      const operator = await this.#queries.operator(pubkey);
      return operator === undefined ? undefined : { active: operator.active };
    };
    return lookUp(this.#operators, bytesToHex(pubkey), ask, signal);
  }

  async operation(id: Uint8Array, signal: AbortSignal): Promise<Uint8Array | undefined> {
    const ask = async (): Promise<Uint8Array | undefined> => (await this.#queries.operation(id))?.operation;
    return lookUp(this.#operations, bytesToHex(id), ask, signal);
  }

  async offer(context: Context, signal: AbortSignal): Promise<Offer | undefined> {
    const payer = payerOf(context);
    if (payer === undefined) return undefined;
    const ask = () => offerOnChain(context, { feeds: this.#queries, devices: this.#queries.devices });
    return lookUp(this.#offers, payer, ask, signal);
  }
}

function cache<T extends object>(options: ChainRegistryOptions, ttl: number): Cache<T> {
  return new LRUCache({
    max: options.maxEntries,
    ttl,
    fetchMethod: async (_key, _old, { options: fetchOptions, context }) => {
      const value = await context();
      if (value === undefined) fetchOptions.ttl = options.absentTtlMs;
      return { value };
    },
  });
}

/** The caller's signal ends the caller's waiting, not the question, which others may wait for. */
async function lookUp<T extends object>(
  cached: Cache<T>,
  key: string,
  ask: () => Promise<T | undefined>,
  signal: AbortSignal,
): Promise<T | undefined> {
  signal.throwIfAborted();
  return (await untilAborted(cached.forceFetch(key, { context: ask }), signal)).value;
}
