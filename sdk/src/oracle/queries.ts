import { z } from 'zod';
import { undefinedIfUnknown } from '../absent.ts';
import type { ChainReader } from '../chain/reader.ts';
import { allPages } from '../paging.ts';
import { allRewardsSchema, rewardsSchema } from '../rewards.ts';
import type { Rewards } from '../rewards.ts';
import { readAnswer, writeBytes } from '../wire.ts';
import {
  feedSchema,
  feedValueSchema,
  notarySchema,
  operatorSchema,
  oracleConfigSchema,
  publishedOperationSchema,
} from './types.ts';
import type { Feed, FeedValue, Notary, Operator, OracleConfig, PublishedOperation } from './types.ts';

/** Queries of the oracle contract. Things are looked up by key and undefined where the contract knows none. */
export class OracleQueries {
  readonly address: string;
  private readonly reader: ChainReader;

  constructor(reader: ChainReader, address: string) {
    this.reader = reader;
    this.address = address;
  }

  config(): Promise<OracleConfig> {
    return this.ask({ config: {} }, oracleConfigSchema);
  }

  operator(pubkey: Uint8Array): Promise<Operator | undefined> {
    return undefinedIfUnknown(this.ask({ operator: { pubkey: writeBytes(pubkey) } }, operatorSchema));
  }

  operators(): Promise<Operator[]> {
    const page = z.object({ operators: z.array(operatorSchema) });
    return allPages<Operator>(async (last, limit) => {
      const start_after = last === undefined ? null : writeBytes(last.pubkey);
      return (await this.ask({ operators: { start_after, limit } }, page)).operators;
    });
  }

  notary(pubkey: Uint8Array): Promise<Notary | undefined> {
    return undefinedIfUnknown(this.ask({ notary: { pubkey: writeBytes(pubkey) } }, notarySchema));
  }

  notaries(): Promise<Notary[]> {
    const page = z.object({ notaries: z.array(notarySchema) });
    return allPages<Notary>(async (last, limit) => {
      const start_after = last === undefined ? null : writeBytes(last.pubkey);
      return (await this.ask({ notaries: { start_after, limit } }, page)).notaries;
    });
  }

  operation(id: Uint8Array): Promise<PublishedOperation | undefined> {
    return undefinedIfUnknown(this.ask({ operation: { id: writeBytes(id) } }, publishedOperationSchema));
  }

  operations(): Promise<PublishedOperation[]> {
    const page = z.object({ operations: z.array(publishedOperationSchema) });
    return allPages<PublishedOperation>(async (last, limit) => {
      const start_after = last === undefined ? null : writeBytes(last.id);
      return (await this.ask({ operations: { start_after, limit } }, page)).operations;
    });
  }

  feed(id: number): Promise<Feed | undefined> {
    return undefinedIfUnknown(this.ask({ feed: { feed_id: id } }, feedSchema));
  }

  feeds(): Promise<Feed[]> {
    const page = z.object({ feeds: z.array(feedSchema) });
    return allPages<Feed>(async (last, limit) => {
      return (await this.ask({ feeds: { start_after: last?.id ?? null, limit } }, page)).feeds;
    });
  }

  /** The newest value. A stale one is refused with contract code "feed.stale" unless `allowStale` (rule QRY-1). */
  latest(feedId: number, options: { allowStale?: boolean } = {}): Promise<FeedValue> {
    return this.ask(
      { latest: { feed_id: feedId, allow_stale: options.allowStale ?? false } },
      feedValueSchema,
    );
  }

  /** The value of one round, of the last 128 that have one. */
  valueAt(feedId: number, round: bigint): Promise<FeedValue | undefined> {
    return undefinedIfUnknown(
      this.ask({ value_at: { feed_id: feedId, round: Number(round) } }, feedValueSchema),
      ['feed.no_value'],
    );
  }

  /** Newest first, of rounds below `before` where that is given; the contract keeps the last 128 rounds. */
  async history(feedId: number, limit = 30, before?: bigint): Promise<FeedValue[]> {
    const answer = await this.ask(
      { history: { feed_id: feedId, limit, before: before === undefined ? null : Number(before) } },
      z.object({ values: z.array(feedValueSchema) }),
    );
    return answer.values;
  }

  rewards(address: string): Promise<Rewards> {
    return this.ask({ rewards: { address } }, rewardsSchema);
  }

  allRewards(): Promise<Rewards[]> {
    return allPages<Rewards>(async (last, limit) => {
      return (
        await this.ask({ all_rewards: { start_after: last?.address ?? null, limit } }, allRewardsSchema)
      ).rewards;
    });
  }

  private async ask<T extends z.ZodType>(message: object, schema: T): Promise<z.output<T>> {
    const what = `oracle query ${Object.keys(message)[0] ?? ''}`;
    return readAnswer(schema, await this.reader.query(this.address, message), what);
  }
}
