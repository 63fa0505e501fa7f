// Generated from contracts/schema/oracle.json by "npm run generate"; change the contract's messages instead.
import type { Decimal } from '@cloudx3/verifier-core';

/** What an account earned, in the smallest unit of the contract's money. */
export interface Rewards {
  /** What waits to be claimed. */
  readonly accrued: bigint;
  readonly address: string;
  /** What was claimed so far. */
  readonly claimed: bigint;
}

export interface AllRewardsResponse {
  readonly rewards: readonly Rewards[];
}

/** How the contract was made. Signed bodies name `chainId` and `contract`, its own address. */
export interface ConfigResponse {
  readonly admin: string;
  readonly chainId: string;
  readonly contract: string;
  readonly denom: string;
  readonly notaryBond: bigint;
  readonly operatorBond: bigint;
}

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

/** When a feed that accepts both modes asks for MPC; at least one of both (OBS-9). */
export interface StepUp {
  /** In every round that this divides, only observations in MPC mode count; at least 2. */
  readonly everyRounds?: bigint | undefined;
  /** An observation in PROXY mode that differs from the feed's latest value by more than this does not count. Above 0, at the feed's decimals. */
  readonly movedMoreThan?: Decimal | undefined;
}

/** What a feed publishes and asks for; it never changes. Times are Unix milliseconds. */
export interface FeedSpec {
  /** Whether sessions that were checked against a private CA count. */
  readonly allowCustomCa: boolean;
  /** Of value and spread. */
  readonly decimals: number;
  /** Length of a round. */
  readonly intervalMs: bigint;
  /** For people: 1 to 64 printable characters. */
  readonly label: string;
  /** A value whose sessions are older than this is not handed out unless stale values are asked for. */
  readonly maxAgeMs: bigint;
  /** How long before the session the vendor may have measured, where it says when. */
  readonly maxObservedAgeMs?: bigint | undefined;
  /** Modes that the feed accepts, at least one. */
  readonly modes: ModePolicies;
  /** 1 to 31 registered notaries, in any order; stored sorted. */
  readonly notaries: readonly Uint8Array[];
  /** For each attestation. */
  readonly notaryReward: bigint;
  /** For each observation. */
  readonly observerReward: bigint;
  /** Id of a published operation, 32 bytes (OP-1). */
  readonly operationId: Uint8Array;
  /** 1 to 31 registered operators, in any order; stored sorted. */
  readonly operators: readonly Uint8Array[];
  /** In any order; stored sorted. */
  readonly params: readonly Param[];
  /** Observations that a report needs. */
  readonly quorum: number;
  /** Which of the operation's readings the feed publishes. */
  readonly reading: string;
  /** Default: block time. */
  readonly startMs?: bigint | undefined;
  /** When the feed asks for MPC (OBS-9); needs both modes. */
  readonly stepUp?: StepUp | undefined;
  /** The device that the feed speaks about, or "". */
  readonly subject: string;
  /** For each report. */
  readonly transmitterReward: bigint;
  readonly unit: string;
}

/** A feed as it stands. */
export interface Feed {
  /** Whether it takes reports. */
  readonly active: boolean;
  readonly admin: string;
  /** What is left for rewards. */
  readonly escrow: bigint;
  readonly id: number;
  /** The newest round that has a value. */
  readonly lastRound?: bigint | undefined;
  /** The value of that round, at the feed's decimals. */
  readonly lastValue?: Decimal | undefined;
  /** With `startMs` filled in, and lists sorted. */
  readonly spec: FeedSpec;
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
  /** Different ones. */
  readonly notaries: number;
  /** How many the report carried. */
  readonly observations: number;
  /** Counted from 0. */
  readonly round: bigint;
  /** Where the round began. */
  readonly roundStartMs: bigint;
  /** Median over all attestations; of an even number the lower of the middle two. */
  readonly sessionTimeMs: bigint;
  /** Largest minus smallest observation. */
  readonly spread: Decimal;
  /** Who sent the report. */
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

export interface HistoryResponse {
  readonly values: readonly FeedValue[];
}

export interface Member {
  readonly account: string;
  readonly active: boolean;
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
  readonly name: string;
  readonly pubkey: Uint8Array;
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
  readonly name: string;
  readonly pubkey: Uint8Array;
}

export interface OperatorsResponse {
  readonly operators: readonly Operator[];
}

/** What a registered key is for. */
export type Role = 'operator' | 'notary';
