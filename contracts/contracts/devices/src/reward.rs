//! Rewards of a command (rule CMD-4): accrued, and claimed by whom they belong to.

use cloudx3_chain::no_funds;
use cosmwasm_std::{coins, Addr, BankMsg, DepsMut, MessageInfo, Response, Storage, Uint128};

use crate::error::ContractError;
use crate::event;
use crate::oracle::{Member, Members};
use crate::state::{Payments, ACCOUNTS, CONFIG};

/// Splits the escrow: the executor's share, and the rest in equal parts for each attestation's notary. What does not divide goes to the
/// executor, so that no coin stays behind.
pub(crate) fn pay(
    storage: &mut dyn Storage,
    escrow: Uint128,
    executor_share_percent: u32,
    members: &Members,
) -> Result<Payments, ContractError> {
    let rest = escrow.multiply_ratio(100_u32.saturating_sub(executor_share_percent), 100_u32);
    let count = u128::try_from(members.notaries.len()).map_err(|_| ContractError::Overflow)?;
    let each = rest.checked_div(Uint128::new(count)).unwrap_or_default();
    let executor = escrow.checked_sub(each.checked_mul(Uint128::new(count))?)?;
    let mut payments = Payments::new();
    for member in &members.operators {
        add(&mut payments, member, executor)?;
    }
    for member in &members.notaries {
        add(&mut payments, member, each)?;
    }
    for (address, earned) in &payments {
        // The oracle checked the address when the key registered.
        let address = Addr::unchecked(address);
        let mut account = ACCOUNTS.may_load(storage, &address)?.unwrap_or_default();
        account.accrued = account.accrued.checked_add(*earned)?;
        ACCOUNTS.save(storage, &address, &account)?;
    }
    Ok(payments)
}

/// Pays what has accrued to the sender.
pub(crate) fn claim(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let mut account = ACCOUNTS.may_load(deps.storage, &info.sender)?.unwrap_or_default();
    let amount = std::mem::take(&mut account.accrued);
    if amount.is_zero() {
        return Err(ContractError::NothingAccrued);
    }
    account.claimed = account.claimed.checked_add(amount)?;
    ACCOUNTS.save(deps.storage, &info.sender, &account)?;
    let denom = CONFIG.load(deps.storage)?.denom;
    let event = event::reward_claimed(info.sender.as_str(), amount);
    let payment = BankMsg::Send { to_address: info.sender.into(), amount: coins(amount.u128(), denom) };
    Ok(Response::new().add_message(payment).add_event(event))
}

fn add(payments: &mut Payments, member: &Member, earned: Uint128) -> Result<(), ContractError> {
    if earned.is_zero() {
        return Ok(());
    }
    let paid = payments.entry(member.account.clone()).or_default();
    *paid = paid.checked_add(earned)?;
    Ok(())
}
