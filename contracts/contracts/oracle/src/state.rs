use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Binary, Empty, Uint128};
use cw_storage_plus::{Item, Map};

use crate::msg::FeedSpec;

#[cw_serde]
pub(crate) struct Config {
    pub admin: Addr,
    pub denom: String,
    pub operator_bond: Uint128,
    pub notary_bond: Uint128,
}

/// A registered key, of either role.
#[cw_serde]
pub(crate) struct Registrant {
    pub account: Addr,
    pub name: String,
    /// An operator's libp2p addresses, or the one URL of a notary.
    pub endpoints: Vec<String>,
    pub bond: Uint128,
    pub active: bool,
    /// Switched off by the admin.
    pub suspended: bool,
    /// Its number among all registered keys; what feeds and the activity map know it by.
    pub seat: u32,
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
}

#[cw_serde]
#[derive(Default)]
pub(crate) struct Account {
    /// Accrued directly. What an operator or notary earned in a feed waits in that feed's state as a count.
    pub accrued: Uint128,
    pub claimed: Uint128,
    /// Where the next claim goes on, when the account has more feeds than one claim can visit.
    pub cursor: Option<(u32, u32)>,
}

pub(crate) const CONFIG: Item<Config> = Item::new("config");
pub(crate) const NEXT_SEAT: Item<u32> = Item::new("next_seat");
pub(crate) const NEXT_FEED: Item<u32> = Item::new("next_feed");
pub(crate) const OPERATORS: Map<&[u8], Registrant> = Map::new("operators");
pub(crate) const NOTARIES: Map<&[u8], Registrant> = Map::new("notaries");
pub(crate) const OPERATIONS: Map<&[u8], StoredOperation> = Map::new("operations");
pub(crate) const FEED_INFO: Map<u32, FeedInfo> = Map::new("feed_info");
pub(crate) const ACCOUNTS: Map<&Addr, Account> = Map::new("accounts");
/// Seats of an account; bounded by the bonds that it paid.
pub(crate) const SEATS_OF: Map<(&Addr, u32), Empty> = Map::new("seats_of");
/// Active feeds to which a seat has reported (seat, feed); bounded by what its owner chose to sign.
pub(crate) const FEEDS_OF: Map<(u32, u32), Empty> = Map::new("feeds_of");
