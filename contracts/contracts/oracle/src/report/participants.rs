//! Members that took part, and whether they were on at the time of their sessions (rules REP-5, REG-3).

use cloudx3_attestation::observation::FormedObservation;
use cloudx3_attestation::{Code, Rejection};
use cosmwasm_std::Storage;

use crate::error::ContractError;
use crate::event::hex;
use crate::msg::Role;
use crate::record::{FeedMember, FeedRecord};
use crate::registry::Activity;

/// An observation's members.
pub(super) struct Participants<'a> {
    pub observer: &'a FeedMember,
    /// By key, as its attestations are.
    pub notaries: Vec<&'a FeedMember>,
}

/// REP-5: of an observation that the feed takes. Sessions are not later than this block.
pub(super) fn find<'a>(
    storage: &dyn Storage,
    activity: &mut Activity,
    record: &'a FeedRecord,
    observation: &FormedObservation,
    now_ms: u64,
) -> Result<Participants<'a>, ContractError> {
    let code = Code::ObservationObserver;
    let observer = member(record, &Role::Operator, &observation.body.observer, code)?;
    let mut notaries = Vec::with_capacity(observation.attestations.len());
    for attestation in &observation.attestations {
        let session_ms = attestation.body.session_time_ms;
        if session_ms > now_ms {
            return Err(ContractError::SessionTime { session_ms, now_ms });
        }
        require_on(storage, activity, observer, session_ms, code)?;
        let code = Code::AttestationNotary;
        let notary = member(record, &Role::Notary, &attestation.body.notary, code)?;
        require_on(storage, activity, notary, session_ms, code)?;
        notaries.push(notary);
    }
    Ok(Participants { observer, notaries })
}

fn member<'a>(
    record: &'a FeedRecord,
    role: &Role,
    key: &[u8],
    code: Code,
) -> Result<&'a FeedMember, ContractError> {
    let found = record.member(role, key);
    Ok(found.ok_or_else(|| Rejection::new(code, format!("{}: is no member of the feed", hex(key))))?)
}

fn require_on(
    storage: &dyn Storage,
    activity: &mut Activity,
    member: &FeedMember,
    session_ms: u64,
    code: Code,
) -> Result<(), ContractError> {
    if activity.was_active(storage, member.seat, session_ms)? {
        return Ok(());
    }
    let detail = format!("{}: was switched off at {session_ms}, the time of a session", hex(&member.pubkey));
    Err(Rejection::new(code, detail).into())
}
