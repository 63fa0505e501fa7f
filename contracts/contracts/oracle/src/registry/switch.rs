//! REG-3: keys are switched off and on. Off counts at once and for later sessions only; on again takes a while, so that switching decides
//! nothing about what is on its way.

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response, Storage};

use super::{activity, load};
use crate::error::ContractError;
use crate::event;
use crate::msg::Role;
use crate::state::{Config, Registrant, CONFIG};

pub(crate) fn set_active(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    (role, pubkey): (&Role, &Binary),
    active: bool,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let config = CONFIG.load(deps.storage)?;
    let mut registrant = load(deps.storage, role, pubkey)?;
    let by_admin = info.sender == config.admin;
    if !by_admin && info.sender != registrant.account {
        return Err(ContractError::Unauthorized { who: "the admin or the account of the key" });
    }
    if active && !registrant.active {
        check_may_return(deps.storage, env, &config, role, &registrant, by_admin)?;
    }
    registrant.suspended = !active && (by_admin || registrant.suspended);
    switch(deps.storage, env, (role, pubkey), &mut registrant, active)?;
    Ok(Response::new().add_event(event::activity(role, pubkey, active)))
}

fn check_may_return(
    storage: &dyn Storage,
    env: &Env,
    config: &Config,
    role: &Role,
    registrant: &Registrant,
    by_admin: bool,
) -> Result<(), ContractError> {
    if registrant.suspended && !by_admin {
        return Err(ContractError::Suspended);
    }
    if let Some(until_ms) = registrant.unbonded_at_ms {
        return Err(ContractError::Unbonding { until_ms });
    }
    check_bonded(config, role, registrant)?;
    if by_admin {
        return Ok(());
    }
    check_rested(storage, env, config, registrant)
}

/// REG-4: a key that was retired stays so, and one that is on has its bond.
pub(super) fn check_bonded(
    config: &Config,
    role: &Role,
    registrant: &Registrant,
) -> Result<(), ContractError> {
    if let Some(at_ms) = registrant.retired_at_ms {
        return Err(ContractError::Retired { at_ms });
    }
    let (found, least) = (registrant.bond, role.bond(config));
    if found < least {
        return Err(ContractError::Bond { found, least, denom: config.denom.clone() });
    }
    Ok(())
}

/// REG-3: some time lies between off and on.
pub(super) fn check_rested(
    storage: &dyn Storage,
    env: &Env,
    config: &Config,
    registrant: &Registrant,
) -> Result<(), ContractError> {
    let off_since = activity::off_since(storage, registrant.seat)?.unwrap_or_default();
    let from_ms = off_since.saturating_add(config.reactivate_ms);
    if now_ms(env) < from_ms {
        return Err(ContractError::Resting { from_ms });
    }
    Ok(())
}

/// Stores a registrant that is on or off from now on.
pub(super) fn switch(
    storage: &mut dyn Storage,
    env: &Env,
    (role, pubkey): (&Role, &[u8]),
    registrant: &mut Registrant,
    active: bool,
) -> Result<(), ContractError> {
    if registrant.active != active {
        activity::switch(storage, registrant.seat, active, now_ms(env))?;
    }
    registrant.active = active;
    Ok(role.keys().save(storage, pubkey, registrant)?)
}

/// EVD-3: off at once, and on again only by the admin.
pub(crate) fn suspend(
    storage: &mut dyn Storage,
    env: &Env,
    (role, pubkey): (&Role, &[u8]),
    registrant: &mut Registrant,
) -> Result<(), ContractError> {
    registrant.suspended = true;
    switch(storage, env, (role, pubkey), registrant, false)
}
