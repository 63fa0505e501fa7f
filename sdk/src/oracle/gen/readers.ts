// Generated from contracts/schema/oracle.json by "npm run generate"; change the contract's messages instead.
import { z } from 'zod';
import { amount, bytes, decimal, optional, u32, u64 } from '../../wire.ts';
import type {
  AllRewardsResponse,
  ConfigResponse,
  Feed,
  FeedSpec,
  FeedValue,
  FeedsResponse,
  HistoryResponse,
  Member,
  MembersResponse,
  ModeCounts,
  ModePolicies,
  ModePolicy,
  NotariesResponse,
  Notary,
  OperationsResponse,
  Operator,
  OperatorsResponse,
  Param,
  PublishedOperation,
  Rewards,
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
    chain_id: z.string(),
    contract: z.string(),
    denom: z.string(),
    notary_bond: amount,
    operator_bond: amount,
  })
  .transform((it) => ({
    admin: it.admin,
    chainId: it.chain_id,
    contract: it.contract,
    denom: it.denom,
    notaryBond: it.notary_bond,
    operatorBond: it.operator_bond,
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
    decimals: u32,
    interval_ms: u64,
    label: z.string(),
    max_age_ms: u64,
    max_observed_age_ms: optional(u64),
    modes: modePoliciesSchema,
    notaries: z.array(bytes),
    notary_reward: amount,
    observer_reward: amount,
    operation_id: bytes,
    operators: z.array(bytes),
    params: z.array(paramSchema),
    quorum: u32,
    reading: z.string(),
    start_ms: optional(u64),
    step_up: optional(stepUpSchema),
    subject: z.string(),
    transmitter_reward: amount,
    unit: z.string(),
  })
  .transform((it) => ({
    allowCustomCa: it.allow_custom_ca,
    decimals: it.decimals,
    intervalMs: it.interval_ms,
    label: it.label,
    maxAgeMs: it.max_age_ms,
    maxObservedAgeMs: it.max_observed_age_ms,
    modes: it.modes,
    notaries: it.notaries,
    notaryReward: it.notary_reward,
    observerReward: it.observer_reward,
    operationId: it.operation_id,
    operators: it.operators,
    params: it.params,
    quorum: it.quorum,
    reading: it.reading,
    startMs: it.start_ms,
    stepUp: it.step_up,
    subject: it.subject,
    transmitterReward: it.transmitter_reward,
    unit: it.unit,
  }));

export const feedSchema: z.ZodType<Feed> = z
  .object({
    active: z.boolean(),
    admin: z.string(),
    escrow: amount,
    id: u32,
    last_round: optional(u64),
    last_value: optional(decimal),
    spec: feedSpecSchema,
  })
  .transform((it) => ({
    active: it.active,
    admin: it.admin,
    escrow: it.escrow,
    id: it.id,
    lastRound: it.last_round,
    lastValue: it.last_value,
    spec: it.spec,
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
    name: z.string(),
    pubkey: bytes,
    url: z.string(),
  })
  .transform((it) => ({
    account: it.account,
    active: it.active,
    bond: it.bond,
    name: it.name,
    pubkey: it.pubkey,
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
    name: z.string(),
    pubkey: bytes,
  })
  .transform((it) => ({
    account: it.account,
    active: it.active,
    bond: it.bond,
    endpoints: it.endpoints,
    name: it.name,
    pubkey: it.pubkey,
  }));

export const operatorsResponseSchema: z.ZodType<OperatorsResponse> = z
  .object({
    operators: z.array(operatorSchema),
  })
  .transform((it) => ({
    operators: it.operators,
  }));
