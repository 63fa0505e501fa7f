use cloudx3_attestation::aggregate::aggregate;
use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::feed::{check_observation, FeedTerms, RowTerms, Source, StepUp};
use cloudx3_attestation::observation::{
    check_signatures, observation_id, read_observation, FormedObservation,
};
use cloudx3_attestation::proto::{Network, Param};
use cloudx3_attestation::report::{check_report, check_transmitter, read_report, FeedOutcome};
use cloudx3_attestation::{Code, Edition, PerMode, Verifier};
use serde_json::{json, Value};

use super::decimal::shown;
use super::{output, Run};
use crate::input::{bytes, field, unhex, DecimalInput, FeedInput, InputResult, NetworkInput, ParamInput};

pub(super) fn observation(verifier: &dyn Verifier, vector: &Value) -> Run {
    let feed = Feed::read(vector)?;
    let rows = feed.rows();
    let terms = feed.terms(&rows)?;
    let observation = read_observation(&bytes(vector, "observation")?)?;
    let values = check_observation(&terms, &observation)?;
    check_signatures(verifier, &observation)?;
    let id = ("id", json!(hex::encode(observation_id(&observation.body))));
    let shown_row = |row: usize| -> Result<Value, super::Stop> {
        let attested = values.iter().map(|values| values.get(row).copied().flatten());
        let Some(attested) = attested.collect::<Option<Vec<_>>>() else { return Ok(Value::Null) };
        let value = aggregate(&[attested], terms.decimals)?;
        Ok(value.map_or(Value::Null, |value| shown(value.value, terms.decimals)))
    };
    match terms.source {
        Source::Feed { .. } => Ok(output([id, ("value", shown_row(0)?)])),
        Source::Group { rows, .. } => {
            let values = (0..rows.len()).map(shown_row).collect::<Result<Vec<_>, _>>()?;
            Ok(output([id, ("values", json!(values))]))
        }
    }
}

pub(super) fn report(verifier: &dyn Verifier, vector: &Value) -> Run {
    let feed = Feed::read(vector)?;
    let rows = feed.rows();
    let terms = feed.terms(&rows)?;
    let report = read_report(&bytes(vector, "report")?)?;
    let (observations, outcome) = check_report(&terms, &report)?;
    for observation in &observations {
        check_signatures(verifier, observation)?;
    }
    check_transmitter(verifier, &report, terms.network, &observations)?;
    let shown_feed = |feed: &Option<FeedOutcome>| match feed {
        Some(feed) => json!({
            "value": shown(feed.aggregate.value, terms.decimals),
            "spread": shown(feed.aggregate.spread, terms.decimals),
            "observations": feed.observations,
        }),
        None => Value::Null,
    };
    let mut said = match (terms.source, outcome.feeds.first()) {
        (Source::Feed { .. }, Some(Some(feed))) => output([
            ("value", shown(feed.aggregate.value, terms.decimals)),
            ("spread", shown(feed.aggregate.spread, terms.decimals)),
        ]),
        _ => output([("feeds", json!(outcome.feeds.iter().map(shown_feed).collect::<Vec<_>>()))]),
    };
    said.extend(output([
        ("observations", json!(outcome.observations)),
        ("notaries", json!(outcome.notaries)),
        ("modes", outcome.modes.iter().map(|(row, count)| (row.name.to_string(), json!(count))).collect()),
        ("custom_ca", json!(outcome.custom_ca)),
        ("bodies", json!(observations.iter().map(bodies).collect::<Vec<_>>())),
    ]));
    Ok(said)
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

    fn rows(&self) -> Vec<RowTerms<'_>> {
        let rows = self.input.rows.iter();
        rows.map(|row| RowTerms { key: &row.key, subject: &row.subject }).collect()
    }

    fn terms<'a>(&'a self, rows: &'a [RowTerms<'a>]) -> Result<FeedTerms<'a>, super::Stop> {
        let source = match rows {
            [] => Source::Feed { feed_id: self.input.id, subject: &self.input.subject },
            rows => Source::Group { group_id: self.input.id, rows },
        };
        Ok(FeedTerms {
            network: &self.network,
            edition: Edition::of(self.input.edition.unwrap_or(1), Code::ReportVersion)?,
            source,
            operation_id: &self.operation_id,
            params: &self.params,
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
            measured_only: self.input.measured_only,
            max_observed_age_ms: self.input.max_observed_age_ms,
            // Vectors of observations and reports say nothing of the operation.
            operation: None,
        })
    }
}
