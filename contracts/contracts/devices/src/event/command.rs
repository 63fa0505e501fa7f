use cosmwasm_std::{Event, Uint128};

use super::hex;
use crate::msg::{Command, Lease, Status};
use crate::share::Paid;

pub(crate) fn command_issued(command: &Command) -> Event {
    of("command_issued", command)
        .add_attribute("capability", command.capability.as_str())
        .add_attribute("value", command.value.as_str())
        .add_attribute("deadline_ms", command.deadline_ms.to_string())
        .add_attribute("escrow", command.escrow)
}

pub(crate) fn command_taken(command: &Command, lease: &Lease) -> Event {
    of("command_taken", command)
        .add_attribute("operator", hex(&lease.operator))
        .add_attribute("until_ms", lease.until_ms.to_string())
        .add_attribute("deposit", lease.deposit)
}

pub(crate) fn command_settled(command: &Command, paid: &Paid) -> Event {
    let receipt = command.receipt.as_ref();
    let executor = receipt.map(|receipt| hex(&receipt.executor)).unwrap_or_default();
    let readback = receipt.map(|receipt| receipt.readback_id.as_str()).unwrap_or_default();
    let action = receipt.and_then(|receipt| receipt.action_id.as_deref()).unwrap_or_default();
    let rewards = paid.rewards.iter().map(|(account, amount)| format!("{account}:{amount}"));
    of("command_settled", command)
        .add_attribute("executor", executor)
        .add_attribute("receipt", readback)
        .add_attribute("action", action)
        .add_attribute("rewards", rewards.collect::<Vec<_>>().join(","))
        .add_attribute("returned", paid.returned)
        .add_attribute("burned", paid.burned)
}

/// A command that nobody carried out: `command_refunded` or `command_cancelled`.
pub(crate) fn command_ended(command: &Command, status: Status, burned: Uint128) -> Event {
    of(format!("command_{}", status.as_str()), command)
        .add_attribute("to", command.issuer.as_str())
        .add_attribute("amount", command.escrow)
        .add_attribute("burned", burned)
}

fn of(kind: impl Into<String>, command: &Command) -> Event {
    Event::new(kind)
        .add_attribute("command_id", command.id.to_string())
        .add_attribute("device", command.device.as_str())
}
