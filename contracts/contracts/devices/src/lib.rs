//! The devices contract: device wallets, and commands whose escrow is paid out against an attested answer of the vendor. The rules are
//! those of docs/PROTOCOL.md; their ids stand in the comments.
#![forbid(unsafe_code)]

mod capability;
mod command;
pub mod contract;
mod device;
mod error;
mod event;
pub mod msg;
mod operation;
mod oracle;
mod query;
mod receipt;
mod reward;
mod settle;
mod state;

pub use error::ContractError;
