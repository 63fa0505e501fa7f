//! Attestations (rules ATT-1, ATT-2, ATT-4).

use crate::canonical;
use crate::charset::is_visible;
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::digest::{self, domain_digest, Digest};
use crate::edition::{domain, Edition};
use crate::limits;
use crate::mode;
use crate::operation::{holes_in_order, list_name};
use crate::params::check_params;
use crate::part::{
    network_is_formed, observed_at_holds, params_are_formed, reading_is_formed, reading_kinds_are_formed,
    readings_hold, subject_is_formed, Times,
};
use crate::path::check_segments;
use crate::proto::context::Purpose;
use crate::proto::{Attestation, AttestationBody, Context, Operation, ReadingSelector};
use crate::row;
use crate::signature::{check_signature, is_key, Verifier, SIGNATURE_BYTES};

/// Reads an attestation strictly (rule ENC-2) and refuses one that is not well formed (rule ATT-2). Gives its body and its signature.
pub fn read_attestation(bytes: &[u8]) -> RuleResult<(AttestationBody, Vec<u8>)> {
    let message: Attestation = canonical::decode("attestation", bytes, limits::ATTESTATION)?;
    check_form(&message)?;
    let body = message.body.ok_or_else(|| Rejection::new(Code::AttestationMalformed, "body: is missing"))?;
    Ok((body, message.signature))
}

/// ATT-2 for a message that was read as part of another.
pub fn check_form(attestation: &Attestation) -> RuleResult<&AttestationBody> {
    let body = attestation.body.as_ref();
    let body = body.ok_or_else(|| Rejection::new(Code::AttestationMalformed, "body: is missing"))?;
    check_body(body)?;
    formed(attestation.signature.len() == SIGNATURE_BYTES, "signature: is not 64 bytes long")?;
    Ok(body)
}

/// ATT-1: the digest that the notary signs is the attestation's id.
pub fn attestation_id(body: &AttestationBody) -> Digest {
    domain_digest(domain(body.version, digest::ATTESTATION), &canonical::encode(body))
}

/// ATT-1: the signature is the named notary's over the id.
pub fn check_attestation_signature(
    verifier: &dyn Verifier,
    body: &AttestationBody,
    id: &Digest,
    signature: &[u8],
) -> RuleResult<()> {
    check_signature(verifier, Code::AttestationSignature, id, signature, &body.notary)
}

/// ATT-2: the body is well formed, whatever it says.
pub fn check_body(body: &AttestationBody) -> RuleResult<()> {
    let edition = Edition::of(body.version, Code::AttestationVersion)?;
    formed(
        edition.is_second() || is_of_the_first(body),
        "version: is 1, and something is of the second edition",
    )?;
    formed(network_is_formed(body.network.as_ref()), "network: is incomplete")?;
    formed(is_key(&body.notary), "notary: is no compressed key")?;
    let mode = mode::row(body.mode());
    formed(mode.is_some(), "mode: is not known")?;
    formed(body.operation_id.len() == 32, "operation_id: has not 32 bytes")?;
    formed(params_are_formed(&body.params), "params: are not of the form of ATT-2")?;
    formed(subject_is_formed(&body.subject), "subject: is no address")?;
    formed(context_is_formed(body), "context: needs one purpose, of the form of ATT-2")?;
    formed(is_key(&body.prover), "prover: is no compressed key")?;
    formed(body.session_id.len() == 16, "session_id: has not 16 bytes")?;
    let timed = (1..limits::TIME_END_MS).contains(&body.session_time_ms);
    formed(timed, "session_time_ms: is 0 or beyond 2^53")?;
    formed(body.observed_at_ms < limits::TIME_END_MS, "observed_at_ms: is beyond 2^53")?;
    let kinds = body.readings.iter().map(|reading| (reading.name.as_str(), reading.unit.as_str()));
    formed(reading_kinds_are_formed(kinds), "readings: are not of the form of ATT-2")?;
    let said = body.readings.iter().all(reading_is_formed);
    formed(said, "readings: one has no decimal, or a quality that is not known")?;
    let ordered = body.period_start_ms <= body.observed_at_ms;
    formed(ordered, "period_start_ms: is after observed_at_ms")?;
    formed(row::rows_are_formed(body), "rows: are not of the form of ATT-2")?;
    formed(body.transcript_commitment.len() == 32, "transcript_commitment: has not 32 bytes")?;
    formed(
        mode.is_some_and(|row| row.evidence.is_formed(edition, body)),
        "path: stands exactly in PROXY mode, of the form of ATT-2",
    )
}

/// ED-1: nothing that came with the second edition; the path looks after itself.
fn is_of_the_first(body: &AttestationBody) -> bool {
    let purpose = body.context.as_ref().and_then(|context| context.purpose.as_ref());
    body.params.iter().all(|param| param.items.is_empty())
        && !matches!(purpose, Some(Purpose::GroupRound(_) | Purpose::Binding(_)))
        && body
            .readings
            .iter()
            .all(|reading| reading.quality == 0 && reading.unit.len() <= limits::FIRST_UNIT)
        && body.rows.is_empty()
        && body.period_start_ms == 0
}

/// One purpose, and rows where a purpose asks for them.
fn context_is_formed(body: &AttestationBody) -> bool {
    let address = |text: &str| is_visible(text, limits::ADDRESS);
    let context: Option<&Context> = body.context.as_ref();
    match context.and_then(|context| context.purpose.as_ref()) {
        None => false,
        Some(Purpose::Round(_)) => body.rows.is_empty(),
        Some(Purpose::Command(command)) => address(&command.devices) && body.rows.is_empty(),
        Some(Purpose::Probe(bytes)) => (16..=32).contains(&bytes.len()),
        Some(Purpose::GroupRound(_)) => !body.rows.is_empty(),
        Some(Purpose::Binding(binding)) => {
            let named = address(&binding.devices) && address(&binding.device) && address(&binding.claimant);
            named && binding.device == body.subject && body.rows.is_empty()
        }
    }
}

/// ATT-4: a well-formed body against its operation. `id` is the operation's.
pub fn check_against_operation(body: &AttestationBody, operation: &Operation, id: &Digest) -> RuleResult<()> {
    ensure(body.operation_id == id, Code::AttestationOperation, "operation_id: is another operation's")?;
    check_params(operation, &body.params)?;
    check_said(&Declared::of(operation), body)?;
    check_segments(holes_in_order(operation).into_iter(), body)
}

/// What an operation declares of what it answers.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'a> {
    /// Name, unit, bounds and quality matter.
    pub readings: &'a [ReadingSelector],
    pub times: Times,
    /// The list that names the rows, where the operation has them.
    pub list: Option<&'a str>,
}

impl<'a> Declared<'a> {
    pub fn of(operation: &'a Operation) -> Self {
        let times = Times {
            observed_at: operation.observed_at.is_some(),
            period_start: operation.period_start.is_some(),
        };
        Self { readings: &operation.readings, times, list: list_name(operation) }
    }
}

/// ATT-4: readings and times are exactly the operation's, by name and unit, within their bounds; in each row where it has rows.
pub fn check_said(declared: &Declared, body: &AttestationBody) -> RuleResult<()> {
    row::check_rows(declared.list, declared.readings, declared.times, body)?;
    if declared.list.is_some() {
        return Ok(());
    }
    let readings = readings_hold(declared.readings, &body.readings);
    ensure(
        readings,
        Code::AttestationReadings,
        "readings: are not those of the operation, or one is outside its bounds",
    )?;
    let (observed, start) = (body.observed_at_ms, body.period_start_ms);
    ensure(
        observed_at_holds(declared.times, body.session_time_ms, observed, start),
        Code::AttestationObservedAt,
        "observed_at_ms: is missing, not declared, or after the session",
    )
}

fn formed(holds: bool, detail: &str) -> RuleResult<()> {
    ensure(holds, Code::AttestationMalformed, detail)
}
