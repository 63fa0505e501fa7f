import type { Decimal } from '@cloudx3/verifier-core';
import type { Payment } from '../../contract/attribute.ts';
import type { ModeCounts } from '../gen/types.ts';

/** What a round of a feed came to. */
interface Value {
  /** The feed, or the row of a group. */
  readonly feedId: number;
  /** Counted from 0. */
  readonly round: bigint;
  /** The median of the observations, at the feed's decimals (rule AGG-1). */
  readonly value: Decimal;
  /** Of value and spread. */
  readonly unit: string;
  /** Largest minus smallest observation. */
  readonly spread: Decimal;
  /** How many of the report's have a value of this feed. */
  readonly observations: number;
}

/** What a report was made of, and what it paid. */
interface Counted {
  /** Different ones. */
  readonly notaries: number;
  /** Attestations of the report, by mode. */
  readonly modes: ModeCounts;
  /** Whether any session was checked against a private CA. */
  readonly customCa: boolean;
  /** Account of the member that signed the report; "" where nobody did. */
  readonly transmitter: string;
  /** Keys of the operators whose observations it carried. */
  readonly observers: readonly Uint8Array[];
  /** Whether the feed's escrow could not pay all of it (rule REP-6). */
  readonly underfunded: boolean;
  /** What it could not pay, in the smallest unit of the contract's money. */
  readonly unpaid: bigint;
  /** What the feed owes for it, an entry an account. */
  readonly rewards: readonly Payment[];
}

/** A report of a feed of its own was counted: the round has a value (rules REP-1 to REP-7). */
export interface FeedUpdated extends Value, Counted {
  readonly type: 'feed_updated';
}

/** A report of a group was counted (rule GRP-3). */
export interface GroupUpdated extends Counted {
  readonly type: 'group_updated';
  /** The group. */
  readonly groupId: number;
  /** Counted from 0. */
  readonly round: bigint;
}

/** A row of a group has a value; on chain this is an event `feed_updated` with a `group_id` (rule GRP-3). */
export interface RowUpdated extends Value {
  readonly type: 'row_updated';
  /** The group that the row is of. */
  readonly groupId: number;
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

/** A report does not hold, while others of its transaction landed (rule REP-11). */
export interface ReportRefused {
  readonly type: 'report_refused';
  /** The feed or group; 0 where the bytes cannot be read. */
  readonly feedId: number;
  /** The round that the report was for; 0 where the bytes cannot be read. */
  readonly round: bigint;
  /** The contract's code. */
  readonly code: string;
  /** For people. */
  readonly detail: string;
}

/** An observation that its report left out was paid after all (rule REP-12). */
export interface OmissionClaimed {
  readonly type: 'omission_claimed';
  /** The feed or group. */
  readonly feedId: number;
  /** The round that it was made for. */
  readonly round: bigint;
  /** Key of the operator, 33 bytes. */
  readonly observer: Uint8Array;
  /** What the feed owes for it, an entry an account. */
  readonly rewards: readonly Payment[];
  /** What its escrow could not pay, in the smallest unit of the contract's money. */
  readonly unpaid: bigint;
}

/** An account took what had accrued to it. */
export interface RewardClaimed {
  readonly type: 'reward_claimed';
  /** Bech32. */
  readonly address: string;
  /** In the smallest unit of the contract's money. */
  readonly amount: bigint;
}
