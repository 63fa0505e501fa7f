//! What a settled command pays (rule CMD-4).

use cosmwasm_std::{Storage, Uint128};

use super::parties::Accounts;
use crate::account;
use crate::error::ContractError;
use crate::msg::{Command, Lease};
use crate::share::{shares, Paid};
use crate::state::{Config, Payments};

/// CMD-4: for an act the whole escrow, for a state that stood already a part of it. The executor has its deposit back, and so has whoever
/// holds a lease that still runs.
pub(super) fn pay(
    storage: &mut dyn Storage,
    config: &Config,
    command: &Command,
    lease: &Lease,
    accounts: &Accounts,
    now_ms: u64,
) -> Result<Paid, ContractError> {
    let acted = accounts.notaries.len() > 1;
    let percent = if acted { 100 } else { config.readback_percent };
    let amount = command.escrow.multiply_ratio(percent, 100_u32);
    let notaries = u128::try_from(accounts.notaries.len()).map_err(|_| ContractError::Overflow)?;
    let shares = shares(amount, config.executor_share_percent, Uint128::new(notaries))?;
    let mut rewards = Payments::new();
    add(&mut rewards, &accounts.executor, shares.executor)?;
    for notary in &accounts.notaries {
        add(&mut rewards, notary, shares.each_notary)?;
    }
    let returned = command.escrow.checked_sub(amount)?;
    let (mut back, burned) = deposits(command, lease, now_ms)?;
    add(&mut back, &command.issuer, returned)?;
    account::accrue(storage, &rewards)?;
    account::accrue(storage, &back)?;
    Ok(Paid { rewards, returned, burned })
}

/// What goes back to whom, and what is lost.
fn deposits(command: &Command, lease: &Lease, now_ms: u64) -> Result<(Payments, Uint128), ContractError> {
    let (mut back, mut burned) = (Payments::new(), Uint128::zero());
    for other in &command.leases {
        if other.operator == lease.operator || now_ms < other.until_ms {
            add(&mut back, &other.account, other.deposit)?;
        } else {
            burned = burned.checked_add(other.deposit)?;
        }
    }
    Ok((back, burned))
}

fn add(payments: &mut Payments, account: &str, amount: Uint128) -> Result<(), ContractError> {
    if amount.is_zero() {
        return Ok(());
    }
    let paid = payments.entry(account.to_string()).or_default();
    *paid = paid.checked_add(amount)?;
    Ok(())
}
