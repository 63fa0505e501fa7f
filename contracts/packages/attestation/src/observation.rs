//! Observations (rules OBS-1, OBS-2, OBS-7).

use crate::attestation::{attestation_id, check_attestation_signature, check_form};
use crate::canonical;
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::digest::{self, domain_digest, Digest};
use crate::edition::{domain, Edition};
use crate::limits;
use crate::order::strictly_increasing;
use crate::part::network_is_formed;
use crate::proto::{AttestationBody, Observation, ObservationBody};
use crate::signature::{check_signature, is_key, Verifier, SIGNATURE_BYTES};

/// An observation that is well formed, with the ids of its attestations worked out once.
#[derive(Clone, Debug, PartialEq)]
pub struct FormedObservation {
    pub body: ObservationBody,
    pub signature: Vec<u8>,
    /// Strictly increasing by notary.
    pub attestations: Vec<FormedAttestation>,
}

/// One attestation of an observation.
#[derive(Clone, Debug, PartialEq)]
pub struct FormedAttestation {
    pub body: AttestationBody,
    pub id: Digest,
    pub signature: Vec<u8>,
}

/// OBS-1: the digest that the observer signs.
pub fn observation_id(body: &ObservationBody) -> Digest {
    domain_digest(domain(body.version, digest::OBSERVATION), &canonical::encode(body))
}

/// Reads an observation strictly: ENC-2, then OBS-2.
pub fn read_observation(bytes: &[u8]) -> RuleResult<FormedObservation> {
    form(canonical::decode("observation", bytes, limits::OBSERVATION)?)
}

/// OBS-2, and ATT-2 for each attestation: the form of an observation, whatever it says.
pub fn form(observation: Observation) -> RuleResult<FormedObservation> {
    let Observation { body, attestations, signature } = observation;
    let body = body.ok_or_else(|| Rejection::new(Code::ObservationMalformed, "body: is missing"))?;
    let mut formed = Vec::with_capacity(attestations.len());
    for attestation in attestations {
        let body = check_form(&attestation)?.clone();
        formed.push(FormedAttestation { id: attestation_id(&body), body, signature: attestation.signature });
    }
    let observation = FormedObservation { body, signature, attestations: formed };
    check_parts(&observation)?;
    Ok(observation)
}

/// OBS-2 for an observation whose attestations are well formed.
pub(crate) fn check_parts(observation: &FormedObservation) -> RuleResult<()> {
    let FormedObservation { body, attestations, signature } = observation;
    let edition = Edition::of(body.version, Code::ObservationVersion)?;
    let same = attestations.iter().all(|attestation| attestation.body.version == body.version);
    ensure(same, Code::ObservationVersion, "version: an attestation is of another edition")?;
    formed(network_is_formed(body.network.as_ref()), "network: is incomplete")?;
    let named =
        if edition.is_second() { (body.feed_id == 0) != (body.group_id == 0) } else { body.group_id == 0 };
    formed(named, "feed_id: an observation is of one feed or of one group")?;
    formed(is_key(&body.observer), "observer: is no compressed key")?;
    formed(signature.len() == SIGNATURE_BYTES, "signature: is not 64 bytes long")?;
    let counted = (1..=limits::ATTESTATIONS_PER_OBSERVATION).contains(&attestations.len());
    formed(counted, "attestations: an observation has 1 to 8")?;
    let sorted = strictly_increasing(attestations.iter().map(|attestation| &attestation.body.notary));
    ensure(sorted, Code::ObservationOrder, "attestations: are not strictly increasing by notary")?;
    let named = body.attestation_ids.len() == attestations.len()
        && body.attestation_ids.iter().zip(attestations).all(|(id, attestation)| *id == attestation.id);
    ensure(named, Code::ObservationAttestationIds, "attestation_ids: are not those of the attestations")
}

/// OBS-7: the signatures of observer and notaries. The costliest check, so the last; it says nothing of what is signed.
pub fn check_signatures(verifier: &dyn Verifier, observation: &FormedObservation) -> RuleResult<()> {
    let FormedObservation { body, attestations, signature } = observation;
    check_signature(verifier, Code::ObservationSignature, &observation_id(body), signature, &body.observer)?;
    attestations.iter().try_for_each(|attestation| {
        check_attestation_signature(verifier, &attestation.body, &attestation.id, &attestation.signature)
    })
}

fn formed(holds: bool, detail: &str) -> RuleResult<()> {
    ensure(holds, Code::ObservationMalformed, detail)
}
