//! What a proof does (rules DEV-2 and DEV-3).

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{Binary, DepsMut, Env, Event, MessageInfo, Response};

use super::handover;
use super::proof::{self, Proven};
use super::serials;
use crate::error::ContractError;
use crate::event;
use crate::msg::{Binding, Device};
use crate::serial::canonical;
use crate::state::{self, Holder, CONFIG, DEVICES, HOLDERS};

/// DEV-2: binds the device, renews its binding, or begins to take the serial over from the device that has it.
pub(crate) fn bind(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    attestations: &[Binary],
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let device = state::own_device(deps.storage, id, &info.sender)?;
    let config = CONFIG.load(deps.storage)?;
    let proven = proof::check(deps.as_ref(), env, &config, &device, attestations)?;
    let unwritten = || ContractError::Proof { problem: "has no serial that is letters and digits" };
    let serial = canonical(&device.serial).ok_or_else(unwritten)?;
    let holder = HOLDERS.may_load(deps.storage, (&proven.server_name, &serial))?;
    let events = match holder {
        None => vec![serials::give(deps.storage, device, to_binding(proven, serial, now_ms(env)))?],
        Some(holder) if holder.device == device.id => renew(deps, device, holder, proven)?,
        Some(holder) => {
            handover::begin(deps.storage, device, holder, to_binding(proven, serial, now_ms(env)), &config)?
        }
    };
    Ok(Response::new().add_events(events))
}

fn to_binding(proven: Proven, serial: String, now_ms: u64) -> Binding {
    let Proven { server_name, params, proved_at_ms } = proven;
    Binding { server_name, serial, params, proved_at_ms, bound_at_ms: now_ms }
}

/// DEV-3: the holder shows control anew, later than whoever would take over.
fn renew(
    deps: DepsMut,
    mut device: Device,
    mut holder: Holder,
    proven: Proven,
) -> Result<Vec<Event>, ContractError> {
    let Some(binding) = device.binding.as_mut() else {
        return Err(ContractError::Unbound { device: device.id });
    };
    handover::check_newer(proven.proved_at_ms, binding.proved_at_ms, holder.handover.as_ref())?;
    (binding.proved_at_ms, binding.params) = (proven.proved_at_ms, proven.params);
    let mut events = vec![event::device_bound(&device, binding_of(&device)?)];
    if let Some(handover) = holder.handover.take() {
        events.push(event::handover_answered(&device, &handover));
        let binding = binding_of(&device)?;
        HOLDERS.save(deps.storage, (&binding.server_name, &binding.serial), &holder)?;
    }
    DEVICES.save(deps.storage, &device.id, &device)?;
    Ok(events)
}

fn binding_of(device: &Device) -> Result<&Binding, ContractError> {
    device.binding.as_ref().ok_or_else(|| ContractError::Unbound { device: device.id.clone() })
}
