//! EVD-1: what is an offence. Whoever is accused has signed all of it.

use super::{Accused, Evidence, Offence, Published};
use crate::attestation::{
    attestation_id, check_against_operation, check_attestation_signature, read_attestation,
};
use crate::canonical;
use crate::code::{ensure, Code, RuleResult};
use crate::digest::{self, domain_digest};
use crate::limits;
use crate::observation::{check_signatures, observation_id, read_observation};
use crate::proto::context::Purpose;
use crate::proto::{AttestationBody, Network, Observation, ObservationBody};
use crate::signature::{check_signature, Verifier};

/// How long after its retirement a key may still be at work, for its owner cannot know the very block.
const GRACE_MS: u64 = 120_000;

/// Whether evidence shows an offence on this network.
pub fn judge<P: Published>(
    verifier: &dyn Verifier,
    network: &Network,
    published: &P,
    evidence: &Evidence,
) -> Result<Offence, P::Error> {
    let court = Court { verifier, network };
    match *evidence {
        Evidence::Observations { first, second } => Ok(court.two_observations(first, second)?),
        Evidence::Attestations { first, second } => Ok(court.two_attestations(first, second)?),
        Evidence::Attestation { attestation } => court.outside_operation(published, attestation),
        Evidence::RetiredNotary { attestation } => court.retired_notary(published, attestation),
        Evidence::RetiredOperator { observation } => court.retired_operator(published, observation),
    }
}

struct Court<'a> {
    verifier: &'a dyn Verifier,
    network: &'a Network,
}

impl Court<'_> {
    fn two_observations(&self, first: &[u8], second: &[u8]) -> RuleResult<Offence> {
        let (first, second) = (self.observation(first)?, self.observation(second)?);
        let of = |body: &ObservationBody| (body.observer.clone(), body.feed_id, body.group_id, body.round);
        holds(
            of(&first) == of(&second),
            "the observations are not of one observer for one round of one feed",
        )?;
        holds(observation_id(&first) != observation_id(&second), "both are the same observation")?;
        let ObservationBody { observer, feed_id, group_id, round, .. } = first;
        let what = [&feed_id.to_be_bytes()[..], &group_id.to_be_bytes(), &round.to_be_bytes()].concat();
        let feed_id = feed_id.max(group_id);
        Ok(offence("observations", Accused::Operator, observer, &what, Some(feed_id)))
    }

    fn two_attestations(&self, first: &[u8], second: &[u8]) -> RuleResult<Offence> {
        let (first, second) = (self.attestation(first)?, self.attestation(second)?);
        let same = first.notary == second.notary && first.session_id == second.session_id;
        holds(same, "the attestations are not of one session of one notary")?;
        holds(attestation_id(&first) != attestation_id(&second), "both are the same attestation")?;
        let feed_id = feed_of(&first).or(feed_of(&second));
        Ok(offence("attestations", Accused::Notary, first.notary, &first.session_id, feed_id))
    }

    fn outside_operation<P: Published>(&self, published: &P, bytes: &[u8]) -> Result<Offence, P::Error> {
        let body = self.attestation(bytes)?;
        let operation = published.operation(&body.operation_id)?;
        let id = body.operation_id.as_slice().try_into().unwrap_or_default();
        let breaks = check_against_operation(&body, &operation, &id).is_err();
        holds(breaks, "the attestation keeps to its operation")?;
        Ok(of_attestation("attestation", body))
    }

    fn retired_notary<P: Published>(&self, published: &P, bytes: &[u8]) -> Result<Offence, P::Error> {
        let body = self.attestation(bytes)?;
        let retired_ms = published.retired_at_ms(Accused::Notary, &body.notary)?;
        check_retired(retired_ms, Some(body.session_time_ms))?;
        Ok(of_attestation("retired_notary", body))
    }

    fn retired_operator<P: Published>(&self, published: &P, bytes: &[u8]) -> Result<Offence, P::Error> {
        let observation = read_observation(bytes)?;
        self.check_place(observation.body.version, observation.body.network.as_ref())?;
        check_signatures(self.verifier, &observation)?;
        let sessions = observation.attestations.iter().map(|own| own.body.session_time_ms);
        let body = observation.body;
        let retired_ms = published.retired_at_ms(Accused::Operator, &body.observer)?;
        check_retired(retired_ms, sessions.min())?;
        let (id, feed_id) = (observation_id(&body), body.feed_id.max(body.group_id));
        Ok(offence("retired_operator", Accused::Operator, body.observer, &id, Some(feed_id)))
    }

    /// A signed body; what it names may be left out.
    fn observation(&self, bytes: &[u8]) -> RuleResult<ObservationBody> {
        let message: Observation = canonical::decode("observation", bytes, limits::OBSERVATION)?;
        let body = message.body.unwrap_or_default();
        self.check_place(body.version, body.network.as_ref())?;
        let (code, id) = (Code::ObservationSignature, observation_id(&body));
        check_signature(self.verifier, code, &id, &message.signature, &body.observer)?;
        Ok(body)
    }

    fn attestation(&self, bytes: &[u8]) -> RuleResult<AttestationBody> {
        let (body, signature) = read_attestation(bytes)?;
        self.check_place(body.version, body.network.as_ref())?;
        let id = attestation_id(&body);
        check_attestation_signature(self.verifier, &body, &id, &signature)?;
        Ok(body)
    }

    /// What was signed for another chain or contract, or under the first edition's rules, is judged by nobody here.
    fn check_place(&self, version: u32, network: Option<&Network>) -> RuleResult<()> {
        holds(version == 2, "it is not of the second edition")?;
        holds(network == Some(self.network), "it is of another chain or contract")
    }
}

fn check_retired(retired_ms: Option<u64>, session_ms: Option<u64>) -> RuleResult<()> {
    let after = retired_ms.zip(session_ms).is_some_and(|(retired, at)| at > retired.saturating_add(GRACE_MS));
    holds(after, "the key was not retired two minutes before the session")
}

fn feed_of(body: &AttestationBody) -> Option<u32> {
    match body.context.as_ref()?.purpose.as_ref()? {
        Purpose::Round(round) => Some(round.feed_id),
        Purpose::GroupRound(round) => Some(round.group_id),
        _ => None,
    }
}

/// What one attestation alone shows.
fn of_attestation(kind: &'static str, body: AttestationBody) -> Offence {
    let (id, feed_id) = (attestation_id(&body), feed_of(&body));
    offence(kind, Accused::Notary, body.notary, &id, feed_id)
}

fn offence(
    kind: &'static str,
    accused: Accused,
    pubkey: Vec<u8>,
    what: &[u8],
    feed_id: Option<u32>,
) -> Offence {
    let id = domain_digest(digest::OFFENCE, &[kind.as_bytes(), &[0], &pubkey, what].concat());
    Offence { kind, accused, pubkey, id, feed_id }
}

fn holds(holds: bool, problem: &str) -> RuleResult<()> {
    ensure(holds, Code::EvidenceNone, problem)
}
