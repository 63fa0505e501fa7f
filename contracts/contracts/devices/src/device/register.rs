//! Claims (rule DEV-1).

use cloudx3_attestation::proto::DeviceRegistration;
use cloudx3_attestation::registration::check_device_registration;
use cloudx3_chain::{no_funds, now_ms, HostVerifier};
use cosmwasm_std::{Api, Binary, CanonicalAddr, DepsMut, Env, MessageInfo, Response, StdResult};
use ripemd::Ripemd160;
use sha2::{Digest, Sha256};

use super::{spec, terms};
use crate::capability;
use crate::error::ContractError;
use crate::event;
use crate::msg::{Device, DeviceSpec};
use crate::state::{CONFIG, DEVICES};

/// The device wallet's key, and what it signed.
pub(crate) struct Possession {
    pub pubkey: Binary,
    pub signature: Binary,
}

/// DEV-1: the owner's transaction is the owner's consent, the wallet's signature the wallet's. A serial is taken by nothing of this.
pub(crate) fn register(
    mut deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    possession: Possession,
    spec: DeviceSpec,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    check_possession(deps.api, env, info, &possession, &spec)?;
    let id = device_id(deps.api, &possession.pubkey)?;
    if DEVICES.has(deps.storage, &id) {
        return Err(ContractError::DeviceRegistered);
    }
    let config = CONFIG.load(deps.storage)?;
    let mut device = to_device(id, possession.pubkey, spec, info, env);
    spec::normalise(&mut device, &config)?;
    capability::check_all(&mut deps, &config.oracle, &device)?;
    device.terms = terms::digest(env, &device)?;
    DEVICES.save(deps.storage, &device.id, &device)?;
    Ok(Response::new().add_event(event::device_registered(&device)))
}

fn check_possession(
    api: &dyn Api,
    env: &Env,
    info: &MessageInfo,
    Possession { pubkey, signature }: &Possession,
    spec: &DeviceSpec,
) -> Result<(), ContractError> {
    let proof = DeviceRegistration {
        version: 2,
        chain_id: env.block.chain_id.clone(),
        devices: env.contract.address.to_string(),
        pubkey: pubkey.to_vec(),
        owner: info.sender.to_string(),
        vendor: spec.vendor.clone(),
        serial: spec.serial.clone(),
    };
    Ok(check_device_registration(&HostVerifier(api), &proof, signature)?)
}

/// The address that the chain gives to this key: bech32 of ripemd160(sha256(key)).
fn device_id(api: &dyn Api, pubkey: &[u8]) -> StdResult<String> {
    let hash: [u8; 20] = Ripemd160::digest(Sha256::digest(pubkey)).into();
    Ok(api.addr_humanize(&CanonicalAddr::from(hash))?.into_string())
}

fn to_device(id: String, pubkey: Binary, spec: DeviceSpec, info: &MessageInfo, env: &Env) -> Device {
    Device {
        id,
        pubkey,
        owner: info.sender.to_string(),
        vendor: spec.vendor,
        serial: spec.serial,
        serial_param: spec.serial_param,
        params: spec.params,
        capabilities: spec.capabilities,
        operators: spec.operators,
        notaries: spec.notaries,
        accepted_modes: spec.accepted_modes,
        allow_custom_ca: spec.allow_custom_ca,
        price: spec.price,
        min_deadline_ms: spec.min_deadline_ms,
        label: spec.label,
        registered_at_ms: now_ms(env),
        terms: Binary::default(),
        binding: None,
        offered_to: None,
    }
}
