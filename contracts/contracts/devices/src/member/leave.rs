//! How a key stops to be a member (rule DEV-5): a lease's length later, so that nobody who acts meanwhile loses a notary.

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response, StdResult, Storage};

use super::{find, names, place, spans};
use crate::error::ContractError;
use crate::event;
use crate::msg::{Device, MemberKey, Role};
use crate::state::{ACCEPTANCES, CONFIG};

/// DEV-5: by the account that accepted, whatever the device, its owner or the oracle says.
pub(crate) fn leave(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    device: &str,
    key: &MemberKey,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let acceptance = find(deps.storage, key.role, &key.pubkey, device)?;
    let mut acceptance = acceptance.ok_or(ContractError::NotMember)?;
    if acceptance.account != info.sender {
        return Err(ContractError::Unauthorized { who: "the account that accepted" });
    }
    let until_ms = now_ms(env).saturating_add(CONFIG.load(deps.storage)?.lease_ms);
    if !spans::close(&mut acceptance.spans, until_ms) {
        return Err(ContractError::NotMember);
    }
    acceptance.left = true;
    ACCEPTANCES.save(deps.storage, (&place(key.role, &key.pubkey), device), &acceptance)?;
    Ok(Response::new().add_event(event::member_left(device, key, until_ms)))
}

/// DEV-4: those that the owner names no more.
pub(crate) fn remove_unnamed(
    storage: &mut dyn Storage,
    before: &Device,
    after: &Device,
    now_ms: u64,
    lease_ms: u64,
) -> StdResult<Vec<Event>> {
    let until_ms = now_ms.saturating_add(lease_ms);
    let mut events = vec![];
    for (role, keys) in [(Role::Operator, &before.operators), (Role::Notary, &before.notaries)] {
        for pubkey in keys.iter().filter(|key| !names(after, role, key)) {
            let key = MemberKey { role, pubkey: pubkey.clone() };
            if remove(storage, &after.id, &key, until_ms)? {
                events.push(event::member_left(&after.id, &key, until_ms));
            }
        }
    }
    Ok(events)
}

/// False where the key was no member.
fn remove(storage: &mut dyn Storage, device: &str, key: &MemberKey, until_ms: u64) -> StdResult<bool> {
    let Some(mut acceptance) = find(storage, key.role, &key.pubkey, device)? else { return Ok(false) };
    let closed = spans::close(&mut acceptance.spans, until_ms);
    if closed {
        ACCEPTANCES.save(storage, (&place(key.role, &key.pubkey), device), &acceptance)?;
    }
    Ok(closed)
}
