//! Whether a report holds. Reads, and writes nothing.

use cloudx3_attestation::observation::{check_signatures, FormedObservation};
use cloudx3_attestation::proto::Report;
use cloudx3_attestation::report::{check_report, check_transmitter, Outcome};
use cloudx3_chain::HostVerifier;
use cosmwasm_std::Storage;

use super::{distinct, freshness, participants, terms, turn, Batch};
use crate::error::ContractError;
use crate::msg::Role;
use crate::record::{load_value, FeedRecord};

pub(super) enum Verdict {
    /// The feed goes without this report, and the rest of the batch goes on.
    Skip(&'static str),
    Good(Box<Judged>),
}

/// A report that holds.
pub(super) struct Judged {
    pub record: FeedRecord,
    /// Members that leave by the change of terms that begins with this round.
    pub left: Vec<(Role, Vec<u8>)>,
    pub observations: Vec<FormedObservation>,
    pub outcome: Outcome,
}

pub(super) fn judge(
    batch: &mut Batch,
    storage: &dyn Storage,
    report: &Report,
) -> Result<Verdict, ContractError> {
    let (id, round, now_ms) = (report.feed_id.max(report.group_id), report.round, batch.now_ms);
    let mut record = FeedRecord::load(storage, id)?;
    if let Some(reason) = freshness::late(&record, round, now_ms)? {
        return Ok(Verdict::Skip(reason));
    }
    let left = record.advance(storage, round)?;
    record.go_back(storage, round)?;
    let members = record.members_of(&Role::Operator, round);
    let quorum = record.rules.terms.quorum;
    if members.len() < usize::try_from(quorum).unwrap_or(usize::MAX) {
        return Err(ContractError::Members { round, members: members.len(), quorum });
    }
    turn::transmitter(&record, &members, report, now_ms)?;
    turn::check_gathered(&record, &members, report, now_ms)?;
    let rows = terms::rows(&record.rules.terms);
    let mut terms = terms::terms_of(&record, &record.rules.terms, &rows, &batch.network, round)?;
    // A wanted round is newer than every one that landed.
    if let (Some(_), Some(last)) = (terms.step_up.moved_more_than, record.state.last_round()) {
        terms.latest = latest(storage, id, last)?;
    }
    let (observations, outcome) = check_report(&terms, report)?;
    for observation in &observations {
        let activity = &mut batch.activity;
        let participants = participants::find(storage, activity, &record, observation, now_ms)?;
        distinct::check(&record.rules, observation, &participants)?;
    }
    let verifier = HostVerifier(batch.api);
    for observation in &observations {
        check_signatures(&verifier, observation)?;
    }
    check_transmitter(&verifier, report, &batch.network, &observations)?;
    Ok(Verdict::Good(Box::new(Judged { record, left, observations, outcome })))
}

/// OBS-9: the value of a feed of its own in this round.
pub(super) fn latest(storage: &dyn Storage, feed_id: u32, round: u64) -> Result<Option<i64>, ContractError> {
    let value = load_value(storage, feed_id, round)?;
    Ok(value.and_then(|value| value.rows.first().map(|row| row.value)))
}
