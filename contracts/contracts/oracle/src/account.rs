//! What an account may claim besides what feeds owe it.

use cosmwasm_std::{Addr, Storage, Uint128};

use crate::error::ContractError;
use crate::state::ACCOUNTS;

/// Adds to what an account may claim.
pub(crate) fn credit(
    storage: &mut dyn Storage,
    address: &Addr,
    earned: Uint128,
) -> Result<(), ContractError> {
    if earned.is_zero() {
        return Ok(());
    }
    let mut account = ACCOUNTS.may_load(storage, address)?.unwrap_or_default();
    account.accrued = account.accrued.checked_add(earned)?;
    Ok(ACCOUNTS.save(storage, address, &account)?)
}
