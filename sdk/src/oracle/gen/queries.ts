// Generated from contracts/schema/oracle.json by "npm run generate"; change the contract's messages instead.
import type { Question } from '../../contract/question.ts';
import { writeBytes, writeU64 } from '../../wire.ts';
import {
  allRewardsResponseSchema,
  configResponseSchema,
  feedSchema,
  feedValueSchema,
  feedsResponseSchema,
  historyResponseSchema,
  membersResponseSchema,
  notariesResponseSchema,
  notarySchema,
  operationsResponseSchema,
  operatorSchema,
  operatorsResponseSchema,
  publishedOperationSchema,
  rewardsSchema,
} from './readers.ts';
import type {
  AllRewardsResponse,
  ConfigResponse,
  Feed,
  FeedValue,
  FeedsResponse,
  HistoryResponse,
  MembersResponse,
  NotariesResponse,
  Notary,
  OperationsResponse,
  Operator,
  OperatorsResponse,
  PublishedOperation,
  Rewards,
} from './types.ts';

/** Queries of the contract "oracle". */
export const oracleQuery = {
  config: (): Question<ConfigResponse> => ({
    message: { config: {} },
    answer: configResponseSchema,
  }),

  operator: (it: { readonly pubkey: Uint8Array }): Question<Operator> => ({
    message: { operator: { pubkey: writeBytes(it.pubkey) } },
    answer: operatorSchema,
  }),

  /** At most 100 a page. */
  operators: (
    it: { readonly limit?: number | undefined; readonly startAfter?: Uint8Array | undefined } = {},
  ): Question<OperatorsResponse> => ({
    message: {
      operators: {
        limit: it.limit ?? null,
        start_after: it.startAfter === undefined ? null : writeBytes(it.startAfter),
      },
    },
    answer: operatorsResponseSchema,
  }),

  notary: (it: { readonly pubkey: Uint8Array }): Question<Notary> => ({
    message: { notary: { pubkey: writeBytes(it.pubkey) } },
    answer: notarySchema,
  }),

  /** At most 100 a page. */
  notaries: (
    it: { readonly limit?: number | undefined; readonly startAfter?: Uint8Array | undefined } = {},
  ): Question<NotariesResponse> => ({
    message: {
      notaries: {
        limit: it.limit ?? null,
        start_after: it.startAfter === undefined ? null : writeBytes(it.startAfter),
      },
    },
    answer: notariesResponseSchema,
  }),

  /** Account and state of several keys at once, in the order asked for; at most 31 of each role. Fails where one is not registered. */
  members: (it: {
    readonly notaries: readonly Uint8Array[];
    readonly operators: readonly Uint8Array[];
  }): Question<MembersResponse> => ({
    message: { members: { notaries: it.notaries.map(writeBytes), operators: it.operators.map(writeBytes) } },
    answer: membersResponseSchema,
  }),

  operation: (it: { readonly id: Uint8Array }): Question<PublishedOperation> => ({
    message: { operation: { id: writeBytes(it.id) } },
    answer: publishedOperationSchema,
  }),

  /** At most 10 a page. */
  operations: (
    it: { readonly limit?: number | undefined; readonly startAfter?: Uint8Array | undefined } = {},
  ): Question<OperationsResponse> => ({
    message: {
      operations: {
        limit: it.limit ?? null,
        start_after: it.startAfter === undefined ? null : writeBytes(it.startAfter),
      },
    },
    answer: operationsResponseSchema,
  }),

  feed: (it: { readonly feedId: number }): Question<Feed> => ({
    message: { feed: { feed_id: it.feedId } },
    answer: feedSchema,
  }),

  /** At most 20 a page. */
  feeds: (
    it: { readonly limit?: number | undefined; readonly startAfter?: number | undefined } = {},
  ): Question<FeedsResponse> => ({
    message: { feeds: { limit: it.limit ?? null, start_after: it.startAfter ?? null } },
    answer: feedsResponseSchema,
  }),

  /** Fails with `feed.stale` when the value is older than the feed's maxAgeMs, unless `allowStale` (QRY-1). */
  latest: (it: {
    readonly allowStale?: boolean | undefined;
    readonly feedId: number;
  }): Question<FeedValue> => ({
    message: { latest: { allow_stale: it.allowStale ?? null, feed_id: it.feedId } },
    answer: feedValueSchema,
  }),

  /** The value of one of the last 128 rounds; fails with `feed.no_value` where the round has none. */
  valueAt: (it: { readonly feedId: number; readonly round: bigint }): Question<FeedValue> => ({
    message: { value_at: { feed_id: it.feedId, round: writeU64(it.round) } },
    answer: feedValueSchema,
  }),

  /** Newest first, of the last 128 rounds those that have a value and lie before `before`. */
  history: (it: {
    readonly before?: bigint | undefined;
    readonly feedId: number;
    readonly limit?: number | undefined;
  }): Question<HistoryResponse> => ({
    message: {
      history: {
        before: it.before === undefined ? null : writeU64(it.before),
        feed_id: it.feedId,
        limit: it.limit ?? null,
      },
    },
    answer: historyResponseSchema,
  }),

  /** `accrued` counts the first 256 feeds of the account. */
  rewards: (it: { readonly address: string }): Question<Rewards> => ({
    message: { rewards: { address: it.address } },
    answer: rewardsSchema,
  }),

  /** At most 30 a page. */
  allRewards: (
    it: { readonly limit?: number | undefined; readonly startAfter?: string | undefined } = {},
  ): Question<AllRewardsResponse> => ({
    message: { all_rewards: { limit: it.limit ?? null, start_after: it.startAfter ?? null } },
    answer: allRewardsResponseSchema,
  }),
};
