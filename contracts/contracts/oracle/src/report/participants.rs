//! Members of the feed that took part, and whether they are switched on (rules OBS-3 and OBS-5).

use cloudx3_attestation::observation::FormedObservation;
use cloudx3_attestation::{Code, Rejection};
use cosmwasm_std::{Empty, Storage};

use crate::activity::Activity;
use crate::error::ContractError;
use crate::event::hex;
use crate::feed::{bit, is_engaged};
use crate::record::{FeedMember, FeedRules, FeedState};
use crate::reward::Earners;
use crate::state::FEEDS_OF;

/// Indices of all that took part. The report is in order, so nobody is in it twice.
pub(super) fn find(
    storage: &dyn Storage,
    activity: &mut Activity,
    rules: &FeedRules,
    observations: &[FormedObservation],
) -> Result<Earners, ContractError> {
    let count = observations.len();
    let mut earners = Earners { operators: Vec::with_capacity(count), notaries: Vec::with_capacity(count) };
    for observation in observations {
        let (code, observer) = (Code::ObservationObserver, &observation.body.observer);
        earners.operators.push(member(storage, activity, &rules.operators, observer, code)?);
        for attestation in &observation.attestations {
            let (code, notary) = (Code::AttestationNotary, &attestation.body.notary);
            earners.notaries.push(member(storage, activity, &rules.notaries, notary, code)?);
        }
    }
    Ok(earners)
}

fn member(
    storage: &dyn Storage,
    activity: &mut Activity,
    members: &[FeedMember],
    key: &[u8],
    code: Code,
) -> Result<usize, ContractError> {
    let refuse = |problem: &str| Rejection::new(code, format!("{}: {problem}", hex(key)));
    let found = members.binary_search_by(|member| member.pubkey.as_slice().cmp(key));
    let index = found.map_err(|_| refuse("is not in the feed's set"))?;
    let seat = members.get(index).ok_or(ContractError::Record)?.seat;
    if !activity.is_active(storage, seat) {
        return Err(refuse("is switched off").into());
    }
    Ok(index)
}

/// Remembers the first time that a member reports to a feed. From then on its bond is bound to the feed; a stranger who merely names the
/// key in a feed binds nothing.
pub(super) fn engage(
    storage: &mut dyn Storage,
    feed_id: u32,
    rules: &FeedRules,
    state: &mut FeedState,
    earners: &Earners,
) -> Result<(), ContractError> {
    state.engaged_operators =
        engage_all(storage, feed_id, &rules.operators, state.engaged_operators, &earners.operators)?;
    state.engaged_notaries =
        engage_all(storage, feed_id, &rules.notaries, state.engaged_notaries, &earners.notaries)?;
    Ok(())
}

fn engage_all(
    storage: &mut dyn Storage,
    feed_id: u32,
    members: &[FeedMember],
    mut engaged: u32,
    indices: &[usize],
) -> Result<u32, ContractError> {
    for &index in indices {
        if !is_engaged(engaged, index) {
            let seat = members.get(index).ok_or(ContractError::Record)?.seat;
            FEEDS_OF.save(storage, (seat, feed_id), &Empty {})?;
            engaged |= bit(index);
        }
    }
    Ok(engaged)
}
