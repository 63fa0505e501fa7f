use cloudx3_chain::HostVerifier;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{
    to_json_binary, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::run::{run, Kind, Outcome};

#[derive(Serialize, Deserialize, Clone, Debug)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum QueryMsg {
    /// Runs one vector. `kind` is the name of its file without the ending; `vector` the vector with all its fields, of which only the
    /// inputs are read.
    Run { kind: Kind, vector: Value },
}

/// What came out: the fields that the vector's file gives for a valid vector, or the code of the refusal.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct RunResponse {
    pub valid: bool,
    pub code: Option<String>,
    pub output: Map<String, Value>,
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(_deps: DepsMut, _env: Env, _info: MessageInfo, _msg: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> StdResult<Binary> {
    let QueryMsg::Run { kind, vector } = msg;
    let outcome = run(&HostVerifier(deps.api), kind, &vector).map_err(StdError::msg)?;
    to_json_binary(&match outcome {
        Outcome::Valid(output) => RunResponse { valid: true, code: None, output },
        Outcome::Refused(code) => {
            RunResponse { valid: false, code: Some(code.as_str().to_string()), output: Map::new() }
        }
    })
}
