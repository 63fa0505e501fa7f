//! CHG-1: other terms, announced, for rounds that have not begun. Who does not agree is out when they begin.

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::draft::Draft;
use super::spec::{normalise, reward_of};
use super::{invite, subject, terms};
use crate::error::ContractError;
use crate::event;
use crate::msg::{FeedChange, FeedSpec, Role};
use crate::record::{bit, save_pending, PendingTerms};
use crate::registry::{self, RuleCase};
use crate::state::PendingSpec;

pub(crate) fn change(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
    change: FeedChange,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut draft = Draft::load(deps.storage, feed_id, now_ms(env))?;
    draft.require_admin(info)?;
    if let Some(from_round) = draft.record.state.pending_from {
        return Err(ContractError::ChangePending { from_round });
    }
    let spec = normalise(changed(draft.info.spec.clone(), change), draft.now_ms)?;
    let from_round = draft.record.rules.round_of_change(draft.now_ms);
    let terms = terms::terms(deps.storage, &spec, from_round)?;
    subject::check(deps.storage, deps.querier, &spec)?;
    let mut pending = PendingTerms { terms, ..Default::default() };
    for role in [Role::Operator, Role::Notary] {
        let bits = agreed_by_rule(&deps, &draft, &role, &spec, from_round)?;
        match role {
            Role::Operator => pending.operators = bits,
            Role::Notary => pending.notaries = bits,
        }
    }
    save_pending(deps.storage, feed_id, &pending);
    draft.record.state.pending_from = Some(from_round);
    draft.info.pending = Some(PendingSpec { from_round, spec });
    draft.info_rewritten = true;
    draft.events.push(event::feed_changing(feed_id, from_round));
    for role in [Role::Operator, Role::Notary] {
        for key in draft.invited(&role).clone() {
            if !draft.record.member(&role, &key).is_some_and(|member| member.stays(from_round)) {
                invite::join_by_rule(deps.storage, &mut draft, &role, &key, from_round)?;
            }
        }
    }
    Ok(Response::new().add_events(draft.save(deps.storage)?))
}

/// Slots of members whose standing rule lets the new terms in.
fn agreed_by_rule(
    deps: &DepsMut,
    draft: &Draft,
    role: &Role,
    spec: &FeedSpec,
    from_round: u64,
) -> Result<u64, ContractError> {
    let admin = draft.info.admin.to_string();
    let operations = std::slice::from_ref(&spec.operation_id);
    let case = RuleCase { operations, admin: &admin, reward: reward_of(role, spec) };
    let mut bits = 0;
    for member in draft.record.members(role).iter().filter(|member| member.stays(from_round)) {
        let rule = registry::rule_of(deps.storage, role, &member.pubkey)?;
        if rule.is_some_and(|rule| registry::fits(&rule, &case)) {
            bits |= bit(member.slot);
        }
    }
    Ok(bits)
}

fn changed(spec: FeedSpec, change: FeedChange) -> FeedSpec {
    let FeedChange {
        operation_id,
        params,
        quorum,
        modes,
        step_up,
        max_age_ms,
        max_observed_age_ms,
        observer_reward,
        notary_reward,
        transmitter_reward,
    } = change;
    FeedSpec {
        operation_id,
        params,
        quorum,
        modes,
        step_up,
        max_age_ms,
        max_observed_age_ms,
        observer_reward,
        notary_reward,
        transmitter_reward,
        ..spec
    }
}
