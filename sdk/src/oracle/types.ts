import { z } from 'zod';
import { amount, bytes, decimal, optional, params, u32, u64 } from '../wire.ts';

export const operatorSchema = z.object({
  pubkey: bytes,
  account: z.string(),
  name: z.string(),
  endpoints: z.array(z.string()),
  bond: amount,
  active: z.boolean(),
});

export const notarySchema = z.object({
  pubkey: bytes,
  account: z.string(),
  name: z.string(),
  url: z.string(),
  bond: amount,
  active: z.boolean(),
});

export const publishedOperationSchema = z.object({
  id: bytes,
  operation: bytes,
  publisher: z.string(),
  height: z.number().int(),
});

const modePolicy = z.object({ notaries: u32 });

const stepUp = z
  .object({ every_rounds: optional(u64), moved_more_than: optional(decimal) })
  .transform((step) => ({ everyRounds: step.every_rounds, movedMoreThan: step.moved_more_than }));

export const feedSpecSchema = z
  .object({
    label: z.string(),
    operation_id: bytes,
    params,
    subject: z.string(),
    reading: z.string(),
    unit: z.string(),
    decimals: u32,
    interval_ms: u64,
    start_ms: u64,
    operators: z.array(bytes),
    notaries: z.array(bytes),
    quorum: u32,
    modes: z.object({ mpc: optional(modePolicy), proxy: optional(modePolicy) }),
    step_up: optional(stepUp),
    allow_custom_ca: z.boolean(),
    max_age_ms: u64,
    max_observed_age_ms: optional(u64),
    observer_reward: amount,
    notary_reward: amount,
    transmitter_reward: amount,
  })
  .transform((spec) => ({
    label: spec.label,
    operationId: spec.operation_id,
    params: spec.params,
    subject: spec.subject,
    reading: spec.reading,
    unit: spec.unit,
    decimals: spec.decimals,
    intervalMs: spec.interval_ms,
    startMs: spec.start_ms,
    operators: spec.operators,
    notaries: spec.notaries,
    quorum: spec.quorum,
    modes: spec.modes,
    stepUp: spec.step_up,
    allowCustomCa: spec.allow_custom_ca,
    maxAgeMs: spec.max_age_ms,
    maxObservedAgeMs: spec.max_observed_age_ms,
    observerReward: spec.observer_reward,
    notaryReward: spec.notary_reward,
    transmitterReward: spec.transmitter_reward,
  }));

export const feedSchema = z
  .object({
    id: u32,
    admin: z.string(),
    spec: feedSpecSchema,
    active: z.boolean(),
    escrow: amount,
    last_round: optional(u64),
    last_value: optional(decimal),
  })
  .transform(({ last_round: lastRound, last_value: lastValue, ...feed }) => ({
    ...feed,
    lastRound,
    lastValue,
  }));

export const feedValueSchema = z
  .object({
    feed_id: u32,
    round: u64,
    value: decimal,
    unit: z.string(),
    decimals: u32,
    spread: decimal,
    observations: u32,
    notaries: u32,
    modes: z.object({ mpc: u32, proxy: u32 }),
    custom_ca: z.boolean(),
    round_start_ms: u64,
    session_time_ms: u64,
    updated_at_ms: u64,
    height: z.number().int(),
    transmitter: z.string(),
  })
  .transform((value) => ({
    feedId: value.feed_id,
    round: value.round,
    value: value.value,
    unit: value.unit,
    decimals: value.decimals,
    spread: value.spread,
    observations: value.observations,
    notaries: value.notaries,
    modes: value.modes,
    customCa: value.custom_ca,
    roundStartMs: value.round_start_ms,
    sessionTimeMs: value.session_time_ms,
    updatedAtMs: value.updated_at_ms,
    height: value.height,
    transmitter: value.transmitter,
  }));

export const oracleConfigSchema = z
  .object({
    admin: z.string(),
    denom: z.string(),
    operator_bond: amount,
    notary_bond: amount,
    chain_id: z.string(),
    contract: z.string(),
  })
  .transform((config) => ({
    admin: config.admin,
    denom: config.denom,
    operatorBond: config.operator_bond,
    notaryBond: config.notary_bond,
    chainId: config.chain_id,
    contract: config.contract,
  }));

export type Operator = z.output<typeof operatorSchema>;
export type Notary = z.output<typeof notarySchema>;
export type PublishedOperation = z.output<typeof publishedOperationSchema>;
export type FeedSpec = z.output<typeof feedSpecSchema>;
export type Feed = z.output<typeof feedSchema>;
/** An aggregated value on chain: value and spread are decimals at the feed's scale. */
export type FeedValue = z.output<typeof feedValueSchema>;
export type OracleConfig = z.output<typeof oracleConfigSchema>;
