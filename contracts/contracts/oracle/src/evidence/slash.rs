//! EVD-3: what an offence costs, and who gets it.

use cloudx3_attestation::evidence::Offence;
use cosmwasm_std::{coins, Addr, BankMsg, DepsMut, Env, Event, Response, Storage, Uint128};

use super::offence::role_of;
use crate::account;
use crate::amount;
use crate::error::ContractError;
use crate::event::hex;
use crate::record::FeedRecord;
use crate::registry;
use crate::state::CONFIG;

/// Where a slashed amount goes.
#[derive(Default)]
struct Split {
    finder: Uint128,
    feed: Uint128,
    burned: Uint128,
}

/// Takes a part of the bond of the key's line, and switches its newest key off.
pub(super) fn slash(
    deps: DepsMut,
    env: &Env,
    finder: &Addr,
    offence: &Offence,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let role = role_of(offence.accused);
    let (key, mut registrant) = registry::current_key(deps.storage, &role, &offence.pubkey)?;
    let taken = amount::percent(registrant.bond, config.slash_percent);
    registrant.bond = registrant.bond.checked_sub(taken)?;
    registry::suspend(deps.storage, env, (&role, &key), &mut registrant)?;
    let mut split = Split {
        finder: amount::percent(taken, config.finder_percent),
        burned: amount::percent(taken, config.burn_percent),
        feed: Uint128::zero(),
    };
    split.feed = taken.checked_sub(split.finder)?.checked_sub(split.burned)?;
    if !repay(deps.storage, offence.feed_id, split.feed)? {
        split.burned = split.burned.checked_add(std::mem::take(&mut split.feed))?;
    }
    account::credit(deps.storage, finder, split.finder)?;
    let response = Response::new().add_event(event(finder, offence, &key, &split));
    if split.burned.is_zero() {
        return Ok(response);
    }
    Ok(response.add_message(BankMsg::Burn { amount: coins(split.burned.u128(), config.denom) }))
}

/// Adds to the escrow of the feed that was hurt, and so to what every sponsor owns. Where nobody owns any of it, nobody gets it.
fn repay(storage: &mut dyn Storage, feed_id: Option<u32>, added: Uint128) -> Result<bool, ContractError> {
    let Some(feed_id) = feed_id else { return Ok(false) };
    let mut record = match FeedRecord::load(storage, feed_id) {
        Ok(record) => record,
        Err(ContractError::FeedUnknown { .. }) => return Ok(false),
        Err(other) => return Err(other),
    };
    if amount::read(&record.state.shares)?.is_zero() {
        return Ok(false);
    }
    record.state.escrow = amount::write(amount::read(&record.state.escrow)?.checked_add(added)?);
    record.save(storage);
    Ok(true)
}

fn event(finder: &Addr, offence: &Offence, current: &[u8], split: &Split) -> Event {
    Event::new("evidence_accepted")
        .add_attribute("kind", offence.kind)
        .add_attribute("offence", hex(&offence.id))
        .add_attribute("role", role_of(offence.accused).as_str())
        .add_attribute("pubkey", hex(&offence.pubkey))
        .add_attribute("suspended", hex(current))
        .add_attribute("finder", finder)
        .add_attribute("finder_reward", split.finder)
        .add_attribute("feed_id", offence.feed_id.map(|id| id.to_string()).unwrap_or_default())
        .add_attribute("to_feed", split.feed)
        .add_attribute("burned", split.burned)
}
