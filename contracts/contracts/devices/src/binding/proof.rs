//! What a proof of control is (rule DEV-2).

use cloudx3_attestation::attestation::{
    attestation_id, check_attestation_signature, check_said, read_attestation, Declared,
};
use cloudx3_attestation::code::ensure;
use cloudx3_attestation::operation::holes_in_order;
use cloudx3_attestation::path::check_segments;
use cloudx3_attestation::proto::context::Purpose;
use cloudx3_attestation::proto::{AttestationBody, BindingContext, Network, Operation, Param};
use cloudx3_attestation::{Code, RuleResult};
use cloudx3_chain::{now_ms, HostVerifier};
use cosmwasm_std::{Binary, Deps, Env};

use crate::error::ContractError;
use crate::msg::{Device, ProofTerms};
use crate::operation;
use crate::oracle::{self, KeyAt, MemberAt};
use crate::state::{Config, PROOFS};

/// A session longer ago says who had the device then.
const MAX_AGE_MS: u64 = 600_000;

/// What a proof shows. Times are Unix milliseconds.
pub(super) struct Proven {
    pub server_name: String,
    pub params: Vec<cloudx3_chain::Param>,
    pub proved_at_ms: u64,
}

/// DEV-2: as many attestations as are asked for, of one proof operation, read for this device and its owner just now.
pub(super) fn check(
    deps: Deps,
    env: &Env,
    config: &Config,
    device: &Device,
    attestations: &[Binary],
) -> Result<Proven, ContractError> {
    let required = usize::try_from(config.binding_required).unwrap_or(usize::MAX);
    require(attestations.len() == required, "has not as many attestations as binding_required asks for")?;
    let read = attestations.iter().map(|bytes| read_attestation(bytes));
    let read = read.collect::<RuleResult<Vec<_>>>()?;
    let first = read.first().map(|(body, _)| body).ok_or(ContractError::Proof { problem: "is empty" })?;
    let (id, prover) = (Binary::from(first.operation_id.as_slice()), first.prover.clone());
    let (operation, params) = operation_of(deps, device, &id)?;
    let network = Network { chain_id: env.block.chain_id.clone(), oracle: config.oracle.to_string() };
    let expected = Expected { env, config, device, network, id, operation, params, prover };
    for (body, _) in &read {
        check_body(&expected, body)?;
    }
    check_members(deps, config, device, &read)?;
    for (body, signature) in &read {
        check_attestation_signature(&HostVerifier(deps.api), body, &attestation_id(body), signature)?;
    }
    let earliest = read.iter().map(|(body, _)| body.session_time_ms).min().unwrap_or_default();
    Ok(Proven {
        server_name: expected.operation.server_name,
        params: operation::to_json(expected.params),
        proved_at_ms: earliest,
    })
}

/// What each attestation of a proof is held against.
struct Expected<'a> {
    env: &'a Env,
    config: &'a Config,
    device: &'a Device,
    network: Network,
    id: Binary,
    operation: Operation,
    params: Vec<Param>,
    prover: Vec<u8>,
}

/// The operation shows control of devices of this vendor, by the parameter that the device says its serial is in.
fn operation_of(deps: Deps, device: &Device, id: &Binary) -> Result<(Operation, Vec<Param>), ContractError> {
    let terms = PROOFS.may_load(deps.storage, id)?.ok_or(ContractError::ProofOperation)?;
    let ProofTerms { vendor, serial_param } = terms;
    require(vendor == device.vendor, "is of another vendor's devices")?;
    require(serial_param == device.serial_param, "reads the serial from another parameter")?;
    let operation = operation::load(deps.storage, id)?;
    let params = operation::params_for(&operation, &device.params, None)?;
    Ok((operation, params))
}

fn check_body(expected: &Expected, body: &AttestationBody) -> RuleResult<()> {
    let Expected { env, config, device, network, .. } = expected;
    ensure(body.version == 2, Code::AttestationVersion, "version: is not 2")?;
    ensure(body.network.as_ref() == Some(network), Code::AttestationNetwork, "network: is another one")?;
    let operation = body.operation_id == expected.id.as_slice();
    ensure(operation, Code::AttestationOperation, "operation_id: is not that of the first")?;
    ensure(body.params == expected.params, Code::AttestationParams, "params: are not the device's")?;
    // By ATT-2 the subject is the device of the context.
    let context = BindingContext {
        devices: env.contract.address.to_string(),
        device: device.id.clone(),
        claimant: device.owner.clone(),
    };
    let purpose = body.context.as_ref().and_then(|context| context.purpose.as_ref());
    let bound = purpose == Some(&Purpose::Binding(context));
    ensure(bound, Code::AttestationContext, "context: is not this claim")?;
    ensure(body.prover == expected.prover, Code::AttestationProver, "prover: is not that of the first")?;
    let trusted = config.binding_notaries.iter().any(|key| key.as_slice() == body.notary);
    ensure(trusted, Code::AttestationNotary, "notary: proofs by it do not count")?;
    let public = config.allow_custom_ca || !body.custom_ca;
    ensure(public, Code::AttestationCustomCa, "custom_ca: a private CA shows no control")?;
    let now_ms = now_ms(env);
    let recent = (now_ms.saturating_sub(MAX_AGE_MS)..=now_ms).contains(&body.session_time_ms);
    ensure(recent, Code::AttestationSessionTime, "session_time_ms: is not within the last ten minutes")?;
    check_said(&Declared::of(&expected.operation), body)?;
    check_segments(holes_in_order(&expected.operation).into_iter(), body)
}

/// Prover and notaries were switched on at their sessions. A notary has one part in the proof, and no other.
fn check_members(
    deps: Deps,
    config: &Config,
    device: &Device,
    read: &[(AttestationBody, Vec<u8>)],
) -> Result<(), ContractError> {
    let at = |key: &[u8], time_ms| KeyAt { pubkey: key.into(), time_ms };
    let operators = read.iter().map(|(body, _)| at(&body.prover, body.session_time_ms)).collect();
    let notaries = read.iter().map(|(body, _)| at(&body.notary, body.session_time_ms)).collect();
    let members = oracle::members_at(deps.querier, &config.oracle, operators, notaries)?;
    let active = members.operators.iter().all(|member| member.active);
    ensure(active, Code::AttestationProver, "prover: was switched off")?;
    let active = members.notaries.iter().all(|member| member.active);
    ensure(active, Code::AttestationNotary, "notary: was switched off")?;
    let prover = members.operators.first();
    let own = members.notaries.iter().any(|notary| notary.account == device.owner);
    let parties: Vec<&MemberAt> = members.notaries.iter().chain(prover).collect();
    let apart = parties.iter().enumerate().all(|(place, one)| {
        let mut earlier = parties.iter().take(place);
        earlier.all(|other| !is_one_party(one, other))
    });
    require(apart && !own, "notaries, prover and claimant are not of different accounts and groups")
}

/// Of one account, or of one group by their own word.
fn is_one_party(one: &MemberAt, other: &MemberAt) -> bool {
    one.account == other.account || (one.group.is_some() && one.group == other.group)
}

fn require(holds: bool, problem: &'static str) -> Result<(), ContractError> {
    if holds {
        Ok(())
    } else {
        Err(ContractError::Proof { problem })
    }
}
