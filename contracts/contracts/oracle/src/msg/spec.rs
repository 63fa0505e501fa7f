use cloudx3_chain::{Decimal, ModePolicies, Param};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};

/// What a feed, or a group of feeds, publishes and asks for. Times are in milliseconds.
#[cw_serde]
pub struct FeedSpec {
    /// For people: 1 to 64 printable characters.
    pub label: String,
    /// Id of a published operation, 32 bytes (OP-1).
    pub operation_id: Binary,
    /// In any order; stored sorted.
    pub params: Vec<Param>,
    /// The device that the feed speaks about, bound and with the feed's parameters (SUB-1), or "".
    pub subject: String,
    /// The feeds of a group: none for a feed of its own, or 2 to 32, in any order; stored sorted by key (GRP-3).
    pub rows: Vec<FeedRow>,
    /// Which of the operation's readings the feed publishes.
    pub reading: String,
    pub unit: String,
    /// Of value and spread.
    pub decimals: u32,
    /// Length of a round.
    pub interval_ms: u64,
    /// Where round 0 begins, Unix milliseconds. Default: block time.
    pub start_ms: Option<u64>,
    /// Who is invited: 1 to 31 registered operators, in any order; stored sorted.
    pub operators: Vec<Binary>,
    /// Who is invited: 1 to 31 registered notaries, in any order; stored sorted.
    pub notaries: Vec<Binary>,
    /// Observations that a report needs at least; with more members more (QRM-2).
    pub quorum: u32,
    /// Modes that the feed accepts, at least one.
    pub modes: ModePolicies,
    /// When the feed asks for MPC (OBS-9); needs both modes.
    pub step_up: Option<StepUp>,
    /// Whether sessions that were checked against a private CA count.
    pub allow_custom_ca: bool,
    /// Whether a value that the vendor calls estimated does not count (SEL-5).
    pub measured_only: bool,
    /// Whether notaries of one observation are of different declared groups, and of another than its observer's (REP-9). Who declares
    /// none cannot be a member.
    pub distinct_groups: bool,
    /// Whether the notaries of one observation in PROXY mode saw the server in different networks (REP-9).
    pub distinct_networks: bool,
    /// A value whose sessions are older than this is not handed out unless stale values are asked for.
    pub max_age_ms: u64,
    /// How long before the session the vendor may have measured, where it says when.
    pub max_observed_age_ms: Option<u64>,
    /// From the announcement of a change, a leave, a closing or a withdrawal to its round. Default and least: two intervals; at most 30
    /// days, or two intervals where these are longer.
    pub notice_ms: Option<u64>,
    /// Landed rounds in a row after which an operator that was missing in all of them is out (REP-13). Default: 50; 0 is never.
    pub jail_after: Option<u32>,
    /// How long who is out waits before it may accept again. Default: 1 hour.
    pub jail_ms: Option<u64>,
    /// How long after a report an observation that it left out can be shown (REP-12). Default: 1 hour; at most 7 days.
    pub claim_window_ms: Option<u64>,
    /// For each observation.
    pub observer_reward: Uint128,
    /// For each attestation.
    pub notary_reward: Uint128,
    /// For each report that its transmitter signed.
    pub transmitter_reward: Uint128,
}

/// One feed of a group: an item of the operation's list.
#[cw_serde]
pub struct FeedRow {
    pub key: String,
    /// The device that the row speaks about, bound and with the key as a parameter (SUB-1), or "".
    pub subject: String,
    /// For people: 1 to 64 printable characters.
    pub label: String,
}

/// When a feed that accepts both modes asks for MPC; at least one of both (OBS-9).
#[cw_serde]
#[derive(Copy)]
pub struct StepUp {
    /// In every round that this divides, only observations in MPC mode count; at least 2.
    pub every_rounds: Option<u64>,
    /// An observation in PROXY mode that differs from the feed's latest value by more than this does not count. Above 0, at the feed's
    /// decimals. Not for a group.
    pub moved_more_than: Option<Decimal>,
}

/// The terms of a feed that can change, all of them as they are to be (CHG-1).
#[cw_serde]
pub struct FeedChange {
    pub operation_id: Binary,
    /// A group's list keeps its items.
    pub params: Vec<Param>,
    pub quorum: u32,
    pub modes: ModePolicies,
    pub step_up: Option<StepUp>,
    pub max_age_ms: u64,
    pub max_observed_age_ms: Option<u64>,
    pub observer_reward: Uint128,
    pub notary_reward: Uint128,
    pub transmitter_reward: Uint128,
}
