//! CHG-3, SUB-2: a feed is closed with notice, never for a round that has begun, and opened for rounds to come.

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Storage};

use super::draft::Draft;
use super::invite::join_by_rule;
use super::subject::check;
use crate::error::ContractError;
use crate::event;
use crate::msg::Role;

pub(crate) fn set_active(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
    active: bool,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut draft = Draft::load(deps.storage, feed_id, now_ms(env))?;
    draft.require_admin(info)?;
    if active {
        check(deps.storage, deps.querier, &draft.info.spec)?;
        open(deps.storage, &mut draft)?;
    } else {
        close(&mut draft);
    }
    Ok(Response::new().add_events(draft.save(deps.storage)?))
}

/// SUB-2: anybody shows that a feed speaks of what is so no longer; it is closed with notice.
pub(crate) fn revisit(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut draft = Draft::load(deps.storage, feed_id, now_ms(env))?;
    let spec = &draft.info.spec;
    if spec.subject.is_empty() && spec.rows.iter().all(|row| row.subject.is_empty()) {
        return Err(ContractError::NoSubject { feed_id });
    }
    match check(deps.storage, deps.querier, spec) {
        Ok(()) => Err(ContractError::SubjectHolds { feed_id }),
        Err(ContractError::Subject { .. }) => {
            close(&mut draft);
            Ok(Response::new().add_events(draft.save(deps.storage)?))
        }
        Err(other) => Err(other),
    }
}

/// Closes after the notice, or when that was announced before.
fn close(draft: &mut Draft) {
    let after_notice = draft.record.rules.round_after_notice(draft.now_ms);
    let from_round = draft.record.state.closed_from.map_or(after_notice, |closed| closed.min(after_notice));
    draft.record.state.closed_from = Some(from_round);
    draft.events.push(event::feed_activity(draft.id(), false, from_round));
}

/// Takes the announcement back; a feed that is closed already is opened anew, and asks its members anew.
fn open(storage: &mut dyn Storage, draft: &mut Draft) -> Result<(), ContractError> {
    let next = draft.next_round();
    draft.events.push(event::feed_activity(draft.id(), true, next));
    let Some(closed_from) = draft.record.state.closed_from.take().filter(|closed| *closed <= next) else {
        return Ok(());
    };
    (draft.record.state.shut_from, draft.record.state.open_from) = (closed_from, next);
    for role in [Role::Operator, Role::Notary] {
        for member in draft.record.members_mut(&role) {
            if member.stays(closed_from) {
                member.leave(closed_from);
            }
        }
        for key in draft.invited(&role).clone() {
            join_by_rule(storage, draft, &role, &key, next)?;
        }
    }
    Ok(())
}
