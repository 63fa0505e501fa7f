//! REG-1: a key registers once, with a bond and a proof of possession.

use cloudx3_attestation::proto::KeyRegistration;
use cloudx3_attestation::registration::check_key_registration;
use cloudx3_chain::{check_text, no_funds, now_ms, payment, HostVerifier};
use cosmwasm_std::{Addr, Api, Binary, DepsMut, Env, MessageInfo, Response, Storage};

use super::{activity, own};
use crate::error::ContractError;
use crate::event;
use crate::msg::Role;
use crate::state::{Registrant, ACCOUNTS, CONFIG, NEXT_SEAT, NOTARIES, OPERATORS};

const MAX_NAME: usize = 64;
const MAX_GROUP: usize = 64;
const MAX_ENDPOINTS: usize = 8;
const MAX_URL: usize = 256;

/// What somebody says about the key that they register.
pub(crate) struct Registration {
    pub role: Role,
    pub pubkey: Binary,
    pub signature: Binary,
    pub name: String,
    pub endpoints: Vec<String>,
    pub group: Option<String>,
}

pub(crate) fn register(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    registration: Registration,
) -> Result<Response, ContractError> {
    let Registration { role, pubkey, signature, name, endpoints, group } = registration;
    let config = CONFIG.load(deps.storage)?;
    let (bond, least) = (payment(info, &config.denom)?, role.bond(&config));
    if bond < least {
        return Err(ContractError::Bond { found: bond, least, denom: config.denom });
    }
    check_text("name", &name, MAX_NAME)?;
    group.as_ref().map(|group| check_text("group", group, MAX_GROUP)).transpose()?;
    check_endpoints(&endpoints)?;
    let key = Possession { role: &role, pubkey: &pubkey, account: &info.sender, replaces: &[] };
    check_new_key(deps.storage, deps.api, env, &key, &signature)?;
    let seat = take_seat(deps.storage, &info.sender, now_ms(env))?;
    let account = info.sender.clone();
    let registrant = Registrant {
        account,
        name,
        endpoints,
        group,
        bond,
        active: true,
        suspended: false,
        seat,
        line: seat,
        unbonded_at_ms: None,
        retired_at_ms: None,
        replaced_by: None,
    };
    role.keys().save(deps.storage, &pubkey, &registrant)?;
    Ok(Response::new().add_event(event::registered(&role, &pubkey, &registrant)))
}

/// What a new key has to have signed.
pub(super) struct Possession<'a> {
    pub role: &'a Role,
    pub pubkey: &'a [u8],
    pub account: &'a Addr,
    /// The key whose place it takes; empty for none (REG-2).
    pub replaces: &'a [u8],
}

/// REG-1: the key is registered in no role, and signed for this chain, contract, role and account.
pub(super) fn check_new_key(
    storage: &dyn Storage,
    api: &dyn Api,
    env: &Env,
    key: &Possession,
    signature: &[u8],
) -> Result<(), ContractError> {
    if OPERATORS.has(storage, key.pubkey) || NOTARIES.has(storage, key.pubkey) {
        return Err(ContractError::Registered);
    }
    let proof = KeyRegistration {
        version: 2,
        chain_id: env.block.chain_id.clone(),
        oracle: env.contract.address.to_string(),
        role: key.role.as_str().to_string(),
        pubkey: key.pubkey.to_vec(),
        account: key.account.to_string(),
        replaces: key.replaces.to_vec(),
    };
    Ok(check_key_registration(&HostVerifier(api), &proof, signature)?)
}

/// A new seat, switched on. The account gets its entry among the rewards now, so that nothing later need make one.
pub(super) fn take_seat(
    storage: &mut dyn Storage,
    account: &Addr,
    now_ms: u64,
) -> Result<u32, ContractError> {
    let seat = NEXT_SEAT.may_load(storage)?.unwrap_or_default();
    NEXT_SEAT.save(storage, &seat.checked_add(1).ok_or(ContractError::Overflow)?)?;
    activity::begin(storage, seat, now_ms);
    if !ACCOUNTS.has(storage, account) {
        ACCOUNTS.save(storage, account, &Default::default())?;
    }
    Ok(seat)
}

pub(crate) fn update(
    deps: DepsMut,
    info: &MessageInfo,
    role: &Role,
    pubkey: &Binary,
    endpoints: Vec<String>,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    check_endpoints(&endpoints)?;
    let mut registrant = own(deps.storage, info, role, pubkey)?;
    registrant.endpoints = endpoints;
    role.keys().save(deps.storage, pubkey, &registrant)?;
    Ok(Response::new().add_event(event::endpoints_changed(role, pubkey)))
}

fn check_endpoints(endpoints: &[String]) -> Result<(), ContractError> {
    if !(1..=MAX_ENDPOINTS).contains(&endpoints.len()) {
        return Err(ContractError::Endpoints);
    }
    for endpoint in endpoints {
        check_text("endpoint", endpoint, MAX_URL)?;
    }
    Ok(())
}
