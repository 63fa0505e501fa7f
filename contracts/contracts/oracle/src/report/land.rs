//! What a report that holds changes.

use cloudx3_attestation::proto::Report;
use cosmwasm_std::{Event, Storage};

use super::judge::Judged;
use super::{absence, outcome, Batch};
use crate::error::ContractError;
use crate::event;
use crate::msg::Role;
use crate::record::{bit, save_value, FeedMember, FeedRecord};
use crate::reward::{self, Earners, Paid};

pub(super) fn land(
    batch: &Batch,
    storage: &mut dyn Storage,
    judged: Judged,
    report: &Report,
) -> Result<Vec<Event>, ContractError> {
    let Judged { mut record, left, observations, outcome } = judged;
    let round = report.round;
    let transmitter = record.member(&Role::Operator, &report.transmitter).cloned();
    let observers = members(&record, &Role::Operator, observations.iter().map(|o| &o.body.observer))?;
    let attestations = observations.iter().flat_map(|observation| &observation.attestations);
    let mut notaries = members(&record, &Role::Notary, attestations.map(|a| &a.body.notary))?;
    notaries.sort_by(|a, b| a.pubkey.cmp(&b.pubkey));
    let paid = pay(&mut record, transmitter.as_ref(), &observers, &notaries)?;
    let present = observers.iter().fold(0, |bits, member| bits | bit(member.slot));
    let jailed = absence::count(&mut record, round, present);
    let account = transmitter.map(|member| member.account).unwrap_or_default();
    let value = outcome::value(batch, &record, round, &outcome, (present, account));
    let mut events = outcome::events(&record, &observations, &value, &paid);
    let id = record.id;
    let leaves = left.iter().map(|(role, key)| event::member_leaves(id, role, key, round, "terms"));
    events.extend(leaves);
    let next = round.checked_add(1).ok_or(ContractError::Overflow)?;
    events.extend(jailed.iter().map(|key| event::member_jailed(id, key, next)));
    record.state.next_round = next;
    save_value(storage, id, &value);
    record.save(storage);
    Ok(events)
}

fn members<'a>(
    record: &FeedRecord,
    role: &Role,
    keys: impl Iterator<Item = &'a Vec<u8>>,
) -> Result<Vec<FeedMember>, ContractError> {
    keys.map(|key| record.member(role, key).cloned().ok_or(ContractError::Record)).collect()
}

fn pay(
    record: &mut FeedRecord,
    transmitter: Option<&FeedMember>,
    observers: &[FeedMember],
    notaries: &[FeedMember],
) -> Result<Paid, ContractError> {
    let earners =
        Earners { transmitter, observers: observers.iter().collect(), notaries: notaries.iter().collect() };
    reward::pay(&record.rules.terms, &mut record.state, &earners)
}
