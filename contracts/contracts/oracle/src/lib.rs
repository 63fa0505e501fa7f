//! The oracle contract: who may report (operators, notaries), what is read (operations), and the feeds, whose every report it checks
//! signature by signature. The rules are those of docs/PROTOCOL.md; their ids stand in the comments.
#![forbid(unsafe_code)]

mod account;
mod amount;
mod config;
pub mod contract;
mod error;
mod event;
mod evidence;
mod feed;
pub mod msg;
mod operation;
mod query;
mod record;
mod registry;
mod report;
mod reward;
mod spans;
mod state;

pub use error::ContractError;
pub use feed::terms_text;
