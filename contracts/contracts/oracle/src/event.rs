//! Events: one of a type of its own for each thing that happened. On chain the types carry the prefix `wasm-`.

use std::fmt::Write;

use cosmwasm_std::{Addr, Event, Uint128};

use crate::msg::Role;
use crate::state::Registrant;

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len().saturating_mul(2)), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Keys with commas between them.
pub(crate) fn hex_list<K: AsRef<[u8]>>(keys: impl IntoIterator<Item = K>) -> String {
    keys.into_iter().map(|key| hex(key.as_ref())).collect::<Vec<_>>().join(",")
}

fn of_key(kind: impl Into<String>, role: &Role, pubkey: &[u8]) -> Event {
    Event::new(kind).add_attribute("role", role.as_str()).add_attribute("pubkey", hex(pubkey))
}

fn of_feed(kind: &str, feed_id: u32) -> Event {
    Event::new(kind).add_attribute("feed_id", feed_id.to_string())
}

pub(crate) fn devices_set(devices: &Addr) -> Event {
    Event::new("devices_set").add_attribute("devices", devices)
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

pub(crate) fn endpoints_changed(role: &Role, pubkey: &[u8]) -> Event {
    of_key("endpoints_changed", role, pubkey)
}

/// `bond_added`, `rebonded` with what the bond is then, `bond_withdrawn` with what left.
pub(crate) fn bond(kind: &str, role: &Role, pubkey: &[u8], amount: Uint128) -> Event {
    of_key(kind, role, pubkey).add_attribute("amount", amount)
}

pub(crate) fn unbonding(role: &Role, pubkey: &[u8], until_ms: u64) -> Event {
    of_key("unbonding", role, pubkey).add_attribute("until_ms", until_ms.to_string())
}

pub(crate) fn retired(role: &Role, pubkey: &[u8], replaced_by: Option<&[u8]>) -> Event {
    of_key("key_retired", role, pubkey).add_attribute("replaced_by", replaced_by.map(hex).unwrap_or_default())
}

pub(crate) fn rule(role: &Role, pubkey: &[u8], given: bool) -> Event {
    of_key("standing_rule", role, pubkey).add_attribute("given", given.to_string())
}

pub(crate) fn operation_published(id: &[u8], name: &str) -> Event {
    Event::new("operation_published").add_attribute("operation_id", hex(id)).add_attribute("name", name)
}

/// Rows have the feed ids that follow the group's.
pub(crate) fn feed_created(feed_id: u32, label: &str, rows: usize) -> Event {
    of_feed("feed_created", feed_id).add_attribute("label", label).add_attribute("rows", rows.to_string())
}

pub(crate) fn members_invited(feed_id: u32, operators: String, notaries: String) -> Event {
    of_feed("members_invited", feed_id)
        .add_attribute("operators", operators)
        .add_attribute("notaries", notaries)
}

pub(crate) fn member_joined(feed_id: u32, role: &Role, pubkey: &[u8], from_round: u64) -> Event {
    of_member("member_joined", feed_id, role, pubkey).add_attribute("from_round", from_round.to_string())
}

/// `reason` is `left`, `removed`, `moved` or `terms`.
pub(crate) fn member_leaves(
    feed_id: u32,
    role: &Role,
    pubkey: &[u8],
    until_round: u64,
    reason: &str,
) -> Event {
    of_member("member_leaves", feed_id, role, pubkey)
        .add_attribute("until_round", until_round.to_string())
        .add_attribute("reason", reason)
}

/// Out of every round from this one on, for it was missing too long.
pub(crate) fn member_jailed(feed_id: u32, pubkey: &[u8], from_round: u64) -> Event {
    of_member("member_jailed", feed_id, &Role::Operator, pubkey)
        .add_attribute("from_round", from_round.to_string())
}

pub(crate) fn member_declined(feed_id: u32, role: &Role, pubkey: &[u8]) -> Event {
    of_member("member_declined", feed_id, role, pubkey)
}

pub(crate) fn member_agreed(feed_id: u32, role: &Role, pubkey: &[u8]) -> Event {
    of_member("member_agreed", feed_id, role, pubkey)
}

fn of_member(kind: &str, feed_id: u32, role: &Role, pubkey: &[u8]) -> Event {
    of_feed(kind, feed_id).add_attribute("role", role.as_str()).add_attribute("pubkey", hex(pubkey))
}

pub(crate) fn feed_changing(feed_id: u32, from_round: u64) -> Event {
    of_feed("feed_changing", feed_id).add_attribute("from_round", from_round.to_string())
}

pub(crate) fn feed_funded(feed_id: u32, sponsor: &Addr, added: Uint128, escrow: Uint128) -> Event {
    of_feed("feed_funded", feed_id)
        .add_attribute("sponsor", sponsor)
        .add_attribute("added", added)
        .add_attribute("escrow", escrow)
}

pub(crate) fn withdrawal_announced(feed_id: u32, sponsor: &Addr, from_ms: u64) -> Event {
    of_feed("withdrawal_announced", feed_id)
        .add_attribute("sponsor", sponsor)
        .add_attribute("from_ms", from_ms.to_string())
}

pub(crate) fn escrow_withdrawn(feed_id: u32, sponsor: &Addr, amount: Uint128, escrow: Uint128) -> Event {
    of_feed("escrow_withdrawn", feed_id)
        .add_attribute("sponsor", sponsor)
        .add_attribute("amount", amount)
        .add_attribute("escrow", escrow)
}

pub(crate) fn feed_activity(feed_id: u32, active: bool, from_round: u64) -> Event {
    of_feed("feed_activity", feed_id)
        .add_attribute("active", active.to_string())
        .add_attribute("from_round", from_round.to_string())
}

pub(crate) fn feed_skipped(feed_id: u32, round: u64, reason: &str) -> Event {
    of_feed("feed_skipped", feed_id).add_attribute("round", round.to_string()).add_attribute("reason", reason)
}

/// A report that does not hold, while others of its batch land. Both numbers are 0 where the bytes cannot be read.
pub(crate) fn report_refused(feed_id: u32, round: u64, code: &str, detail: &str) -> Event {
    of_feed("report_refused", feed_id)
        .add_attribute("round", round.to_string())
        .add_attribute("code", code)
        .add_attribute("detail", detail)
}

pub(crate) fn omission_claimed(
    feed_id: u32,
    round: u64,
    observer: &[u8],
    rewards: String,
    unpaid: Uint128,
) -> Event {
    of_feed("omission_claimed", feed_id)
        .add_attribute("round", round.to_string())
        .add_attribute("observer", hex(observer))
        .add_attribute("rewards", rewards)
        .add_attribute("unpaid", unpaid)
}

pub(crate) fn reward_claimed(address: &str, amount: Uint128) -> Event {
    Event::new("reward_claimed").add_attribute("address", address).add_attribute("amount", amount)
}

pub(crate) fn evidence_committed(finder: &Addr, hash: &[u8]) -> Event {
    Event::new("evidence_committed").add_attribute("finder", finder).add_attribute("hash", hex(hash))
}
