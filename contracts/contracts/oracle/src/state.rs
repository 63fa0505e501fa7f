//! What is kept as JSON: what is written seldom. What every report reads or writes is in `record`.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Binary, Empty, Uint128};
use cw_storage_plus::{Item, Map};

use crate::msg::{FeedSpec, StandingRule};

/// Times are in milliseconds.
#[cw_serde]
pub(crate) struct Config {
    pub admin: Addr,
    pub denom: String,
    pub operator_bond: Uint128,
    pub notary_bond: Uint128,
    pub unbonding_ms: u64,
    pub reactivate_ms: u64,
    pub slash_percent: u32,
    pub finder_percent: u32,
    pub burn_percent: u32,
    /// The devices contract; set once.
    pub devices: Option<Addr>,
}

/// A registered key, of either role.
#[cw_serde]
pub(crate) struct Registrant {
    pub account: Addr,
    pub name: String,
    /// An operator's libp2p addresses, or the one URL of a notary.
    pub endpoints: Vec<String>,
    pub group: Option<String>,
    pub bond: Uint128,
    pub active: bool,
    /// Switched off by the admin or by evidence.
    pub suspended: bool,
    /// Its number among all registered keys; what feeds and the activity map know it by.
    pub seat: u32,
    /// The seat of the first key of its line: a key that replaces another is of the same line.
    pub line: u32,
    pub unbonded_at_ms: Option<u64>,
    pub retired_at_ms: Option<u64>,
    pub replaced_by: Option<Binary>,
}

#[cw_serde]
pub(crate) struct StoredOperation {
    pub operation: Binary,
    pub publisher: Addr,
    pub height: u64,
}

/// What only queries and the feed's admin need; reports read the `record::FeedRules` instead.
#[cw_serde]
pub(crate) struct FeedInfo {
    pub admin: Addr,
    pub spec: FeedSpec,
    /// What the spec becomes; it is the spec from that round on, even before it is put in its place.
    pub pending: Option<PendingSpec>,
}

#[cw_serde]
pub(crate) struct PendingSpec {
    pub from_round: u64,
    pub spec: FeedSpec,
}

#[cw_serde]
#[derive(Default)]
pub(crate) struct Account {
    /// Accrued directly. What an operator or notary earned in a feed waits in that feed's state.
    pub accrued: Uint128,
    pub claimed: Uint128,
}

/// A part of a feed's escrow (ESC-1).
#[cw_serde]
#[derive(Default)]
pub(crate) struct Sponsor {
    /// How often the shares of the feed had been counted anew when these were written down.
    pub epoch: u32,
    pub shares: Uint128,
    pub withdrawable_at_ms: Option<u64>,
}

/// When evidence was committed.
#[cw_serde]
pub(crate) struct Commitment {
    pub height: u64,
}

pub(crate) const CONFIG: Item<Config> = Item::new("config");
pub(crate) const NEXT_SEAT: Item<u32> = Item::new("next_seat");
pub(crate) const NEXT_FEED: Item<u32> = Item::new("next_feed");
pub(crate) const OPERATORS: Map<&[u8], Registrant> = Map::new("operators");
pub(crate) const NOTARIES: Map<&[u8], Registrant> = Map::new("notaries");
/// The newest key of a line, once a key of it was replaced.
pub(crate) const LINES: Map<u32, Binary> = Map::new("lines");
/// By role and key.
pub(crate) const STANDING_RULES: Map<(&str, &[u8]), StandingRule> = Map::new("standing_rules");
pub(crate) const OPERATIONS: Map<&[u8], StoredOperation> = Map::new("operations");
pub(crate) const FEED_INFO: Map<u32, FeedInfo> = Map::new("feed_info");
/// The group of a row, by the row's feed id.
pub(crate) const GROUP_OF: Map<u32, u32> = Map::new("group_of");
pub(crate) const ACCOUNTS: Map<&Addr, Account> = Map::new("accounts");
/// Feeds of a seat (seat, feed), from the acceptance until what is owed is paid out after the leave.
pub(crate) const FEEDS_OF: Map<(u32, u32), Empty> = Map::new("feeds_of");
/// How many these are of all keys of a line.
pub(crate) const FEED_COUNT: Map<u32, u32> = Map::new("feed_count");
pub(crate) const SPONSORS: Map<(u32, &Addr), Sponsor> = Map::new("sponsors");
pub(crate) const COMMITMENTS: Map<(&Addr, &[u8]), Commitment> = Map::new("commitments");
/// Offences that were shown.
pub(crate) const OFFENCES: Map<&[u8], Empty> = Map::new("offences");
