//! REP-12: an observation that a report left out is shown, and paid.

use cloudx3_attestation::feed::check_observation;
use cloudx3_attestation::observation::{check_signatures, read_observation, FormedObservation};
use cloudx3_chain::{no_funds, HostVerifier};
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response, Storage};

use super::{distinct, judge, participants, terms, Batch};
use crate::amount;
use crate::error::ContractError;
use crate::event;
use crate::record::{bit, load_value, save_value, FeedMember, FeedRecord, RoundValue, Terms};
use crate::reward::{self, Earners, Paid};

pub(crate) fn claim_omitted(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    observation: &Binary,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let observation = read_observation(observation)?;
    let (feed_id, round) = (observation.body.feed_id.max(observation.body.group_id), observation.body.round);
    let mut batch = Batch::new(env, deps.api);
    let mut record = FeedRecord::load(deps.storage, feed_id)?;
    let forgotten = || ContractError::OmittedRound { feed_id, round };
    let mut value = load_value(deps.storage, feed_id, round)?.ok_or_else(forgotten)?;
    let terms = record.terms_of(deps.storage, round)?.ok_or_else(forgotten)?;
    check_window(&record, &value, batch.now_ms)?;
    let (observer, notaries) = check(deps.storage, &mut batch, &record, &terms, (&observation, &value))?;
    check_signatures(&HostVerifier(deps.api), &observation)?;
    let paid = settle(&mut record, &mut value, &terms, (&observer, &notaries))?;
    record.state.set_absent(observer.slot, 0);
    record.lift_jail(observer.slot, round);
    save_value(deps.storage, feed_id, &value);
    record.save(deps.storage);
    batch.activity.remember(deps.storage);
    let key = &observation.body.observer;
    let event = event::omission_claimed(feed_id, round, key, paid.text(), paid.unpaid);
    Ok(Response::new().add_event(event))
}

/// Pays as the report would have. Where the escrow cannot pay the observer, it was there all the same, once, and is paid by showing it again.
fn settle(
    record: &mut FeedRecord,
    value: &mut RoundValue,
    terms: &Terms,
    (observer, notaries): (&FeedMember, &[FeedMember]),
) -> Result<Paid, ContractError> {
    let (own, reward) = (bit(observer.slot), amount::read(&terms.observer_reward)?);
    if amount::read(&record.state.escrow)? >= reward {
        value.observers |= own;
        let earners =
            Earners { transmitter: None, observers: vec![observer], notaries: notaries.iter().collect() };
        return reward::pay(terms, &mut record.state, &earners);
    }
    if value.shown & own != 0 {
        return Err(ContractError::OmittedUnfunded { feed_id: record.id });
    }
    value.shown |= own;
    Ok(Paid { unpaid: reward, ..Paid::default() })
}

fn check_window(record: &FeedRecord, value: &RoundValue, now_ms: u64) -> Result<(), ContractError> {
    let reported_ms = value.updated_at_ms;
    let until_ms = reported_ms.saturating_add(record.rules.claim_window_ms);
    if now_ms > until_ms {
        return Err(ContractError::OmittedWindow { reported_ms, until_ms });
    }
    Ok(())
}

/// Everything but the signatures: the observation is one that the report could have carried.
fn check(
    storage: &dyn Storage,
    batch: &mut Batch,
    record: &FeedRecord,
    terms: &Terms,
    (observation, value): (&FormedObservation, &RoundValue),
) -> Result<(FeedMember, Vec<FeedMember>), ContractError> {
    let rows = terms::rows(terms);
    let mut feed = terms::terms_of(record, terms, &rows, &batch.network, value.round)?;
    if feed.step_up.moved_more_than.is_some() && value.since_last > 0 {
        feed.latest = judge::latest(storage, record.id, value.round.saturating_sub(value.since_last))?;
    }
    check_observation(&feed, observation)?;
    let reported_ms = value.updated_at_ms;
    let times = observation.attestations.iter().map(|attestation| attestation.body.session_time_ms);
    if let Some(session_ms) = times.max().filter(|session_ms| *session_ms > reported_ms) {
        return Err(ContractError::OmittedLate { session_ms, reported_ms });
    }
    let activity = &mut batch.activity;
    let found = participants::find(storage, activity, record, observation, batch.now_ms)?;
    if value.observers & bit(found.observer.slot) != 0 {
        let observer = event::hex(&observation.body.observer);
        return Err(ContractError::OmittedCounted { observer, round: value.round });
    }
    distinct::check(&record.rules, observation, &found)?;
    Ok((found.observer.clone(), found.notaries.into_iter().cloned().collect()))
}
