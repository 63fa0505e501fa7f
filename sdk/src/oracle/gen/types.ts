// Generated from contracts/schema/oracle.json by "npm run generate"; change the contract's messages instead.
import type { Decimal } from '@cloudx3/verifier-core';

/** What an account earned, in the smallest unit of the contract's money. */
export interface Rewards {
  /** What waits to be claimed, what feeds owe left out. */
  readonly accrued: bigint;
  readonly address: string;
  /** What was claimed so far. */
  readonly claimed: bigint;
}

export interface AllRewardsResponse {
  readonly rewards: readonly Rewards[];
}

/** How the contract was made. Signed bodies name `chainId` and `contract`, its own address. Times are in milliseconds. */
export interface ConfigResponse {
  readonly admin: string;
  readonly burnPercent: number;
  readonly chainId: string;
  readonly contract: string;
  readonly denom: string;
  /** The devices contract, once it was set. */
  readonly devices?: string | undefined;
  readonly finderPercent: number;
  readonly notaryBond: bigint;
  readonly operatorBond: bigint;
  readonly reactivateMs: bigint;
  readonly slashPercent: number;
  readonly unbondingMs: bigint;
}

/** An offence that anybody can show (EVD-1). All parts are canonical bytes of second-edition messages under this chain and contract. */
export type Evidence =
  /** Two Observations of one observer for one round of one feed or group, with different ids. Attestations may be left out of them. */
  | {
      readonly kind: 'observations';
      readonly first: Uint8Array;
      readonly second: Uint8Array;
    }
  /** Two Attestations of one notary for one session id, with different ids. */
  | {
      readonly kind: 'attestations';
      readonly first: Uint8Array;
      readonly second: Uint8Array;
    }
  /** An Attestation that breaks its published operation (ATT-4). */
  | {
      readonly kind: 'attestation';
      readonly attestation: Uint8Array;
    }
  /** An Attestation by a notary's key that was retired before its session. */
  | {
      readonly kind: 'retired_notary';
      readonly attestation: Uint8Array;
    }
  /** An Observation, with its attestations, by an operator's key that was retired before the first of their sessions. */
  | {
      readonly kind: 'retired_operator';
      readonly observation: Uint8Array;
    };

/** What a feed asks of observations in a mode that it accepts (rule OBS-6). */
export interface ModePolicy {
  /** Different notaries that each observation needs: 1 to 8, and no more than the feed has. */
  readonly notaries: number;
}

/** What a feed asks of observations, by mode; a mode that is left out is not accepted (OBS-6). */
export interface ModePolicies {
  readonly mpc?: ModePolicy | undefined;
  readonly proxy?: ModePolicy | undefined;
}

/** One parameter of an operation. */
export interface Param {
  /** Of a LIST and of nothing else: its items, strictly increasing. */
  readonly items?: readonly string[] | undefined;
  readonly name: string;
  /** Empty for a LIST. */
  readonly value: string;
}

/** One feed of a group: an item of the operation's list. */
export interface FeedRow {
  readonly key: string;
  /** For people: 1 to 64 printable characters. */
  readonly label: string;
  /** The device that the row speaks about, bound and with the key as a parameter (SUB-1), or "". */
  readonly subject: string;
}

/** When a feed that accepts both modes asks for MPC; at least one of both (OBS-9). */
export interface StepUp {
  /** In every round that this divides, only observations in MPC mode count; at least 2. */
  readonly everyRounds?: bigint | undefined;
  /** An observation in PROXY mode that differs from the feed's latest value by more than this does not count. Above 0, at the feed's decimals. Not for a group. */
  readonly movedMoreThan?: Decimal | undefined;
}

/** What a feed, or a group of feeds, publishes and asks for. Times are in milliseconds. */
export interface FeedSpec {
  /** Whether sessions that were checked against a private CA count. */
  readonly allowCustomCa: boolean;
  /** How long after a report an observation that it left out can be shown (REP-12). Default: 1 hour; at most 7 days. */
  readonly claimWindowMs?: bigint | undefined;
  /** Of value and spread. */
  readonly decimals: number;
  /** Whether notaries of one observation are of different declared groups, and of another than its observer's (REP-9). Who declares none cannot be a member. */
  readonly distinctGroups: boolean;
  /** Whether the notaries of one observation in PROXY mode saw the server in different networks (REP-9). */
  readonly distinctNetworks: boolean;
  /** Length of a round. */
  readonly intervalMs: bigint;
  /** Landed rounds in a row after which an operator that was missing in all of them is out (REP-13). Default: 50; 0 is never. */
  readonly jailAfter?: number | undefined;
  /** How long who is out waits before it may accept again. Default: 1 hour. */
  readonly jailMs?: bigint | undefined;
  /** For people: 1 to 64 printable characters. */
  readonly label: string;
  /** A value whose sessions are older than this is not handed out unless stale values are asked for. */
  readonly maxAgeMs: bigint;
  /** How long before the session the vendor may have measured, where it says when. */
  readonly maxObservedAgeMs?: bigint | undefined;
  /** Whether a value that the vendor calls estimated does not count (SEL-5). */
  readonly measuredOnly: boolean;
  /** Modes that the feed accepts, at least one. */
  readonly modes: ModePolicies;
  /** Who is invited: 1 to 31 registered notaries, in any order; stored sorted. */
  readonly notaries: readonly Uint8Array[];
  /** For each attestation. */
  readonly notaryReward: bigint;
  /** From the announcement of a change, a leave, a closing or a withdrawal to its round. Default and least: two intervals; at most 30 days, or two intervals where these are longer. */
  readonly noticeMs?: bigint | undefined;
  /** For each observation. */
  readonly observerReward: bigint;
  /** Id of a published operation, 32 bytes (OP-1). */
  readonly operationId: Uint8Array;
  /** Who is invited: 1 to 31 registered operators, in any order; stored sorted. */
  readonly operators: readonly Uint8Array[];
  /** In any order; stored sorted. */
  readonly params: readonly Param[];
  /** Observations that a report needs at least; with more members more (QRM-2). */
  readonly quorum: number;
  /** Which of the operation's readings the feed publishes. */
  readonly reading: string;
  /** The feeds of a group: none for a feed of its own, or 2 to 32, in any order; stored sorted by key (GRP-3). */
  readonly rows: readonly FeedRow[];
  /** Where round 0 begins, Unix milliseconds. Default: block time. */
  readonly startMs?: bigint | undefined;
  /** When the feed asks for MPC (OBS-9); needs both modes. */
  readonly stepUp?: StepUp | undefined;
  /** The device that the feed speaks about, bound and with the feed's parameters (SUB-1), or "". */
  readonly subject: string;
  /** For each report that its transmitter signed. */
  readonly transmitterReward: bigint;
  readonly unit: string;
}

/** Terms that hold from a round on. */
export interface PendingChange {
  readonly fromRound: bigint;
  readonly spec: FeedSpec;
}

/** Which row of which group a feed is. */
export interface GroupRow {
  /** The feed id of the group, which is funded, accepted and reported to. */
  readonly groupId: number;
  /** Counted from 0. */
  readonly index: number;
}

/** A feed or group as it stands. Of a row of a group all but `id`, `row` and `lastValue` are its group's. */
export interface Feed {
  /** Whether it takes reports of the round that runs. */
  readonly active: boolean;
  readonly admin: string;
  /** The round from which it is closed. */
  readonly closedFromRound?: bigint | undefined;
  /** What is left for rewards. */
  readonly escrow: bigint;
  readonly id: number;
  /** The newest round that landed. */
  readonly lastRound?: bigint | undefined;
  /** The newest value, at the feed's decimals; a group has none. */
  readonly lastValue?: Decimal | undefined;
  /** What it owes its members. */
  readonly owed: bigint;
  /** A change that is announced and has not begun. */
  readonly pending?: PendingChange | undefined;
  /** What a round costs with all members and most attestations. */
  readonly roundCost: bigint;
  /** Where the id is that of a row. */
  readonly row?: GroupRow | undefined;
  /** Rounds that the escrow pays in full at that cost, what is being withdrawn left out; none where a round costs nothing (ESC-2). */
  readonly runway?: bigint | undefined;
  /** As it holds for the round that runs, with defaults filled in, and lists sorted: `operators` and `notaries` are the invited. */
  readonly spec: FeedSpec;
  /** How much of the escrow is announced to be withdrawn. */
  readonly withdrawing: bigint;
}

/** The terms of a feed that can change, all of them as they are to be (CHG-1). */
export interface FeedChange {
  readonly maxAgeMs: bigint;
  readonly maxObservedAgeMs?: bigint | undefined;
  readonly modes: ModePolicies;
  readonly notaryReward: bigint;
  readonly observerReward: bigint;
  readonly operationId: Uint8Array;
  /** A group's list keeps its items. */
  readonly params: readonly Param[];
  readonly quorum: number;
  readonly stepUp?: StepUp | undefined;
  readonly transmitterReward: bigint;
}

export interface RoundSpan {
  readonly from: bigint;
  /** Left out while it is open. */
  readonly until?: bigint | undefined;
}

/** Members of a feed or group, by key. Spans are `[from, until)` in rounds; the last two are kept. */
export interface FeedMember {
  /** Landed rounds in a row in which it was missing. */
  readonly absent: number;
  readonly account: string;
  /** Whether it agreed to the pending change. */
  readonly agreed: boolean;
  /** Until when it cannot accept again, Unix milliseconds (REP-13). */
  readonly jailedUntilMs?: bigint | undefined;
  /** Whether it is a member of the next round. */
  readonly member: boolean;
  readonly owed: bigint;
  readonly pubkey: Uint8Array;
  readonly rounds: readonly RoundSpan[];
}

export interface FeedMembersResponse {
  readonly notaries: readonly FeedMember[];
  readonly operators: readonly FeedMember[];
  /** Of the next round (QRM-2). */
  readonly quorum: number;
}

/** What is accepted: `digest` is `sha256("cloudx3/feed-terms/v2" ‖ 0x00 ‖ text)` (ACC-2). */
export interface FeedTerms {
  readonly digest: Uint8Array;
  /** JSON of `{"feedId", "admin", "spec"}`, the spec with empty `operators` and `notaries`. */
  readonly text: string;
}

export interface PendingTerms {
  readonly fromRound: bigint;
  readonly terms: FeedTerms;
}

export interface FeedTermsResponse {
  /** What holds for the next round. */
  readonly current: FeedTerms;
  /** What holds from a later round on. */
  readonly pending?: PendingTerms | undefined;
}

/** How many attestations of a report were made in which mode. */
export interface ModeCounts {
  readonly mpc: number;
  readonly proxy: number;
}

/** What one round of a feed came to: value and spread at the feed's decimals (AGG-1). Times are Unix milliseconds. */
export interface FeedValue {
  /** Whether any session was checked against a private CA. */
  readonly customCa: boolean;
  readonly decimals: number;
  readonly feedId: number;
  /** Block that brought the report. */
  readonly height: bigint;
  /** Attestations of the report, by mode. */
  readonly modes: ModeCounts;
  /** Different ones of the report. */
  readonly notaries: number;
  /** How many of the report's have a value of this feed. */
  readonly observations: number;
  /** Counted from 0. */
  readonly round: bigint;
  /** Where the round began. */
  readonly roundStartMs: bigint;
  /** Median over all attestations; of an even number the lower of the middle two. */
  readonly sessionTimeMs: bigint;
  /** Largest minus smallest observation. */
  readonly spread: Decimal;
  /** Account of the member that signed the report; "" where nobody did. */
  readonly transmitter: string;
  readonly unit: string;
  /** Block time. */
  readonly updatedAtMs: bigint;
  /** The median of the observations (AGG-1). */
  readonly value: Decimal;
}

export interface FeedsResponse {
  readonly feeds: readonly Feed[];
}

export interface FitsRuleResponse {
  /** Whether the key is on and has a rule that lets this in. */
  readonly fits: boolean;
}

export interface HistoryResponse {
  readonly values: readonly FeedValue[];
}

/** A key at a time, in Unix milliseconds. */
export interface KeyAt {
  readonly pubkey: Uint8Array;
  readonly timeMs: bigint;
}

/** Account of a key, and whether it is on now. */
export interface Member {
  readonly account: string;
  readonly active: boolean;
}

/** Account and declared group of a key, and whether it was on at the time that was asked for. */
export interface MemberAt {
  readonly account: string;
  readonly active: boolean;
  readonly group?: string | undefined;
}

export interface MembersAtResponse {
  readonly notaries: readonly MemberAt[];
  readonly operators: readonly MemberAt[];
}

export interface MembersResponse {
  readonly notaries: readonly Member[];
  readonly operators: readonly Member[];
}

/** A registered key of 33 bytes, its account, which is paid, and where sessions are asked for. What it signs counts while it is `active`. */
export interface Notary {
  readonly account: string;
  readonly active: boolean;
  readonly bond: bigint;
  /** What its owner says it belongs with; the same text is the same group. */
  readonly group?: string | undefined;
  readonly name: string;
  readonly pubkey: Uint8Array;
  /** The key that took its place (REG-2). */
  readonly replacedBy?: Uint8Array | undefined;
  /** When it was given up or replaced; Unix milliseconds. */
  readonly retiredAtMs?: bigint | undefined;
  /** Switched off by the admin or by evidence; only the admin switches it on. */
  readonly suspended: boolean;
  /** When the bond may be withdrawn, where it was announced to leave; Unix milliseconds. */
  readonly unbondedAtMs?: bigint | undefined;
  readonly url: string;
}

export interface NotariesResponse {
  readonly notaries: readonly Notary[];
}

/** An operation that feeds and devices may name, who published it first, and in which block. */
export interface PublishedOperation {
  readonly height: bigint;
  /** Its id, 32 bytes (OP-1). */
  readonly id: Uint8Array;
  /** Canonical bytes. */
  readonly operation: Uint8Array;
  readonly publisher: string;
}

export interface OperationsResponse {
  readonly operations: readonly PublishedOperation[];
}

/** A registered key of 33 bytes, its account, which is paid, and the node's libp2p addresses. What it signs counts while it is `active`. */
export interface Operator {
  readonly account: string;
  readonly active: boolean;
  readonly bond: bigint;
  readonly endpoints: readonly string[];
  /** What its owner says it belongs with; the same text is the same group. */
  readonly group?: string | undefined;
  readonly name: string;
  readonly pubkey: Uint8Array;
  /** The key that took its place (REG-2). */
  readonly replacedBy?: Uint8Array | undefined;
  /** When it was given up or replaced; Unix milliseconds. */
  readonly retiredAtMs?: bigint | undefined;
  /** Switched off by the admin or by evidence; only the admin switches it on. */
  readonly suspended: boolean;
  /** When the bond may be withdrawn, where it was announced to leave; Unix milliseconds. */
  readonly unbondedAtMs?: bigint | undefined;
}

export interface OperatorsResponse {
  readonly operators: readonly Operator[];
}

/** What one feed or group owes a key. */
export interface OwedByFeed {
  readonly feedId: number;
  /** Whether the key is a member of the next round. */
  readonly member: boolean;
  readonly owed: bigint;
}

export interface OwedResponse {
  readonly feeds: readonly OwedByFeed[];
}

/** What a registered key is for. */
export type Role = 'operator' | 'notary';

/** A sponsor's part of an escrow. */
export interface SponsorResponse {
  /** What they are worth now. */
  readonly amount: bigint;
  readonly shares: bigint;
  /** When they can be withdrawn, where that was announced; Unix milliseconds. */
  readonly withdrawableAtMs?: bigint | undefined;
}

/** What an account agrees to before it is asked (ACC-3). */
export interface StandingRule {
  /** Accounts whose feeds and devices may name the key, at most 16. Empty is any. */
  readonly admins: readonly string[];
  /** For an operator what a feed pays an observation, or a device an act; for a notary what an attestation is paid. */
  readonly leastReward: bigint;
  /** Feeds that the key takes part in at most when it joins by this rule: 1 to 256. Those joined by acceptance count too. */
  readonly mostFeeds: number;
  /** Ids of operations, 32 bytes each, at most 32. Empty is any, which only a notary may say. */
  readonly operations: readonly Uint8Array[];
}

export interface StandingRuleResponse {
  /** Feeds that the key takes part in, or has left and not been paid out of yet. */
  readonly feeds: number;
  readonly rule?: StandingRule | undefined;
}
