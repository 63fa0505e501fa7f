//! What a feed asks of its observations (rules OBS-3, OBS-5, OBS-6, OBS-9, RND-1, and AGG-1 for one observation).

use std::ops::Range;

use crate::aggregate::median;
use crate::attestation::{check_said, Declared};
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::decimal::Number;
use crate::edition::Edition;
use crate::mode::{self, PerMode};
use crate::observation::{FormedAttestation, FormedObservation};
use crate::order::has_duplicate;
use crate::part::{counts, Times};
use crate::path::check_segments;
use crate::proto::context::Purpose;
use crate::proto::{
    AttestationBody, GroupRoundContext, Hole, Mode, Network, ObservationBody, Outcome, Param, Reading,
    ReadingSelector, RoundContext,
};

/// What a feed says that its observations and reports have to be. Times are Unix milliseconds.
#[derive(Clone)]
pub struct FeedTerms<'a> {
    pub network: &'a Network,
    /// The edition that is asked for; a contract asks for the second.
    pub edition: Edition,
    pub source: Source<'a>,
    pub operation_id: &'a [u8],
    /// Strictly increasing by name.
    pub params: &'a [Param],
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
    /// Whether a value that the vendor calls estimated does not count (rule SEL-5).
    pub measured_only: bool,
    /// How much older than its session the vendor's own time may be; `None` where the feed sets no bound.
    pub max_observed_age_ms: Option<u64>,
    /// What is known of the operation. Without it readings' bounds are only the notary's word.
    pub operation: Option<OperationTerms<'a>>,
}

/// What observations are of: one feed, or a group of feeds that one response is read for (rule GRP-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source<'a> {
    Feed {
        feed_id: u32,
        subject: &'a str,
    },
    Group {
        group_id: u32,
        /// Strictly increasing by key.
        rows: &'a [RowTerms<'a>],
    },
}

/// A feed of a group: the item of the list that its row is of, and the device that it speaks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowTerms<'a> {
    pub key: &'a str,
    pub subject: &'a str,
}

impl Source<'_> {
    /// Feed and group as messages name them: one of both is 0.
    pub fn ids(&self) -> (u32, u32) {
        match self {
            Source::Feed { feed_id, .. } => (*feed_id, 0),
            Source::Group { group_id, .. } => (0, *group_id),
        }
    }

    /// How many feeds it has.
    pub fn rows(&self) -> usize {
        match self {
            Source::Feed { .. } => 1,
            Source::Group { rows, .. } => rows.len(),
        }
    }

    fn subject(&self) -> &str {
        match self {
            Source::Feed { subject, .. } => subject,
            Source::Group { .. } => "",
        }
    }

    fn purpose(&self, round: u64) -> Purpose {
        match *self {
            Source::Feed { feed_id, .. } => Purpose::Round(RoundContext { feed_id, round }),
            Source::Group { group_id, .. } => Purpose::GroupRound(GroupRoundContext { group_id, round }),
        }
    }
}

/// What rule ATT-4 needs of an operation whose parameters were checked when the feed was made.
#[derive(Clone, Copy)]
pub struct OperationTerms<'a> {
    /// Name, unit and bounds matter; how a value is found in a response does not.
    pub readings: &'a [ReadingSelector],
    pub times: Times,
    /// The list that names the rows of a group.
    pub list: Option<&'a str>,
    /// In the order in which they stand in the request; only lengths and sets matter.
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

/// The readings of one attestation, a feed's one, a group's one a row; `None` where the row could not be read or does not count.
pub type Values = Vec<Option<Number>>;

/// OBS-3, OBS-5, OBS-6, OBS-9 for a well-formed observation: all but its signatures. Gives the values of each attestation.
pub fn check_observation(terms: &FeedTerms, observation: &FormedObservation) -> RuleResult<Vec<Values>> {
    let FormedObservation { body, attestations, .. } = observation;
    let edition = body.version == terms.edition.version();
    ensure(edition, Code::ObservationVersion, "version: is of an edition that does not count here")?;
    ensure(
        body.network.as_ref() == Some(terms.network),
        Code::ObservationNetwork,
        "network: is another one",
    )?;
    let source = (body.feed_id, body.group_id) == terms.source.ids();
    ensure(source, Code::ObservationFeed, "feed_id: is another feed's or group's")?;
    let member = terms.operators.binary_search(&body.observer.as_slice()).is_ok();
    ensure(member, Code::ObservationObserver, "observer: is no member of the feed's operators")?;
    let mut values = Vec::with_capacity(attestations.len());
    for attestation in attestations {
        check_attestation(terms, body, &attestation.body)?;
        values.push(values_of(terms, &attestation.body)?);
    }
    check_sessions(terms.edition, attestations)?;
    let mode = check_mode(terms, attestations)?;
    check_step_up(terms, body.round, mode, &values)?;
    Ok(values)
}

/// OBS-6: in the first edition a session is its id alone. In the second it is the notary's, and OBS-2 has made the notaries different.
fn check_sessions(edition: Edition, attestations: &[FormedAttestation]) -> RuleResult<()> {
    let ids = attestations.iter().map(|attestation| &attestation.body.session_id);
    let reused = !edition.is_second() && has_duplicate(ids);
    ensure(!reused, Code::ObservationSessionReused, "attestations: two are of one session")
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
    // Nobody pays for what was not asked for.
    let asked =
        !terms.edition.is_second() || attestations.len() == usize::try_from(needed).unwrap_or(usize::MAX);
    ensure(asked, Code::ObservationNotariesTooMany, "attestations: more than the feed asks for")?;
    Ok(mode)
}

/// OBS-9 for an observation whose attestations are all of this mode and have these values.
fn check_step_up(terms: &FeedTerms, round: u64, mode: Mode, values: &[Values]) -> RuleResult<()> {
    if mode::row(mode).is_some_and(|row| row.is_strict) {
        return Ok(());
    }
    let StepUp { every_rounds, moved_more_than } = terms.step_up;
    let set_apart = every_rounds.is_some_and(|every| round.checked_rem(every) == Some(0));
    ensure(!set_apart, Code::ObservationStepUpRound, "attestations: this round counts only MPC")?;
    let (Some(bound), Some(latest)) = (moved_more_than, terms.latest) else { return Ok(()) };
    // A group has no such bound: its feeds have no one value.
    let values = values.iter().filter_map(|values| values.first().copied().flatten());
    let value = median(&mut values.map(|value| value.mantissa()).collect::<Vec<_>>());
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
    check_subjects(&terms.source, body)?;
    ensure(body.prover == observation.observer, Code::AttestationProver, "prover: is not the observer")?;
    check_trust(terms, body)?;
    let purpose = body.context.as_ref().and_then(|context| context.purpose.as_ref());
    let context = purpose == Some(&terms.source.purpose(observation.round));
    ensure(context, Code::AttestationContext, "context: is another purpose, feed or round")?;
    check_times(terms, observation.round, body)?;
    let Some(operation) = terms.operation else { return Ok(()) };
    let OperationTerms { readings, times, list, .. } = operation;
    check_said(&Declared { readings, times, list }, body)?;
    check_segments(operation.holes.iter(), body)
}

/// The subject is the feed's; of a group, rows are exactly its feeds', each with its subject.
fn check_subjects(source: &Source, body: &AttestationBody) -> RuleResult<()> {
    let subject = body.subject == source.subject();
    ensure(subject, Code::AttestationSubject, "subject: is not the feed's")?;
    let Source::Group { rows, .. } = source else { return Ok(()) };
    let keys = rows.len() == body.rows.len() && rows.iter().zip(&body.rows).all(|(a, b)| a.key == b.key);
    ensure(keys, Code::AttestationRows, "rows: are not the group's")?;
    let subjects = rows.iter().zip(&body.rows).all(|(a, b)| a.subject == b.subject);
    ensure(subjects, Code::AttestationSubject, "rows: a subject is not the feed's")
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
    let fresh = is_fresh(terms, body.session_time_ms, body.observed_at_ms);
    ensure(fresh, Code::AttestationObservedAt, "observed_at_ms: is older than the feed allows")
}

fn is_fresh(terms: &FeedTerms, session_time_ms: u64, observed_at_ms: u64) -> bool {
    let age = session_time_ms.saturating_sub(observed_at_ms);
    observed_at_ms == 0 || terms.max_observed_age_ms.is_none_or(|most| age <= most)
}

/// What an attestation says of each feed (rules OBS-5, GRP-2). A row that cannot be counted costs no other row; a feed of its own has no
/// other, so there it fails.
fn values_of(terms: &FeedTerms, body: &AttestationBody) -> RuleResult<Values> {
    if let Source::Group { .. } = terms.source {
        let value = |row: &crate::proto::Row| {
            let counts =
                row.outcome() == Outcome::Ok && is_fresh(terms, body.session_time_ms, row.observed_at_ms);
            counts.then(|| feed_value(terms, &row.readings).ok()).flatten()
        };
        return Ok(body.rows.iter().map(value).collect());
    }
    Ok(vec![Some(feed_value(terms, &body.readings)?)])
}

/// The feed's reading at the feed's decimals (rules OBS-5, AGG-1, SEL-5).
fn feed_value(terms: &FeedTerms, readings: &[Reading]) -> RuleResult<Number> {
    let missing =
        || Rejection::new(Code::AttestationReading, "readings: the feed's is missing or does not fit");
    let reading = readings.iter().find(|r| r.name == terms.reading && r.unit == terms.unit);
    let reading = reading.ok_or_else(missing)?;
    let counted = counts(reading.quality(), terms.measured_only);
    ensure(counted, Code::AttestationQuality, "readings: the feed takes no value of this quality")?;
    let value = reading.value.as_ref();
    value.and_then(|value| Number::try_from(value).ok()?.rescale(terms.decimals).ok()).ok_or_else(missing)
}
