//! A newer proof of another account takes a serial over, with notice (rule DEV-3).

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response, Storage};

use super::serials;
use crate::error::ContractError;
use crate::event;
use crate::msg::{Binding, Device, Handover};
use crate::serial::canonical;
use crate::state::{self, Config, Holder, DEVICES, HOLDERS};

/// DEV-3: waits for the holder's answer; where both devices have one owner there is nobody to wait for.
pub(super) fn begin(
    storage: &mut dyn Storage,
    device: Device,
    mut holder: Holder,
    binding: Binding,
    config: &Config,
) -> Result<Vec<Event>, ContractError> {
    serials::check_free(storage, &device, &binding.server_name)?;
    let held = state::device(storage, &holder.device)?;
    let proved_at_ms = held.binding.as_ref().map(|binding| binding.proved_at_ms).unwrap_or_default();
    check_newer(binding.proved_at_ms, proved_at_ms, holder.handover.as_ref())?;
    if held.owner == device.owner {
        let left = serials::take_away(storage, held, "replaced")?;
        let bound = serials::give(storage, device, binding)?;
        return Ok(left.into_iter().chain([bound]).collect());
    }
    let handover = Handover {
        device: device.id.clone(),
        claimant: device.owner.clone(),
        params: binding.params,
        proved_at_ms: binding.proved_at_ms,
        completes_at_ms: binding.bound_at_ms.saturating_add(config.handover_ms),
    };
    let event = event::handover_begun(&held, &binding.server_name, &binding.serial, &handover);
    holder.handover = Some(handover);
    HOLDERS.save(storage, (&binding.server_name, &binding.serial), &holder)?;
    Ok(vec![event])
}

/// DEV-3: the newest proof counts.
pub(super) fn check_newer(
    proved_at_ms: u64,
    held_ms: u64,
    handover: Option<&Handover>,
) -> Result<(), ContractError> {
    let newest_ms = handover.map(|handover| handover.proved_at_ms).unwrap_or_default().max(held_ms);
    if proved_at_ms > newest_ms {
        return Ok(());
    }
    Err(ContractError::ProofOld { proved_at_ms, newest_ms })
}

/// DEV-3: once the holder's time is over, and it has not answered.
pub(crate) fn complete(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    server_name: &str,
    id: &str,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let device = state::device(deps.storage, id)?;
    let serial = canonical(&device.serial).ok_or(ContractError::NoHandover)?;
    let holder = HOLDERS.may_load(deps.storage, (server_name, &serial))?.ok_or(ContractError::NoHandover)?;
    let handover = holder.handover.filter(|handover| handover.device == device.id);
    let handover = handover.ok_or(ContractError::NoHandover)?;
    if now_ms(env) < handover.completes_at_ms {
        return Err(ContractError::HandoverPending { completes_at_ms: handover.completes_at_ms });
    }
    let held = state::device(deps.storage, &holder.device)?;
    let events = pass_on(deps.storage, held, device, handover, "handed_over", now_ms(env))?;
    Ok(Response::new().add_events(events))
}

/// DEV-4: the holder lets go; whoever waits for it has the serial at once, unless it can have none.
pub(crate) fn give_up(
    storage: &mut dyn Storage,
    device: &Device,
    now_ms: u64,
) -> Result<Vec<Event>, ContractError> {
    let binding =
        device.binding.as_ref().ok_or_else(|| ContractError::Unbound { device: device.id.clone() })?;
    let key = (binding.server_name.as_str(), binding.serial.as_str());
    let waiting = HOLDERS.may_load(storage, key)?.and_then(|holder| holder.handover);
    let next = match &waiting {
        Some(handover) => DEVICES.may_load(storage, &handover.device)?,
        None => None,
    };
    let next = next.filter(|next| serials::check_free(storage, next, &binding.server_name).is_ok());
    match (waiting, next) {
        (Some(handover), Some(next)) => pass_on(storage, device.clone(), next, handover, "released", now_ms),
        _ => Ok(serials::take_away(storage, device.clone(), "released")?.into_iter().collect()),
    }
}

fn pass_on(
    storage: &mut dyn Storage,
    from: Device,
    to: Device,
    handover: Handover,
    reason: &'static str,
    now_ms: u64,
) -> Result<Vec<Event>, ContractError> {
    let held = from.binding.clone().ok_or_else(|| ContractError::Unbound { device: from.id.clone() })?;
    let left = serials::take_away(storage, from, reason)?;
    let bound = serials::give(storage, to, serials::of_handover(handover, &held, now_ms))?;
    Ok(left.into_iter().chain([bound]).collect())
}
