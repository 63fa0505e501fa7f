//! Reading a vector's fields. A field that is missing or of another type is a broken vector, not a refusal.

use std::collections::BTreeMap;

use cloudx3_attestation::proto::{Decimal, Network, Param};
use serde::de::DeserializeOwned;
use serde::Deserialize;
use serde_json::Value;

pub(crate) type InputResult<T> = Result<T, String>;

/// One field of the vector.
pub(crate) fn field<T: DeserializeOwned>(vector: &Value, name: &str) -> InputResult<T> {
    let value = vector.get(name).ok_or_else(|| format!("{name}: is not in the vector"))?;
    T::deserialize(value).map_err(|error| format!("{name}: {error}"))
}

/// A field in lower-case hex.
pub(crate) fn bytes(vector: &Value, name: &str) -> InputResult<Vec<u8>> {
    unhex(&field::<String>(vector, name)?)
}

pub(crate) fn unhex(text: &str) -> InputResult<Vec<u8>> {
    hex::decode(text).map_err(|error| error.to_string())
}

#[derive(Deserialize)]
pub(crate) struct DecimalInput {
    mantissa: String,
    scale: u32,
}

impl DecimalInput {
    pub(crate) fn message(&self) -> InputResult<Decimal> {
        let mantissa = self.mantissa.parse().map_err(|_| "mantissa: is no 64-bit integer".to_string())?;
        Ok(Decimal { mantissa, scale: self.scale })
    }
}

#[derive(Deserialize)]
pub(crate) struct ParamInput {
    name: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    items: Vec<String>,
}

impl ParamInput {
    pub(crate) fn message(self) -> Param {
        Param { name: self.name, value: self.value, items: self.items }
    }
}

#[derive(Deserialize)]
pub(crate) struct NetworkInput {
    chain_id: String,
    oracle: String,
}

impl NetworkInput {
    pub(crate) fn message(self) -> Network {
        Network { chain_id: self.chain_id, oracle: self.oracle }
    }
}

#[derive(Deserialize)]
pub(crate) struct ModeInput {
    pub notaries: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepUpInput {
    pub every_rounds: Option<u64>,
    pub moved_more_than: Option<DecimalInput>,
}

/// A feed of a group.
#[derive(Deserialize)]
pub(crate) struct RowInput {
    pub key: String,
    pub subject: String,
}

#[derive(Deserialize)]
pub(crate) struct FeedInput {
    /// 1 where it is left out: vectors of the first edition say nothing of editions.
    pub edition: Option<u32>,
    /// Of the feed, or of the group where it has rows.
    pub id: u32,
    pub operation_id: String,
    pub params: Vec<ParamInput>,
    pub subject: String,
    pub reading: String,
    pub unit: String,
    pub decimals: u32,
    pub interval_ms: u64,
    pub start_ms: u64,
    pub operators: Vec<String>,
    pub notaries: Vec<String>,
    pub quorum: u32,
    pub modes: BTreeMap<String, ModeInput>,
    pub step_up: Option<StepUpInput>,
    pub allow_custom_ca: bool,
    #[serde(default)]
    pub measured_only: bool,
    #[serde(default)]
    pub rows: Vec<RowInput>,
    pub max_observed_age_ms: Option<u64>,
}
