//! REG-2: a new key takes the place of an old one, with its account, bond and standing rule. Both are of one line: what the old key did
//! wrong, the bond of the new one pays for.

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response, Storage, Uint128};

use super::register::{check_new_key, take_seat, Possession};
use super::switch::switch;
use super::{activity, load, own, rule};
use crate::error::ContractError;
use crate::event;
use crate::msg::Role;
use crate::state::{Registrant, LINES};

pub(crate) fn rotate(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    role: &Role,
    (old, new, signature): (&Binary, &Binary, &Binary),
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut before = own(deps.storage, info, role, old)?;
    check_may_rotate(&before)?;
    let key = Possession { role, pubkey: new, account: &info.sender, replaces: old };
    check_new_key(deps.storage, deps.api, env, &key, signature)?;
    let seat = take_seat(deps.storage, &info.sender, now_ms(env))?;
    let after = Registrant { seat, ..before.clone() };
    if !before.active {
        // A key that was on for no time at all has no end of it.
        let since_ms = activity::off_since(deps.storage, before.seat)?;
        activity::begin_off(deps.storage, seat, since_ms.unwrap_or(now_ms(env)));
    }
    role.keys().save(deps.storage, new, &after)?;
    LINES.save(deps.storage, after.line, new)?;
    rule::carry_over(deps.storage, role, old, new)?;
    before.bond = Uint128::zero();
    before.retired_at_ms = Some(now_ms(env));
    before.replaced_by = Some(new.clone());
    switch(deps.storage, env, (role, old), &mut before, false)?;
    let events = [event::retired(role, old, Some(new)), event::registered(role, new, &after)];
    Ok(Response::new().add_events(events))
}

fn check_may_rotate(registrant: &Registrant) -> Result<(), ContractError> {
    if registrant.suspended {
        return Err(ContractError::Suspended);
    }
    match (registrant.retired_at_ms, registrant.unbonded_at_ms) {
        (Some(at_ms), _) => Err(ContractError::Retired { at_ms }),
        (None, Some(until_ms)) => Err(ContractError::Unbonding { until_ms }),
        (None, None) => Ok(()),
    }
}

/// The key that holds the bond of a key's line, with what is known of it.
pub(crate) fn current_key(
    storage: &dyn Storage,
    role: &Role,
    pubkey: &[u8],
) -> Result<(Vec<u8>, Registrant), ContractError> {
    let registrant = load(storage, role, pubkey)?;
    match LINES.may_load(storage, registrant.line)? {
        Some(current) if *current != *pubkey => {
            let registrant = load(storage, role, &current)?;
            Ok((current.into(), registrant))
        }
        _ => Ok((pubkey.to_vec(), registrant)),
    }
}
