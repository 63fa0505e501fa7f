//! REP-9: a feed may ask that what an observation rests on is not one party's, nor seen from one place.

use std::net::IpAddr;

use cloudx3_attestation::observation::FormedObservation;
use cloudx3_attestation::order::has_duplicate;

use super::participants::Participants;
use crate::error::ContractError;
use crate::event::hex;
use crate::record::FeedRules;

/// Bytes of an address that name its network: a /24 of IPv4, a /48 of IPv6.
const V4_NETWORK: usize = 3;
const V6_NETWORK: usize = 6;

pub(super) fn check(
    rules: &FeedRules,
    observation: &FormedObservation,
    participants: &Participants,
) -> Result<(), ContractError> {
    let observer = || hex(&observation.body.observer);
    if rules.distinct_groups {
        let notaries = participants.notaries.iter().map(|notary| notary.group.as_str());
        if has_duplicate(notaries.chain(std::iter::once(participants.observer.group.as_str()))) {
            return Err(ContractError::Groups { observer: observer() });
        }
    }
    if rules.distinct_networks && has_duplicate(networks(observation)) {
        return Err(ContractError::Networks { observer: observer() });
    }
    Ok(())
}

/// Of the server as each notary saw it; a mode without a path says nothing.
fn networks(observation: &FormedObservation) -> Vec<Vec<u8>> {
    let paths = observation.attestations.iter().filter_map(|attestation| attestation.body.path.as_ref());
    paths.filter_map(|path| network(&path.resolved_address)).collect()
}

fn network(address: &str) -> Option<Vec<u8>> {
    Some(match address.parse().ok()? {
        IpAddr::V4(address) => address.octets().into_iter().take(V4_NETWORK).collect(),
        IpAddr::V6(address) => address.octets().into_iter().take(V6_NETWORK).collect(),
    })
}
