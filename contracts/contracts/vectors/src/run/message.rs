use cloudx3_attestation::canonical::decode;
use cloudx3_attestation::limits;
use cloudx3_attestation::operation::{operation_id, read_operation};
use cloudx3_attestation::params::check_params;
use cloudx3_attestation::proto::{Attestation, Observation, Operation, Report};
use serde_json::{json, Map, Value};

use super::{output, Run, Stop};
use crate::input::{bytes, field, ParamInput};

pub(super) fn canonical(vector: &Value) -> Run {
    let bytes = match vector.get("zeros") {
        Some(_) => vec![0; field(vector, "zeros")?],
        None => bytes(vector, "bytes")?,
    };
    match field::<String>(vector, "message")?.as_str() {
        "operation" => decode::<Operation>("operation", &bytes, limits::OPERATION).map(drop)?,
        "attestation" => decode::<Attestation>("attestation", &bytes, limits::ATTESTATION).map(drop)?,
        "observation" => decode::<Observation>("observation", &bytes, limits::OBSERVATION).map(drop)?,
        "report" => decode::<Report>("report", &bytes, limits::REPORT).map(drop)?,
        other => return Err(Stop::Broken(format!("message: {other} is not known"))),
    }
    Ok(Map::new())
}

pub(super) fn operation(vector: &Value) -> Run {
    let bytes = bytes(vector, "operation")?;
    read_operation(&bytes)?;
    Ok(output([("id", json!(hex::encode(operation_id(&bytes))))]))
}

pub(super) fn params(vector: &Value) -> Run {
    let operation = read_operation(&bytes(vector, "operation")?)?;
    let params = field::<Vec<ParamInput>>(vector, "params")?;
    let params: Vec<_> = params.into_iter().map(ParamInput::message).collect();
    check_params(&operation, &params)?;
    Ok(Map::new())
}
