use cloudx3_chain::page;
use cosmwasm_std::{Binary, Deps, Env, Order, StdResult};
use cw_storage_plus::Bound;

use crate::error::ContractError;
use crate::msg::{ConfigResponse, ProofOperation, ProofTerms, ProofsResponse};
use crate::operation;
use crate::state::{CONFIG, PROOFS};

const MOST_PROOFS: u32 = 30;

pub(crate) fn config(deps: Deps, env: Env) -> StdResult<ConfigResponse> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        oracle: config.oracle.into(),
        admin: config.admin.into(),
        denom: config.denom,
        lease_ms: config.lease_ms,
        lease_deposit: config.lease_deposit,
        least_deadline_ms: config.least_deadline_ms,
        least_price: config.least_price,
        executor_share_percent: config.executor_share_percent,
        readback_percent: config.readback_percent,
        handover_ms: config.handover_ms,
        allow_custom_ca: config.allow_custom_ca,
        binding_notaries: config.binding_notaries,
        binding_required: config.binding_required,
        chain_id: env.block.chain_id,
        contract: env.contract.address.into(),
    })
}

pub(crate) fn proofs(
    deps: Deps,
    start_after: Option<Binary>,
    limit: Option<u32>,
) -> Result<ProofsResponse, ContractError> {
    let start = start_after.as_ref().map(|id| Bound::exclusive(id.as_slice()));
    let range = PROOFS.range(deps.storage, start, None, Order::Ascending);
    let entries = range.take(page(limit, MOST_PROOFS)).collect::<StdResult<Vec<_>>>()?;
    let proof = |(id, terms): (Vec<u8>, ProofTerms)| {
        let ProofTerms { vendor, serial_param } = terms;
        let operation = Binary::from(id);
        let server_name = operation::load(deps.storage, &operation)?.server_name;
        Ok(ProofOperation { operation, vendor, serial_param, server_name })
    };
    Ok(ProofsResponse { proofs: entries.into_iter().map(proof).collect::<Result<_, ContractError>>()? })
}
