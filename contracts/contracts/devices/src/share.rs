//! How an escrow is split (rule CMD-4).

use cosmwasm_std::Uint128;

use crate::error::ContractError;
use crate::state::Payments;

/// How an amount is split; together the parts are the amount.
pub(crate) struct Shares {
    pub executor: Uint128,
    pub each_notary: Uint128,
}

/// What a settlement did with escrow and deposits.
pub(crate) struct Paid {
    /// For the command, by account.
    pub rewards: Payments,
    /// Of the escrow, to the issuer.
    pub returned: Uint128,
    /// Deposits of leases that came to nothing.
    pub burned: Uint128,
}

/// CMD-4: the executor's share, and the rest in equal parts for each attestation's notary. What does not divide goes to the executor, so
/// that no coin stays behind.
pub(crate) fn shares(
    amount: Uint128,
    executor_percent: u32,
    notaries: Uint128,
) -> Result<Shares, ContractError> {
    let rest = amount.multiply_ratio(100_u32.saturating_sub(executor_percent), 100_u32);
    let each_notary = rest.checked_div(notaries).unwrap_or_default();
    let executor = amount.checked_sub(each_notary.checked_mul(notaries)?)?;
    Ok(Shares { executor, each_notary })
}
