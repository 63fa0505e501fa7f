//! Attestations (rules ATT-1, ATT-2, ATT-4).

use std::cmp::Ordering;

use crate::canonical;
use crate::charset::{is_identifier, is_visible};
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::decimal::Number;
use crate::digest::{self, domain_digest, Digest};
use crate::limits;
use crate::mode;
use crate::operation::{holes_in_order, is_unit};
use crate::order::strictly_increasing;
use crate::params::check_params;
use crate::path::check_segments;
use crate::proto::context::Purpose;
use crate::proto::{
    Attestation, AttestationBody, Context, Network, Operation, Param, Reading, ReadingSelector,
};
use crate::signature::{check_signature, is_key, Verifier, SIGNATURE_BYTES};

/// Furthest that a vendor's time may lie after the session (rule SEL-4).
const OBSERVED_AT_TOLERANCE_MS: u64 = 60_000;

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
    domain_digest(digest::ATTESTATION, &canonical::encode(body))
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
    ensure(body.version == 1, Code::AttestationVersion, "version: is not 1")?;
    formed(network_is_formed(body.network.as_ref()), "network: is incomplete")?;
    formed(is_key(&body.notary), "notary: is no compressed key")?;
    let mode = mode::row(body.mode());
    formed(mode.is_some(), "mode: is not known")?;
    formed(body.operation_id.len() == 32, "operation_id: has not 32 bytes")?;
    formed(params_are_formed(&body.params), "params: are not of the form of ATT-2")?;
    formed(subject_is_formed(&body.subject), "subject: is no address")?;
    formed(context_is_formed(body.context.as_ref()), "context: needs one purpose")?;
    formed(is_key(&body.prover), "prover: is no compressed key")?;
    formed(body.session_id.len() == 16, "session_id: has not 16 bytes")?;
    let timed = (1..limits::TIME_END_MS).contains(&body.session_time_ms);
    formed(timed, "session_time_ms: is 0 or beyond 2^53")?;
    formed(body.observed_at_ms < limits::TIME_END_MS, "observed_at_ms: is beyond 2^53")?;
    let kinds = body.readings.iter().map(|reading| (reading.name.as_str(), reading.unit.as_str()));
    formed(reading_kinds_are_formed(kinds), "readings: are not of the form of ATT-2")?;
    let decimal =
        |reading: &Reading| reading.value.as_ref().is_some_and(|value| Number::try_from(value).is_ok());
    formed(body.readings.iter().all(decimal), "readings: one has no decimal")?;
    formed(body.transcript_commitment.len() == 32, "transcript_commitment: has not 32 bytes")?;
    formed(
        mode.is_some_and(|row| row.evidence.is_formed(body.path.as_ref())),
        "path: stands exactly in PROXY mode, of the form of ATT-2",
    )
}

/// At most 16, strictly increasing, names of names' form, values of at most 256 bytes.
pub(crate) fn params_are_formed(params: &[Param]) -> bool {
    params.len() <= limits::PARAMETERS
        && params.iter().all(|p| is_identifier(&p.name) && p.value.len() <= limits::PARAMETER_VALUE)
        && strictly_increasing(params.iter().map(|param| &param.name))
}

/// At most 16 names with units, of their form, strictly increasing by name.
pub(crate) fn reading_kinds_are_formed<'a>(
    kinds: impl ExactSizeIterator<Item = (&'a str, &'a str)> + Clone,
) -> bool {
    kinds.len() <= limits::READINGS
        && kinds.clone().all(|(name, unit)| is_identifier(name) && is_unit(unit))
        && strictly_increasing(kinds.map(|(name, _)| name))
}

pub(crate) fn subject_is_formed(subject: &str) -> bool {
    subject.is_empty() || is_visible(subject, limits::ADDRESS)
}

pub(crate) fn network_is_formed(network: Option<&Network>) -> bool {
    network.is_some_and(|network| {
        is_visible(&network.chain_id, limits::CHAIN_ID) && is_visible(&network.oracle, limits::ADDRESS)
    })
}

fn context_is_formed(context: Option<&Context>) -> bool {
    match context.and_then(|context| context.purpose.as_ref()) {
        None => false,
        Some(Purpose::Round(_)) => true,
        Some(Purpose::Command(command)) => is_visible(&command.devices, limits::ADDRESS),
        Some(Purpose::Nonce(nonce)) => (16..=32).contains(&nonce.len()),
    }
}

/// ATT-4: a well-formed body against its operation. `id` is the operation's.
pub fn check_against_operation(body: &AttestationBody, operation: &Operation, id: &Digest) -> RuleResult<()> {
    ensure(body.operation_id == id, Code::AttestationOperation, "operation_id: is another operation's")?;
    check_params(operation, &body.params)?;
    check_readings(&operation.readings, &body.readings)?;
    check_observed_at(operation.observed_at.is_some(), body)?;
    check_segments(holes_in_order(operation).into_iter(), body)
}

/// ATT-4: readings are exactly the operation's, by name and unit, within their bounds.
pub fn check_readings(selectors: &[ReadingSelector], readings: &[Reading]) -> RuleResult<()> {
    let same = selectors.len() == readings.len()
        && selectors.iter().zip(readings).all(|(selector, reading)| {
            selector.name == reading.name && selector.unit == reading.unit && within_bounds(selector, reading)
        });
    ensure(
        same,
        Code::AttestationReadings,
        "readings: are not those of the operation, or one is outside its bounds",
    )
}

fn within_bounds(selector: &ReadingSelector, reading: &Reading) -> bool {
    let Some(Ok(value)) = reading.value.as_ref().map(Number::try_from) else { return false };
    let refuses = |bound: Option<&crate::proto::Decimal>, beyond: Ordering| {
        bound.is_some_and(|bound| Number::try_from(bound).is_ok_and(|bound| value.compare(bound) == beyond))
    };
    !refuses(selector.min.as_ref(), Ordering::Less) && !refuses(selector.max.as_ref(), Ordering::Greater)
}

/// ATT-4, SEL-4: observed_at is 0 exactly where the operation declares none, and at most a minute after the session.
pub fn check_observed_at(declared: bool, body: &AttestationBody) -> RuleResult<()> {
    let latest = body.session_time_ms.saturating_add(OBSERVED_AT_TOLERANCE_MS);
    let holds = declared == (body.observed_at_ms != 0) && body.observed_at_ms <= latest;
    ensure(
        holds,
        Code::AttestationObservedAt,
        "observed_at_ms: is missing, not declared, or after the session",
    )
}

fn formed(holds: bool, detail: &str) -> RuleResult<()> {
    ensure(holds, Code::AttestationMalformed, detail)
}
