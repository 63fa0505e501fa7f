//! What this contract asks the oracle contract.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Binary, QuerierWrapper, StdResult};

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
) -> StdResult<Members> {
    querier.query_wasm_smart(oracle, &OracleQuery::Members { operators, notaries })
}

/// Canonical bytes of a published operation.
pub(crate) fn operation(querier: QuerierWrapper, oracle: &Addr, id: &Binary) -> StdResult<Binary> {
    let published: PublishedOperation =
        querier.query_wasm_smart(oracle, &OracleQuery::Operation { id: id.clone() })?;
    Ok(published.operation)
}
