// Generated from contracts/schema/oracle.json by "npm run generate"; change the contract's messages instead.
import { z } from 'zod';
import { amount, bytes, decimal, optional, u32, u64 } from '../../wire.ts';
import type {
  AllRewardsResponse,
  ConfigResponse,
  Feed,
  FeedMember,
  FeedMembersResponse,
  FeedRow,
  FeedSpec,
  FeedTerms,
  FeedTermsResponse,
  FeedValue,
  FeedsResponse,
  FitsRuleResponse,
  GroupRow,
  HistoryResponse,
  Member,
  MemberAt,
  MembersAtResponse,
  MembersResponse,
  ModeCounts,
  ModePolicies,
  ModePolicy,
  NotariesResponse,
  Notary,
  OperationsResponse,
  Operator,
  OperatorsResponse,
  OwedByFeed,
  OwedResponse,
  Param,
  PendingChange,
  PendingTerms,
  PublishedOperation,
  Rewards,
  RoundSpan,
  SponsorResponse,
  StandingRule,
  StandingRuleResponse,
  StepUp,
} from './types.ts';

export const rewardsSchema: z.ZodType<Rewards> = z
  .object({
    accrued: amount,
    address: z.string(),
    claimed: amount,
  })
  .transform((it) => ({
    accrued: it.accrued,
    address: it.address,
    claimed: it.claimed,
  }));

export const allRewardsResponseSchema: z.ZodType<AllRewardsResponse> = z
  .object({
    rewards: z.array(rewardsSchema),
  })
  .transform((it) => ({
    rewards: it.rewards,
  }));

export const configResponseSchema: z.ZodType<ConfigResponse> = z
  .object({
    admin: z.string(),
    burn_percent: u32,
    chain_id: z.string(),
    contract: z.string(),
    denom: z.string(),
    devices: optional(z.string()),
    finder_percent: u32,
    notary_bond: amount,
    operator_bond: amount,
    reactivate_ms: u64,
    slash_percent: u32,
    unbonding_ms: u64,
  })
  .transform((it) => ({
    admin: it.admin,
    burnPercent: it.burn_percent,
    chainId: it.chain_id,
    contract: it.contract,
    denom: it.denom,
    devices: it.devices,
    finderPercent: it.finder_percent,
    notaryBond: it.notary_bond,
    operatorBond: it.operator_bond,
    reactivateMs: it.reactivate_ms,
    slashPercent: it.slash_percent,
    unbondingMs: it.unbonding_ms,
  }));

export const modePolicySchema: z.ZodType<ModePolicy> = z
  .object({
    notaries: u32,
  })
  .transform((it) => ({
    notaries: it.notaries,
  }));

export const modePoliciesSchema: z.ZodType<ModePolicies> = z
  .object({
    mpc: optional(modePolicySchema),
    proxy: optional(modePolicySchema),
  })
  .transform((it) => ({
    mpc: it.mpc,
    proxy: it.proxy,
  }));

export const paramSchema: z.ZodType<Param> = z
  .object({
    items: optional(z.array(z.string())),
    name: z.string(),
    value: z.string(),
  })
  .transform((it) => ({
    items: it.items,
    name: it.name,
    value: it.value,
  }));

export const feedRowSchema: z.ZodType<FeedRow> = z
  .object({
    key: z.string(),
    label: z.string(),
    subject: z.string(),
  })
  .transform((it) => ({
    key: it.key,
    label: it.label,
    subject: it.subject,
  }));

export const stepUpSchema: z.ZodType<StepUp> = z
  .object({
    every_rounds: optional(u64),
    moved_more_than: optional(decimal),
  })
  .transform((it) => ({
    everyRounds: it.every_rounds,
    movedMoreThan: it.moved_more_than,
  }));

export const feedSpecSchema: z.ZodType<FeedSpec> = z
  .object({
    allow_custom_ca: z.boolean(),
    claim_window_ms: optional(u64),
    decimals: u32,
    distinct_groups: z.boolean(),
    distinct_networks: z.boolean(),
    interval_ms: u64,
    jail_after: optional(u32),
    jail_ms: optional(u64),
    label: z.string(),
    max_age_ms: u64,
    max_observed_age_ms: optional(u64),
    measured_only: z.boolean(),
    modes: modePoliciesSchema,
    notaries: z.array(bytes),
    notary_reward: amount,
    notice_ms: optional(u64),
    observer_reward: amount,
    operation_id: bytes,
    operators: z.array(bytes),
    params: z.array(paramSchema),
    quorum: u32,
    reading: z.string(),
    rows: z.array(feedRowSchema),
    start_ms: optional(u64),
    step_up: optional(stepUpSchema),
    subject: z.string(),
    transmitter_reward: amount,
    unit: z.string(),
  })
  .transform((it) => ({
    allowCustomCa: it.allow_custom_ca,
    claimWindowMs: it.claim_window_ms,
    decimals: it.decimals,
    distinctGroups: it.distinct_groups,
    distinctNetworks: it.distinct_networks,
    intervalMs: it.interval_ms,
    jailAfter: it.jail_after,
    jailMs: it.jail_ms,
    label: it.label,
    maxAgeMs: it.max_age_ms,
    maxObservedAgeMs: it.max_observed_age_ms,
    measuredOnly: it.measured_only,
    modes: it.modes,
    notaries: it.notaries,
    notaryReward: it.notary_reward,
    noticeMs: it.notice_ms,
    observerReward: it.observer_reward,
    operationId: it.operation_id,
    operators: it.operators,
    params: it.params,
    quorum: it.quorum,
    reading: it.reading,
    rows: it.rows,
    startMs: it.start_ms,
    stepUp: it.step_up,
    subject: it.subject,
    transmitterReward: it.transmitter_reward,
    unit: it.unit,
  }));

export const pendingChangeSchema: z.ZodType<PendingChange> = z
  .object({
    from_round: u64,
    spec: feedSpecSchema,
  })
  .transform((it) => ({
    fromRound: it.from_round,
    spec: it.spec,
  }));

export const groupRowSchema: z.ZodType<GroupRow> = z
  .object({
    group_id: u32,
    index: u32,
  })
  .transform((it) => ({
    groupId: it.group_id,
    index: it.index,
  }));

export const feedSchema: z.ZodType<Feed> = z
  .object({
    active: z.boolean(),
    admin: z.string(),
    closed_from_round: optional(u64),
    escrow: amount,
    id: u32,
    last_round: optional(u64),
    last_value: optional(decimal),
    owed: amount,
    pending: optional(pendingChangeSchema),
    round_cost: amount,
    row: optional(groupRowSchema),
    runway: optional(u64),
    spec: feedSpecSchema,
    withdrawing: amount,
  })
  .transform((it) => ({
    active: it.active,
    admin: it.admin,
    closedFromRound: it.closed_from_round,
    escrow: it.escrow,
    id: it.id,
    lastRound: it.last_round,
    lastValue: it.last_value,
    owed: it.owed,
    pending: it.pending,
    roundCost: it.round_cost,
    row: it.row,
    runway: it.runway,
    spec: it.spec,
    withdrawing: it.withdrawing,
  }));

export const roundSpanSchema: z.ZodType<RoundSpan> = z
  .object({
    from: u64,
    until: optional(u64),
  })
  .transform((it) => ({
    from: it.from,
    until: it.until,
  }));

export const feedMemberSchema: z.ZodType<FeedMember> = z
  .object({
    absent: u32,
    account: z.string(),
    agreed: z.boolean(),
    jailed_until_ms: optional(u64),
    member: z.boolean(),
    owed: amount,
    pubkey: bytes,
    rounds: z.array(roundSpanSchema),
  })
  .transform((it) => ({
    absent: it.absent,
    account: it.account,
    agreed: it.agreed,
    jailedUntilMs: it.jailed_until_ms,
    member: it.member,
    owed: it.owed,
    pubkey: it.pubkey,
    rounds: it.rounds,
  }));

export const feedMembersResponseSchema: z.ZodType<FeedMembersResponse> = z
  .object({
    notaries: z.array(feedMemberSchema),
    operators: z.array(feedMemberSchema),
    quorum: u32,
  })
  .transform((it) => ({
    notaries: it.notaries,
    operators: it.operators,
    quorum: it.quorum,
  }));

export const feedTermsSchema: z.ZodType<FeedTerms> = z
  .object({
    digest: bytes,
    text: z.string(),
  })
  .transform((it) => ({
    digest: it.digest,
    text: it.text,
  }));

export const pendingTermsSchema: z.ZodType<PendingTerms> = z
  .object({
    from_round: u64,
    terms: feedTermsSchema,
  })
  .transform((it) => ({
    fromRound: it.from_round,
    terms: it.terms,
  }));

export const feedTermsResponseSchema: z.ZodType<FeedTermsResponse> = z
  .object({
    current: feedTermsSchema,
    pending: optional(pendingTermsSchema),
  })
  .transform((it) => ({
    current: it.current,
    pending: it.pending,
  }));

export const modeCountsSchema: z.ZodType<ModeCounts> = z
  .object({
    mpc: u32,
    proxy: u32,
  })
  .transform((it) => ({
    mpc: it.mpc,
    proxy: it.proxy,
  }));

export const feedValueSchema: z.ZodType<FeedValue> = z
  .object({
    custom_ca: z.boolean(),
    decimals: u32,
    feed_id: u32,
    height: u64,
    modes: modeCountsSchema,
    notaries: u32,
    observations: u32,
    round: u64,
    round_start_ms: u64,
    session_time_ms: u64,
    spread: decimal,
    transmitter: z.string(),
    unit: z.string(),
    updated_at_ms: u64,
    value: decimal,
  })
  .transform((it) => ({
    customCa: it.custom_ca,
    decimals: it.decimals,
    feedId: it.feed_id,
    height: it.height,
    modes: it.modes,
    notaries: it.notaries,
    observations: it.observations,
    round: it.round,
    roundStartMs: it.round_start_ms,
    sessionTimeMs: it.session_time_ms,
    spread: it.spread,
    transmitter: it.transmitter,
    unit: it.unit,
    updatedAtMs: it.updated_at_ms,
    value: it.value,
  }));

export const feedsResponseSchema: z.ZodType<FeedsResponse> = z
  .object({
    feeds: z.array(feedSchema),
  })
  .transform((it) => ({
    feeds: it.feeds,
  }));

export const fitsRuleResponseSchema: z.ZodType<FitsRuleResponse> = z
  .object({
    fits: z.boolean(),
  })
  .transform((it) => ({
    fits: it.fits,
  }));

export const historyResponseSchema: z.ZodType<HistoryResponse> = z
  .object({
    values: z.array(feedValueSchema),
  })
  .transform((it) => ({
    values: it.values,
  }));

export const memberSchema: z.ZodType<Member> = z
  .object({
    account: z.string(),
    active: z.boolean(),
  })
  .transform((it) => ({
    account: it.account,
    active: it.active,
  }));

export const memberAtSchema: z.ZodType<MemberAt> = z
  .object({
    account: z.string(),
    active: z.boolean(),
    group: optional(z.string()),
  })
  .transform((it) => ({
    account: it.account,
    active: it.active,
    group: it.group,
  }));

export const membersAtResponseSchema: z.ZodType<MembersAtResponse> = z
  .object({
    notaries: z.array(memberAtSchema),
    operators: z.array(memberAtSchema),
  })
  .transform((it) => ({
    notaries: it.notaries,
    operators: it.operators,
  }));

export const membersResponseSchema: z.ZodType<MembersResponse> = z
  .object({
    notaries: z.array(memberSchema),
    operators: z.array(memberSchema),
  })
  .transform((it) => ({
    notaries: it.notaries,
    operators: it.operators,
  }));

export const notarySchema: z.ZodType<Notary> = z
  .object({
    account: z.string(),
    active: z.boolean(),
    bond: amount,
    group: optional(z.string()),
    name: z.string(),
    pubkey: bytes,
    replaced_by: optional(bytes),
    retired_at_ms: optional(u64),
    suspended: z.boolean(),
    unbonded_at_ms: optional(u64),
    url: z.string(),
  })
  .transform((it) => ({
    account: it.account,
    active: it.active,
    bond: it.bond,
    group: it.group,
    name: it.name,
    pubkey: it.pubkey,
    replacedBy: it.replaced_by,
    retiredAtMs: it.retired_at_ms,
    suspended: it.suspended,
    unbondedAtMs: it.unbonded_at_ms,
    url: it.url,
  }));

export const notariesResponseSchema: z.ZodType<NotariesResponse> = z
  .object({
    notaries: z.array(notarySchema),
  })
  .transform((it) => ({
    notaries: it.notaries,
  }));

export const publishedOperationSchema: z.ZodType<PublishedOperation> = z
  .object({
    height: u64,
    id: bytes,
    operation: bytes,
    publisher: z.string(),
  })
  .transform((it) => ({
    height: it.height,
    id: it.id,
    operation: it.operation,
    publisher: it.publisher,
  }));

export const operationsResponseSchema: z.ZodType<OperationsResponse> = z
  .object({
    operations: z.array(publishedOperationSchema),
  })
  .transform((it) => ({
    operations: it.operations,
  }));

export const operatorSchema: z.ZodType<Operator> = z
  .object({
    account: z.string(),
    active: z.boolean(),
    bond: amount,
    endpoints: z.array(z.string()),
    group: optional(z.string()),
    name: z.string(),
    pubkey: bytes,
    replaced_by: optional(bytes),
    retired_at_ms: optional(u64),
    suspended: z.boolean(),
    unbonded_at_ms: optional(u64),
  })
  .transform((it) => ({
    account: it.account,
    active: it.active,
    bond: it.bond,
    endpoints: it.endpoints,
    group: it.group,
    name: it.name,
    pubkey: it.pubkey,
    replacedBy: it.replaced_by,
    retiredAtMs: it.retired_at_ms,
    suspended: it.suspended,
    unbondedAtMs: it.unbonded_at_ms,
  }));

export const operatorsResponseSchema: z.ZodType<OperatorsResponse> = z
  .object({
    operators: z.array(operatorSchema),
  })
  .transform((it) => ({
    operators: it.operators,
  }));

export const owedByFeedSchema: z.ZodType<OwedByFeed> = z
  .object({
    feed_id: u32,
    member: z.boolean(),
    owed: amount,
  })
  .transform((it) => ({
    feedId: it.feed_id,
    member: it.member,
    owed: it.owed,
  }));

export const owedResponseSchema: z.ZodType<OwedResponse> = z
  .object({
    feeds: z.array(owedByFeedSchema),
  })
  .transform((it) => ({
    feeds: it.feeds,
  }));

export const sponsorResponseSchema: z.ZodType<SponsorResponse> = z
  .object({
    amount: amount,
    shares: amount,
    withdrawable_at_ms: optional(u64),
  })
  .transform((it) => ({
    amount: it.amount,
    shares: it.shares,
    withdrawableAtMs: it.withdrawable_at_ms,
  }));

export const standingRuleSchema: z.ZodType<StandingRule> = z
  .object({
    admins: z.array(z.string()),
    least_reward: amount,
    most_feeds: u32,
    operations: z.array(bytes),
  })
  .transform((it) => ({
    admins: it.admins,
    leastReward: it.least_reward,
    mostFeeds: it.most_feeds,
    operations: it.operations,
  }));

export const standingRuleResponseSchema: z.ZodType<StandingRuleResponse> = z
  .object({
    feeds: u32,
    rule: optional(standingRuleSchema),
  })
  .transform((it) => ({
    feeds: it.feeds,
    rule: it.rule,
  }));
