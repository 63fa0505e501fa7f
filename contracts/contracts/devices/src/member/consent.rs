//! How a key becomes a member (rule DEV-5).

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{Addr, Binary, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};

use super::{find, is_serving, names, place, spans};
use crate::error::ContractError;
use crate::event;
use crate::msg::{Device, MemberKey, Role};
use crate::oracle::{self, KeyAt, Offer};
use crate::share::shares;
use crate::state::{self, Acceptance, Config, ACCEPTANCES, CONFIG};

/// Keys that one message admits; each costs two questions to the oracle.
const MOST_ADMITTED: usize = 16;

/// DEV-5: the account of the key accepts the terms that it saw.
pub(crate) fn accept(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    key: MemberKey,
    terms: &Binary,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let device = state::device(deps.storage, id)?;
    if *terms != device.terms {
        return Err(ContractError::Terms { terms: device.terms.to_base64() });
    }
    let config = CONFIG.load(deps.storage)?;
    let account = account_of(&deps, env, &config, &device, &key)?;
    if account != info.sender {
        return Err(ContractError::Unauthorized { who: "the account of the key" });
    }
    let event = join(deps.storage, &device, &key, account, now_ms(env), "acceptance")?;
    Ok(Response::new().add_event(event))
}

/// DEV-5: the account of each key has said beforehand what it accepts.
pub(crate) fn admit(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    members: &[MemberKey],
) -> Result<Response, ContractError> {
    no_funds(info)?;
    if !(1..=MOST_ADMITTED).contains(&members.len()) {
        return Err(ContractError::Spec { field: "members", problem: "are 1 to 16" });
    }
    let config = CONFIG.load(deps.storage)?;
    let device = state::device(deps.storage, id)?;
    let mut response = Response::new();
    for key in members {
        let kept = find(deps.storage, key.role, &key.pubkey, id)?;
        if kept.is_some_and(|acceptance| acceptance.left) {
            return Err(ContractError::Left { pubkey: event::hex(&key.pubkey) });
        }
        let account = account_of(&deps, env, &config, &device, key)?;
        let offer = offer(&config, &device, key)?;
        if !oracle::fits_rule(deps.querier, &config.oracle, offer)? {
            return Err(ContractError::NoRule { pubkey: event::hex(&key.pubkey) });
        }
        let event = join(deps.storage, &device, key, account, now_ms(env), "rule")?;
        response = response.add_event(event);
    }
    Ok(response)
}

/// The account of a key that the device names.
fn account_of(
    deps: &DepsMut,
    env: &Env,
    config: &Config,
    device: &Device,
    key: &MemberKey,
) -> Result<Addr, ContractError> {
    if !names(device, key.role, &key.pubkey) {
        return Err(ContractError::NotNamed);
    }
    let at = KeyAt { pubkey: key.pubkey.clone(), time_ms: now_ms(env) };
    let member = oracle::member_at(deps.querier, &config.oracle, key.role, at)?;
    // The oracle checked the address when the key registered.
    Ok(Addr::unchecked(member.account))
}

/// What a standing rule is held against: all operations of the device, its owner, and what its price pays for one command.
fn offer(config: &Config, device: &Device, key: &MemberKey) -> Result<Offer, ContractError> {
    let both = device.capabilities.iter().flat_map(|c| [&c.action_operation, &c.readback_operation]);
    let mut operations: Vec<Binary> = both.cloned().collect();
    operations.sort_unstable();
    operations.dedup();
    let shares = shares(device.price, config.executor_share_percent, Uint128::new(2))?;
    let reward = match key.role {
        Role::Operator => shares.executor,
        Role::Notary => shares.each_notary,
    };
    let (role, pubkey, admin) = (key.role, key.pubkey.clone(), device.owner.clone());
    Ok(Offer { role, pubkey, operations, admin, reward })
}

fn join(
    storage: &mut dyn Storage,
    device: &Device,
    key: &MemberKey,
    account: Addr,
    now_ms: u64,
    by: &'static str,
) -> Result<Event, ContractError> {
    let kept = find(storage, key.role, &key.pubkey, &device.id)?;
    if kept.as_ref().is_some_and(|acceptance| is_serving(acceptance, device)) {
        return Err(ContractError::AlreadyMember);
    }
    // Under other terms no command is open any more, so that what was then is of no use.
    let kept = kept.filter(|acceptance| acceptance.terms == device.terms);
    let mut spans = kept.map(|acceptance| acceptance.spans).unwrap_or_default();
    spans::open(&mut spans, now_ms);
    let acceptance = Acceptance { account, terms: device.terms.clone(), spans, left: false };
    ACCEPTANCES.save(storage, (&place(key.role, &key.pubkey), &device.id), &acceptance)?;
    Ok(event::member_joined(&device.id, key, by))
}
