//! What a device may say of itself (rule DEV-1). Everything is bounded, so that whoever reads it knows what it costs.

use cloudx3_attestation::charset::is_identifier;
use cloudx3_attestation::limits::{OBSERVATIONS_PER_REPORT, PARAMETERS, PARAMETER_VALUE};
use cloudx3_attestation::order::has_duplicate;
use cloudx3_attestation::registration::MAX_SERIAL;
use cloudx3_attestation::signature::is_key;
use cloudx3_chain::{check_text, is_printable, params_from_json, Param};
use cosmwasm_std::Binary;

use crate::config::MAX_AHEAD_MS;
use crate::error::ContractError;
use crate::msg::Device;
use crate::serial::canonical;
use crate::state::Config;

const MAX_LABEL: usize = 64;
const MAX_CAPABILITIES: usize = 8;
/// Operators and notaries of one device, each.
const MAX_MEMBERS: usize = OBSERVATIONS_PER_REPORT;

/// Puts sets in order and refuses what does not hold, but for capabilities, which need their operations.
pub(super) fn normalise(device: &mut Device, config: &Config) -> Result<(), ContractError> {
    check_text("label", &device.label, MAX_LABEL)?;
    check_text("serial", &device.serial, MAX_SERIAL)?;
    let plain = canonical(&device.serial).is_some();
    require(plain, "serial", "is of printable ASCII with a letter or a digit")?;
    check_params(device)?;
    sort_set("operators", &mut device.operators)?;
    sort_set("notaries", &mut device.notaries)?;
    device.accepted_modes.sort_unstable_by_key(|mode| mode.to_proto());
    let twice = has_duplicate(device.accepted_modes.iter().map(|mode| mode.to_proto()));
    require(!device.accepted_modes.is_empty() && !twice, "accepted_modes", "name one or both, once")?;
    require(device.capabilities.len() <= MAX_CAPABILITIES, "capabilities", "are at most 8")?;
    let twice = has_duplicate(device.capabilities.iter().map(|capability| &capability.name));
    require(!twice, "capabilities", "a name stands twice")?;
    let priced = device.capabilities.is_empty() || device.price >= config.least_price;
    require(priced, "price", "is at least the contract's least_price")?;
    let timed = (config.least_deadline_ms..=MAX_AHEAD_MS).contains(&device.min_deadline_ms);
    require(timed, "min_deadline_ms", "lies within the contract's least_deadline_ms and 31 days")
}

fn check_params(device: &mut Device) -> Result<(), ContractError> {
    require(device.params.len() <= PARAMETERS, "params", "are at most 16")?;
    let formed = |param: &Param| {
        is_identifier(&param.name) && is_printable(&param.value, PARAMETER_VALUE) && param.items.is_none()
    };
    require(device.params.iter().all(formed), "params", "have a name and one value of 1 to 256 bytes")?;
    device.params = params_from_json(&device.params)?.into_iter().map(Param::from).collect();
    let carries = |param: &Param| param.name == device.serial_param && param.value == device.serial;
    let carried = device.params.iter().any(carries);
    require(carried, "serial_param", "names no parameter that carries the serial")
}

fn sort_set(field: &'static str, keys: &mut [Binary]) -> Result<(), ContractError> {
    require((1..=MAX_MEMBERS).contains(&keys.len()), field, "are 1 to 31")?;
    require(keys.iter().all(|key| is_key(key)), field, "one is no compressed key")?;
    keys.sort_unstable();
    require(!has_duplicate(keys.iter()), field, "one stands twice")
}

fn require(holds: bool, field: &'static str, problem: &'static str) -> Result<(), ContractError> {
    if holds {
        Ok(())
    } else {
        Err(ContractError::Spec { field, problem })
    }
}
