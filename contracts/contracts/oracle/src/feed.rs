//! The life of a feed: made, funded, switched off and on.

use cloudx3_chain::{no_funds, now_ms, payment};
use cosmwasm_std::{coins, BankMsg, DepsMut, Env, MessageInfo, Response, Storage, Uint128};

use crate::error::ContractError;
use crate::event;
use crate::feed_spec;
use crate::msg::FeedSpec;
use crate::record::{
    amount, amount_bytes, load_rules, load_state, save_rules, save_state, FeedMember, FeedState,
};
use crate::reward;
use crate::state::{FeedInfo, CONFIG, FEEDS_OF, FEED_INFO, NEXT_FEED};

pub(crate) fn create(
    deps: DepsMut,
    env: &Env,
    info: MessageInfo,
    spec: FeedSpec,
) -> Result<Response, ContractError> {
    let escrow = payment(&info, &CONFIG.load(deps.storage)?.denom)?;
    let spec = feed_spec::normalise(spec, now_ms(env))?;
    let rules = feed_spec::rules(deps.storage, &spec)?;
    let feed_id = NEXT_FEED.may_load(deps.storage)?.unwrap_or(1);
    NEXT_FEED.save(deps.storage, &feed_id.checked_add(1).ok_or(ContractError::Overflow)?)?;
    let state = FeedState {
        active: true,
        escrow: amount_bytes(escrow),
        operator_credits: vec![0; rules.operators.len()],
        notary_credits: vec![0; rules.notaries.len()],
        ..Default::default()
    };
    save_rules(deps.storage, feed_id, &rules);
    save_state(deps.storage, feed_id, &state);
    let label = spec.label.clone();
    FEED_INFO.save(deps.storage, feed_id, &FeedInfo { admin: info.sender, spec })?;
    Ok(Response::new().add_event(event::feed_created(feed_id, &label)))
}

pub(crate) fn fund(deps: DepsMut, info: &MessageInfo, feed_id: u32) -> Result<Response, ContractError> {
    let added = payment(info, &CONFIG.load(deps.storage)?.denom)?;
    let mut state = load_state(deps.storage, feed_id)?;
    let escrow = amount(&state.escrow)?.checked_add(added)?;
    state.escrow = amount_bytes(escrow);
    save_state(deps.storage, feed_id, &state);
    Ok(Response::new().add_event(event::feed_funded(feed_id, added, escrow)))
}

/// Switching a feed off pays its counts into the members' accounts and sets them free; switching it on starts anew.
pub(crate) fn set_active(
    deps: DepsMut,
    info: &MessageInfo,
    feed_id: u32,
    active: bool,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    require_admin(deps.storage, info, feed_id)?;
    let mut state = load_state(deps.storage, feed_id)?;
    if state.active && !active {
        let rules = load_rules(deps.storage, feed_id)?;
        reward::settle_feed(deps.storage, &rules, &mut state)?;
        release(deps.storage, feed_id, &rules.operators, state.engaged_operators);
        release(deps.storage, feed_id, &rules.notaries, state.engaged_notaries);
        state.engaged_operators = 0;
        state.engaged_notaries = 0;
    }
    state.active = active;
    save_state(deps.storage, feed_id, &state);
    Ok(Response::new().add_event(event::feed_activity(feed_id, active)))
}

pub(crate) fn withdraw_escrow(
    deps: DepsMut,
    info: &MessageInfo,
    feed_id: u32,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let admin = require_admin(deps.storage, info, feed_id)?.admin;
    let mut state = load_state(deps.storage, feed_id)?;
    if state.active {
        return Err(ContractError::FeedActive);
    }
    let left = amount(&state.escrow)?;
    if left.is_zero() {
        return Err(ContractError::NothingAccrued);
    }
    state.escrow = amount_bytes(Uint128::zero());
    save_state(deps.storage, feed_id, &state);
    let denom = CONFIG.load(deps.storage)?.denom;
    let payment = BankMsg::Send { to_address: admin.into(), amount: coins(left.u128(), denom) };
    Ok(Response::new().add_message(payment).add_event(event::feed_funded(
        feed_id,
        Uint128::zero(),
        Uint128::zero(),
    )))
}

fn release(storage: &mut dyn Storage, feed_id: u32, members: &[FeedMember], engaged: u32) {
    for (index, member) in members.iter().enumerate() {
        if is_engaged(engaged, index) {
            FEEDS_OF.remove(storage, (member.seat, feed_id));
        }
    }
}

/// Whether the bit of a member is set.
pub(crate) fn is_engaged(engaged: u32, index: usize) -> bool {
    engaged & bit(index) != 0
}

/// The bit of a member; feeds have at most 31 of each role.
pub(crate) fn bit(index: usize) -> u32 {
    u32::try_from(index).ok().and_then(|index| 1_u32.checked_shl(index)).unwrap_or_default()
}

fn require_admin(storage: &dyn Storage, info: &MessageInfo, feed_id: u32) -> Result<FeedInfo, ContractError> {
    let feed = FEED_INFO.may_load(storage, feed_id)?.ok_or(ContractError::FeedUnknown { feed_id })?;
    if feed.admin != info.sender {
        return Err(ContractError::Unauthorized { who: "the admin of the feed" });
    }
    Ok(feed)
}
