//! What the contract answers. Each answer has bounded gas, whatever is kept.

mod feeds;
mod members;
mod operations;
mod registry;
mod rewards;
mod values;

pub(crate) use feeds::{feed, feed_terms, feeds, sponsor};
pub(crate) use members::feed_members;
pub(crate) use operations::{operation, operations};
pub(crate) use registry::{
    config, fits_rule, members, members_at, notaries, notary, operator, operators, standing_rule,
};
pub(crate) use rewards::{all_rewards, owed, rewards};
pub(crate) use values::{history, latest, value_at};

use crate::error::ContractError;

type QueryResult<T> = Result<T, ContractError>;
