//! ESC-1: what a sponsor's shares of an escrow are worth. Rewards and slashed money change the worth of all shares alike.

use cosmwasm_std::{Addr, Storage, Uint128};

use crate::amount;
use crate::error::ContractError;
use crate::record::FeedState;
use crate::state::{Sponsor, SPONSORS};

/// Shares for each unit of the first money.
const PER_UNIT: u128 = 1_000;
/// Where a unit has become more shares than this, they are counted anew in bundles. So numbers stay small.
const MOST_PER_UNIT: u128 = 1_000_000_000;
/// Shares that make one of the next epoch: of what is worth a unit, a thousand remain, and nobody loses more than a thousandth of one.
const BUNDLE: u128 = 1_000_000;

/// What so many shares are worth, rounded down.
pub(crate) fn worth(state: &FeedState, shares: Uint128) -> Result<Uint128, ContractError> {
    let total = amount::read(&state.shares)?;
    if total.is_zero() {
        return Ok(Uint128::zero());
    }
    let escrow = amount::read(&state.escrow)?;
    escrow.checked_multiply_ratio(shares, total).map_err(|_| ContractError::Overflow)
}

/// Counts shares anew where they became many for what is left; of an escrow that is empty none remain.
pub(super) fn count_anew(state: &mut FeedState) -> Result<(), ContractError> {
    let (escrow, mut shares) = (amount::read(&state.escrow)?, amount::read(&state.shares)?);
    let mut announced = amount::read(&state.announced)?;
    let (most, bundle) = (escrow.saturating_mul(Uint128::new(MOST_PER_UNIT)), Uint128::new(BUNDLE));
    while shares > most {
        shares = shares.checked_div(bundle).unwrap_or_default();
        announced = announced.checked_div(bundle).unwrap_or_default();
        state.epoch = state.epoch.checked_add(1).ok_or(ContractError::Overflow)?;
    }
    (state.shares, state.announced) = (amount::write(shares), amount::write(announced));
    Ok(())
}

/// A sponsor, its shares as they are counted now.
pub(crate) fn sponsor_of(
    storage: &dyn Storage,
    (feed_id, state): (u32, &FeedState),
    address: &Addr,
) -> Result<Sponsor, ContractError> {
    let mut sponsor = SPONSORS.may_load(storage, (feed_id, address))?.unwrap_or_default();
    let bundle = BUNDLE.checked_pow(state.epoch.saturating_sub(sponsor.epoch));
    // What a number cannot hold is more than any shares.
    let shares = bundle.and_then(|bundle| sponsor.shares.u128().checked_div(bundle)).unwrap_or_default();
    (sponsor.shares, sponsor.epoch) = (Uint128::new(shares), state.epoch);
    sponsor.withdrawable_at_ms = sponsor.withdrawable_at_ms.filter(|_| shares > 0);
    Ok(sponsor)
}

/// How many shares this much money buys, rounded down.
pub(super) fn bought(state: &FeedState, added: Uint128) -> Result<Uint128, ContractError> {
    let (escrow, shares) = (amount::read(&state.escrow)?, amount::read(&state.shares)?);
    if shares.is_zero() {
        return Ok(added.checked_mul(Uint128::new(PER_UNIT))?);
    }
    added.checked_multiply_ratio(shares, escrow).map_err(|_| ContractError::Overflow)
}
