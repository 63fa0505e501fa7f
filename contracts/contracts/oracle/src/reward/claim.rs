//! REP-6: what was earned is claimed, never pushed, from the feeds that the account names.

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{coins, BankMsg, DepsMut, Env, MessageInfo, Response, Storage, Uint128};

use crate::amount;
use crate::error::ContractError;
use crate::event;
use crate::feed;
use crate::msg::Role;
use crate::record::FeedRecord;
use crate::state::{ACCOUNTS, CONFIG};

/// Feeds that one claim visits.
const MAX_FEEDS: usize = 64;

pub(crate) fn claim(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feeds: &[u32],
) -> Result<Response, ContractError> {
    no_funds(info)?;
    if feeds.len() > MAX_FEEDS {
        return Err(ContractError::TooManyFeeds { most: MAX_FEEDS });
    }
    let mut total = Uint128::zero();
    for feed_id in feeds {
        feed::require_record(deps.storage, *feed_id)?;
        let owed = take(deps.storage, *feed_id, info.sender.as_str(), now_ms(env))?;
        total = total.checked_add(owed)?;
    }
    // After the feeds, which may have put what they owed into accounts.
    let mut account = ACCOUNTS.may_load(deps.storage, &info.sender)?.unwrap_or_default();
    total = total.checked_add(std::mem::take(&mut account.accrued))?;
    if total.is_zero() {
        return Err(ContractError::NothingAccrued);
    }
    account.claimed = account.claimed.checked_add(total)?;
    ACCOUNTS.save(deps.storage, &info.sender, &account)?;
    let amount = coins(total.u128(), CONFIG.load(deps.storage)?.denom);
    let payment = BankMsg::Send { to_address: info.sender.to_string(), amount };
    Ok(Response::new().add_message(payment).add_event(event::reward_claimed(info.sender.as_str(), total)))
}

/// Takes what a feed owes an account, and forgets members whose time is over.
fn take(
    storage: &mut dyn Storage,
    feed_id: u32,
    address: &str,
    now_ms: u64,
) -> Result<Uint128, ContractError> {
    let mut record = FeedRecord::load(storage, feed_id)?;
    let mut total = Uint128::zero();
    for role in [Role::Operator, Role::Notary] {
        let mine = record.members(&role).iter().filter(|member| member.account == address);
        let places: Vec<usize> = mine.map(|member| member.index()).collect();
        let owed = match role {
            Role::Operator => &mut record.state.operators_owed,
            Role::Notary => &mut record.state.notaries_owed,
        };
        let mut list = amount::read_list(owed)?;
        for place in places {
            let due = list.get_mut(place).map(std::mem::take).unwrap_or_default();
            total = total.checked_add(due)?;
        }
        *owed = amount::write_list(&list);
    }
    let rest = amount::read(&record.state.owed)?.checked_sub(total)?;
    record.state.owed = amount::write(rest);
    feed::forget(storage, &mut record, now_ms)?;
    record.save(storage);
    Ok(total)
}
