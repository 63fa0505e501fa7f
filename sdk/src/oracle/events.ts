import type { Decimal } from '@cloudx3/verifier-core';
import type { Payment } from '../contract/attribute.ts';
import type { ModeCounts, Role } from './gen/types.ts';

/** An operator or notary key was registered (rule REG-1). */
export interface KeyRegistered {
  readonly type: 'operator_registered' | 'notary_registered';
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** Who registered it, and who is paid. Bech32. */
  readonly account: string;
  /** For people. */
  readonly name: string;
}

/** A key was switched off or on. */
export interface KeyActivity {
  readonly type: 'operator_activity' | 'notary_activity';
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** Whether what it signs counts from now on. */
  readonly active: boolean;
}

/** A key that was switched off took its bond back. */
export interface BondWithdrawn {
  readonly type: 'bond_withdrawn';
  /** What the key was for. */
  readonly role: Role;
  /** 33 bytes. */
  readonly pubkey: Uint8Array;
  /** What was paid back, in the smallest unit of the contract's money. */
  readonly amount: bigint;
}

/** An operation can be named by feeds and devices from now on (rule OP-1). */
export interface OperationPublished {
  readonly type: 'operation_published';
  /** 32 bytes. */
  readonly operationId: Uint8Array;
  /** As the operation calls itself. */
  readonly name: string;
}

/** A feed was created. */
export interface FeedCreated {
  readonly type: 'feed_created';
  /** Its number, by which it is asked for. */
  readonly feedId: number;
  /** For people. */
  readonly label: string;
}

/** Money was added to a feed, or its escrow was taken back: then both amounts are 0. */
export interface FeedFunded {
  readonly type: 'feed_funded';
  /** The feed. */
  readonly feedId: number;
  /** What was added, in the smallest unit of the contract's money. */
  readonly added: bigint;
  /** What the feed has now. */
  readonly escrow: bigint;
}

/** A feed was switched off or on. */
export interface FeedActivity {
  readonly type: 'feed_activity';
  /** The feed. */
  readonly feedId: number;
  /** Whether it takes reports from now on. */
  readonly active: boolean;
}

/** A report was counted: the round has a value (rules REP-1 to REP-7). */
export interface FeedUpdated {
  readonly type: 'feed_updated';
  /** The feed. */
  readonly feedId: number;
  /** Counted from 0. */
  readonly round: bigint;
  /** The median of the observations, at the feed's decimals (rule AGG-1). */
  readonly value: Decimal;
  /** Of value and spread. */
  readonly unit: string;
  /** Largest minus smallest observation. */
  readonly spread: Decimal;
  /** How many the report carried. */
  readonly observations: number;
  /** Different ones. */
  readonly notaries: number;
  /** Attestations of the report, by mode. */
  readonly modes: ModeCounts;
  /** Whether any session was checked against a private CA. */
  readonly customCa: boolean;
  /** Account that sent the report. */
  readonly transmitter: string;
  /** Keys of the operators whose observations it carried. */
  readonly observers: readonly Uint8Array[];
  /** Whether the feed's escrow could not pay, so that nothing accrued (rule REP-6). */
  readonly underfunded: boolean;
  /** What accrued, an entry an account. */
  readonly rewards: readonly Payment[];
}

/** A report was passed over, and the rest of its transaction was not (rule REP-4). */
export interface FeedSkipped {
  readonly type: 'feed_skipped';
  /** The feed. */
  readonly feedId: number;
  /** The round that the report was for. */
  readonly round: bigint;
  /** `not_newer`, `too_old` or `inactive`. */
  readonly reason: string;
}

/** An account took what had accrued to it. */
export interface RewardClaimed {
  readonly type: 'reward_claimed';
  /** Bech32. */
  readonly address: string;
  /** In the smallest unit of the contract's money. */
  readonly amount: bigint;
}

/** What the oracle contract says happened. Tell them apart by `type`. */
export type OracleEvent =
  | KeyRegistered
  | KeyActivity
  | BondWithdrawn
  | OperationPublished
  | FeedCreated
  | FeedFunded
  | FeedActivity
  | FeedUpdated
  | FeedSkipped
  | RewardClaimed;
