//! What this contract asks the oracle contract.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Binary, QuerierWrapper};

use crate::error::ContractError;

#[cw_serde]
enum OracleQuery {
    Members { operators: Vec<Binary>, notaries: Vec<Binary> },
    Operation { id: Binary },
}

#[cw_serde]
pub(crate) struct Member {
    pub account: String,
    pub active: bool,
}

#[cw_serde]
pub(crate) struct Members {
    pub operators: Vec<Member>,
    pub notaries: Vec<Member>,
}

#[cw_serde]
struct PublishedOperation {
    id: Binary,
    operation: Binary,
    publisher: String,
    height: u64,
}

/// Account and state of registered keys, in the order asked for. Fails where one is not registered.
pub(crate) fn members(
    querier: QuerierWrapper,
    oracle: &Addr,
    operators: Vec<Binary>,
    notaries: Vec<Binary>,
) -> Result<Members, ContractError> {
    let query = OracleQuery::Members { operators, notaries };
    querier.query_wasm_smart(oracle, &query).map_err(ContractError::Oracle)
}

/// Canonical bytes of a published operation.
pub(crate) fn operation(
    querier: QuerierWrapper,
    oracle: &Addr,
    id: &Binary,
) -> Result<Binary, ContractError> {
    let query = OracleQuery::Operation { id: id.clone() };
    let published: PublishedOperation =
        querier.query_wasm_smart(oracle, &query).map_err(ContractError::Oracle)?;
    Ok(published.operation)
}
