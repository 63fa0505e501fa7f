//! What makes a capability sound: whatever value is commanded later, its two operations can be rendered for this device, the read-back
//! speaks about this serial, and it can say what is expected (rules DEV-1 and CMD-1).

mod expect;

use cloudx3_attestation::order::has_duplicate;
use cloudx3_attestation::proto::{Operation, OperationKind};
use cloudx3_chain::is_printable;
use cosmwasm_std::{Addr, DepsMut};

use crate::error::ContractError;
use crate::msg::{Capability, Device};
use crate::operation::{self, params_for};

const MAX_NAME: usize = 32;
const MAX_VALUE: usize = 64;
const MAX_VALUES: usize = 16;

/// DEV-1: each capability is sound, and all are at one server: that where the device is bound, if it is.
pub(crate) fn check_all(deps: &mut DepsMut, oracle: &Addr, device: &Device) -> Result<(), ContractError> {
    let mut server = device.binding.as_ref().map(|binding| binding.server_name.clone());
    for capability in &device.capabilities {
        let mut fetch = |id| operation::fetch(deps.storage, deps.querier, oracle, id);
        let action = fetch(&capability.action_operation)?;
        let readback = fetch(&capability.readback_operation)?;
        let server = server.get_or_insert_with(|| action.server_name.clone());
        for operation in [&action, &readback] {
            check_server(operation, server)?;
        }
        check(capability, &action, &readback, device)?;
    }
    Ok(())
}

pub(crate) fn check_server(operation: &Operation, server_name: &str) -> Result<(), ContractError> {
    if operation.server_name == server_name {
        return Ok(());
    }
    let (found, server_name) = (operation.server_name.clone(), server_name.to_string());
    Err(ContractError::Server { found, server_name })
}

fn check(
    capability: &Capability,
    action: &Operation,
    readback: &Operation,
    device: &Device,
) -> Result<(), ContractError> {
    let refuse = |problem| ContractError::Capability { name: capability.name.clone(), problem };
    let require = |holds: bool, problem| if holds { Ok(()) } else { Err(refuse(problem)) };
    require(is_name(&capability.name), "a name is of a-z, 0-9, - and _, at most 32")?;
    require(action.kind() == OperationKind::Action, "action_operation is no action")?;
    require(readback.kind() == OperationKind::Read, "readback_operation does not read")?;
    let single = action.rows.is_none() && readback.rows.is_none();
    require(single, "an operation speaks of many devices")?;
    let fixed = device.params.iter().any(|param| param.name == capability.value_param);
    require(!fixed, "value_param is a parameter of the device itself")?;
    require(declares(action, &capability.value_param), "the action does not declare value_param")?;
    let about = declares(action, &device.serial_param) && declares(readback, &device.serial_param);
    require(about, "an operation does not declare serial_param")?;
    let reading = readback.readings.iter().find(|reading| reading.name == capability.readback_reading);
    let reading = reading.ok_or_else(|| refuse("readback_reading is no reading of the read-back"))?;
    require((1..=MAX_VALUES).contains(&capability.values.len()), "values are 1 to 16")?;
    let twice = has_duplicate(capability.values.iter().map(|value| &value.value));
    require(!twice, "a value stands twice")?;
    params_for(readback, &device.params, None)?;
    for value in &capability.values {
        require(is_printable(&value.value, MAX_VALUE), "a value has 1 to 64 printable characters")?;
        require(expect::can_say(reading, value.expect.number()?), "the reading cannot say what is expected")?;
        params_for(action, &device.params, Some((&capability.value_param, &value.value)))?;
    }
    Ok(())
}

fn declares(operation: &Operation, name: &str) -> bool {
    operation.parameters.iter().any(|parameter| parameter.name == name)
}

fn is_name(text: &str) -> bool {
    (1..=MAX_NAME).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}
