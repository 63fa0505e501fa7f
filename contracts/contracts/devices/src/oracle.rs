//! What this contract asks the oracle contract.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Binary, QuerierWrapper, Uint128};

use crate::error::ContractError;
use crate::msg::Role;

/// A key, and the time at which its state matters, in Unix milliseconds.
#[cw_serde]
pub(crate) struct KeyAt {
    pub pubkey: Binary,
    pub time_ms: u64,
}

#[cw_serde]
enum OracleQuery {
    MembersAt { operators: Vec<KeyAt>, notaries: Vec<KeyAt> },
    FitsRule { role: Role, pubkey: Binary, operations: Vec<Binary>, admin: String, reward: Uint128 },
    Operation { id: Binary },
}

/// Whose a key is, and whether it was switched on at the time that was asked for.
#[cw_serde]
pub(crate) struct MemberAt {
    pub account: String,
    pub active: bool,
    /// Who else it belongs together with, by its own word.
    pub group: Option<String>,
}

#[cw_serde]
pub(crate) struct MembersAt {
    pub operators: Vec<MemberAt>,
    pub notaries: Vec<MemberAt>,
}

#[cw_serde]
struct Fits {
    fits: bool,
}

#[cw_serde]
struct PublishedOperation {
    id: Binary,
    operation: Binary,
    publisher: String,
    height: u64,
}

/// What a standing rule is held against.
pub(crate) struct Offer {
    pub role: Role,
    pub pubkey: Binary,
    pub operations: Vec<Binary>,
    pub admin: String,
    pub reward: Uint128,
}

/// Accounts and states in the order asked for. Fails where a key is not registered.
pub(crate) fn members_at(
    querier: QuerierWrapper,
    oracle: &Addr,
    operators: Vec<KeyAt>,
    notaries: Vec<KeyAt>,
) -> Result<MembersAt, ContractError> {
    let asked = operators.len().saturating_add(notaries.len());
    let query = OracleQuery::MembersAt { operators, notaries };
    let members: MembersAt = querier.query_wasm_smart(oracle, &query).map_err(ContractError::Oracle)?;
    let answered = members.operators.len().saturating_add(members.notaries.len());
    if asked == answered {
        return Ok(members);
    }
    Err(ContractError::OracleAnswer { asked, answered })
}

/// The same for one key.
pub(crate) fn member_at(
    querier: QuerierWrapper,
    oracle: &Addr,
    role: Role,
    key: KeyAt,
) -> Result<MemberAt, ContractError> {
    let (operators, notaries) = match role {
        Role::Operator => (vec![key], vec![]),
        Role::Notary => (vec![], vec![key]),
    };
    let MembersAt { operators, notaries } = members_at(querier, oracle, operators, notaries)?;
    let member = operators.into_iter().chain(notaries).next();
    member.ok_or(ContractError::OracleAnswer { asked: 1, answered: 0 })
}

/// Whether the key's standing rule takes what is offered.
pub(crate) fn fits_rule(querier: QuerierWrapper, oracle: &Addr, offer: Offer) -> Result<bool, ContractError> {
    let Offer { role, pubkey, operations, admin, reward } = offer;
    let query = OracleQuery::FitsRule { role, pubkey, operations, admin, reward };
    let answer: Fits = querier.query_wasm_smart(oracle, &query).map_err(ContractError::Oracle)?;
    Ok(answer.fits)
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
