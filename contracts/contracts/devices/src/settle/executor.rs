//! Who carried a command out (rule CMD-3): who acted within its own lease, and signed for exactly what is shown.

use cloudx3_attestation::attestation::check_attestation_signature;
use cloudx3_attestation::code::ensure;
use cloudx3_attestation::proto::Settlement;
use cloudx3_attestation::settlement::check_settlement;
use cloudx3_attestation::Code;
use cloudx3_chain::HostVerifier;
use cosmwasm_std::{Api, Env};

use super::receipt::Shown;
use crate::error::ContractError;
use crate::msg::{Command, Lease};

/// CMD-3: the lease of the prover, in which the act lies; where nothing was done, the read-back.
pub(super) fn lease_of(
    command: &Command,
    shown: &Shown,
    now_ms: u64,
    lease_ms: u64,
) -> Result<Lease, ContractError> {
    let act = &shown.act().body;
    let place = command.leases.iter().position(|lease| lease.operator.as_slice() == act.prover);
    let (earlier, rest) = command.leases.split_at(place.ok_or(ContractError::NotTaken)?);
    let lease = rest.first().ok_or(ContractError::NotTaken)?;
    let within = (lease.from_ms..=lease.until_ms).contains(&act.session_time_ms);
    ensure(within, Code::AttestationSessionTime, "session_time_ms: is not within the lease of its prover")?;
    if shown.action.is_none() {
        check_earlier(earlier, now_ms, lease_ms)?;
    }
    Ok(lease.clone())
}

/// What stands already may be the act of an earlier holder, who has a lease's length to show it.
fn check_earlier(earlier: &[Lease], now_ms: u64, lease_ms: u64) -> Result<(), ContractError> {
    let until_ms = earlier.last().map(|lease| lease.until_ms.saturating_add(lease_ms));
    match until_ms.filter(|until_ms| now_ms < *until_ms) {
        Some(until_ms) => Err(ContractError::EarlierLease { until_ms }),
        None => Ok(()),
    }
}

/// CMD-3: the executor's over both ids, so that nobody settles with one what it did in two; then the notaries'.
pub(super) fn check_signatures(
    api: &dyn Api,
    env: &Env,
    command_id: u64,
    shown: &Shown,
    signature: &[u8],
) -> Result<(), ContractError> {
    let verifier = HostVerifier(api);
    let settlement = Settlement {
        version: 2,
        chain_id: env.block.chain_id.clone(),
        devices: env.contract.address.to_string(),
        command_id,
        executor: shown.readback.body.prover.clone(),
        action_id: shown.action.as_ref().map(|action| action.id.to_vec()).unwrap_or_default(),
        readback_id: shown.readback.id.to_vec(),
    };
    check_settlement(&verifier, &settlement, signature)?;
    for statement in shown.all() {
        check_attestation_signature(&verifier, &statement.body, &statement.id, &statement.signature)?;
    }
    Ok(())
}
