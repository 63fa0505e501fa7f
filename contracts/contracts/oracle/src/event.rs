//! Events: one of a type of its own for each thing that happened. On chain the types carry the prefix `wasm-`.

use std::fmt::Write;

use cosmwasm_std::{Event, Uint128};

use crate::msg::Role;
use crate::state::Registrant;

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len().saturating_mul(2)), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn registered(role: &Role, pubkey: &[u8], registrant: &Registrant) -> Event {
    Event::new(format!("{}_registered", role.as_str()))
        .add_attribute("pubkey", hex(pubkey))
        .add_attribute("account", registrant.account.as_str())
        .add_attribute("name", registrant.name.as_str())
}

pub(crate) fn activity(role: &Role, pubkey: &[u8], active: bool) -> Event {
    Event::new(format!("{}_activity", role.as_str()))
        .add_attribute("pubkey", hex(pubkey))
        .add_attribute("active", active.to_string())
}

pub(crate) fn bond_withdrawn(role: &Role, pubkey: &[u8], bond: Uint128) -> Event {
    Event::new("bond_withdrawn")
        .add_attribute("role", role.as_str())
        .add_attribute("pubkey", hex(pubkey))
        .add_attribute("amount", bond)
}

pub(crate) fn operation_published(id: &[u8], name: &str) -> Event {
    Event::new("operation_published").add_attribute("operation_id", hex(id)).add_attribute("name", name)
}

pub(crate) fn feed_created(feed_id: u32, label: &str) -> Event {
    Event::new("feed_created").add_attribute("feed_id", feed_id.to_string()).add_attribute("label", label)
}

pub(crate) fn feed_funded(feed_id: u32, added: Uint128, escrow: Uint128) -> Event {
    Event::new("feed_funded")
        .add_attribute("feed_id", feed_id.to_string())
        .add_attribute("added", added)
        .add_attribute("escrow", escrow)
}

pub(crate) fn feed_activity(feed_id: u32, active: bool) -> Event {
    Event::new("feed_activity")
        .add_attribute("feed_id", feed_id.to_string())
        .add_attribute("active", active.to_string())
}

pub(crate) fn feed_skipped(feed_id: u32, round: u64, reason: &str) -> Event {
    Event::new("feed_skipped")
        .add_attribute("feed_id", feed_id.to_string())
        .add_attribute("round", round.to_string())
        .add_attribute("reason", reason)
}

pub(crate) fn reward_claimed(address: &str, amount: Uint128) -> Event {
    Event::new("reward_claimed").add_attribute("address", address).add_attribute("amount", amount)
}
