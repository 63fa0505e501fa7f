//! REG-4: a bond is announced to leave, waits while evidence still bites, and goes back. Nobody else's doing delays it.

use cloudx3_chain::{no_funds, now_ms, payment};
use cosmwasm_std::{coins, BankMsg, Binary, DepsMut, Env, MessageInfo, Response};

use super::own;
use super::switch::{check_bonded, check_rested, switch};
use crate::error::ContractError;
use crate::event;
use crate::msg::Role;
use crate::state::CONFIG;

pub(crate) fn top_up(
    deps: DepsMut,
    info: &MessageInfo,
    role: &Role,
    pubkey: &Binary,
) -> Result<Response, ContractError> {
    let added = payment(info, &CONFIG.load(deps.storage)?.denom)?;
    let mut registrant = own(deps.storage, info, role, pubkey)?;
    if let Some(at_ms) = registrant.retired_at_ms {
        return Err(ContractError::Retired { at_ms });
    }
    registrant.bond = registrant.bond.checked_add(added)?;
    role.keys().save(deps.storage, pubkey, &registrant)?;
    Ok(Response::new().add_event(event::bond("bond_added", role, pubkey, registrant.bond)))
}

/// The key counts for no session later than now, and the bond goes back after the unbonding time.
pub(crate) fn unbond(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    role: &Role,
    pubkey: &Binary,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut registrant = own(deps.storage, info, role, pubkey)?;
    if let Some(at_ms) = registrant.retired_at_ms {
        return Err(ContractError::Retired { at_ms });
    }
    if let Some(until_ms) = registrant.unbonded_at_ms {
        return Err(ContractError::Unbonding { until_ms });
    }
    let until_ms = now_ms(env).saturating_add(CONFIG.load(deps.storage)?.unbonding_ms);
    registrant.unbonded_at_ms = Some(until_ms);
    switch(deps.storage, env, (role, pubkey), &mut registrant, false)?;
    Ok(Response::new().add_event(event::unbonding(role, pubkey, until_ms)))
}

/// Takes the announcement back, or comes back after it, with the full bond.
pub(crate) fn rebond(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    role: &Role,
    pubkey: &Binary,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let added = payment(info, &config.denom)?;
    let mut registrant = own(deps.storage, info, role, pubkey)?;
    if registrant.suspended {
        return Err(ContractError::Suspended);
    }
    registrant.bond = registrant.bond.checked_add(added)?;
    check_bonded(&config, role, &registrant)?;
    if registrant.unbonded_at_ms.take().is_none() {
        return Err(ContractError::Bonded);
    }
    check_rested(deps.storage, env, &config, &registrant)?;
    switch(deps.storage, env, (role, pubkey), &mut registrant, true)?;
    let event = event::bond("rebonded", role, pubkey, registrant.bond);
    Ok(Response::new().add_event(event))
}

pub(crate) fn withdraw(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    role: &Role,
    pubkey: &Binary,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut registrant = own(deps.storage, info, role, pubkey)?;
    if registrant.bond.is_zero() {
        return Err(ContractError::NoBond);
    }
    let until_ms = registrant.unbonded_at_ms.ok_or(ContractError::Bonded)?;
    if now_ms(env) < until_ms {
        return Err(ContractError::Unbonding { until_ms });
    }
    let bond = std::mem::take(&mut registrant.bond);
    role.keys().save(deps.storage, pubkey, &registrant)?;
    let denom = CONFIG.load(deps.storage)?.denom;
    let payment = BankMsg::Send { to_address: registrant.account.into(), amount: coins(bond.u128(), denom) };
    let event = event::bond("bond_withdrawn", role, pubkey, bond);
    Ok(Response::new().add_message(payment).add_event(event))
}
