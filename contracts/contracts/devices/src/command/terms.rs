//! What a command holds (rule CMD-1): all that its execution and its settlement need, so that a node asks one question, and a later
//! change of the device does not change a command that stands.

use cosmwasm_std::{Storage, Uint128};

use crate::error::ContractError;
use crate::msg::{Capability, CapabilityValue, Command, Device, Status};
use crate::operation::{self, to_json};

pub(super) struct Order {
    pub id: u64,
    pub escrow: Uint128,
    pub issued_at_ms: u64,
    pub deadline_ms: u64,
}

pub(super) fn make(
    storage: &dyn Storage,
    device: &Device,
    capability: &Capability,
    value: &CapabilityValue,
    order: Order,
) -> Result<Command, ContractError> {
    let action = operation::load(storage, &capability.action_operation)?;
    let readback = operation::load(storage, &capability.readback_operation)?;
    let added = Some((capability.value_param.as_str(), value.value.as_str()));
    Ok(Command {
        id: order.id,
        device: device.id.clone(),
        issuer: device.owner.clone(),
        capability: capability.name.clone(),
        value: value.value.clone(),
        action_operation: capability.action_operation.clone(),
        action_params: to_json(operation::params_for(&action, &device.params, added)?),
        readback_operation: capability.readback_operation.clone(),
        readback_params: to_json(operation::params_for(&readback, &device.params, None)?),
        readback_reading: capability.readback_reading.clone(),
        expect: value.expect,
        accepted_modes: device.accepted_modes.clone(),
        allow_custom_ca: device.allow_custom_ca,
        escrow: order.escrow,
        issued_at_ms: order.issued_at_ms,
        deadline_ms: order.deadline_ms,
        status: Status::Pending,
        leases: vec![],
        receipt: None,
    })
}
