//! Reports (rules REP-1, REP-2, REP-3, REP-5, REP-7, REP-8): what observations share stands once, and the signed bodies are rebuilt from it.

mod expand;
mod shape;
mod transmitter;

pub use expand::expand;
pub use shape::read_report;
pub use transmitter::{check_transmitter, report_digest};

use std::collections::BTreeSet;

use crate::aggregate::{aggregate, Aggregate};
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::feed::{check_observation, FeedTerms, Source, Values};
use crate::limits;
use crate::mode::PerMode;
use crate::observation::FormedObservation;
use crate::order::{has_duplicate, strictly_increasing};
use crate::proto::{Mode, Report, ReportedAttestation, ReportedObservation};

/// What a report comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What each feed comes to: one for a feed of its own, one a row for a group. `None` for a row that fewer than the quorum read.
    pub feeds: Vec<Option<FeedOutcome>>,
    pub observations: u32,
    /// Different ones.
    pub notaries: u32,
    /// Attestations by mode.
    pub modes: PerMode<u32>,
    pub custom_ca: bool,
    /// Median over all attestations; of an even number the lower of the middle two, so that it is the time of a session.
    pub session_time_ms: u64,
}

/// What a report says of one feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeedOutcome {
    /// Mantissas at the feed's decimals.
    pub aggregate: Aggregate,
    /// How many observations have a value of it.
    pub observations: u32,
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
    let mut feeds = Vec::with_capacity(terms.source.rows());
    for row in 0..terms.source.rows() {
        feeds.push(feed_outcome(terms, &values, row)?);
    }
    if feeds.iter().all(Option::is_none) {
        return Err(Rejection::new(Code::ReportQuorum, "observations: no feed has a quorum of values"));
    }
    let outcome = outcome(&observations, feeds);
    Ok((observations, outcome))
}

/// AGG-1, and for a group GRP-2: an observation has a value of a row where all of its attestations have one; the quorum is counted by row.
fn feed_outcome(terms: &FeedTerms, values: &[Vec<Values>], row: usize) -> RuleResult<Option<FeedOutcome>> {
    let of_row = |attested: &Vec<Values>| -> Option<Vec<_>> {
        attested.iter().map(|values| values.get(row).copied().flatten()).collect()
    };
    let counted: Vec<_> = values.iter().filter_map(of_row).collect();
    if counted.len() < usize::try_from(terms.quorum.max(1)).unwrap_or(usize::MAX) {
        return Ok(None);
    }
    let aggregate = aggregate(&counted, terms.decimals)?;
    Ok(aggregate.map(|aggregate| FeedOutcome { aggregate, observations: small(counted.len()) }))
}

/// REP-2: what all observations share is the feed's.
fn check_shared(terms: &FeedTerms, report: &Report) -> RuleResult<()> {
    let edition = report.version == terms.edition.version();
    ensure(edition, Code::ReportVersion, "version: is of an edition that does not count here")?;
    let source = (report.feed_id, report.group_id) == terms.source.ids();
    ensure(source, Code::ReportFeed, "feed_id: is another feed's or group's")?;
    let operation = report.operation_id == terms.operation_id;
    ensure(operation, Code::ReportOperation, "operation_id: is not the feed's")?;
    ensure(report.params == terms.params, Code::ReportParams, "params: are not the feed's")?;
    match terms.source {
        Source::Feed { subject, .. } => {
            ensure(report.subject == subject, Code::ReportSubject, "subject: is not the feed's")?;
        }
        Source::Group { rows, .. } => {
            let same = rows.len() == report.rows.len()
                && rows.iter().zip(&report.rows).all(|(a, b)| a.key == b.key && a.subject == b.subject);
            ensure(same, Code::ReportRows, "rows: are not the group's")?;
        }
    }
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
    // A session is the notary's that held it; the first edition knew it by its id alone.
    let notary =
        |own: &ReportedAttestation| if terms.edition.is_second() { own.notary.clone() } else { vec![] };
    let reused = has_duplicate(attestations.map(|own| (notary(own), &own.session_id)));
    ensure(!reused, Code::ReportSessionReused, "observations: two attestations are of one session")
}

fn outcome(observations: &[FormedObservation], feeds: Vec<Option<FeedOutcome>>) -> Outcome {
    let attestations = || observations.iter().flat_map(|observation| &observation.attestations);
    let of_mode = |mode: Mode| attestations().filter(|attestation| attestation.body.mode() == mode).count();
    let mut times: Vec<u64> = attestations().map(|attestation| attestation.body.session_time_ms).collect();
    times.sort_unstable();
    let middle = times.len().saturating_sub(1) / 2;
    Outcome {
        feeds,
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
