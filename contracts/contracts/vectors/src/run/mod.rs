mod decimal;
mod evidence;
mod feed;
mod message;
mod statement;
mod terms;

use cloudx3_attestation::{Code, Rejection, Verifier};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::input::InputResult;

/// The files of `test/vectors` that concern contracts.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Canonical,
    Decimal,
    Operation,
    Params,
    Signing,
    Attestation,
    Observation,
    Report,
    Registration,
    DeviceRegistration,
    Settlement,
    Evidence,
    EvidenceHash,
    FeedTerms,
}

impl Kind {
    pub const ALL: [Kind; 14] = [
        Kind::Canonical,
        Kind::Decimal,
        Kind::Operation,
        Kind::Params,
        Kind::Signing,
        Kind::Attestation,
        Kind::Observation,
        Kind::Report,
        Kind::Registration,
        Kind::DeviceRegistration,
        Kind::Settlement,
        Kind::Evidence,
        Kind::EvidenceHash,
        Kind::FeedTerms,
    ];
}

#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The expected fields of the vector's file, as they came out.
    Valid(Map<String, Value>),
    Refused(Code),
}

/// Why a run did not end well: the rules refused, or the vector itself is broken.
pub(crate) enum Stop {
    Refused(Rejection),
    Broken(String),
}

pub(crate) type Run = Result<Map<String, Value>, Stop>;

impl From<Rejection> for Stop {
    fn from(rejection: Rejection) -> Self {
        Self::Refused(rejection)
    }
}

impl From<String> for Stop {
    fn from(problem: String) -> Self {
        Self::Broken(problem)
    }
}

/// Runs one vector. Fails where the vector itself cannot be read.
pub fn run(verifier: &dyn Verifier, kind: Kind, vector: &Value) -> InputResult<Outcome> {
    let result = match kind {
        Kind::Canonical => message::canonical(vector),
        Kind::Decimal => decimal::decimal(vector),
        Kind::Operation => message::operation(vector),
        Kind::Params => message::params(vector),
        Kind::Signing => statement::signing(verifier, vector),
        Kind::Attestation => statement::attestation(verifier, vector),
        Kind::Observation => feed::observation(verifier, vector),
        Kind::Report => feed::report(verifier, vector),
        Kind::Registration => statement::registration(verifier, vector),
        Kind::DeviceRegistration => statement::device_registration(verifier, vector),
        Kind::Settlement => statement::settlement(verifier, vector),
        Kind::Evidence => evidence::evidence(verifier, vector),
        Kind::EvidenceHash => evidence::hash(vector),
        Kind::FeedTerms => terms::feed_terms(vector),
    };
    match result {
        Ok(output) => Ok(Outcome::Valid(output)),
        Err(Stop::Refused(rejection)) => Ok(Outcome::Refused(rejection.code)),
        Err(Stop::Broken(problem)) => Err(problem),
    }
}

/// Output fields by name.
pub(crate) fn output<const N: usize>(fields: [(&str, Value); N]) -> Map<String, Value> {
    fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
}
