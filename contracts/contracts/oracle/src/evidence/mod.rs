//! Evidence of misbehaviour (rules EVD-1 to EVD-3): committed to first, so that nobody takes it from the mempool, then shown and judged
//! by the chain itself.

mod offence;
mod slash;

use cloudx3_attestation::evidence::evidence_hash;
use cloudx3_chain::no_funds;
use cosmwasm_std::{Binary, DepsMut, Empty, Env, MessageInfo, Response};

use crate::error::ContractError;
use crate::event;
use crate::msg::Evidence;
use crate::state::{Commitment, COMMITMENTS, OFFENCES};

/// EVD-2: the hash of evidence, bound to who shows it.
pub(crate) fn commit(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    hash: &Binary,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    if hash.len() != 32 {
        return Err(ContractError::EvidenceHash { problem: "has 32 bytes" });
    }
    let key = (&info.sender, hash.as_slice());
    // Committing again does not put off the time at which it can be shown.
    if COMMITMENTS.has(deps.storage, key) {
        return Err(ContractError::EvidenceHash { problem: "is committed to already" });
    }
    COMMITMENTS.save(deps.storage, key, &Commitment { height: env.block.height })?;
    Ok(Response::new().add_event(event::evidence_committed(&info.sender, hash)))
}

pub(crate) fn reveal(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    evidence: &Evidence,
    salt: &Binary,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let hash = evidence_hash(info.sender.as_str(), salt, &offence::shown(evidence))?;
    let key = (&info.sender, hash.as_slice());
    let committed = COMMITMENTS.may_load(deps.storage, key)?;
    if committed.is_none_or(|committed| committed.height >= env.block.height) {
        return Err(ContractError::EvidenceUncommitted { hash: event::hex(&hash) });
    }
    let offence = offence::judge(deps.as_ref(), env, evidence)?;
    if OFFENCES.has(deps.storage, &offence.id) {
        return Err(ContractError::EvidenceKnown);
    }
    OFFENCES.save(deps.storage, &offence.id, &Empty {})?;
    COMMITMENTS.remove(deps.storage, key);
    slash::slash(deps, env, &info.sender, &offence)
}
