//! A test fixture, not a product. Tests of the embedded chain (and of a real wasmd) drive it to learn how the host
//! treats state, sub-messages, events, crypto calls, failures and runaway code.
#![deny(unsafe_code)]

mod contract;
#[cfg(target_arch = "wasm32")]
mod host;
mod msg;
mod runaway;
mod storage;

pub use contract::{execute, instantiate, migrate, query, reply};
pub use msg::{ExecuteMsg, InstantiateMsg, MigrateMsg, Order, QueryMsg};
