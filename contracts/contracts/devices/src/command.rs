//! The life of a command but for its settlement (rules CMD-1, CMD-2, CMD-4).

use cloudx3_attestation::proto;
use cloudx3_chain::{no_funds, now_ms, payment, Param};
use cosmwasm_std::{coins, BankMsg, Binary, DepsMut, Empty, Env, MessageInfo, Response, Storage, Uint128};

use crate::error::ContractError;
use crate::event;
use crate::msg::{Capability, CapabilityValue, Command, Device, Lease, Status};
use crate::operation;
use crate::oracle;
use crate::state::{self, BY_STATUS, COMMANDS, CONFIG, NEXT_COMMAND};

/// A deadline further ahead is a mistake that would hold the escrow.
const MAX_DEADLINE_MS: u64 = 31 * 86_400_000;

/// CMD-1.
pub(crate) fn issue(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    order: (&str, &str, &str),
    deadline_ms: u64,
) -> Result<Response, ContractError> {
    let (device, capability, value) = order;
    let device = state::device(deps.storage, device)?;
    if info.sender.as_str() != device.owner {
        return Err(ContractError::Unauthorized { who: "the owner of the device" });
    }
    let escrow = payment(info, &CONFIG.load(deps.storage)?.denom)?;
    if escrow < device.price {
        return Err(ContractError::Escrow { escrow, price: device.price });
    }
    let now_ms = now_ms(env);
    if deadline_ms <= now_ms || deadline_ms.saturating_sub(now_ms) > MAX_DEADLINE_MS {
        return Err(ContractError::Deadline { now_ms });
    }
    let capability =
        device.capabilities.iter().find(|c| c.name == capability).ok_or(ContractError::NoCapability)?;
    let value = capability.values.iter().find(|v| v.value == value).ok_or(ContractError::NoValue)?;
    let id = NEXT_COMMAND.may_load(deps.storage)?.unwrap_or(1);
    NEXT_COMMAND.save(deps.storage, &id.checked_add(1).ok_or(ContractError::Overflow)?)?;
    let order = Order { id, escrow, issued_at_ms: now_ms, deadline_ms };
    let command = make(deps.storage, &device, capability, value, order)?;
    COMMANDS.save(deps.storage, id, &command)?;
    BY_STATUS.save(deps.storage, (Status::Pending.key(), id), &Empty {})?;
    Ok(Response::new().add_event(event::command_issued(&command)))
}

struct Order {
    id: u64,
    escrow: Uint128,
    issued_at_ms: u64,
    deadline_ms: u64,
}

/// A command holds all that its execution and its settlement need, so that a node asks one question, and a later change of the device
/// does not change a command that stands.
fn make(
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
        escrow: order.escrow,
        issued_at_ms: order.issued_at_ms,
        deadline_ms: order.deadline_ms,
        status: Status::Pending,
        lease: None,
        receipt: None,
    })
}

/// CMD-2: one lease at a time; it ends by itself, and then anybody of the set may take the command, its last holder too.
pub(crate) fn take(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    command_id: u64,
    pubkey: Binary,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut command = state::pending_command(deps.storage, command_id)?;
    let now_ms = now_ms(env);
    if now_ms > command.deadline_ms {
        return Err(ContractError::Expired { deadline_ms: command.deadline_ms });
    }
    if let Some(lease) = command.lease.as_ref().filter(|lease| now_ms < lease.until_ms) {
        return Err(ContractError::Leased { until_ms: lease.until_ms });
    }
    if !state::device(deps.storage, &command.device)?.operators.contains(&pubkey) {
        return Err(ContractError::Operator);
    }
    let config = CONFIG.load(deps.storage)?;
    let members = oracle::members(deps.querier, &config.oracle, vec![pubkey.clone()], vec![])?;
    let member = members.operators.first().filter(|member| member.active).ok_or(ContractError::Operator)?;
    if member.account != info.sender.as_str() {
        return Err(ContractError::Unauthorized { who: "the account of the operator key" });
    }
    let until_ms = now_ms.saturating_add(config.lease_ms).min(command.deadline_ms);
    let event = event::command_taken(command_id, &pubkey, until_ms);
    command.lease = Some(Lease { operator: pubkey, until_ms });
    COMMANDS.save(deps.storage, command_id, &command)?;
    Ok(Response::new().add_event(event))
}

/// CMD-4: after the deadline the escrow goes back to the issuer, whoever asks.
pub(crate) fn refund(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    command_id: u64,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let command = state::pending_command(deps.storage, command_id)?;
    let deadline_ms = command.deadline_ms;
    if now_ms(env) <= deadline_ms {
        return Err(ContractError::NotExpired { deadline_ms });
    }
    let response = Response::new().add_event(event::command_refunded(&command));
    let (issuer, escrow) = (command.issuer.clone(), command.escrow);
    state::finish(deps.storage, command, Status::Refunded)?;
    if escrow.is_zero() {
        return Ok(response);
    }
    let denom = CONFIG.load(deps.storage)?.denom;
    Ok(response.add_message(BankMsg::Send { to_address: issuer, amount: coins(escrow.u128(), denom) }))
}

fn to_json(params: Vec<proto::Param>) -> Vec<Param> {
    params.into_iter().map(Param::from).collect()
}
