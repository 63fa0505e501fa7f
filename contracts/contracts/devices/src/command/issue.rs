//! A new command (rule CMD-1).

use cloudx3_chain::{now_ms, payment};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};

use super::open::make_room;
use super::terms::{self, Order};
use crate::config::MAX_AHEAD_MS;
use crate::error::ContractError;
use crate::event;
use crate::msg::Device;
use crate::state::{self, CONFIG, NEXT_COMMAND};

/// What is to be done: device, capability and value.
pub(crate) type Wish<'a> = (&'a str, &'a str, &'a str);

/// CMD-1: on terms that the device's members agreed to, and that can be kept.
pub(crate) fn issue(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    (device, capability, value): Wish,
    deadline_ms: u64,
) -> Result<Response, ContractError> {
    let device = state::own_device(deps.storage, device, &info.sender)?;
    if device.binding.is_none() {
        return Err(ContractError::Unbound { device: device.id });
    }
    let config = CONFIG.load(deps.storage)?;
    let escrow = payment(info, &config.denom)?;
    let now_ms = now_ms(env);
    check(&device, escrow, now_ms, deadline_ms)?;
    let capability =
        device.capabilities.iter().find(|c| c.name == capability).ok_or(ContractError::NoCapability)?;
    let value = capability.values.iter().find(|v| v.value == value).ok_or(ContractError::NoValue)?;
    let ended = make_room(deps.storage, &device, now_ms)?;
    let id = NEXT_COMMAND.may_load(deps.storage)?.unwrap_or(1);
    NEXT_COMMAND.save(deps.storage, &id.checked_add(1).ok_or(ContractError::Overflow)?)?;
    let order = Order { id, escrow, issued_at_ms: now_ms, deadline_ms };
    let command = terms::make(deps.storage, &device, capability, value, order)?;
    state::open(deps.storage, &command)?;
    Ok(ended.respond(&config.denom).add_event(event::command_issued(&command)))
}

fn check(device: &Device, escrow: Uint128, now_ms: u64, deadline_ms: u64) -> Result<(), ContractError> {
    if escrow < device.price {
        return Err(ContractError::Escrow { escrow, price: device.price });
    }
    let from_ms = now_ms.saturating_add(device.min_deadline_ms);
    let until_ms = now_ms.saturating_add(MAX_AHEAD_MS);
    if (from_ms..=until_ms).contains(&deadline_ms) {
        return Ok(());
    }
    Err(ContractError::Deadline { from_ms, until_ms })
}
