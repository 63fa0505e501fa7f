//! ACC-4: a key that took the place of another takes its seat in a feed too.

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response};

use super::draft::Draft;
use super::seats;
use crate::error::ContractError;
use crate::event;
use crate::msg::Role;
use crate::record::{bit, load_pending};
use crate::registry;

pub(crate) fn move_seat(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
    (role, old, new): (&Role, &Binary, &Binary),
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let before = registry::own(deps.storage, info, role, old)?;
    let after = registry::own(deps.storage, info, role, new)?;
    if before.line != after.line || before.retired_at_ms.is_none() || old == new {
        return Err(ContractError::NoSuccessor { old: event::hex(old), new: event::hex(new) });
    }
    let mut draft = Draft::load(deps.storage, feed_id, now_ms(env))?;
    let next = draft.next_round();
    let pending = draft.record.state.pending_from.is_some();
    let members = draft.record.members_mut(role);
    let member = members.iter_mut().find(|member| member.pubkey == old.as_slice() && member.stays(next));
    let Some(member) = member else {
        return Err(ContractError::NotMember { feed_id, key: event::hex(old) });
    };
    let (slot, until, from_round) = (member.slot, member.until(), member.joined_from().max(next));
    member.leave(next);
    let absent = draft.record.state.absent(slot);
    let agreed = pending && agreed(deps.storage, feed_id, role, slot)?;
    for invited in draft.invited(role).iter_mut().filter(|invited| *invited == old) {
        *invited = new.clone();
    }
    draft.invited(role).sort_unstable();
    draft.invited(role).dedup();
    draft.info_rewritten = true;
    draft.events.push(event::member_leaves(feed_id, role, old, next, "moved"));
    seats::join(deps.storage, &mut draft, (role, new, &after), from_round, agreed)?;
    let members = draft.record.members_mut(role);
    let Some(member) = members.iter_mut().find(|member| member.pubkey == new.as_slice()) else {
        return Err(ContractError::Record);
    };
    // Who was leaving is leaving still, and who was missing was so.
    if let Some(until) = until {
        member.leave(until);
    }
    let slot = member.slot;
    if *role == Role::Operator {
        draft.record.state.set_absent(slot, absent);
    }
    Ok(Response::new().add_events(draft.save(deps.storage)?))
}

fn agreed(
    storage: &dyn cosmwasm_std::Storage,
    feed_id: u32,
    role: &Role,
    slot: u32,
) -> Result<bool, ContractError> {
    let pending = load_pending(storage, feed_id)?;
    let bits = match role {
        Role::Operator => pending.operators,
        Role::Notary => pending.notaries,
    };
    Ok(bits & bit(slot) != 0)
}
