use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;

/// What an account is owed, rewards and what came back to it of escrows and deposits (CMD-4), in the smallest unit of the contract's money.
#[cw_serde]
pub struct Rewards {
    /// The account.
    pub address: String,
    /// What waits to be claimed.
    pub accrued: Uint128,
    /// What was claimed so far.
    pub claimed: Uint128,
}

#[cw_serde]
pub struct AllRewardsResponse {
    pub rewards: Vec<Rewards>,
}
