//! Changes by the owner (rule DEV-4).

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::{spec, terms};
use crate::capability;
use crate::command;
use crate::error::ContractError;
use crate::event;
use crate::member;
use crate::msg::{Device, DeviceChange};
use crate::state::{self, CONFIG, DEVICES};

/// DEV-4: terms never change under a command that stands. Members accept new ones anew; who is named no more leaves with notice.
pub(crate) fn update(
    mut deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    change: DeviceChange,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let config = CONFIG.load(deps.storage)?;
    let before = state::own_device(deps.storage, id, &info.sender)?;
    let mut device = apply(before.clone(), change);
    spec::normalise(&mut device, &config)?;
    if device.capabilities != before.capabilities {
        capability::check_all(&mut deps, &config.oracle, &device)?;
    }
    device.terms = terms::digest(env, &device)?;
    let mut ended = command::Ended::default();
    if device.terms != before.terms {
        ended = command::end_all(deps.storage, id, now_ms(env))?;
    }
    let left = member::remove_unnamed(deps.storage, &before, &device, now_ms(env), config.lease_ms)?;
    DEVICES.save(deps.storage, id, &device)?;
    Ok(ended.respond(&config.denom).add_event(event::device_updated(&device)).add_events(left))
}

/// An offer was of the device as it stood.
fn apply(device: Device, change: DeviceChange) -> Device {
    Device {
        operators: change.operators.unwrap_or(device.operators),
        notaries: change.notaries.unwrap_or(device.notaries),
        capabilities: change.capabilities.unwrap_or(device.capabilities),
        accepted_modes: change.accepted_modes.unwrap_or(device.accepted_modes),
        allow_custom_ca: change.allow_custom_ca.unwrap_or(device.allow_custom_ca),
        price: change.price.unwrap_or(device.price),
        min_deadline_ms: change.min_deadline_ms.unwrap_or(device.min_deadline_ms),
        label: change.label.unwrap_or(device.label),
        offered_to: None,
        ..device
    }
}
