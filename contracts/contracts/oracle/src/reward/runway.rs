//! ESC-2: how long an escrow lasts, for members to know before they work.

use cosmwasm_std::Uint128;

use crate::amount;
use crate::error::ContractError;
use crate::feed::worth;
use crate::msg::Role;
use crate::record::FeedRecord;

/// What a round costs with all members and the mode that asks for most notaries.
pub(crate) fn round_cost(record: &FeedRecord, round: u64) -> Result<Uint128, ContractError> {
    let terms = &record.rules.terms;
    let operators = u128::try_from(record.members_of(&Role::Operator, round).len()).unwrap_or(u128::MAX);
    let notaries = terms.notaries_by_mode.iter().copied().max().unwrap_or_default();
    let (observer, notary) = (amount::read(&terms.observer_reward)?, amount::read(&terms.notary_reward)?);
    let observation = notary.saturating_mul(Uint128::from(notaries)).saturating_add(observer);
    let transmission = amount::read(&terms.transmitter_reward)?;
    Ok(observation.saturating_mul(Uint128::new(operators)).saturating_add(transmission))
}

/// Rounds that the escrow pays in full at that cost; what is announced to be withdrawn does not count.
pub(crate) fn runway(record: &FeedRecord, round: u64) -> Result<Option<u64>, ContractError> {
    let leaving = worth(&record.state, amount::read(&record.state.announced)?)?;
    let stays = amount::read(&record.state.escrow)?.saturating_sub(leaving);
    let rounds = stays.checked_div(round_cost(record, round)?).ok();
    Ok(rounds.map(|rounds| u64::try_from(rounds.u128()).unwrap_or(u64::MAX)))
}
