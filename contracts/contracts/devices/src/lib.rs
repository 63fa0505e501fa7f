//! The devices contract: device wallets, and commands whose escrow is paid out against an attested answer of the vendor. The rules are
//! those of docs/PROTOCOL.md; their ids stand in the comments.
#![forbid(unsafe_code)]

mod account;
mod binding;
mod capability;
mod command;
mod config;
pub mod contract;
mod device;
mod error;
mod event;
mod member;
pub mod msg;
mod operation;
mod oracle;
mod query;
mod serial;
mod settle;
mod share;
mod state;

pub use error::ContractError;
