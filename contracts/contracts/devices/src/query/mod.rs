//! What can be asked. Every page is bounded, and so is what an entry holds.

mod account;
mod command;
mod config;
mod device;

pub(crate) use account::{all_rewards, rewards};
pub(crate) use command::{commands, issued_commands, open_commands};
pub(crate) use config::{config, proofs};
pub(crate) use device::{binding, devices, memberships};
