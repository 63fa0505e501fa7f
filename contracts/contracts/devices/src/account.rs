//! What accounts are owed (rule CMD-4): accrued, and claimed by whom it belongs to.

use cloudx3_chain::no_funds;
use cosmwasm_std::{coins, Addr, BankMsg, DepsMut, MessageInfo, Response, Storage};

use crate::error::ContractError;
use crate::event;
use crate::state::{Payments, ACCOUNTS, CONFIG};

/// Adds to what each account may claim.
pub(crate) fn accrue(storage: &mut dyn Storage, payments: &Payments) -> Result<(), ContractError> {
    for (address, owed) in payments.iter().filter(|(_, owed)| !owed.is_zero()) {
        // Addresses that the chain or the oracle checked before.
        let address = Addr::unchecked(address);
        let mut account = ACCOUNTS.may_load(storage, &address)?.unwrap_or_default();
        account.accrued = account.accrued.checked_add(*owed)?;
        ACCOUNTS.save(storage, &address, &account)?;
    }
    Ok(())
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
