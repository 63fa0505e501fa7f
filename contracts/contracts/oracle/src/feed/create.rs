//! ACC-1, GRP-3: a feed is made, and whom it names is invited.

use cloudx3_attestation::order::has_duplicate;
use cloudx3_chain::{now_ms, payment};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Storage};

use super::draft::Draft;
use super::{escrow, invite, spec, subject, terms};
use crate::error::ContractError;
use crate::event;
use crate::msg::{FeedSpec, Role};
use crate::record::FeedRecord;
use crate::registry;
use crate::state::{FeedInfo, CONFIG, GROUP_OF, NEXT_FEED};

pub(crate) fn create(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    spec: FeedSpec,
) -> Result<Response, ContractError> {
    let funds = payment(info, &CONFIG.load(deps.storage)?.denom)?;
    let now_ms = now_ms(env);
    let spec = spec::normalise(spec, now_ms)?;
    let rules = terms::rules(deps.storage, &spec)?;
    check_invited(deps.storage, &spec)?;
    subject::check(deps.storage, deps.querier, &spec)?;
    let feed_id = take_ids(deps.storage, spec.rows.len())?;
    let events = vec![
        event::feed_created(feed_id, &spec.label, spec.rows.len()),
        event::members_invited(feed_id, event::hex_list(&spec.operators), event::hex_list(&spec.notaries)),
    ];
    let record = FeedRecord::new(feed_id, rules);
    let info_of_feed = FeedInfo { admin: info.sender.clone(), spec, pending: None };
    let mut draft = Draft { record, info: info_of_feed, info_rewritten: true, now_ms, events };
    for role in [Role::Operator, Role::Notary] {
        let from_round = draft.next_round();
        for key in draft.invited(&role).clone() {
            invite::join_by_rule(deps.storage, &mut draft, &role, &key, from_round)?;
        }
    }
    if !funds.is_zero() {
        escrow::add(deps.storage, &mut draft.record, &info.sender, funds)?;
    }
    Ok(Response::new().add_events(draft.save(deps.storage)?))
}

/// A feed takes one id, a group one more for each of its rows.
fn take_ids(storage: &mut dyn Storage, rows: usize) -> Result<u32, ContractError> {
    let feed_id = NEXT_FEED.may_load(storage)?.unwrap_or(1);
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    let next = feed_id.checked_add(rows).and_then(|last| last.checked_add(1));
    NEXT_FEED.save(storage, &next.ok_or(ContractError::Overflow)?)?;
    for row in 1..=rows {
        GROUP_OF.save(storage, feed_id.saturating_add(row), &feed_id)?;
    }
    Ok(feed_id)
}

/// Whoever is invited is registered and on, and no account is invited twice.
fn check_invited(storage: &dyn Storage, spec: &FeedSpec) -> Result<(), ContractError> {
    let mut accounts = Vec::with_capacity(spec.operators.len().saturating_add(spec.notaries.len()));
    for (role, keys) in [(Role::Operator, &spec.operators), (Role::Notary, &spec.notaries)] {
        for key in keys {
            let registrant = registry::load(storage, &role, key)?;
            if !registrant.active {
                return Err(ContractError::MemberInactive { key: event::hex(key) });
            }
            accounts.push(registrant.account);
        }
    }
    if has_duplicate(&accounts) {
        accounts.sort_unstable();
        let mut pairs = accounts.iter().zip(accounts.iter().skip(1));
        let twice = pairs.find(|(a, b)| a == b).map(|(account, _)| account.to_string());
        return Err(ContractError::AccountTwice { account: twice.unwrap_or_default() });
    }
    Ok(())
}
