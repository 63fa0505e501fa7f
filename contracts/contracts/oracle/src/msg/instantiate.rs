use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;

/// What the contract is made with; it never changes. Amounts are in the smallest unit of `denom`, times in milliseconds.
#[cw_serde]
pub struct InstantiateMsg {
    /// Default: who instantiates.
    pub admin: Option<String>,
    pub denom: String,
    /// Least bond of an operator's key that is on (REG-4).
    pub operator_bond: Uint128,
    /// Least bond of a notary's key that is on (REG-4).
    pub notary_bond: Uint128,
    /// From the announcement to the withdrawal of a bond (REG-4). Default: 7 days; at most 366.
    pub unbonding_ms: Option<u64>,
    /// From off to on of a key (REG-3). Default: 1 hour; at most 366 days.
    pub reactivate_ms: Option<u64>,
    /// What evidence takes of a bond, in percent (EVD-3). Default: 50; at most 100.
    pub slash_percent: Option<u32>,
    /// Of what evidence takes: the part of who showed it. Default: 20; with `burn_percent` at most 100.
    pub finder_percent: Option<u32>,
    /// Of what evidence takes: the part that nobody gets, so that showing one's own offence saves no bond. Default: 40.
    pub burn_percent: Option<u32>,
}
