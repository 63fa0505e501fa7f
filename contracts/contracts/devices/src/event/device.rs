use cosmwasm_std::{Binary, Event};

use super::hex;
use crate::msg::{Binding, Device, Handover, MemberKey, ProofTerms, Role};
use crate::state::Config;

pub(crate) fn binding_notaries_set(config: &Config) -> Event {
    let notaries: Vec<String> = config.binding_notaries.iter().map(|key| hex(key)).collect();
    Event::new("binding_notaries_set")
        .add_attribute("notaries", notaries.join(","))
        .add_attribute("required", config.binding_required.to_string())
}

/// `vendor` is empty where the operation shows nothing any more.
pub(crate) fn proof_set(operation: &Binary, proof: Option<&ProofTerms>) -> Event {
    let vendor = proof.map(|proof| proof.vendor.as_str()).unwrap_or_default();
    Event::new("proof_set").add_attribute("operation", hex(operation)).add_attribute("vendor", vendor)
}

pub(crate) fn device_registered(device: &Device) -> Event {
    of("device_registered", &device.id)
        .add_attribute("owner", device.owner.as_str())
        .add_attribute("vendor", device.vendor.as_str())
        .add_attribute("terms", hex(&device.terms))
}

pub(crate) fn device_bound(device: &Device, binding: &Binding) -> Event {
    of("device_bound", &device.id)
        .add_attribute("owner", device.owner.as_str())
        .add_attribute("server_name", binding.server_name.as_str())
        .add_attribute("serial", binding.serial.as_str())
        .add_attribute("proved_at_ms", binding.proved_at_ms.to_string())
}

/// Why is `released`, `replaced` or `handed_over`.
pub(crate) fn device_unbound(device: &Device, binding: &Binding, why: &str) -> Event {
    of("device_unbound", &device.id)
        .add_attribute("server_name", binding.server_name.as_str())
        .add_attribute("serial", binding.serial.as_str())
        .add_attribute("why", why)
}

/// `device` is the one that has the serial, `by` the one that would take it over.
pub(crate) fn handover_begun(held: &Device, server_name: &str, serial: &str, handover: &Handover) -> Event {
    of("handover_begun", &held.id)
        .add_attribute("owner", held.owner.as_str())
        .add_attribute("by", handover.device.as_str())
        .add_attribute("claimant", handover.claimant.as_str())
        .add_attribute("server_name", server_name)
        .add_attribute("serial", serial)
        .add_attribute("completes_at_ms", handover.completes_at_ms.to_string())
}

pub(crate) fn handover_answered(held: &Device, handover: &Handover) -> Event {
    of("handover_answered", &held.id).add_attribute("by", handover.device.as_str())
}

/// `to` is empty where an offer was taken back.
pub(crate) fn device_offered(device: &Device) -> Event {
    of("device_offered", &device.id)
        .add_attribute("owner", device.owner.as_str())
        .add_attribute("to", device.offered_to.as_deref().unwrap_or_default())
}

pub(crate) fn device_transferred(device: &Device, from: &str) -> Event {
    of("device_transferred", &device.id)
        .add_attribute("from", from)
        .add_attribute("to", device.owner.as_str())
        .add_attribute("terms", hex(&device.terms))
}

pub(crate) fn device_updated(device: &Device) -> Event {
    of("device_updated", &device.id).add_attribute("terms", hex(&device.terms))
}

/// By is `acceptance` or `rule`.
pub(crate) fn member_joined(device: &str, key: &MemberKey, by: &str) -> Event {
    member("member_joined", device, key).add_attribute("by", by)
}

pub(crate) fn member_left(device: &str, key: &MemberKey, until_ms: u64) -> Event {
    member("member_left", device, key).add_attribute("until_ms", until_ms.to_string())
}

fn member(kind: &str, device: &str, key: &MemberKey) -> Event {
    let role = match key.role {
        Role::Operator => "operator",
        Role::Notary => "notary",
    };
    of(kind, device).add_attribute("role", role).add_attribute("pubkey", hex(&key.pubkey))
}

fn of(kind: &str, device: &str) -> Event {
    Event::new(kind).add_attribute("device", device)
}
