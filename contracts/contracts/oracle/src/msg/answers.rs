use cloudx3_chain::Decimal;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};

use super::FeedSpec;

/// How the contract was made. Signed bodies name `chain_id` and `contract`, its own address. Times are in milliseconds.
#[cw_serde]
pub struct ConfigResponse {
    pub admin: String,
    pub denom: String,
    pub operator_bond: Uint128,
    pub notary_bond: Uint128,
    pub unbonding_ms: u64,
    pub reactivate_ms: u64,
    pub slash_percent: u32,
    pub finder_percent: u32,
    pub burn_percent: u32,
    /// The devices contract, once it was set.
    pub devices: Option<String>,
    pub chain_id: String,
    pub contract: String,
}

/// An operation that feeds and devices may name, who published it first, and in which block.
#[cw_serde]
pub struct PublishedOperation {
    /// Its id, 32 bytes (OP-1).
    pub id: Binary,
    /// Canonical bytes.
    pub operation: Binary,
    pub publisher: String,
    pub height: u64,
}

#[cw_serde]
pub struct OperationsResponse {
    pub operations: Vec<PublishedOperation>,
}

/// A feed or group as it stands. Of a row of a group all but `id`, `row` and `last_value` are its group's.
#[cw_serde]
pub struct Feed {
    pub id: u32,
    pub admin: String,
    /// As it holds for the round that runs, with defaults filled in, and lists sorted: `operators` and `notaries` are the invited.
    pub spec: FeedSpec,
    /// Where the id is that of a row.
    pub row: Option<GroupRow>,
    /// Whether it takes reports of the round that runs.
    pub active: bool,
    /// The round from which it is closed.
    pub closed_from_round: Option<u64>,
    /// A change that is announced and has not begun.
    pub pending: Option<PendingChange>,
    /// What is left for rewards.
    pub escrow: Uint128,
    /// How much of the escrow is announced to be withdrawn.
    pub withdrawing: Uint128,
    /// What it owes its members.
    pub owed: Uint128,
    /// What a round costs with all members and most attestations.
    pub round_cost: Uint128,
    /// Rounds that the escrow pays in full at that cost, what is being withdrawn left out; none where a round costs nothing (ESC-2).
    pub runway: Option<u64>,
    /// The newest round that landed.
    pub last_round: Option<u64>,
    /// The newest value, at the feed's decimals; a group has none.
    pub last_value: Option<Decimal>,
}

/// Which row of which group a feed is.
#[cw_serde]
pub struct GroupRow {
    /// The feed id of the group, which is funded, accepted and reported to.
    pub group_id: u32,
    /// Counted from 0.
    pub index: u32,
}

/// Terms that hold from a round on.
#[cw_serde]
pub struct PendingChange {
    pub from_round: u64,
    pub spec: FeedSpec,
}

#[cw_serde]
pub struct FeedsResponse {
    pub feeds: Vec<Feed>,
}

/// What is accepted: `digest` is `sha256("cloudx3/feed-terms/v2" ‖ 0x00 ‖ text)` (ACC-2).
#[cw_serde]
pub struct FeedTerms {
    pub digest: Binary,
    /// JSON of `{"feed_id", "admin", "spec"}`, the spec with empty `operators` and `notaries`.
    pub text: String,
}

#[cw_serde]
pub struct FeedTermsResponse {
    /// What holds for the next round.
    pub current: FeedTerms,
    /// What holds from a later round on.
    pub pending: Option<PendingTerms>,
}

#[cw_serde]
pub struct PendingTerms {
    pub from_round: u64,
    pub terms: FeedTerms,
}

/// Members of a feed or group, by key. Spans are `[from, until)` in rounds; the last two are kept.
#[cw_serde]
pub struct FeedMember {
    pub pubkey: Binary,
    pub account: String,
    pub rounds: Vec<RoundSpan>,
    /// Whether it is a member of the next round.
    pub member: bool,
    /// Whether it agreed to the pending change.
    pub agreed: bool,
    /// Landed rounds in a row in which it was missing.
    pub absent: u32,
    /// Until when it cannot accept again, Unix milliseconds (REP-13).
    pub jailed_until_ms: Option<u64>,
    pub owed: Uint128,
}

#[cw_serde]
pub struct RoundSpan {
    pub from: u64,
    /// Left out while it is open.
    pub until: Option<u64>,
}

#[cw_serde]
pub struct FeedMembersResponse {
    pub operators: Vec<FeedMember>,
    pub notaries: Vec<FeedMember>,
    /// Of the next round (QRM-2).
    pub quorum: u32,
}

/// A sponsor's part of an escrow.
#[cw_serde]
pub struct SponsorResponse {
    pub shares: Uint128,
    /// What they are worth now.
    pub amount: Uint128,
    /// When they can be withdrawn, where that was announced; Unix milliseconds.
    pub withdrawable_at_ms: Option<u64>,
}

/// What an account earned, in the smallest unit of the contract's money.
#[cw_serde]
pub struct Rewards {
    pub address: String,
    /// What waits to be claimed, what feeds owe left out.
    pub accrued: Uint128,
    /// What was claimed so far.
    pub claimed: Uint128,
}

#[cw_serde]
pub struct AllRewardsResponse {
    pub rewards: Vec<Rewards>,
}

/// What one feed or group owes a key.
#[cw_serde]
pub struct OwedByFeed {
    pub feed_id: u32,
    pub owed: Uint128,
    /// Whether the key is a member of the next round.
    pub member: bool,
}

#[cw_serde]
pub struct OwedResponse {
    pub feeds: Vec<OwedByFeed>,
}
