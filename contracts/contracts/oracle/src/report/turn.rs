//! Whose turn it is to transmit (rules RND-2, REP-10).

use cloudx3_attestation::digest::{domain_digest, Digest};
use cloudx3_attestation::proto::Report;
use cloudx3_attestation::{Code, Rejection};

use crate::error::ContractError;
use crate::record::{FeedMember, FeedRecord};

const DOMAIN: &str = "cloudx3/transmitter-order/v1";

/// RND-2: members transmit in the order of these.
fn order_key(id: u32, round: u64, member: &[u8]) -> Digest {
    domain_digest(DOMAIN, &[&id.to_be_bytes()[..], &round.to_be_bytes(), member].concat())
}

/// REP-10: until the end of gathering a report has an observation of every member, so that whose turn it is first cannot choose between
/// those who read early.
pub(super) fn check_gathered(
    record: &FeedRecord,
    members: &[&FeedMember],
    report: &Report,
    now_ms: u64,
) -> Result<(), ContractError> {
    let until_ms = record.rules.clock().gathered(report.round);
    if now_ms < until_ms && report.observations.len() < members.len() {
        return Err(ContractError::Gathering { until_ms, now_ms });
    }
    Ok(())
}

/// REP-10: who signed the report, whose turn has begun. `None` where nobody did, after the last turn.
pub(super) fn transmitter<'a>(
    record: &FeedRecord,
    members: &[&'a FeedMember],
    report: &Report,
    now_ms: u64,
) -> Result<Option<&'a FeedMember>, ContractError> {
    let signed = !report.transmitter.is_empty();
    let found = members.iter().copied().find(|member| member.pubkey == report.transmitter);
    if signed && found.is_none() {
        let detail = "transmitter: is no member of the round";
        return Err(Rejection::new(Code::ReportTransmitter, detail).into());
    }
    let place = found.map_or(members.len(), |own| {
        let key = |member: &FeedMember| order_key(record.id, report.round, &member.pubkey);
        let own = key(own);
        members.iter().filter(|member| key(member) < own).count()
    });
    let from_ms = record.rules.clock().turn(report.round, place);
    if now_ms < from_ms {
        return Err(ContractError::Turn { from_ms, now_ms });
    }
    Ok(found)
}
