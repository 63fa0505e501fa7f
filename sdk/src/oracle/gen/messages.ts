// Generated from contracts/schema/oracle.json by "npm run generate"; change the contract's messages instead.
import { writeAmount, writeBytes, writeDecimal, writeU64 } from '../../wire.ts';
import type {
  Evidence,
  FeedChange,
  FeedRow,
  FeedSpec,
  ModePolicies,
  ModePolicy,
  Param,
  Role,
  StandingRule,
  StepUp,
} from './types.ts';

/** Registers the sender's operator key with at least the operator bond, sent along. `signature` is by the key over a KeyRegistration (REG-1). `group`: 1 to 64 printable characters. */
export interface RegisterOperator {
  readonly endpoints: readonly string[];
  readonly group?: string | undefined;
  readonly name: string;
  readonly pubkey: Uint8Array;
  readonly signature: Uint8Array;
}

/** By the account of the key. */
export interface UpdateOperator {
  readonly endpoints: readonly string[];
  readonly pubkey: Uint8Array;
}

/** Registers the sender's notary key with at least the notary bond, sent along (REG-1). */
export interface RegisterNotary {
  readonly group?: string | undefined;
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

/** By the admin or the account of the key. Off counts for later sessions only; on again takes the account `reactivateMs`. What the admin switched off, only the admin switches on (REG-3). */
export interface SetActive {
  readonly active: boolean;
  readonly pubkey: Uint8Array;
  readonly role: Role;
}

/** By the account of the key; the funds are added to its bond. */
export interface TopUpBond {
  readonly pubkey: Uint8Array;
  readonly role: Role;
}

/** By the account of the key: off for sessions from now on, and the bond goes back after `unbondingMs` (REG-4). */
export interface Unbond {
  readonly pubkey: Uint8Array;
  readonly role: Role;
}

/** By the account of a key that is unbonding or unbonded; the funds make its bond full again. Not before `reactivateMs`. */
export interface Rebond {
  readonly pubkey: Uint8Array;
  readonly role: Role;
}

/** By the account of a key whose unbonding time is over. */
export interface WithdrawBond {
  readonly pubkey: Uint8Array;
  readonly role: Role;
}

/** By the account of the key: unbonds it for ever. */
export interface Retire {
  readonly pubkey: Uint8Array;
  readonly role: Role;
}

/** By the account of `old`: `new` takes its place, account, bond and standing rule. `signature` is by `new` over a KeyRegistration that names `old` as what it replaces (REG-2). */
export interface RotateKey {
  readonly new: Uint8Array;
  readonly old: Uint8Array;
  readonly role: Role;
  readonly signature: Uint8Array;
}

/** By the account of the keys: `new`, which replaced `old`, takes its place in a feed from the next round on (ACC-4). */
export interface MoveSeat {
  readonly feedId: number;
  readonly new: Uint8Array;
  readonly old: Uint8Array;
  readonly role: Role;
}

/** By the account of the key: what it agrees to before it is asked; `null` for nothing more (ACC-3). */
export interface SetStandingRule {
  readonly pubkey: Uint8Array;
  readonly role: Role;
  readonly rule?: StandingRule | undefined;
}

/** Anybody; once published, an operation stays. Publishing it again changes nothing. */
export interface PublishOperation {
  readonly operation: Uint8Array;
}

/** By the admin, once: the devices contract, which is asked about subjects (SUB-1). */
export interface SetDevices {
  readonly devices: string;
}

/** Anybody; who creates the feed is its admin. It invites, and engages nobody but whose standing rule fits (ACC-1). Funds become its escrow, with the sender as sponsor. With `rows` it is a group, and each row gets the next feed id (GRP-3). */
export interface CreateFeed {
  readonly feed: FeedSpec;
}

/** By the account of an invited key: a member from the next round on. `terms` is the digest that the query FeedTerms answers. A member that names the digest of a pending change stays beyond it (ACC-2). */
export interface Accept {
  readonly feedId: number;
  readonly pubkey: Uint8Array;
  readonly role: Role;
  readonly terms: Uint8Array;
}

/** By the account of an invited key that is no member: the invitation is gone. */
export interface Decline {
  readonly feedId: number;
  readonly pubkey: Uint8Array;
  readonly role: Role;
}

/** By the account of a member: until the round that begins after the feed's notice. */
export interface Leave {
  readonly feedId: number;
  readonly pubkey: Uint8Array;
  readonly role: Role;
}

/** By the feed's admin. Invites keys as CreateFeed does. */
export interface InviteMembers {
  readonly feedId: number;
  readonly notaries: readonly Uint8Array[];
  readonly operators: readonly Uint8Array[];
}

/** By the feed's admin: members until the round that begins after the notice, and invited no longer (CHG-2). */
export interface RemoveMembers {
  readonly feedId: number;
  readonly notaries: readonly Uint8Array[];
  readonly operators: readonly Uint8Array[];
}

/** By the feed's admin: other terms from the round that begins after twice the notice; one change at a time (CHG-1). */
export interface ChangeFeed {
  readonly change: FeedChange;
  readonly feedId: number;
}

/** By the feed's admin: closes a feed from the round that begins after the notice, or opens it from the next round (CHG-3). */
export interface SetFeedActive {
  readonly active: boolean;
  readonly feedId: number;
}

/** Anybody: closes a feed, with notice, whose subject is bound no longer, or with other parameters (SUB-2). */
export interface RevisitSubject {
  readonly feedId: number;
}

/** Anybody; the funds are added to the escrow, and the sender owns a share of it (ESC-1). */
export interface FundFeed {
  readonly feedId: number;
}

/** By a sponsor: its share may be withdrawn from the round that begins after the notice. Funding again takes this back. */
export interface AnnounceWithdrawal {
  readonly feedId: number;
}

/** By a sponsor: what is left of its share, after the notice, or at once where the feed is closed. */
export interface WithdrawEscrow {
  readonly feedId: number;
}

/** Anybody; 1 to 32 reports (REP-1 to REP-8). A bad one is skipped; where none lands and none is merely late, the first code fails. */
export interface SubmitReports {
  readonly reports: readonly Uint8Array[];
}

/** Anybody: an Observation of a landed round that its report left out; pays its observer and notaries (REP-12). */
export interface ClaimOmitted {
  readonly observation: Uint8Array;
}

/** Pays what has accrued to the sender, and what is owed to it by at most 64 feeds or groups. */
export interface Claim {
  readonly feeds: readonly number[];
}

/** Anybody: the hash of evidence that is shown in a later block, 32 bytes (EVD-2). */
export interface CommitEvidence {
  readonly hash: Uint8Array;
}

/** By who committed: the evidence itself (EVD-1 to EVD-3). `salt`: 16 to 64 bytes. */
export interface RevealEvidence {
  readonly evidence: Evidence;
  readonly salt: Uint8Array;
}

/** What the contract "oracle" is made with. */
export interface Instantiate {
  /** Default: who instantiates. */
  readonly admin?: string | undefined;
  /** Of what evidence takes: the part that nobody gets, so that showing one's own offence saves no bond. Default: 40. */
  readonly burnPercent?: number | undefined;
  readonly denom: string;
  /** Of what evidence takes: the part of who showed it. Default: 20; with `burnPercent` at most 100. */
  readonly finderPercent?: number | undefined;
  /** Least bond of a notary's key that is on (REG-4). */
  readonly notaryBond: bigint;
  /** Least bond of an operator's key that is on (REG-4). */
  readonly operatorBond: bigint;
  /** From off to on of a key (REG-3). Default: 1 hour; at most 366 days. */
  readonly reactivateMs?: bigint | undefined;
  /** What evidence takes of a bond, in percent (EVD-3). Default: 50; at most 100. */
  readonly slashPercent?: number | undefined;
  /** From the announcement to the withdrawal of a bond (REG-4). Default: 7 days; at most 366. */
  readonly unbondingMs?: bigint | undefined;
}

function writeEvidence(it: Evidence) {
  switch (it.kind) {
    case 'observations':
      return { observations: { first: writeBytes(it.first), second: writeBytes(it.second) } };
    case 'attestations':
      return { attestations: { first: writeBytes(it.first), second: writeBytes(it.second) } };
    case 'attestation':
      return { attestation: { attestation: writeBytes(it.attestation) } };
    case 'retired_notary':
      return { retired_notary: { attestation: writeBytes(it.attestation) } };
    case 'retired_operator':
      return { retired_operator: { observation: writeBytes(it.observation) } };
  }
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

function writeFeedChange(it: FeedChange) {
  return {
    max_age_ms: writeU64(it.maxAgeMs),
    max_observed_age_ms: it.maxObservedAgeMs === undefined ? null : writeU64(it.maxObservedAgeMs),
    modes: writeModePolicies(it.modes),
    notary_reward: writeAmount(it.notaryReward),
    observer_reward: writeAmount(it.observerReward),
    operation_id: writeBytes(it.operationId),
    params: it.params.map(writeParam),
    quorum: it.quorum,
    step_up: it.stepUp === undefined ? null : writeStepUp(it.stepUp),
    transmitter_reward: writeAmount(it.transmitterReward),
  };
}

function writeFeedRow(it: FeedRow) {
  return { key: it.key, label: it.label, subject: it.subject };
}

function writeFeedSpec(it: FeedSpec) {
  return {
    allow_custom_ca: it.allowCustomCa,
    claim_window_ms: it.claimWindowMs === undefined ? null : writeU64(it.claimWindowMs),
    decimals: it.decimals,
    distinct_groups: it.distinctGroups,
    distinct_networks: it.distinctNetworks,
    interval_ms: writeU64(it.intervalMs),
    jail_after: it.jailAfter ?? null,
    jail_ms: it.jailMs === undefined ? null : writeU64(it.jailMs),
    label: it.label,
    max_age_ms: writeU64(it.maxAgeMs),
    max_observed_age_ms: it.maxObservedAgeMs === undefined ? null : writeU64(it.maxObservedAgeMs),
    measured_only: it.measuredOnly,
    modes: writeModePolicies(it.modes),
    notaries: it.notaries.map(writeBytes),
    notary_reward: writeAmount(it.notaryReward),
    notice_ms: it.noticeMs === undefined ? null : writeU64(it.noticeMs),
    observer_reward: writeAmount(it.observerReward),
    operation_id: writeBytes(it.operationId),
    operators: it.operators.map(writeBytes),
    params: it.params.map(writeParam),
    quorum: it.quorum,
    reading: it.reading,
    rows: it.rows.map(writeFeedRow),
    start_ms: it.startMs === undefined ? null : writeU64(it.startMs),
    step_up: it.stepUp === undefined ? null : writeStepUp(it.stepUp),
    subject: it.subject,
    transmitter_reward: writeAmount(it.transmitterReward),
    unit: it.unit,
  };
}

function writeStandingRule(it: StandingRule) {
  return {
    admins: it.admins,
    least_reward: writeAmount(it.leastReward),
    most_feeds: it.mostFeeds,
    operations: it.operations.map(writeBytes),
  };
}

/** What the contract "oracle" is made with, as the JSON it takes. */
export function oracleInstantiate(it: Instantiate) {
  return {
    admin: it.admin ?? null,
    burn_percent: it.burnPercent ?? null,
    denom: it.denom,
    finder_percent: it.finderPercent ?? null,
    notary_bond: writeAmount(it.notaryBond),
    operator_bond: writeAmount(it.operatorBond),
    reactivate_ms: it.reactivateMs === undefined ? null : writeU64(it.reactivateMs),
    slash_percent: it.slashPercent ?? null,
    unbonding_ms: it.unbondingMs === undefined ? null : writeU64(it.unbondingMs),
  };
}

/** Execute messages of the contract "oracle", as the JSON it takes. */
export const oracleMsg = {
  /** Registers the sender's operator key with at least the operator bond, sent along. `signature` is by the key over a KeyRegistration (REG-1). `group`: 1 to 64 printable characters. */
  registerOperator: (it: RegisterOperator) => ({
    register_operator: {
      endpoints: it.endpoints,
      group: it.group ?? null,
      name: it.name,
      pubkey: writeBytes(it.pubkey),
      signature: writeBytes(it.signature),
    },
  }),

  /** By the account of the key. */
  updateOperator: (it: UpdateOperator) => ({
    update_operator: { endpoints: it.endpoints, pubkey: writeBytes(it.pubkey) },
  }),

  /** Registers the sender's notary key with at least the notary bond, sent along (REG-1). */
  registerNotary: (it: RegisterNotary) => ({
    register_notary: {
      group: it.group ?? null,
      name: it.name,
      pubkey: writeBytes(it.pubkey),
      signature: writeBytes(it.signature),
      url: it.url,
    },
  }),

  /** By the account of the key. */
  updateNotary: (it: UpdateNotary) => ({ update_notary: { pubkey: writeBytes(it.pubkey), url: it.url } }),

  /** By the admin or the account of the key. Off counts for later sessions only; on again takes the account `reactivateMs`. What the admin switched off, only the admin switches on (REG-3). */
  setActive: (it: SetActive) => ({
    set_active: { active: it.active, pubkey: writeBytes(it.pubkey), role: it.role },
  }),

  /** By the account of the key; the funds are added to its bond. */
  topUpBond: (it: TopUpBond) => ({ top_up_bond: { pubkey: writeBytes(it.pubkey), role: it.role } }),

  /** By the account of the key: off for sessions from now on, and the bond goes back after `unbondingMs` (REG-4). */
  unbond: (it: Unbond) => ({ unbond: { pubkey: writeBytes(it.pubkey), role: it.role } }),

  /** By the account of a key that is unbonding or unbonded; the funds make its bond full again. Not before `reactivateMs`. */
  rebond: (it: Rebond) => ({ rebond: { pubkey: writeBytes(it.pubkey), role: it.role } }),

  /** By the account of a key whose unbonding time is over. */
  withdrawBond: (it: WithdrawBond) => ({ withdraw_bond: { pubkey: writeBytes(it.pubkey), role: it.role } }),

  /** By the account of the key: unbonds it for ever. */
  retire: (it: Retire) => ({ retire: { pubkey: writeBytes(it.pubkey), role: it.role } }),

  /** By the account of `old`: `new` takes its place, account, bond and standing rule. `signature` is by `new` over a KeyRegistration that names `old` as what it replaces (REG-2). */
  rotateKey: (it: RotateKey) => ({
    rotate_key: {
      new: writeBytes(it.new),
      old: writeBytes(it.old),
      role: it.role,
      signature: writeBytes(it.signature),
    },
  }),

  /** By the account of the keys: `new`, which replaced `old`, takes its place in a feed from the next round on (ACC-4). */
  moveSeat: (it: MoveSeat) => ({
    move_seat: { feed_id: it.feedId, new: writeBytes(it.new), old: writeBytes(it.old), role: it.role },
  }),

  /** By the account of the key: what it agrees to before it is asked; `null` for nothing more (ACC-3). */
  setStandingRule: (it: SetStandingRule) => ({
    set_standing_rule: {
      pubkey: writeBytes(it.pubkey),
      role: it.role,
      rule: it.rule === undefined ? null : writeStandingRule(it.rule),
    },
  }),

  /** Anybody; once published, an operation stays. Publishing it again changes nothing. */
  publishOperation: (it: PublishOperation) => ({
    publish_operation: { operation: writeBytes(it.operation) },
  }),

  /** By the admin, once: the devices contract, which is asked about subjects (SUB-1). */
  setDevices: (it: SetDevices) => ({ set_devices: { devices: it.devices } }),

  /** Anybody; who creates the feed is its admin. It invites, and engages nobody but whose standing rule fits (ACC-1). Funds become its escrow, with the sender as sponsor. With `rows` it is a group, and each row gets the next feed id (GRP-3). */
  createFeed: (it: CreateFeed) => ({ create_feed: { feed: writeFeedSpec(it.feed) } }),

  /** By the account of an invited key: a member from the next round on. `terms` is the digest that the query FeedTerms answers. A member that names the digest of a pending change stays beyond it (ACC-2). */
  accept: (it: Accept) => ({
    accept: { feed_id: it.feedId, pubkey: writeBytes(it.pubkey), role: it.role, terms: writeBytes(it.terms) },
  }),

  /** By the account of an invited key that is no member: the invitation is gone. */
  decline: (it: Decline) => ({
    decline: { feed_id: it.feedId, pubkey: writeBytes(it.pubkey), role: it.role },
  }),

  /** By the account of a member: until the round that begins after the feed's notice. */
  leave: (it: Leave) => ({ leave: { feed_id: it.feedId, pubkey: writeBytes(it.pubkey), role: it.role } }),

  /** By the feed's admin. Invites keys as CreateFeed does. */
  inviteMembers: (it: InviteMembers) => ({
    invite_members: {
      feed_id: it.feedId,
      notaries: it.notaries.map(writeBytes),
      operators: it.operators.map(writeBytes),
    },
  }),

  /** By the feed's admin: members until the round that begins after the notice, and invited no longer (CHG-2). */
  removeMembers: (it: RemoveMembers) => ({
    remove_members: {
      feed_id: it.feedId,
      notaries: it.notaries.map(writeBytes),
      operators: it.operators.map(writeBytes),
    },
  }),

  /** By the feed's admin: other terms from the round that begins after twice the notice; one change at a time (CHG-1). */
  changeFeed: (it: ChangeFeed) => ({
    change_feed: { change: writeFeedChange(it.change), feed_id: it.feedId },
  }),

  /** By the feed's admin: closes a feed from the round that begins after the notice, or opens it from the next round (CHG-3). */
  setFeedActive: (it: SetFeedActive) => ({ set_feed_active: { active: it.active, feed_id: it.feedId } }),

  /** Anybody: closes a feed, with notice, whose subject is bound no longer, or with other parameters (SUB-2). */
  revisitSubject: (it: RevisitSubject) => ({ revisit_subject: { feed_id: it.feedId } }),

  /** Anybody; the funds are added to the escrow, and the sender owns a share of it (ESC-1). */
  fundFeed: (it: FundFeed) => ({ fund_feed: { feed_id: it.feedId } }),

  /** By a sponsor: its share may be withdrawn from the round that begins after the notice. Funding again takes this back. */
  announceWithdrawal: (it: AnnounceWithdrawal) => ({ announce_withdrawal: { feed_id: it.feedId } }),

  /** By a sponsor: what is left of its share, after the notice, or at once where the feed is closed. */
  withdrawEscrow: (it: WithdrawEscrow) => ({ withdraw_escrow: { feed_id: it.feedId } }),

  /** Anybody; 1 to 32 reports (REP-1 to REP-8). A bad one is skipped; where none lands and none is merely late, the first code fails. */
  submitReports: (it: SubmitReports) => ({ submit_reports: { reports: it.reports.map(writeBytes) } }),

  /** Anybody: an Observation of a landed round that its report left out; pays its observer and notaries (REP-12). */
  claimOmitted: (it: ClaimOmitted) => ({ claim_omitted: { observation: writeBytes(it.observation) } }),

  /** Pays what has accrued to the sender, and what is owed to it by at most 64 feeds or groups. */
  claim: (it: Claim) => ({ claim: { feeds: it.feeds } }),

  /** Anybody: the hash of evidence that is shown in a later block, 32 bytes (EVD-2). */
  commitEvidence: (it: CommitEvidence) => ({ commit_evidence: { hash: writeBytes(it.hash) } }),

  /** By who committed: the evidence itself (EVD-1 to EVD-3). `salt`: 16 to 64 bytes. */
  revealEvidence: (it: RevealEvidence) => ({
    reveal_evidence: { evidence: writeEvidence(it.evidence), salt: writeBytes(it.salt) },
  }),
};
