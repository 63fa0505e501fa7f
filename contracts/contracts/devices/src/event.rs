//! Events: one of a type of its own for each thing that happened. On chain the types carry the prefix `wasm-`.

use std::fmt::Write;

use cosmwasm_std::{Event, Uint128};

use crate::msg::{Command, Device};
use crate::state::Payments;

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len().saturating_mul(2)), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn device_registered(device: &Device) -> Event {
    Event::new("device_registered")
        .add_attribute("device", device.id.as_str())
        .add_attribute("owner", device.owner.as_str())
        .add_attribute("vendor", device.vendor.as_str())
}

pub(crate) fn command_issued(command: &Command) -> Event {
    Event::new("command_issued")
        .add_attribute("command_id", command.id.to_string())
        .add_attribute("device", command.device.as_str())
        .add_attribute("capability", command.capability.as_str())
        .add_attribute("value", command.value.as_str())
        .add_attribute("deadline_ms", command.deadline_ms.to_string())
        .add_attribute("escrow", command.escrow)
}

pub(crate) fn command_taken(command_id: u64, operator: &[u8], until_ms: u64) -> Event {
    Event::new("command_taken")
        .add_attribute("command_id", command_id.to_string())
        .add_attribute("operator", hex(operator))
        .add_attribute("until_ms", until_ms.to_string())
}

pub(crate) fn command_settled(command: &Command, paid: &Payments) -> Event {
    let receipt = command.receipt.as_ref();
    let executor = receipt.map(|receipt| hex(&receipt.executor)).unwrap_or_default();
    let readback = receipt.map(|receipt| receipt.readback_id.as_str()).unwrap_or_default();
    let action = receipt.and_then(|receipt| receipt.action_id.as_deref()).unwrap_or_default();
    let rewards: Vec<String> = paid.iter().map(|(account, amount)| format!("{account}:{amount}")).collect();
    Event::new("command_settled")
        .add_attribute("command_id", command.id.to_string())
        .add_attribute("device", command.device.as_str())
        .add_attribute("executor", executor)
        .add_attribute("receipt", readback)
        .add_attribute("action", action)
        .add_attribute("rewards", rewards.join(","))
}

pub(crate) fn command_refunded(command: &Command) -> Event {
    Event::new("command_refunded")
        .add_attribute("command_id", command.id.to_string())
        .add_attribute("to", command.issuer.as_str())
        .add_attribute("amount", command.escrow)
}

pub(crate) fn reward_claimed(address: &str, amount: Uint128) -> Event {
    Event::new("reward_claimed").add_attribute("address", address).add_attribute("amount", amount)
}
