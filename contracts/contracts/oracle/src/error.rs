use cloudx3_attestation::Rejection;
use cloudx3_chain::{FundsError, TextError};
use cosmwasm_std::{OverflowError, StdError, Uint128};
use thiserror::Error;

/// Every refusal of the contract. The text begins with a stable dotted code; those of shared rules come from `cloudx3_attestation::Code`.
#[derive(Debug, Error)]
pub enum ContractError {
    #[error("{0}")]
    Rule(#[from] Rejection),
    #[error("{0}")]
    Funds(#[from] FundsError),
    #[error("{0}")]
    Text(#[from] TextError),
    #[error("contract.std: {0}")]
    Std(#[from] StdError),
    #[error("contract.overflow: a number left its range")]
    Overflow,
    #[error("contract.record: a stored record cannot be read")]
    Record,
    #[error("auth.unauthorized: only {who} may do this")]
    Unauthorized { who: &'static str },
    #[error("registry.bond: send a bond of exactly {bond}{denom}")]
    Bond { bond: Uint128, denom: String },
    #[error("registry.registered: this key is registered already; a key registers once")]
    Registered,
    #[error("registry.unknown: no {role} is registered under the key {key}")]
    NotRegistered { role: &'static str, key: String },
    #[error("registry.endpoints: give 1 to 8 endpoints")]
    Endpoints,
    #[error("registry.suspended: the admin has switched this key off, and only the admin switches it on")]
    Suspended,
    #[error("registry.no_bond: the bond was withdrawn; register another key")]
    NoBond,
    #[error("registry.active: switch the key off before you withdraw its bond")]
    StillActive,
    #[error("registry.engaged: the key has reported to feed {feed_id}, which is active")]
    Engaged { feed_id: u32 },
    #[error("operation.unknown: this operation is not published")]
    OperationUnknown,
    #[error("feed.unknown: there is no feed {feed_id}")]
    FeedUnknown { feed_id: u32 },
    #[error("feed.spec: {field}: {problem}")]
    FeedSpec { field: &'static str, problem: &'static str },
    #[error("feed.inactive: {key} is switched off and cannot join a feed")]
    MemberInactive { key: String },
    #[error("feed.active: switch the feed off before you take its escrow back")]
    FeedActive,
    #[error("feed.no_value: feed {feed_id} has no value for this round")]
    NoValue { feed_id: u32 },
    #[error(
        "feed.stale: the value of feed {feed_id} is {age_ms} ms old, at most {max_age_ms} ms are allowed"
    )]
    Stale { feed_id: u32, age_ms: u64, max_age_ms: u64 },
    #[error("report.batch: a transaction carries 1 to 32 reports")]
    Batch,
    #[error("report.future: round {round} of feed {feed_id} has not begun")]
    Future { feed_id: u32, round: u64 },
    #[error("reward.nothing: nothing has accrued to this account")]
    NothingAccrued,
}

impl From<OverflowError> for ContractError {
    fn from(_: OverflowError) -> Self {
        Self::Overflow
    }
}
