//! From one owner to another, and back to a mere claim (rule DEV-4).

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::terms;
use crate::binding;
use crate::command;
use crate::error::ContractError;
use crate::event;
use crate::state::{self, CONFIG, DEVICES};

/// DEV-4: the owner's half of a transfer, until it is taken back or the device changes.
pub(crate) fn offer(
    deps: DepsMut,
    info: &MessageInfo,
    id: &str,
    to: Option<String>,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut device = state::own_device(deps.storage, id, &info.sender)?;
    device.offered_to = to.map(|to| deps.api.addr_validate(&to)).transpose()?.map(String::from);
    DEVICES.save(deps.storage, id, &device)?;
    Ok(Response::new().add_event(event::device_offered(&device)))
}

/// DEV-4: the other half. The owner is a term, so members accept the new one or leave.
pub(crate) fn take(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut device = state::device(deps.storage, id)?;
    if device.offered_to.as_deref() != Some(info.sender.as_str()) {
        return Err(ContractError::NotOffered);
    }
    let ended = command::end_all(deps.storage, id, now_ms(env))?;
    let from = std::mem::replace(&mut device.owner, info.sender.to_string());
    device.offered_to = None;
    device.terms = terms::digest(env, &device)?;
    DEVICES.save(deps.storage, id, &device)?;
    let event = event::device_transferred(&device, &from);
    Ok(ended.respond(&CONFIG.load(deps.storage)?.denom).add_event(event))
}

/// DEV-4: gives the serial back. What waited for the holder's answer has it.
pub(crate) fn release(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut device = state::own_device(deps.storage, id, &info.sender)?;
    device.offered_to = None;
    DEVICES.save(deps.storage, id, &device)?;
    let events = binding::give_up(deps.storage, &device, now_ms(env))?;
    Ok(Response::new().add_events(events))
}
