use cloudx3_attestation::aggregate::aggregate;
use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::feed::{check_observation, FeedTerms, StepUp};
use cloudx3_attestation::observation::{
    check_signatures, observation_id, read_observation, FormedObservation,
};
use cloudx3_attestation::proto::{Network, Param};
use cloudx3_attestation::report::{check_report, read_report};
use cloudx3_attestation::{PerMode, Verifier};
use serde_json::{json, Value};

use super::decimal::shown;
use super::{output, Run};
use crate::input::{bytes, field, unhex, DecimalInput, FeedInput, InputResult, NetworkInput, ParamInput};

pub(super) fn observation(verifier: &dyn Verifier, vector: &Value) -> Run {
    let feed = Feed::read(vector)?;
    let terms = feed.terms();
    let observation = read_observation(&bytes(vector, "observation")?)?;
    let values = check_observation(&terms, &observation)?;
    check_signatures(verifier, &observation)?;
    let value = aggregate(&[values], terms.decimals)?.ok_or("observation: has no value".to_string())?;
    Ok(output([
        ("id", json!(hex::encode(observation_id(&observation.body)))),
        ("value", shown(value.value, terms.decimals)),
    ]))
}

pub(super) fn report(verifier: &dyn Verifier, vector: &Value) -> Run {
    let feed = Feed::read(vector)?;
    let terms = feed.terms();
    let report = read_report(&bytes(vector, "report")?)?;
    let (observations, outcome) = check_report(&terms, &report)?;
    for observation in &observations {
        check_signatures(verifier, observation)?;
    }
    Ok(output([
        ("value", shown(outcome.aggregate.value, terms.decimals)),
        ("spread", shown(outcome.aggregate.spread, terms.decimals)),
        ("observations", json!(outcome.observations)),
        ("notaries", json!(outcome.notaries)),
        ("modes", outcome.modes.iter().map(|(row, count)| (row.name.to_string(), json!(count))).collect()),
        ("custom_ca", json!(outcome.custom_ca)),
        ("bodies", json!(observations.iter().map(bodies).collect::<Vec<_>>())),
    ]))
}

/// The signed bodies that were rebuilt.
fn bodies(observation: &FormedObservation) -> Value {
    let attestations = observation.attestations.iter();
    let attestations: Vec<String> =
        attestations.map(|attestation| hex::encode(encode(&attestation.body))).collect();
    json!({ "observation": hex::encode(encode(&observation.body)), "attestations": attestations })
}

/// Decimals of a feed are at its own scale.
fn mantissa(decimal: &DecimalInput, scale: u32) -> InputResult<i64> {
    let message = decimal.message()?;
    (message.scale == scale)
        .then_some(message.mantissa)
        .ok_or_else(|| "a decimal is at another scale".to_string())
}

/// A vector's feed with its texts turned into bytes.
struct Feed {
    network: Network,
    input: FeedInput,
    operation_id: Vec<u8>,
    params: Vec<Param>,
    operators: Vec<Vec<u8>>,
    notaries: Vec<Vec<u8>>,
    step_up: StepUp,
    latest: Option<i64>,
}

impl Feed {
    fn read(vector: &Value) -> InputResult<Self> {
        let mut input: FeedInput = field(vector, "feed")?;
        let keys = |texts: &[String]| -> InputResult<Vec<Vec<u8>>> {
            let mut keys = texts.iter().map(|text| unhex(text)).collect::<InputResult<Vec<_>>>()?;
            keys.sort_unstable();
            Ok(keys)
        };
        let latest: Option<DecimalInput> = match vector.get("latest") {
            Some(_) => Some(field(vector, "latest")?),
            None => None,
        };
        let moved = input.step_up.as_ref().and_then(|step_up| step_up.moved_more_than.as_ref());
        Ok(Self {
            network: field::<NetworkInput>(vector, "network")?.message(),
            operation_id: unhex(&input.operation_id)?,
            params: std::mem::take(&mut input.params).into_iter().map(ParamInput::message).collect(),
            operators: keys(&input.operators)?,
            notaries: keys(&input.notaries)?,
            step_up: StepUp {
                every_rounds: input.step_up.as_ref().and_then(|step_up| step_up.every_rounds),
                moved_more_than: moved.map(|moved| mantissa(moved, input.decimals)).transpose()?,
            },
            latest: latest.map(|latest| mantissa(&latest, input.decimals)).transpose()?,
            input,
        })
    }

    fn terms(&self) -> FeedTerms<'_> {
        FeedTerms {
            network: &self.network,
            feed_id: self.input.id,
            operation_id: &self.operation_id,
            params: &self.params,
            subject: &self.input.subject,
            reading: &self.input.reading,
            unit: &self.input.unit,
            decimals: self.input.decimals,
            start_ms: self.input.start_ms,
            interval_ms: self.input.interval_ms,
            operators: self.operators.iter().map(Vec::as_slice).collect(),
            notaries: self.notaries.iter().map(Vec::as_slice).collect(),
            quorum: self.input.quorum,
            modes: PerMode::make(|row| self.input.modes.get(row.name).map(|mode| mode.notaries)),
            step_up: self.step_up,
            latest: self.latest,
            allow_custom_ca: self.input.allow_custom_ca,
            max_observed_age_ms: self.input.max_observed_age_ms,
            // Vectors of observations and reports say nothing of the operation.
            operation: None,
        }
    }
}
