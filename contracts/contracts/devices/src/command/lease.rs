//! Leases (rule CMD-2): exclusive, bounded, and not for nothing.

use cloudx3_chain::{now_ms, payment};
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response, Uint128};

use super::open::to_do;
use crate::error::ContractError;
use crate::event;
use crate::member;
use crate::msg::{Command, Lease, Role};
use crate::oracle::{self, KeyAt};
use crate::state::{self, Config, COMMANDS, CONFIG};

const MOST_LEASES: usize = 8;

/// CMD-2: a member takes the oldest command of a device that is to be done. So there is one lease a device, and commands go in order.
pub(crate) fn take(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    command_id: u64,
    pubkey: Binary,
) -> Result<Response, ContractError> {
    let mut command = state::pending_command(deps.storage, command_id)?;
    let config = CONFIG.load(deps.storage)?;
    let (now_ms, deadline_ms) = (now_ms(env), command.deadline_ms);
    if now_ms > deadline_ms {
        return Err(ContractError::Expired { deadline_ms });
    }
    let first = to_do(deps.storage, &command.device, now_ms)?.first().copied();
    if let Some(first) = first.filter(|first| *first != command_id) {
        return Err(ContractError::Order { first });
    }
    check_leases(&command, &pubkey, info.sender.as_str(), now_ms)?;
    check_member(&deps, info, &config, &command, KeyAt { pubkey: pubkey.clone(), time_ms: now_ms })?;
    check_deposit(payment(info, &config.denom)?, config.lease_deposit)?;
    let lease = Lease {
        operator: pubkey,
        account: info.sender.to_string(),
        from_ms: now_ms,
        until_ms: now_ms.saturating_add(config.lease_ms).min(deadline_ms),
        deposit: config.lease_deposit,
    };
    let event = event::command_taken(&command, &lease);
    command.leases.push(lease);
    COMMANDS.save(deps.storage, command_id, &command)?;
    Ok(Response::new().add_event(event))
}

/// One at a time, one an operator and its account, and no more than a few.
fn check_leases(
    command: &Command,
    operator: &Binary,
    account: &str,
    now_ms: u64,
) -> Result<(), ContractError> {
    let running = command.leases.last().filter(|lease| now_ms < lease.until_ms);
    if let Some(Lease { until_ms, .. }) = running {
        return Err(ContractError::Leased { until_ms: *until_ms });
    }
    if command.leases.iter().any(|lease| lease.operator == *operator || lease.account == account) {
        return Err(ContractError::TakenBefore);
    }
    if command.leases.len() >= MOST_LEASES {
        return Err(ContractError::Leases { most: MOST_LEASES });
    }
    Ok(())
}

/// A member of the device, switched on, by its own account. A device that was given up is nobody's to act on.
fn check_member(
    deps: &DepsMut,
    info: &MessageInfo,
    config: &Config,
    command: &Command,
    key: KeyAt,
) -> Result<(), ContractError> {
    let device = state::device(deps.storage, &command.device)?;
    if !member::serves(deps.storage, &device, Role::Operator, &key.pubkey)? {
        return Err(ContractError::Operator);
    }
    if device.binding.is_none() {
        return Err(ContractError::Unbound { device: device.id });
    }
    let member = oracle::member_at(deps.querier, &config.oracle, Role::Operator, key)?;
    if !member.active {
        return Err(ContractError::Operator);
    }
    if member.account != info.sender.as_str() {
        return Err(ContractError::Unauthorized { who: "the account of the operator key" });
    }
    Ok(())
}

fn check_deposit(sent: Uint128, deposit: Uint128) -> Result<(), ContractError> {
    if sent == deposit {
        return Ok(());
    }
    Err(ContractError::Deposit { sent, deposit })
}
