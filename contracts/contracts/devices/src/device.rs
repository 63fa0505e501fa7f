//! Device wallets (rule DEV-1).

use cloudx3_attestation::limits::{OBSERVATIONS_PER_REPORT, PARAMETERS};
use cloudx3_attestation::order::has_duplicate;
use cloudx3_attestation::proto::DeviceRegistration;
use cloudx3_attestation::registration::{check_device_registration, MAX_SERIAL};
use cloudx3_chain::{check_text, no_funds, now_ms, params_from_json, HostVerifier, Mode, Param};
use cosmwasm_std::{Api, Binary, CanonicalAddr, DepsMut, Env, MessageInfo, Response, StdResult, Uint128};
use ripemd::Ripemd160;
use sha2::{Digest, Sha256};

use crate::capability::{self, Subject};
use crate::error::ContractError;
use crate::event;
use crate::msg::{Capability, Device};
use crate::operation;
use crate::oracle;
use crate::state::{Config, CONFIG, DEVICES, SERIALS};

const MAX_LABEL: usize = 64;
const MAX_CAPABILITIES: usize = 8;
/// Operators and notaries of one device, each.
const MAX_MEMBERS: usize = OBSERVATIONS_PER_REPORT;

/// The fields of `ExecuteMsg::RegisterDevice`.
pub(crate) struct Registration {
    pub pubkey: Binary,
    pub signature: Binary,
    pub vendor: String,
    pub serial: String,
    pub serial_param: String,
    pub params: Vec<Param>,
    pub capabilities: Vec<Capability>,
    pub operators: Vec<Binary>,
    pub notaries: Vec<Binary>,
    pub accepted_modes: Vec<Mode>,
    pub allow_custom_ca: bool,
    pub price: Uint128,
    pub label: String,
}

/// DEV-1: the owner's transaction is the owner's consent, the wallet's signature the wallet's. One vendor serial is bound once.
pub(crate) fn register(
    mut deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    mut registration: Registration,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    normalise(&mut registration)?;
    check_proof(deps.api, env, info, &registration)?;
    let id = device_id(deps.api, &registration.pubkey)?;
    if DEVICES.has(deps.storage, &id) {
        return Err(ContractError::DeviceRegistered);
    }
    let serial = (registration.vendor.as_str(), registration.serial.as_str());
    if let Some(device) = SERIALS.may_load(deps.storage, serial)? {
        let Registration { vendor, serial, .. } = registration;
        return Err(ContractError::SerialBound { vendor, serial, device });
    }
    let config = CONFIG.load(deps.storage)?;
    let (operators, notaries) = (registration.operators.clone(), registration.notaries.clone());
    oracle::members(deps.querier, &config.oracle, operators, notaries)?;
    check_capabilities(&mut deps, &config, &registration)?;
    SERIALS.save(deps.storage, serial, &id)?;
    let device = to_device(id, registration, info, env);
    DEVICES.save(deps.storage, &device.id, &device)?;
    Ok(Response::new().add_event(event::device_registered(&device)))
}

fn normalise(registration: &mut Registration) -> Result<(), ContractError> {
    check_text("label", &registration.label, MAX_LABEL)?;
    check_text("serial", &registration.serial, MAX_SERIAL)?;
    require(registration.params.len() <= PARAMETERS, "params", "are at most 16")?;
    let sorted = params_from_json(&registration.params)?;
    registration.params = sorted.into_iter().map(Param::from).collect();
    let carried = registration
        .params
        .iter()
        .any(|param| param.name == registration.serial_param && param.value == registration.serial);
    require(carried, "serial_param", "names no parameter that carries the serial")?;
    sort_set("operators", &mut registration.operators)?;
    sort_set("notaries", &mut registration.notaries)?;
    registration.accepted_modes.sort_unstable_by_key(|mode| mode.to_proto());
    let twice = has_duplicate(registration.accepted_modes.iter().map(|mode| mode.to_proto()));
    require(!registration.accepted_modes.is_empty() && !twice, "accepted_modes", "name one or both, once")?;
    let few = registration.capabilities.len() <= MAX_CAPABILITIES;
    require(few, "capabilities", "are at most 8")?;
    let twice = has_duplicate(registration.capabilities.iter().map(|capability| &capability.name));
    require(!twice, "capabilities", "a name stands twice")
}

fn check_proof(
    api: &dyn Api,
    env: &Env,
    info: &MessageInfo,
    registration: &Registration,
) -> Result<(), ContractError> {
    let proof = DeviceRegistration {
        version: 2,
        chain_id: env.block.chain_id.clone(),
        devices: env.contract.address.to_string(),
        pubkey: registration.pubkey.to_vec(),
        owner: info.sender.to_string(),
        vendor: registration.vendor.clone(),
        serial: registration.serial.clone(),
    };
    Ok(check_device_registration(&HostVerifier(api), &proof, &registration.signature)?)
}

fn check_capabilities(
    deps: &mut DepsMut,
    config: &Config,
    registration: &Registration,
) -> Result<(), ContractError> {
    let subject = Subject { params: &registration.params, serial_param: &registration.serial_param };
    for capability in &registration.capabilities {
        let mut fetch = |id| operation::fetch(deps.storage, deps.querier, &config.oracle, id);
        let action = fetch(&capability.action_operation)?;
        let readback = fetch(&capability.readback_operation)?;
        capability::check(capability, &action, &readback, &subject)?;
    }
    Ok(())
}

/// The address that the chain gives to this key: bech32 of ripemd160(sha256(key)).
fn device_id(api: &dyn Api, pubkey: &[u8]) -> StdResult<String> {
    let hash: [u8; 20] = Ripemd160::digest(Sha256::digest(pubkey)).into();
    Ok(api.addr_humanize(&CanonicalAddr::from(hash))?.into_string())
}

fn to_device(id: String, registration: Registration, info: &MessageInfo, env: &Env) -> Device {
    let Registration { pubkey, vendor, serial, params, capabilities, .. } = registration;
    let Registration { operators, notaries, accepted_modes, allow_custom_ca, price, label, .. } =
        registration;
    Device {
        id,
        pubkey,
        owner: info.sender.to_string(),
        vendor,
        serial,
        params,
        capabilities,
        operators,
        notaries,
        accepted_modes,
        allow_custom_ca,
        price,
        label,
        registered_at_ms: now_ms(env),
    }
}

fn sort_set(field: &'static str, keys: &mut [Binary]) -> Result<(), ContractError> {
    require((1..=MAX_MEMBERS).contains(&keys.len()), field, "are 1 to 31")?;
    keys.sort_unstable();
    require(!has_duplicate(keys.iter()), field, "one stands twice")
}

fn require(holds: bool, field: &'static str, problem: &'static str) -> Result<(), ContractError> {
    if holds {
        Ok(())
    } else {
        Err(ContractError::Spec { field, problem })
    }
}
