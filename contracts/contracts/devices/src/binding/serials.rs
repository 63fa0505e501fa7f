//! Who has a serial at a server (rule DEV-2).

use cosmwasm_std::{Event, Storage};

use crate::capability::check_server;
use crate::error::ContractError;
use crate::event;
use crate::msg::{Binding, Device, Handover};
use crate::operation;
use crate::state::{Holder, DEVICES, HOLDERS};

/// Gives the serial to a device that has none.
pub(super) fn give(
    storage: &mut dyn Storage,
    mut device: Device,
    binding: Binding,
) -> Result<Event, ContractError> {
    check_free(storage, &device, &binding.server_name)?;
    let holder = Holder { device: device.id.clone(), handover: None };
    HOLDERS.save(storage, (&binding.server_name, &binding.serial), &holder)?;
    let event = event::device_bound(&device, &binding);
    device.binding = Some(binding);
    DEVICES.save(storage, &device.id, &device)?;
    Ok(event)
}

/// Takes the serial from the device that has it.
pub(super) fn take_away(
    storage: &mut dyn Storage,
    mut device: Device,
    reason: &'static str,
) -> Result<Option<Event>, ContractError> {
    let Some(binding) = device.binding.take() else { return Ok(None) };
    HOLDERS.remove(storage, (&binding.server_name, &binding.serial));
    device.offered_to = None;
    DEVICES.save(storage, &device.id, &device)?;
    Ok(Some(event::device_unbound(&device, &binding, reason)))
}

/// A device has one serial at one server, the one where its operations are.
pub(super) fn check_free(
    storage: &dyn Storage,
    device: &Device,
    server_name: &str,
) -> Result<(), ContractError> {
    if let Some(Binding { server_name, serial, .. }) = &device.binding {
        return Err(ContractError::Bound { server_name: server_name.clone(), serial: serial.clone() });
    }
    match device.capabilities.first() {
        Some(first) => check_server(&operation::load(storage, &first.readback_operation)?, server_name),
        None => Ok(()),
    }
}

/// The binding that a proof gives.
pub(super) fn of_handover(handover: Handover, held: &Binding, now_ms: u64) -> Binding {
    Binding {
        server_name: held.server_name.clone(),
        serial: held.serial.clone(),
        params: handover.params,
        proved_at_ms: handover.proved_at_ms,
        bound_at_ms: now_ms,
    }
}
