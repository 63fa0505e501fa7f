//! REP-6: who is paid from an escrow, in which order.

use std::collections::BTreeMap;

use cosmwasm_std::{StdResult, Uint128};

use crate::amount;
use crate::error::ContractError;
use crate::record::{FeedMember, FeedState, Terms};

/// Whom a feed's escrow pays, in this order.
#[derive(Default)]
pub(crate) struct Earners<'a> {
    pub transmitter: Option<&'a FeedMember>,
    /// By key.
    pub observers: Vec<&'a FeedMember>,
    /// By key; one entry an attestation.
    pub notaries: Vec<&'a FeedMember>,
}

/// What came of it: by account, and what the escrow could not pay.
#[derive(Default)]
pub(crate) struct Paid {
    pub by_account: BTreeMap<String, Uint128>,
    pub unpaid: Uint128,
}

impl Paid {
    /// As events have it: `account:amount`, with commas between.
    pub(crate) fn text(&self) -> String {
        let paid = self.by_account.iter().map(|(account, amount)| format!("{account}:{amount}"));
        paid.collect::<Vec<_>>().join(",")
    }
}

/// Takes rewards out of the escrow and notes them as owed: transmitter, observers, notaries, each in full or not at all.
pub(crate) fn pay(terms: &Terms, state: &mut FeedState, earners: &Earners) -> Result<Paid, ContractError> {
    let mut purse =
        Purse { left: amount::read(&state.escrow)?, paid: Paid::default(), total: Uint128::zero() };
    let mut operators = amount::read_list(&state.operators_owed)?;
    let mut notaries = amount::read_list(&state.notaries_owed)?;
    let transmission = amount::read(&terms.transmitter_reward)?;
    if let Some(transmitter) = earners.transmitter {
        purse.pay(transmitter, transmission, &mut operators)?;
    }
    let reward = amount::read(&terms.observer_reward)?;
    for observer in &earners.observers {
        purse.pay(observer, reward, &mut operators)?;
    }
    let reward = amount::read(&terms.notary_reward)?;
    for notary in &earners.notaries {
        purse.pay(notary, reward, &mut notaries)?;
    }
    state.escrow = amount::write(purse.left);
    state.operators_owed = amount::write_list(&operators);
    state.notaries_owed = amount::write_list(&notaries);
    state.owed = amount::write(amount::read(&state.owed)?.checked_add(purse.total)?);
    Ok(purse.paid)
}

struct Purse {
    left: Uint128,
    paid: Paid,
    /// What left the purse.
    total: Uint128,
}

impl Purse {
    fn pay(&mut self, member: &FeedMember, reward: Uint128, owed: &mut Vec<Uint128>) -> StdResult<()> {
        if reward.is_zero() {
            return Ok(());
        }
        let Ok(left) = self.left.checked_sub(reward) else {
            // Rewards may be beyond any number that an escrow can have.
            self.paid.unpaid = self.paid.unpaid.saturating_add(reward);
            return Ok(());
        };
        self.left = left;
        self.total = self.total.checked_add(reward)?;
        let index = member.index();
        if owed.len() <= index {
            owed.resize(index.saturating_add(1), Uint128::zero());
        }
        if let Some(due) = owed.get_mut(index) {
            *due = due.checked_add(reward)?;
        }
        let paid = self.paid.by_account.entry(member.account.clone()).or_default();
        *paid = paid.checked_add(reward)?;
        Ok(())
    }
}
