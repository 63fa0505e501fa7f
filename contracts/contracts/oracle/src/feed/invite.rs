//! ACC-1, ACC-3, CHG-2: a feed's admin invites and removes. An invitation engages nobody but those whose standing rule says so.

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response, Storage};

use super::draft::Draft;
use super::seats;
use super::spec::{check_invited, reward_of};
use crate::error::ContractError;
use crate::event;
use crate::msg::{FeedSpec, Role};
use crate::registry::{self, RuleCase};
use crate::state::FEED_COUNT;

pub(crate) fn invite(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
    (operators, notaries): (Vec<Binary>, Vec<Binary>),
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut draft = Draft::load(deps.storage, feed_id, now_ms(env))?;
    draft.require_admin(info)?;
    let invited = event::members_invited(feed_id, event::hex_list(&operators), event::hex_list(&notaries));
    draft.events.push(invited);
    for (role, keys) in [(Role::Operator, operators), (Role::Notary, notaries)] {
        for key in &keys {
            if !registry::load(deps.storage, &role, key)?.active {
                return Err(ContractError::MemberInactive { key: event::hex(key) });
            }
        }
        draft.invited(&role).extend(keys.iter().cloned());
        check_invited(&role, draft.invited(&role))?;
        let from_round = draft.next_round();
        for key in &keys {
            join_by_rule(deps.storage, &mut draft, &role, key, from_round)?;
        }
    }
    draft.info_rewritten = true;
    Ok(Response::new().add_events(draft.save(deps.storage)?))
}

/// ACC-3: makes an invited key a member where its standing rule lets the feed in. Whether it agreed to a pending change, its rule says too.
pub(super) fn join_by_rule(
    storage: &mut dyn Storage,
    draft: &mut Draft,
    role: &Role,
    key: &Binary,
    from_round: u64,
) -> Result<(), ContractError> {
    let found = draft.record.member(role, key).filter(|member| member.stays(from_round));
    // Who is leaving comes back only by its account's own word.
    if found.is_some_and(|member| member.until().is_some()) {
        return Ok(());
    }
    let registrant = registry::load(storage, role, key)?;
    let feeds = FEED_COUNT.may_load(storage, registrant.line)?.unwrap_or_default();
    let Some(rule) = registry::rule_of(storage, role, key)?.filter(|rule| feeds < rule.most_feeds) else {
        return Ok(());
    };
    let admin = draft.info.admin.to_string();
    let fits = |spec: &FeedSpec| {
        let operations = std::slice::from_ref(&spec.operation_id);
        registry::fits(&rule, &RuleCase { operations, admin: &admin, reward: reward_of(role, spec) })
    };
    if !fits(draft.spec_of(from_round)) {
        return Ok(());
    }
    let agreed = fits(draft.spec_of(u64::MAX));
    match seats::join(storage, draft, (role, key, &registrant), from_round, agreed) {
        // Who cannot join is invited all the same.
        Err(
            ContractError::MemberInactive { .. }
            | ContractError::AccountTwice { .. }
            | ContractError::NoGroup { .. }
            | ContractError::Jailed { .. }
            | ContractError::Full { .. },
        ) => Ok(()),
        joined => joined,
    }
}

pub(crate) fn remove(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
    (operators, notaries): (Vec<Binary>, Vec<Binary>),
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut draft = Draft::load(deps.storage, feed_id, now_ms(env))?;
    draft.require_admin(info)?;
    let until_round = draft.record.rules.round_after_notice(draft.now_ms);
    let next = draft.next_round();
    for (role, keys) in [(Role::Operator, operators), (Role::Notary, notaries)] {
        for key in &keys {
            if !draft.invited(&role).contains(key) {
                return Err(ContractError::NotInvited { feed_id, key: event::hex(key) });
            }
            draft.invited(&role).retain(|invited| invited != key);
            let members = draft.record.members_mut(&role);
            let member = members.iter_mut().find(|member| member.pubkey == key.as_slice());
            if let Some(member) = member.filter(|member| member.stays(next)) {
                member.leave(until_round);
            }
            draft.events.push(event::member_leaves(feed_id, &role, key, until_round, "removed"));
        }
    }
    draft.info_rewritten = true;
    Ok(Response::new().add_events(draft.save(deps.storage)?))
}
