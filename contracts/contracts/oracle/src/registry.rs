//! Operators and notaries (rule REG-1).

use cloudx3_attestation::proto::KeyRegistration;
use cloudx3_attestation::registration::check_key_registration;
use cloudx3_chain::{check_text, no_funds, payment, HostVerifier};
use cosmwasm_std::{
    coins, Addr, BankMsg, Binary, DepsMut, Empty, Env, MessageInfo, Order, Response, Storage, Uint128,
};
use cw_storage_plus::Map;

use crate::activity;
use crate::error::ContractError;
use crate::event;
use crate::msg::Role;
use crate::state::{
    Config, Registrant, ACCOUNTS, CONFIG, FEEDS_OF, NEXT_SEAT, NOTARIES, OPERATORS, SEATS_OF,
};

const MAX_NAME: usize = 64;
const MAX_ENDPOINTS: usize = 8;
const MAX_URL: usize = 256;

/// What somebody says about the key that they register.
pub(crate) struct Registration {
    pub role: Role,
    pub pubkey: Binary,
    pub signature: Binary,
    pub name: String,
    pub endpoints: Vec<String>,
}

impl Role {
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::Notary => "notary",
        }
    }

    pub(crate) fn keys(&self) -> Map<&'static [u8], Registrant> {
        match self {
            Role::Operator => OPERATORS,
            Role::Notary => NOTARIES,
        }
    }

    fn bond(&self, config: &Config) -> Uint128 {
        match self {
            Role::Operator => config.operator_bond,
            Role::Notary => config.notary_bond,
        }
    }
}

pub(crate) fn register(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    registration: Registration,
) -> Result<Response, ContractError> {
    let Registration { role, pubkey, signature, name, endpoints } = registration;
    let config = CONFIG.load(deps.storage)?;
    let bond = role.bond(&config);
    if payment(info, &config.denom)? != bond {
        return Err(ContractError::Bond { bond, denom: config.denom });
    }
    check_text("name", &name, MAX_NAME)?;
    check_endpoints(&endpoints)?;
    if OPERATORS.has(deps.storage, &pubkey) || NOTARIES.has(deps.storage, &pubkey) {
        return Err(ContractError::Registered);
    }
    let proof = KeyRegistration {
        version: 2,
        chain_id: env.block.chain_id.clone(),
        oracle: env.contract.address.to_string(),
        role: role.as_str().to_string(),
        pubkey: pubkey.to_vec(),
        account: info.sender.to_string(),
        replaces: vec![],
    };
    check_key_registration(&HostVerifier(deps.api), &proof, &signature)?;
    let seat = take_seat(deps.storage, &info.sender)?;
    let account = info.sender.clone();
    let registrant = Registrant { account, name, endpoints, bond, active: true, suspended: false, seat };
    role.keys().save(deps.storage, &pubkey, &registrant)?;
    Ok(Response::new().add_event(event::registered(&role, &pubkey, &registrant)))
}

/// A new seat of the account, switched on. The account gets its entry among the rewards now, so that a report need not make one.
fn take_seat(storage: &mut dyn Storage, account: &Addr) -> Result<u32, ContractError> {
    let seat = NEXT_SEAT.may_load(storage)?.unwrap_or_default();
    NEXT_SEAT.save(storage, &seat.checked_add(1).ok_or(ContractError::Overflow)?)?;
    activity::set_active(storage, seat, true);
    SEATS_OF.save(storage, (account, seat), &Empty {})?;
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
    let mut registrant = load(deps.storage, role, pubkey)?;
    require_account(info, &registrant)?;
    registrant.endpoints = endpoints;
    role.keys().save(deps.storage, pubkey, &registrant)?;
    Ok(Response::new().add_attribute("action", format!("update_{}", role.as_str())))
}

pub(crate) fn set_active(
    deps: DepsMut,
    info: &MessageInfo,
    role: &Role,
    pubkey: &Binary,
    active: bool,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut registrant = load(deps.storage, role, pubkey)?;
    let by_admin = info.sender == CONFIG.load(deps.storage)?.admin;
    if !by_admin && info.sender != registrant.account {
        return Err(ContractError::Unauthorized { who: "the admin or the account of the key" });
    }
    if active && registrant.suspended && !by_admin {
        return Err(ContractError::Suspended);
    }
    if active && registrant.bond.is_zero() && !role.bond(&CONFIG.load(deps.storage)?).is_zero() {
        return Err(ContractError::NoBond);
    }
    registrant.active = active;
    registrant.suspended = !active && (by_admin || registrant.suspended);
    role.keys().save(deps.storage, pubkey, &registrant)?;
    activity::set_active(deps.storage, registrant.seat, active);
    Ok(Response::new().add_event(event::activity(role, pubkey, active)))
}

pub(crate) fn withdraw_bond(
    deps: DepsMut,
    info: &MessageInfo,
    role: &Role,
    pubkey: &Binary,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut registrant = load(deps.storage, role, pubkey)?;
    require_account(info, &registrant)?;
    if registrant.active {
        return Err(ContractError::StillActive);
    }
    let mut engaged = FEEDS_OF.prefix(registrant.seat).keys(deps.storage, None, None, Order::Ascending);
    if let Some(feed_id) = engaged.next() {
        return Err(ContractError::Engaged { feed_id: feed_id? });
    }
    drop(engaged);
    if registrant.bond.is_zero() {
        return Err(ContractError::NoBond);
    }
    let bond = std::mem::take(&mut registrant.bond);
    role.keys().save(deps.storage, pubkey, &registrant)?;
    let denom = CONFIG.load(deps.storage)?.denom;
    let payment = BankMsg::Send { to_address: registrant.account.into(), amount: coins(bond.u128(), denom) };
    Ok(Response::new().add_message(payment).add_event(event::bond_withdrawn(role, pubkey, bond)))
}

pub(crate) fn load(storage: &dyn Storage, role: &Role, pubkey: &[u8]) -> Result<Registrant, ContractError> {
    role.keys()
        .may_load(storage, pubkey)?
        .ok_or_else(|| ContractError::NotRegistered { role: role.as_str(), key: event::hex(pubkey) })
}

fn require_account(info: &MessageInfo, registrant: &Registrant) -> Result<(), ContractError> {
    if info.sender == registrant.account {
        return Ok(());
    }
    Err(ContractError::Unauthorized { who: "the account of the key" })
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
