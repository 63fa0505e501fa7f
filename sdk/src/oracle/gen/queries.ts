// Generated from contracts/schema/oracle.json by "npm run generate"; change the contract's messages instead.
import type { Question } from '../../contract/question.ts';
import { writeAmount, writeBytes, writeU64 } from '../../wire.ts';
import {
  allRewardsResponseSchema,
  configResponseSchema,
  feedMembersResponseSchema,
  feedSchema,
  feedTermsResponseSchema,
  feedValueSchema,
  feedsResponseSchema,
  fitsRuleResponseSchema,
  historyResponseSchema,
  membersAtResponseSchema,
  membersResponseSchema,
  notariesResponseSchema,
  notarySchema,
  operationsResponseSchema,
  operatorSchema,
  operatorsResponseSchema,
  owedResponseSchema,
  publishedOperationSchema,
  rewardsSchema,
  sponsorResponseSchema,
  standingRuleResponseSchema,
} from './readers.ts';
import type {
  AllRewardsResponse,
  ConfigResponse,
  Feed,
  FeedMembersResponse,
  FeedTermsResponse,
  FeedValue,
  FeedsResponse,
  FitsRuleResponse,
  HistoryResponse,
  KeyAt,
  MembersAtResponse,
  MembersResponse,
  NotariesResponse,
  Notary,
  OperationsResponse,
  Operator,
  OperatorsResponse,
  OwedResponse,
  PublishedOperation,
  Rewards,
  Role,
  SponsorResponse,
  StandingRuleResponse,
} from './types.ts';

function writeKeyAt(it: KeyAt) {
  return { pubkey: writeBytes(it.pubkey), time_ms: writeU64(it.timeMs) };
}

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

  /** The same, with `active` as it was at each key's time (REG-3). */
  membersAt: (it: {
    readonly notaries: readonly KeyAt[];
    readonly operators: readonly KeyAt[];
  }): Question<MembersAtResponse> => ({
    message: {
      members_at: { notaries: it.notaries.map(writeKeyAt), operators: it.operators.map(writeKeyAt) },
    },
    answer: membersAtResponseSchema,
  }),

  standingRule: (it: {
    readonly pubkey: Uint8Array;
    readonly role: Role;
  }): Question<StandingRuleResponse> => ({
    message: { standing_rule: { pubkey: writeBytes(it.pubkey), role: it.role } },
    answer: standingRuleResponseSchema,
  }),

  /** Whether a key's standing rule lets in what is paid `reward` and asks for these operations, at most 32, by this account (ACC-3). */
  fitsRule: (it: {
    readonly admin: string;
    readonly operations: readonly Uint8Array[];
    readonly pubkey: Uint8Array;
    readonly reward: bigint;
    readonly role: Role;
  }): Question<FitsRuleResponse> => ({
    message: {
      fits_rule: {
        admin: it.admin,
        operations: it.operations.map(writeBytes),
        pubkey: writeBytes(it.pubkey),
        reward: writeAmount(it.reward),
        role: it.role,
      },
    },
    answer: fitsRuleResponseSchema,
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

  /** A feed, a group, or a row of one. */
  feed: (it: { readonly feedId: number }): Question<Feed> => ({
    message: { feed: { feed_id: it.feedId } },
    answer: feedSchema,
  }),

  /** Feeds and groups, not the rows of these; at most 20 a page. */
  feeds: (
    it: { readonly limit?: number | undefined; readonly startAfter?: number | undefined } = {},
  ): Question<FeedsResponse> => ({
    message: { feeds: { limit: it.limit ?? null, start_after: it.startAfter ?? null } },
    answer: feedsResponseSchema,
  }),

  /** What an acceptance agrees to (ACC-2). */
  feedTerms: (it: { readonly feedId: number }): Question<FeedTermsResponse> => ({
    message: { feed_terms: { feed_id: it.feedId } },
    answer: feedTermsResponseSchema,
  }),

  /** Who is a member, of a feed or group, and who was lately. */
  feedMembers: (it: { readonly feedId: number }): Question<FeedMembersResponse> => ({
    message: { feed_members: { feed_id: it.feedId } },
    answer: feedMembersResponseSchema,
  }),

  /** What a sponsor has in a feed's escrow. */
  sponsor: (it: { readonly address: string; readonly feedId: number }): Question<SponsorResponse> => ({
    message: { sponsor: { address: it.address, feed_id: it.feedId } },
    answer: sponsorResponseSchema,
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

  /** What accrued directly, and what was claimed. What feeds owe an account the query Owed says. */
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

  /** What the feeds owe a key that it is or was a member of; at most 20 a page. */
  owed: (it: {
    readonly limit?: number | undefined;
    readonly pubkey: Uint8Array;
    readonly role: Role;
    readonly startAfter?: number | undefined;
  }): Question<OwedResponse> => ({
    message: {
      owed: {
        limit: it.limit ?? null,
        pubkey: writeBytes(it.pubkey),
        role: it.role,
        start_after: it.startAfter ?? null,
      },
    },
    answer: owedResponseSchema,
  }),
};
