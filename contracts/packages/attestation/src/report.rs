//! Reports (rules REP-1, REP-2, REP-3, REP-5, REP-7): what observations share stands once, and the signed bodies are rebuilt from it.

use std::collections::BTreeSet;

use crate::aggregate::{aggregate, Aggregate};
use crate::attestation::{
    attestation_id, check_form, params_are_formed, reading_kinds_are_formed, subject_is_formed,
};
use crate::canonical;
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::feed::{check_observation, FeedTerms};
use crate::limits;
use crate::mode::PerMode;
use crate::observation::{check_parts, FormedAttestation, FormedObservation};
use crate::order::{has_duplicate, strictly_increasing};
use crate::proto::context::Purpose;
use crate::proto::{
    Attestation, AttestationBody, Context, Mode, Network, ObservationBody, Reading, Report,
    ReportedAttestation, ReportedObservation, RoundContext,
};

/// What a report comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Mantissas at the feed's decimals.
    pub aggregate: Aggregate,
    pub observations: u32,
    /// Different ones.
    pub notaries: u32,
    /// Attestations by mode.
    pub modes: PerMode<u32>,
    pub custom_ca: bool,
    /// Median over all attestations; of an even number the lower of the middle two, so that it is the time of a session.
    pub session_time_ms: u64,
}

/// Reads a report strictly: ENC-2, then the form of what its observations share.
pub fn read_report(bytes: &[u8]) -> RuleResult<Report> {
    let report = canonical::decode("report", bytes, limits::REPORT)?;
    check_shape(&report)?;
    Ok(report)
}

fn check_shape(report: &Report) -> RuleResult<()> {
    ensure(report.version == 1, Code::ReportVersion, "version: is not 1")?;
    formed(report.operation_id.len() == 32, "operation_id: has not 32 bytes")?;
    formed(params_are_formed(&report.params), "params: are not of the form of ATT-2")?;
    formed(subject_is_formed(&report.subject), "subject: is not of the form of ATT-2")?;
    let kinds = report.readings.iter().map(|reading| (reading.name.as_str(), reading.unit.as_str()));
    formed(reading_kinds_are_formed(kinds), "readings: are not of the form of ATT-2")?;
    check_paths(report)
}

/// REP-7. The form of each path is checked with the bodies that have it (ATT-2).
fn check_paths(report: &Report) -> RuleResult<()> {
    let sorted = strictly_increasing(report.paths.iter().map(canonical::encode));
    ensure(sorted, Code::ReportPaths, "paths: are not strictly increasing")?;
    let mut unnamed = vec![true; report.paths.len()];
    for own in report.observations.iter().flat_map(|observation| &observation.attestations) {
        if let Some(index) = path_index(own) {
            let entry = unnamed.get_mut(index);
            *entry.ok_or_else(|| {
                Rejection::new(Code::ReportPaths, "paths: one is named that is not there")
            })? = false;
        }
    }
    ensure(!unnamed.contains(&true), Code::ReportPaths, "paths: one is not named")
}

/// REP-7: positions are counted from 1; 0 is none.
fn path_index(own: &ReportedAttestation) -> Option<usize> {
    own.path.checked_sub(1).map(|index| usize::try_from(index).unwrap_or(usize::MAX))
}

/// REP-1, REP-2, REP-3, and of REP-5 all but the signatures. Gives the observations as they were signed, and what they come to. Which
/// rounds are still wanted (REP-4) and whether members are switched on is for the caller to say.
pub fn check_report(terms: &FeedTerms, report: &Report) -> RuleResult<(Vec<FormedObservation>, Outcome)> {
    check_shared(terms, report)?;
    check_order(terms, report)?;
    let observations = expand(report, terms.network)?;
    let mut values = Vec::with_capacity(observations.len());
    for observation in &observations {
        values.push(check_observation(terms, observation)?);
    }
    let aggregate = aggregate(&values, terms.decimals)?;
    let aggregate =
        aggregate.ok_or_else(|| Rejection::new(Code::ReportQuorum, "observations: there are none"))?;
    let outcome = outcome(&observations, aggregate);
    Ok((observations, outcome))
}

/// REP-2: what all observations share is the feed's.
fn check_shared(terms: &FeedTerms, report: &Report) -> RuleResult<()> {
    ensure(report.feed_id == terms.feed_id, Code::ReportFeed, "feed_id: is another feed's")?;
    let operation = report.operation_id == terms.operation_id;
    ensure(operation, Code::ReportOperation, "operation_id: is not the feed's")?;
    ensure(report.params == terms.params, Code::ReportParams, "params: are not the feed's")?;
    ensure(report.subject == terms.subject, Code::ReportSubject, "subject: is not the feed's")?;
    let present = report.readings.iter().any(|kind| kind.name == terms.reading && kind.unit == terms.unit);
    ensure(present, Code::ReportReadings, "readings: the feed's is not there")
}

/// REP-3: strictly increasing by observer, at least the quorum, at most the feed's members, and no session twice.
fn check_order(terms: &FeedTerms, report: &Report) -> RuleResult<()> {
    let count = report.observations.len();
    // An empty report has no median, whatever a feed calls its quorum.
    let quorum = terms.quorum.max(1);
    if count < usize::try_from(quorum).unwrap_or(usize::MAX) {
        return Err(Rejection::new(Code::ReportQuorum, format!("{count} observations, {quorum} are needed")));
    }
    let few = count <= terms.operators.len() && count <= limits::OBSERVATIONS_PER_REPORT;
    ensure(few, Code::ReportTooMany, "observations: more than the feed has operators")?;
    let sorted = strictly_increasing(report.observations.iter().map(|observation| &observation.observer));
    ensure(sorted, Code::ReportOrder, "observations: are not strictly increasing by observer")?;
    // Bounded before sessions are compared; the form of the rest is checked when it is rebuilt.
    let bounded = |observation: &ReportedObservation| {
        observation.attestations.len() <= limits::ATTESTATIONS_PER_OBSERVATION
    };
    let counted = report.observations.iter().all(bounded);
    ensure(counted, Code::ObservationMalformed, "attestations: an observation has 1 to 8")?;
    let attestations = report.observations.iter().flat_map(|observation| &observation.attestations);
    let reused = has_duplicate(attestations.map(|attestation| &attestation.session_id));
    ensure(!reused, Code::ReportSessionReused, "observations: two attestations are of one session")
}

/// REP-1: rebuilds the signed bodies under a network, with OBS-2 and ATT-2 for each. What comes out is what was signed only if the
/// signatures say so.
pub fn expand(report: &Report, network: &Network) -> RuleResult<Vec<FormedObservation>> {
    report.observations.iter().map(|observation| expand_observation(report, network, observation)).collect()
}

fn expand_observation(
    report: &Report,
    network: &Network,
    observation: &ReportedObservation,
) -> RuleResult<FormedObservation> {
    let mut attestations = Vec::with_capacity(observation.attestations.len());
    for own in &observation.attestations {
        let valued = own.values.len() == report.readings.len();
        ensure(valued, Code::ReportReadings, "values: are not one for each reading")?;
        let body = attestation_body(report, network, &observation.observer, own);
        let attestation = Attestation { body: Some(body), signature: own.signature.clone() };
        let id = attestation_id(check_form(&attestation)?);
        let Attestation { body, signature } = attestation;
        attestations.push(FormedAttestation { body: body.unwrap_or_default(), id, signature });
    }
    let body = ObservationBody {
        version: 1,
        network: Some(network.clone()),
        feed_id: report.feed_id,
        round: report.round,
        observer: observation.observer.clone(),
        attestation_ids: attestations.iter().map(|attestation| attestation.id.to_vec()).collect(),
    };
    let formed = FormedObservation { body, signature: observation.signature.clone(), attestations };
    check_parts(&formed)?;
    Ok(formed)
}

fn attestation_body(
    report: &Report,
    network: &Network,
    observer: &[u8],
    own: &ReportedAttestation,
) -> AttestationBody {
    let readings = report.readings.iter().zip(&own.values).map(|(kind, value)| Reading {
        name: kind.name.clone(),
        value: Some(*value),
        unit: kind.unit.clone(),
    });
    let round = RoundContext { feed_id: report.feed_id, round: report.round };
    AttestationBody {
        version: 1,
        network: Some(network.clone()),
        notary: own.notary.clone(),
        mode: own.mode,
        operation_id: report.operation_id.clone(),
        params: report.params.clone(),
        subject: report.subject.clone(),
        context: Some(Context { purpose: Some(Purpose::Round(round)) }),
        prover: observer.to_vec(),
        session_id: own.session_id.clone(),
        session_time_ms: own.session_time_ms,
        observed_at_ms: own.observed_at_ms,
        readings: readings.collect(),
        transcript_commitment: own.transcript_commitment.clone(),
        path: path_index(own).and_then(|index| report.paths.get(index)).cloned(),
        custom_ca: own.custom_ca,
    }
}

fn outcome(observations: &[FormedObservation], aggregate: Aggregate) -> Outcome {
    let attestations = || observations.iter().flat_map(|observation| &observation.attestations);
    let of_mode = |mode: Mode| attestations().filter(|attestation| attestation.body.mode() == mode).count();
    let mut times: Vec<u64> = attestations().map(|attestation| attestation.body.session_time_ms).collect();
    times.sort_unstable();
    let middle = times.len().saturating_sub(1) / 2;
    Outcome {
        aggregate,
        observations: small(observations.len()),
        notaries: small(
            attestations().map(|attestation| &attestation.body.notary).collect::<BTreeSet<_>>().len(),
        ),
        modes: PerMode::make(|row| small(of_mode(row.mode))),
        custom_ca: attestations().any(|attestation| attestation.body.custom_ca),
        session_time_ms: times.get(middle).copied().unwrap_or_default(),
    }
}

/// Counts of things of which a report holds at most 248.
fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn formed(holds: bool, detail: &str) -> RuleResult<()> {
    ensure(holds, Code::ReportMalformed, detail)
}
