//! ESC-1: what a sponsor's shares of an escrow are worth. Rewards and slashed money change the worth of all shares alike.

use cosmwasm_std::Uint128;

use crate::amount;
use crate::error::ContractError;
use crate::record::FeedState;

/// Shares for each unit of the first money.
const PER_UNIT: u128 = 1_000;
/// An escrow worth less than a millionth of what was paid for its shares is used up: new money begins new shares. So numbers stay small.
const USED_UP: u128 = 1_000_000;

/// What so many shares are worth, rounded down.
pub(crate) fn worth(state: &FeedState, shares: Uint128) -> Result<Uint128, ContractError> {
    let total = amount::read(&state.shares)?;
    if total.is_zero() {
        return Ok(Uint128::zero());
    }
    let escrow = amount::read(&state.escrow)?;
    escrow.checked_multiply_ratio(shares, total).map_err(|_| ContractError::Overflow)
}

/// Whether what was paid for the shares is as good as spent.
pub(super) fn is_used_up(state: &FeedState) -> Result<bool, ContractError> {
    let (escrow, shares) = (amount::read(&state.escrow)?, amount::read(&state.shares)?);
    let spent = escrow.checked_mul(Uint128::new(PER_UNIT))?.checked_mul(Uint128::new(USED_UP));
    Ok(spent.is_ok_and(|least| least < shares))
}

/// How many shares this much money buys, rounded down.
pub(super) fn bought(state: &FeedState, added: Uint128) -> Result<Uint128, ContractError> {
    let (escrow, shares) = (amount::read(&state.escrow)?, amount::read(&state.shares)?);
    if shares.is_zero() {
        return Ok(added.checked_mul(Uint128::new(PER_UNIT))?);
    }
    added.checked_multiply_ratio(shares, escrow).map_err(|_| ContractError::Overflow)
}
