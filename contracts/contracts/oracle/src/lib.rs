//! The oracle contract: who may report (operators, notaries), what is read (operations), and the feeds, whose every report it checks
//! signature by signature. The rules are those of docs/PROTOCOL.md; their ids stand in the comments.
#![forbid(unsafe_code)]

mod activity;
pub mod contract;
mod error;
mod event;
mod feed;
mod feed_spec;
pub mod msg;
mod operation;
mod query;
mod record;
mod registry;
mod report;
mod reward;
mod state;

pub use error::ContractError;
