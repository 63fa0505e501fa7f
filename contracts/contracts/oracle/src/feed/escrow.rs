//! ESC-1: who funds a feed owns a part of its escrow, and takes it back with notice.

use cloudx3_chain::{no_funds, now_ms, payment};
use cosmwasm_std::{coins, Addr, BankMsg, DepsMut, Env, MessageInfo, Response, Storage, Uint128};

use super::draft::require_record;
use super::shares::{bought, count_anew, sponsor_of, worth};
use crate::amount;
use crate::error::ContractError;
use crate::event;
use crate::record::FeedRecord;
use crate::state::{Sponsor, CONFIG, SPONSORS};

pub(crate) fn fund(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
) -> Result<Response, ContractError> {
    let added = payment(info, &CONFIG.load(deps.storage)?.denom)?;
    require_record(deps.storage, feed_id)?;
    let mut record = FeedRecord::load(deps.storage, feed_id)?;
    let now = record.rules.clock().round_at(now_ms(env));
    if let Some(from_round) = record.state.closed_from.filter(|closed| now.is_some_and(|now| now >= *closed))
    {
        return Err(ContractError::Closed { feed_id, from_round });
    }
    add(deps.storage, &mut record, &info.sender, added)?;
    let event = event::feed_funded(feed_id, &info.sender, added, amount::read(&record.state.escrow)?);
    record.save(deps.storage);
    Ok(Response::new().add_event(event))
}

/// Adds money of a sponsor. A withdrawal that it announced is off: what is new was not announced.
pub(super) fn add(
    storage: &mut dyn Storage,
    record: &mut FeedRecord,
    address: &Addr,
    added: Uint128,
) -> Result<(), ContractError> {
    count_anew(&mut record.state)?;
    let shares = bought(&record.state, added)?;
    if shares.is_zero() {
        return Err(ContractError::TooLittle);
    }
    let mut sponsor = sponsor_of(storage, (record.id, &record.state), address)?;
    if sponsor.withdrawable_at_ms.take().is_some() {
        let announced = amount::read(&record.state.announced)?.checked_sub(sponsor.shares)?;
        record.state.announced = amount::write(announced);
    }
    sponsor.shares = sponsor.shares.checked_add(shares)?;
    SPONSORS.save(storage, (record.id, address), &sponsor)?;
    record.state.shares = amount::write(amount::read(&record.state.shares)?.checked_add(shares)?);
    record.state.escrow = amount::write(amount::read(&record.state.escrow)?.checked_add(added)?);
    Ok(())
}

pub(crate) fn announce(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    require_record(deps.storage, feed_id)?;
    let mut record = FeedRecord::load(deps.storage, feed_id)?;
    let mut sponsor = sponsor_of(deps.storage, (feed_id, &record.state), &info.sender)?;
    if sponsor.shares.is_zero() {
        return Err(ContractError::NoShare { feed_id });
    }
    let from_ms = match sponsor.withdrawable_at_ms {
        Some(from_ms) => from_ms,
        None => {
            let announced = amount::read(&record.state.announced)?.checked_add(sponsor.shares)?;
            record.state.announced = amount::write(announced);
            after_notice(&record, now_ms(env))
        }
    };
    sponsor.withdrawable_at_ms = Some(from_ms);
    SPONSORS.save(deps.storage, (feed_id, &info.sender), &sponsor)?;
    record.save(deps.storage);
    Ok(Response::new().add_event(event::withdrawal_announced(feed_id, &info.sender, from_ms)))
}

pub(crate) fn withdraw(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    feed_id: u32,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    require_record(deps.storage, feed_id)?;
    let mut record = FeedRecord::load(deps.storage, feed_id)?;
    let sponsor = sponsor_of(deps.storage, (feed_id, &record.state), &info.sender)?;
    if sponsor.shares.is_zero() {
        return Err(ContractError::NoShare { feed_id });
    }
    check_time(&record, &sponsor, now_ms(env))?;
    let left = worth(&record.state, sponsor.shares)?;
    let escrow = amount::read(&record.state.escrow)?.checked_sub(left)?;
    record.state.escrow = amount::write(escrow);
    record.state.shares = amount::write(amount::read(&record.state.shares)?.checked_sub(sponsor.shares)?);
    if sponsor.withdrawable_at_ms.is_some() {
        let announced = amount::read(&record.state.announced)?.checked_sub(sponsor.shares)?;
        record.state.announced = amount::write(announced);
    }
    SPONSORS.remove(deps.storage, (feed_id, &info.sender));
    record.save(deps.storage);
    let event = event::escrow_withdrawn(feed_id, &info.sender, left, escrow);
    let response = Response::new().add_event(event);
    if left.is_zero() {
        return Ok(response);
    }
    let amount = coins(left.u128(), CONFIG.load(deps.storage)?.denom);
    Ok(response.add_message(BankMsg::Send { to_address: info.sender.to_string(), amount }))
}

/// When the round begins that follows the notice; of a feed that has not begun by then, the end of the notice.
fn after_notice(record: &FeedRecord, now_ms: u64) -> u64 {
    match record.rules.round_after_notice(now_ms) {
        0 => now_ms.saturating_add(record.rules.notice_ms),
        round => record.rules.clock().begin(round),
    }
}

/// After the notice, or once no report of a closed feed can land.
fn check_time(record: &FeedRecord, sponsor: &Sponsor, now_ms: u64) -> Result<(), ContractError> {
    let rules = &record.rules;
    // Of a feed that is closed before its first round no report can land at all.
    let closed = record.state.closed_from.map(|round| match round {
        0 => 0,
        _ => rules.clock().begin(round).saturating_add(rules.interval_ms).saturating_add(1),
    });
    match (sponsor.withdrawable_at_ms, closed) {
        (None, None) => Err(ContractError::NotAnnounced),
        (announced, closed) => {
            let from_ms = announced.unwrap_or(u64::MAX).min(closed.unwrap_or(u64::MAX));
            if now_ms < from_ms {
                return Err(ContractError::WithdrawalEarly { from_ms });
            }
            Ok(())
        }
    }
}
