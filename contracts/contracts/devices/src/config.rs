//! How the contract is made, and what its admin says of proofs (rule DEV-2).

use cloudx3_attestation::limits::OBSERVATIONS_PER_REPORT;
use cloudx3_attestation::operation::list_name;
use cloudx3_attestation::order::has_duplicate;
use cloudx3_attestation::proto::OperationKind;
use cloudx3_attestation::registration::is_vendor;
use cloudx3_attestation::signature::is_key;
use cloudx3_chain::{check_text, no_funds};
use cosmwasm_std::{Binary, Deps, DepsMut, MessageInfo, Response, Uint128};

use crate::error::ContractError;
use crate::event;
use crate::msg::{InstantiateMsg, ProofTerms};
use crate::operation;
use crate::state::{Config, CONFIG, PROOFS};

/// One day; a longer lease would let a silent node hold a command up.
const MAX_LEASE_MS: u64 = 86_400_000;
/// A deadline further ahead is a mistake that would hold the escrow, a longer notice one that would hold a device.
pub(crate) const MAX_AHEAD_MS: u64 = 31 * 86_400_000;
const MAX_REQUIRED: usize = 8;

pub(crate) fn make(deps: Deps, info: &MessageInfo, msg: InstantiateMsg) -> Result<Config, ContractError> {
    check(&msg)?;
    let admin = msg.admin.map(|admin| deps.api.addr_validate(&admin)).transpose()?;
    Ok(Config {
        oracle: deps.api.addr_validate(&msg.oracle)?,
        admin: admin.unwrap_or_else(|| info.sender.clone()),
        denom: msg.denom,
        lease_ms: msg.lease_ms,
        lease_deposit: msg.lease_deposit,
        least_deadline_ms: msg.least_deadline_ms,
        least_price: msg.least_price,
        executor_share_percent: msg.executor_share_percent,
        readback_percent: msg.readback_percent,
        handover_ms: msg.handover_ms,
        allow_custom_ca: msg.allow_custom_ca,
        binding_notaries: notaries(msg.binding_notaries, msg.binding_required)?,
        binding_required: msg.binding_required,
    })
}

fn check(msg: &InstantiateMsg) -> Result<(), ContractError> {
    require((1..=MAX_LEASE_MS).contains(&msg.lease_ms), "lease_ms lies within 1 ms and one day")?;
    let deadline = (msg.lease_ms..=MAX_AHEAD_MS).contains(&msg.least_deadline_ms);
    require(deadline, "least_deadline_ms lies within lease_ms and 31 days")?;
    let handover = (1..=MAX_AHEAD_MS).contains(&msg.handover_ms);
    require(handover, "handover_ms lies within 1 ms and 31 days")?;
    require(msg.least_price >= Uint128::one(), "least_price is at least 1")?;
    require(msg.executor_share_percent <= 100, "executor_share_percent is at most 100")?;
    require(msg.readback_percent <= 100, "readback_percent is at most 100")?;
    Ok(check_text("denom", &msg.denom, 128)?)
}

fn notaries(mut keys: Vec<Binary>, required: u32) -> Result<Vec<Binary>, ContractError> {
    keys.sort_unstable();
    let formed = keys.len() <= OBSERVATIONS_PER_REPORT && keys.iter().all(|key| is_key(key));
    require(formed && !has_duplicate(keys.iter()), "binding_notaries are at most 31 different keys")?;
    let required = usize::try_from(required).unwrap_or(usize::MAX);
    let enough = (1..=MAX_REQUIRED).contains(&required) && (keys.is_empty() || required <= keys.len());
    require(
        enough,
        "binding_required lies within 1 and 8, and the number of binding_notaries, where there are any",
    )?;
    Ok(keys)
}

/// DEV-2: whose proofs count from now on. What is bound stays bound.
pub(crate) fn set_binding_notaries(
    deps: DepsMut,
    info: &MessageInfo,
    keys: Vec<Binary>,
    required: u32,
) -> Result<Response, ContractError> {
    let mut config = by_admin(&deps, info)?;
    config.binding_notaries = notaries(keys, required)?;
    config.binding_required = required;
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new().add_event(event::binding_notaries_set(&config)))
}

/// DEV-2: a stranger may publish an operation whose answer does not depend on the serial, so what shows control is listed.
pub(crate) fn set_proof(
    deps: DepsMut,
    info: &MessageInfo,
    id: &Binary,
    proof: Option<ProofTerms>,
) -> Result<Response, ContractError> {
    let config = by_admin(&deps, info)?;
    let event = event::proof_set(id, proof.as_ref());
    let Some(proof) = proof else {
        PROOFS.remove(deps.storage, id);
        return Ok(Response::new().add_event(event));
    };
    require(is_vendor(&proof.vendor), "vendor is of a-z, 0-9 and -, at most 64")?;
    let operation = operation::fetch(deps.storage, deps.querier, &config.oracle, id)?;
    let reads = operation.kind() == OperationKind::Read && list_name(&operation).is_none();
    require(reads, "a proof is a READ of one device")?;
    let declared = operation.parameters.iter().any(|parameter| parameter.name == proof.serial_param);
    require(declared, "the operation does not declare serial_param")?;
    PROOFS.save(deps.storage, id, &proof)?;
    Ok(Response::new().add_event(event))
}

fn by_admin(deps: &DepsMut, info: &MessageInfo) -> Result<Config, ContractError> {
    no_funds(info)?;
    let config = CONFIG.load(deps.storage)?;
    if info.sender == config.admin {
        return Ok(config);
    }
    Err(ContractError::Unauthorized { who: "the admin" })
}

fn require(holds: bool, problem: &'static str) -> Result<(), ContractError> {
    if holds {
        Ok(())
    } else {
        Err(ContractError::Config(problem))
    }
}
