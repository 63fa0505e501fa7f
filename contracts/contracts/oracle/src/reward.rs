//! Rewards (rule REP-6). What a report earns its observers and notaries is counted in the feed's own state, one small number a member,
//! for a write to each account would cost more than checking its signatures. Counts become money when the account claims.

use std::collections::BTreeMap;

use cloudx3_chain::no_funds;
use cosmwasm_std::{
    coins, Addr, BankMsg, DepsMut, MessageInfo, Order, Response, StdResult, Storage, Uint128,
};
use cw_storage_plus::Bound;

use crate::error::ContractError;
use crate::event;
use crate::record::{
    amount, amount_bytes, load_rules, load_state, save_state, FeedMember, FeedRules, FeedState,
};
use crate::state::{Account, ACCOUNTS, CONFIG, FEEDS_OF, SEATS_OF};

/// Feeds that one claim visits; what is left waits for the next claim.
const FEEDS_PER_CLAIM: usize = 64;
/// Feeds that a query of one account's rewards visits.
pub(crate) const FEEDS_PER_QUERY: usize = 256;

/// Who earned by one report, as indices into the feed's lists.
pub(crate) struct Earners {
    pub operators: Vec<usize>,
    /// One entry an attestation.
    pub notaries: Vec<usize>,
}

/// What one report pays, by account.
pub(crate) type Payments = BTreeMap<String, Uint128>;

/// REP-6: takes the report's rewards out of the escrow and counts them. `None` where the escrow cannot pay all of them; then nothing
/// changes. The transmitter's own reward is not counted here, since it may be anybody: the caller adds it to its account.
pub(crate) fn accrue(
    rules: &FeedRules,
    state: &mut FeedState,
    earners: &Earners,
    transmitter: &Addr,
) -> Result<Option<Payments>, ContractError> {
    let (observer, notary, transmission) = rewards(rules)?;
    let total = times(observer, earners.operators.len()).zip(times(notary, earners.notaries.len())).and_then(
        |(observers, notaries)| observers.checked_add(notaries).ok()?.checked_add(transmission).ok(),
    );
    // Rewards beyond 128 bits are beyond every escrow.
    let left =
        total.map(|total| amount(&state.escrow).map(|escrow| escrow.checked_sub(total).ok())).transpose()?;
    let Some(escrow) = left.flatten() else { return Ok(None) };
    state.escrow = amount_bytes(escrow);
    let mut payments = Payments::new();
    count(&mut payments, &rules.operators, &mut state.operator_credits, &earners.operators, observer)?;
    count(&mut payments, &rules.notaries, &mut state.notary_credits, &earners.notaries, notary)?;
    add(&mut payments, transmitter.as_str(), transmission)?;
    Ok(Some(payments))
}

pub(crate) fn transmitter_reward(rules: &FeedRules) -> Result<Uint128, ContractError> {
    amount(&rules.transmitter_reward)
}

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

/// Turns all counts of a feed into money of its members' accounts.
pub(crate) fn settle_feed(
    storage: &mut dyn Storage,
    rules: &FeedRules,
    state: &mut FeedState,
) -> Result<(), ContractError> {
    let (observer, notary, _) = rewards(rules)?;
    let operators = rules.operators.iter().zip(&mut state.operator_credits).map(|pair| (pair, observer));
    let notaries = rules.notaries.iter().zip(&mut state.notary_credits).map(|pair| (pair, notary));
    for ((member, credits), reward) in operators.chain(notaries) {
        let earned = reward.checked_mul(Uint128::from(std::mem::take(credits)))?;
        // The account was an address of this chain when its key registered.
        credit(storage, &Addr::unchecked(&member.account), earned)?;
    }
    Ok(())
}

/// Pays what has accrued to the sender.
pub(crate) fn claim(deps: DepsMut, info: MessageInfo) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let mut account = ACCOUNTS.may_load(deps.storage, &info.sender)?.ok_or(ContractError::NothingAccrued)?;
    let from = account.cursor.take();
    let visited = engagements(deps.storage, &info.sender, from, FEEDS_PER_CLAIM)?;
    let mut total = std::mem::take(&mut account.accrued);
    for &(seat, feed_id) in &visited {
        total = total.checked_add(take_credits(deps.storage, seat, feed_id)?)?;
    }
    let more = visited.len() == FEEDS_PER_CLAIM;
    if total.is_zero() && from.is_none() && !more {
        return Err(ContractError::NothingAccrued);
    }
    account.cursor = visited.last().copied().filter(|_| more);
    account.claimed = account.claimed.checked_add(total)?;
    ACCOUNTS.save(deps.storage, &info.sender, &account)?;
    let response = Response::new().add_event(event::reward_claimed(info.sender.as_str(), total));
    if total.is_zero() {
        return Ok(response);
    }
    let denom = CONFIG.load(deps.storage)?.denom;
    let payment = BankMsg::Send { to_address: info.sender.into(), amount: coins(total.u128(), denom) };
    Ok(response.add_message(payment))
}

/// What has accrued to an account, counts of its feeds included.
pub(crate) fn accrued(
    storage: &dyn Storage,
    address: &Addr,
    account: &Account,
    most: usize,
) -> Result<Uint128, ContractError> {
    let mut total = account.accrued;
    for (seat, feed_id) in engagements(storage, address, None, most)? {
        let (rules, state) = (load_rules(storage, feed_id)?, load_state(storage, feed_id)?);
        let (_, earned) = credits_of(&rules, &state, seat)?;
        total = total.checked_add(earned)?;
    }
    Ok(total)
}

/// Seats of the account with the active feeds that they have reported to, beginning after `from`.
fn engagements(
    storage: &dyn Storage,
    address: &Addr,
    from: Option<(u32, u32)>,
    most: usize,
) -> StdResult<Vec<(u32, u32)>> {
    let mut found = Vec::new();
    let first = from.map(|(seat, _)| Bound::inclusive(seat));
    for seat in SEATS_OF.prefix(address).keys(storage, first, None, Order::Ascending) {
        let seat = seat?;
        let after = from.filter(|(cursor, _)| *cursor == seat).map(|(_, feed_id)| Bound::exclusive(feed_id));
        for feed_id in FEEDS_OF.prefix(seat).keys(storage, after, None, Order::Ascending) {
            if found.len() >= most {
                return Ok(found);
            }
            found.push((seat, feed_id?));
        }
    }
    Ok(found)
}

fn take_credits(storage: &mut dyn Storage, seat: u32, feed_id: u32) -> Result<Uint128, ContractError> {
    let (rules, mut state) = (load_rules(storage, feed_id)?, load_state(storage, feed_id)?);
    let (place, earned) = credits_of(&rules, &state, seat)?;
    let credits = match place {
        Some(Place::Operator(index)) => state.operator_credits.get_mut(index),
        Some(Place::Notary(index)) => state.notary_credits.get_mut(index),
        None => None,
    };
    if let Some(credits) = credits.filter(|credits| **credits > 0) {
        *credits = 0;
        save_state(storage, feed_id, &state);
    }
    Ok(earned)
}

enum Place {
    Operator(usize),
    Notary(usize),
}

/// Where a seat sits in the feed, and what its count is worth. A seat belongs to one key and so to one role.
fn credits_of(
    rules: &FeedRules,
    state: &FeedState,
    seat: u32,
) -> Result<(Option<Place>, Uint128), ContractError> {
    let (observer, notary, _) = rewards(rules)?;
    let find = |members: &[FeedMember]| members.iter().position(|member| member.seat == seat);
    let (place, credits, reward) = if let Some(index) = find(&rules.operators) {
        (Some(Place::Operator(index)), state.operator_credits.get(index), observer)
    } else if let Some(index) = find(&rules.notaries) {
        (Some(Place::Notary(index)), state.notary_credits.get(index), notary)
    } else {
        (None, None, Uint128::zero())
    };
    Ok((place, reward.checked_mul(Uint128::from(credits.copied().unwrap_or_default()))?))
}

fn rewards(rules: &FeedRules) -> Result<(Uint128, Uint128, Uint128), ContractError> {
    Ok((amount(&rules.observer_reward)?, amount(&rules.notary_reward)?, amount(&rules.transmitter_reward)?))
}

fn count(
    payments: &mut Payments,
    members: &[FeedMember],
    credits: &mut [u32],
    earners: &[usize],
    reward: Uint128,
) -> Result<(), ContractError> {
    if reward.is_zero() {
        return Ok(());
    }
    for &index in earners {
        let (Some(member), Some(credits)) = (members.get(index), credits.get_mut(index)) else {
            return Err(ContractError::Record);
        };
        *credits = credits.checked_add(1).ok_or(ContractError::Overflow)?;
        add(payments, &member.account, reward)?;
    }
    Ok(())
}

fn add(payments: &mut Payments, account: &str, earned: Uint128) -> Result<(), ContractError> {
    if earned.is_zero() {
        return Ok(());
    }
    if let Some(paid) = payments.get_mut(account) {
        *paid = paid.checked_add(earned)?;
    } else {
        payments.insert(account.to_string(), earned);
    }
    Ok(())
}

fn times(reward: Uint128, count: usize) -> Option<Uint128> {
    reward.checked_mul(Uint128::new(u128::try_from(count).ok()?)).ok()
}
