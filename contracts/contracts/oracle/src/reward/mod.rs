//! Rewards (rule REP-6). What a report earns its members waits in the feed's own state, for a write to each account would cost more than
//! checking its signatures. It becomes money when the account claims.

mod claim;
mod owed;
mod purse;
mod runway;

pub(crate) use claim::claim;
pub(crate) use owed::owed_to;
pub(crate) use purse::{pay, Earners, Paid};
pub(crate) use runway::{round_cost, runway};
