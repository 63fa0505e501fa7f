// Generated from contracts/schema/oracle.json by "npm run generate"; change the contract's messages instead.
import { writeAmount, writeBytes, writeDecimal, writeU64 } from '../../wire.ts';
import type { FeedSpec, ModePolicies, ModePolicy, Param, Role, StepUp } from './types.ts';

/** Registers the sender's operator key with exactly the operator bond. `signature` is by the key over a KeyRegistration (REG-1). */
export interface RegisterOperator {
  readonly endpoints: readonly string[];
  readonly name: string;
  readonly pubkey: Uint8Array;
  readonly signature: Uint8Array;
}

/** By the account of the key. */
export interface UpdateOperator {
  readonly endpoints: readonly string[];
  readonly pubkey: Uint8Array;
}

/** Registers the sender's notary key with exactly the notary bond (REG-1). */
export interface RegisterNotary {
  readonly name: string;
  readonly pubkey: Uint8Array;
  readonly signature: Uint8Array;
  readonly url: string;
}

/** By the account of the key. */
export interface UpdateNotary {
  readonly pubkey: Uint8Array;
  readonly url: string;
}

/** By the admin or the account of the key. What the admin switched off, only the admin switches on. */
export interface SetActive {
  readonly active: boolean;
  readonly pubkey: Uint8Array;
  readonly role: Role;
}

/** Anybody; once published, an operation stays. Publishing it again changes nothing. */
export interface PublishOperation {
  readonly operation: Uint8Array;
}

/** Anybody; who creates the feed is its admin. Funds become its escrow. */
export interface CreateFeed {
  readonly feed: FeedSpec;
}

/** Anybody; funds are added to the escrow. */
export interface FundFeed {
  readonly feedId: number;
}

/** By the feed's admin. */
export interface SetFeedActive {
  readonly active: boolean;
  readonly feedId: number;
}

/** By the feed's admin, of an inactive feed: pays what is left of the escrow back. */
export interface WithdrawEscrow {
  readonly feedId: number;
}

/** Anybody; 1 to 32 reports (REP-1 to REP-7). */
export interface SubmitReports {
  readonly reports: readonly Uint8Array[];
}

/** By the account of a key that is switched off and has reported to no active feed. */
export interface WithdrawBond {
  readonly pubkey: Uint8Array;
  readonly role: Role;
}

/** What the contract "oracle" is made with. */
export interface Instantiate {
  /** Default: who instantiates. */
  readonly admin?: string | undefined;
  readonly denom: string;
  readonly notaryBond: bigint;
  readonly operatorBond: bigint;
}

function writeModePolicy(it: ModePolicy) {
  return { notaries: it.notaries };
}

function writeModePolicies(it: ModePolicies) {
  return {
    mpc: it.mpc === undefined ? null : writeModePolicy(it.mpc),
    proxy: it.proxy === undefined ? null : writeModePolicy(it.proxy),
  };
}

function writeParam(it: Param) {
  return { items: it.items ?? null, name: it.name, value: it.value };
}

function writeStepUp(it: StepUp) {
  return {
    every_rounds: it.everyRounds === undefined ? null : writeU64(it.everyRounds),
    moved_more_than: it.movedMoreThan === undefined ? null : writeDecimal(it.movedMoreThan),
  };
}

function writeFeedSpec(it: FeedSpec) {
  return {
    allow_custom_ca: it.allowCustomCa,
    decimals: it.decimals,
    interval_ms: writeU64(it.intervalMs),
    label: it.label,
    max_age_ms: writeU64(it.maxAgeMs),
    max_observed_age_ms: it.maxObservedAgeMs === undefined ? null : writeU64(it.maxObservedAgeMs),
    modes: writeModePolicies(it.modes),
    notaries: it.notaries.map(writeBytes),
    notary_reward: writeAmount(it.notaryReward),
    observer_reward: writeAmount(it.observerReward),
    operation_id: writeBytes(it.operationId),
    operators: it.operators.map(writeBytes),
    params: it.params.map(writeParam),
    quorum: it.quorum,
    reading: it.reading,
    start_ms: it.startMs === undefined ? null : writeU64(it.startMs),
    step_up: it.stepUp === undefined ? null : writeStepUp(it.stepUp),
    subject: it.subject,
    transmitter_reward: writeAmount(it.transmitterReward),
    unit: it.unit,
  };
}

/** What the contract "oracle" is made with, as the JSON it takes. */
export function oracleInstantiate(it: Instantiate) {
  return {
    admin: it.admin ?? null,
    denom: it.denom,
    notary_bond: writeAmount(it.notaryBond),
    operator_bond: writeAmount(it.operatorBond),
  };
}

/** Execute messages of the contract "oracle", as the JSON it takes. */
export const oracleMsg = {
  /** Registers the sender's operator key with exactly the operator bond. `signature` is by the key over a KeyRegistration (REG-1). */
  registerOperator: (it: RegisterOperator) => ({
    register_operator: {
      endpoints: it.endpoints,
      name: it.name,
      pubkey: writeBytes(it.pubkey),
      signature: writeBytes(it.signature),
    },
  }),

  /** By the account of the key. */
  updateOperator: (it: UpdateOperator) => ({
    update_operator: { endpoints: it.endpoints, pubkey: writeBytes(it.pubkey) },
  }),

  /** Registers the sender's notary key with exactly the notary bond (REG-1). */
  registerNotary: (it: RegisterNotary) => ({
    register_notary: {
      name: it.name,
      pubkey: writeBytes(it.pubkey),
      signature: writeBytes(it.signature),
      url: it.url,
    },
  }),

  /** By the account of the key. */
  updateNotary: (it: UpdateNotary) => ({ update_notary: { pubkey: writeBytes(it.pubkey), url: it.url } }),

  /** By the admin or the account of the key. What the admin switched off, only the admin switches on. */
  setActive: (it: SetActive) => ({
    set_active: { active: it.active, pubkey: writeBytes(it.pubkey), role: it.role },
  }),

  /** Anybody; once published, an operation stays. Publishing it again changes nothing. */
  publishOperation: (it: PublishOperation) => ({
    publish_operation: { operation: writeBytes(it.operation) },
  }),

  /** Anybody; who creates the feed is its admin. Funds become its escrow. */
  createFeed: (it: CreateFeed) => ({ create_feed: { feed: writeFeedSpec(it.feed) } }),

  /** Anybody; funds are added to the escrow. */
  fundFeed: (it: FundFeed) => ({ fund_feed: { feed_id: it.feedId } }),

  /** By the feed's admin. */
  setFeedActive: (it: SetFeedActive) => ({ set_feed_active: { active: it.active, feed_id: it.feedId } }),

  /** By the feed's admin, of an inactive feed: pays what is left of the escrow back. */
  withdrawEscrow: (it: WithdrawEscrow) => ({ withdraw_escrow: { feed_id: it.feedId } }),

  /** Anybody; 1 to 32 reports (REP-1 to REP-7). */
  submitReports: (it: SubmitReports) => ({ submit_reports: { reports: it.reports.map(writeBytes) } }),

  /** Pays what has accrued to the sender, of at most 64 feeds at a time. */
  claim: () => ({ claim: {} }),

  /** By the account of a key that is switched off and has reported to no active feed. */
  withdrawBond: (it: WithdrawBond) => ({ withdraw_bond: { pubkey: writeBytes(it.pubkey), role: it.role } }),
};
