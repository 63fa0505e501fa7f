//! ACC-1, ACC-2: an account accepts, declines, or leaves.

use cloudx3_attestation::{Code, Rejection};
use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response};

use super::digest::terms_text;
use super::draft::Draft;
use super::seats;
use crate::error::ContractError;
use crate::event;
use crate::msg::Role;
use crate::registry;

pub(crate) fn accept(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
    (role, pubkey): (&Role, &Binary),
    terms: &[u8],
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let registrant = registry::own(deps.storage, info, role, pubkey)?;
    let mut draft = Draft::load(deps.storage, feed_id, now_ms(env))?;
    if !draft.invited(role).contains(pubkey) {
        return Err(ContractError::NotInvited { feed_id, key: event::hex(pubkey) });
    }
    let next = draft.next_round();
    if let Some(from_round) = draft.record.state.closed_from.filter(|closed| *closed <= next) {
        return Err(ContractError::Closed { feed_id, from_round });
    }
    let (admin, id) = (draft.info.admin.to_string(), draft.id());
    let pending = draft.info.pending.as_ref().map(|pending| pending.from_round);
    let (_, expected) = terms_text(id, &admin, draft.spec_of(next))?;
    let later = pending.filter(|from| *from > next);
    let agrees_later = match later {
        Some(from) => terms_text(id, &admin, draft.spec_of(from))?.1 == terms,
        None => false,
    };
    if terms != expected && !agrees_later {
        let expected = event::hex(&expected);
        return Err(Rejection::new(Code::FeedTerms, format!("the feed's have the digest {expected}")).into());
    }
    let agreed = agrees_later || later.is_none();
    let member = draft.record.member(role, pubkey);
    match (agrees_later, later, member.filter(|member| later.is_some_and(|from| member.stays(from)))) {
        (true, Some(_), Some(member)) => {
            seats::agree(deps.storage, id, role, member.slot, true)?;
            draft.events.push(event::member_agreed(id, role, pubkey));
        }
        _ => {
            let from_round = if agrees_later { later.unwrap_or(next) } else { next };
            seats::join(deps.storage, &mut draft, (role, pubkey, &registrant), from_round, agreed)?;
        }
    }
    Ok(Response::new().add_events(draft.save(deps.storage)?))
}

pub(crate) fn decline(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
    (role, pubkey): (&Role, &Binary),
) -> Result<Response, ContractError> {
    no_funds(info)?;
    registry::own(deps.storage, info, role, pubkey)?;
    let mut draft = Draft::load(deps.storage, feed_id, now_ms(env))?;
    let key = event::hex(pubkey);
    let next = draft.next_round();
    if draft.record.member(role, pubkey).is_some_and(|member| member.stays(next)) {
        return Err(ContractError::IsMember { feed_id, key });
    }
    if !draft.invited(role).contains(pubkey) {
        return Err(ContractError::NotInvited { feed_id, key });
    }
    draft.invited(role).retain(|invited| invited != pubkey);
    draft.info_rewritten = true;
    draft.events.push(event::member_declined(feed_id, role, pubkey));
    Ok(Response::new().add_events(draft.save(deps.storage)?))
}

pub(crate) fn leave(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
    (role, pubkey): (&Role, &Binary),
) -> Result<Response, ContractError> {
    no_funds(info)?;
    registry::own(deps.storage, info, role, pubkey)?;
    let mut draft = Draft::load(deps.storage, feed_id, now_ms(env))?;
    let until_round = draft.record.rules.round_after_notice(draft.now_ms);
    let next = draft.next_round();
    let members = draft.record.members_mut(role);
    let member = members.iter_mut().find(|member| member.pubkey == pubkey.as_slice() && member.stays(next));
    let member = member.ok_or_else(|| ContractError::NotMember { feed_id, key: event::hex(pubkey) })?;
    member.leave(until_round);
    // A standing rule takes no leave back: another invitation is needed for that.
    if registry::rule_of(deps.storage, role, pubkey)?.is_some() {
        draft.invited(role).retain(|invited| invited != pubkey);
        draft.info_rewritten = true;
    }
    draft.events.push(event::member_leaves(feed_id, role, pubkey, until_round, "left"));
    Ok(Response::new().add_events(draft.save(deps.storage)?))
}
