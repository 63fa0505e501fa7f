//! What a feed asks of its observations (rules OBS-3, OBS-5, OBS-6, OBS-9, RND-1, and AGG-1 for one observation).

use std::ops::Range;

use crate::aggregate::median;
use crate::attestation::{check_observed_at, check_readings};
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::decimal::Number;
use crate::mode::{self, PerMode};
use crate::observation::{FormedAttestation, FormedObservation};
use crate::order::has_duplicate;
use crate::path::check_segments;
use crate::proto::context::Purpose;
use crate::proto::{
    AttestationBody, Hole, Mode, Network, ObservationBody, Param, ReadingSelector, RoundContext,
};

/// What a feed says that its observations and reports have to be. Times are Unix milliseconds.
#[derive(Clone)]
pub struct FeedTerms<'a> {
    pub network: &'a Network,
    pub feed_id: u32,
    pub operation_id: &'a [u8],
    /// Strictly increasing by name.
    pub params: &'a [Param],
    pub subject: &'a str,
    /// Which of the operation's readings the feed publishes, and its unit.
    pub reading: &'a str,
    pub unit: &'a str,
    pub decimals: u32,
    pub start_ms: u64,
    pub interval_ms: u64,
    /// Strictly increasing.
    pub operators: Vec<&'a [u8]>,
    /// Strictly increasing.
    pub notaries: Vec<&'a [u8]>,
    pub quorum: u32,
    /// Notaries that an observation of each mode needs; `None` where the feed does not accept the mode (rule OBS-6).
    pub modes: PerMode<Option<u32>>,
    pub step_up: StepUp,
    /// The feed's newest value on chain before the round, as a mantissa at its decimals; `None` where it has none. Asked for only where
    /// the feed steps up by what moved.
    pub latest: Option<i64>,
    pub allow_custom_ca: bool,
    /// How much older than its session the vendor's own time may be; `None` where the feed sets no bound.
    pub max_observed_age_ms: Option<u64>,
    /// What is known of the operation. Without it readings' bounds are only the notary's word.
    pub operation: Option<OperationTerms<'a>>,
}

/// What rule ATT-4 needs of an operation whose parameters were checked when the feed was made.
#[derive(Clone, Copy)]
pub struct OperationTerms<'a> {
    /// Name, unit and bounds matter; how a value is found in a response does not.
    pub readings: &'a [ReadingSelector],
    pub declares_observed_at: bool,
    /// In the order in which they stand in the request; only lengths matter.
    pub holes: &'a [Hole],
}

/// When a feed asks for a strict mode (rule OBS-9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepUp {
    /// In every round that this divides.
    pub every_rounds: Option<u64>,
    /// A mantissa at the feed's decimals.
    pub moved_more_than: Option<i64>,
}

impl FeedTerms<'_> {
    /// RND-1: the half-open slice of a round; `None` where its time leaves 64 bits.
    pub fn slice(&self, round: u64) -> Option<Range<u64>> {
        let start = round.checked_mul(self.interval_ms)?.checked_add(self.start_ms)?;
        Some(start..start.checked_add(self.interval_ms)?)
    }
}

/// OBS-3, OBS-5, OBS-6, OBS-9 for a well-formed observation: all but its signatures. Gives the feed's reading of each attestation.
pub fn check_observation(terms: &FeedTerms, observation: &FormedObservation) -> RuleResult<Vec<Number>> {
    let FormedObservation { body, attestations, .. } = observation;
    ensure(
        body.network.as_ref() == Some(terms.network),
        Code::ObservationNetwork,
        "network: is another one",
    )?;
    ensure(body.feed_id == terms.feed_id, Code::ObservationFeed, "feed_id: is another feed's")?;
    let member = terms.operators.binary_search(&body.observer.as_slice()).is_ok();
    ensure(member, Code::ObservationObserver, "observer: is no member of the feed's operators")?;
    let mut values = Vec::with_capacity(attestations.len());
    for attestation in attestations {
        check_attestation(terms, body, &attestation.body)?;
        values.push(feed_value(terms, &attestation.body)?);
    }
    let reused = has_duplicate(attestations.iter().map(|attestation| &attestation.body.session_id));
    ensure(!reused, Code::ObservationSessionReused, "attestations: two are of one session")?;
    let mode = check_mode(terms, attestations)?;
    check_step_up(terms, body.round, mode, &values)?;
    Ok(values)
}

/// OBS-6: one mode, and enough notaries in it. OBS-2 has made them strictly increasing, so each attestation is of another.
fn check_mode(terms: &FeedTerms, attestations: &[FormedAttestation]) -> RuleResult<Mode> {
    let mode = attestations.first().map(|first| first.body.mode()).unwrap_or_default();
    let same = attestations.iter().all(|attestation| attestation.body.mode() == mode);
    ensure(same, Code::ObservationMixedModes, "attestations: are not all of one mode")?;
    let needed = terms.modes.of(mode).copied().flatten();
    let needed = needed.ok_or_else(|| Rejection::new(Code::AttestationMode, "mode: is not accepted"))?;
    if attestations.len() < usize::try_from(needed).unwrap_or(usize::MAX) {
        let detail = format!("{} notaries, {needed} are needed", attestations.len());
        return Err(Rejection::new(Code::ObservationNotariesRequired, detail));
    }
    Ok(mode)
}

/// OBS-9 for an observation whose attestations are all of this mode and have these values.
fn check_step_up(terms: &FeedTerms, round: u64, mode: Mode, values: &[Number]) -> RuleResult<()> {
    if mode::row(mode).is_some_and(|row| row.is_strict) {
        return Ok(());
    }
    let StepUp { every_rounds, moved_more_than } = terms.step_up;
    let set_apart = every_rounds.is_some_and(|every| round.checked_rem(every) == Some(0));
    ensure(!set_apart, Code::ObservationStepUpRound, "attestations: this round counts only MPC")?;
    let (Some(bound), Some(latest)) = (moved_more_than, terms.latest) else { return Ok(()) };
    let value = median(&mut values.iter().map(|value| value.mantissa()).collect::<Vec<_>>());
    let moved = value.is_some_and(|value| value.abs_diff(latest) > bound.unsigned_abs());
    ensure(!moved, Code::ObservationStepUpMoved, "attestations: the value moved by more than PROXY may say")
}

/// OBS-5 for one attestation of an observation.
fn check_attestation(
    terms: &FeedTerms,
    observation: &ObservationBody,
    body: &AttestationBody,
) -> RuleResult<()> {
    let operation = body.operation_id == terms.operation_id;
    ensure(operation, Code::AttestationOperation, "operation_id: is not the feed's")?;
    ensure(
        body.network.as_ref() == Some(terms.network),
        Code::AttestationNetwork,
        "network: is another one",
    )?;
    ensure(body.params == terms.params, Code::AttestationParams, "params: are not the feed's")?;
    ensure(body.subject == terms.subject, Code::AttestationSubject, "subject: is not the feed's")?;
    ensure(body.prover == observation.observer, Code::AttestationProver, "prover: is not the observer")?;
    check_trust(terms, body)?;
    let round = RoundContext { feed_id: terms.feed_id, round: observation.round };
    let purpose = body.context.as_ref().and_then(|context| context.purpose.as_ref());
    let context = purpose == Some(&Purpose::Round(round));
    ensure(context, Code::AttestationContext, "context: is another purpose, feed or round")?;
    check_times(terms, observation.round, body)?;
    let Some(operation) = terms.operation else { return Ok(()) };
    check_observed_at(operation.declares_observed_at, body)?;
    check_readings(operation.readings, &body.readings)?;
    check_segments(operation.holes.iter(), body)
}

/// Mode, notary and certificate are ones that the feed trusts.
fn check_trust(terms: &FeedTerms, body: &AttestationBody) -> RuleResult<()> {
    let accepted = terms.modes.of(body.mode()).is_some_and(Option::is_some);
    ensure(accepted, Code::AttestationMode, "mode: is not accepted by the feed")?;
    let notary = terms.notaries.binary_search(&body.notary.as_slice()).is_ok();
    ensure(notary, Code::AttestationNotary, "notary: is not in the feed's set")?;
    let trusted = terms.allow_custom_ca || !body.custom_ca;
    ensure(trusted, Code::AttestationCustomCa, "custom_ca: the feed allows no private CA")
}

fn check_times(terms: &FeedTerms, round: u64, body: &AttestationBody) -> RuleResult<()> {
    let within = terms.slice(round).is_some_and(|slice| slice.contains(&body.session_time_ms));
    ensure(within, Code::AttestationSessionTime, "session_time_ms: lies outside the round's slice")?;
    let age = body.session_time_ms.saturating_sub(body.observed_at_ms);
    let fresh = body.observed_at_ms == 0 || terms.max_observed_age_ms.is_none_or(|most| age <= most);
    ensure(fresh, Code::AttestationObservedAt, "observed_at_ms: is older than the feed allows")
}

/// The feed's reading of an attestation, at the feed's decimals (rules OBS-5, AGG-1).
fn feed_value(terms: &FeedTerms, body: &AttestationBody) -> RuleResult<Number> {
    let reading = body.readings.iter().find(|r| r.name == terms.reading && r.unit == terms.unit);
    let value = reading.and_then(|reading| reading.value.as_ref());
    value.and_then(|value| Number::try_from(value).ok()?.rescale(terms.decimals).ok()).ok_or_else(|| {
        Rejection::new(Code::AttestationReading, "readings: the feed's is missing or does not fit")
    })
}
