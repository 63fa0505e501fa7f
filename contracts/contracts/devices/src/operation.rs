//! Operations of devices and proofs, and the parameters that a device gives them.

use cloudx3_attestation::operation::{operation_id, read_operation};
use cloudx3_attestation::params::check_params;
use cloudx3_attestation::proto::{Operation, Param};
use cloudx3_attestation::RuleResult;
use cosmwasm_std::{Addr, Binary, QuerierWrapper, Storage};

use crate::error::ContractError;
use crate::oracle;
use crate::state::OPERATIONS;

/// A published operation, fetched from the oracle the first time that it is named.
pub(crate) fn fetch(
    storage: &mut dyn Storage,
    querier: QuerierWrapper,
    oracle: &Addr,
    id: &Binary,
) -> Result<Operation, ContractError> {
    if OPERATIONS.has(storage, id) {
        return load(storage, id);
    }
    let bytes = oracle::operation(querier, oracle, id)?;
    let operation = read_operation(&bytes)?;
    if operation_id(&bytes).as_slice() != id.as_slice() {
        return Err(ContractError::Config("the oracle answered with another operation"));
    }
    OPERATIONS.save(storage, id, &bytes)?;
    Ok(operation)
}

/// An operation that was fetched before.
pub(crate) fn load(storage: &dyn Storage, id: &Binary) -> Result<Operation, ContractError> {
    Ok(read_operation(&OPERATIONS.load(storage, id)?)?)
}

/// OP-5: exactly the parameters that the operation declares, out of the device's own and the one that a command adds.
pub(crate) fn params_for(
    operation: &Operation,
    device: &[cloudx3_chain::Param],
    added: Option<(&str, &str)>,
) -> RuleResult<Vec<Param>> {
    let mut params = Vec::with_capacity(operation.parameters.len());
    for parameter in &operation.parameters {
        let value = match added {
            Some((name, value)) if name == parameter.name => Some(value),
            _ => device.iter().find(|param| param.name == parameter.name).map(|param| param.value.as_str()),
        };
        if let Some(value) = value {
            params.push(Param { name: parameter.name.clone(), value: value.to_string(), items: vec![] });
        }
    }
    check_params(operation, &params)?;
    Ok(params)
}

pub(crate) fn to_json(params: Vec<Param>) -> Vec<cloudx3_chain::Param> {
    params.into_iter().map(cloudx3_chain::Param::from).collect()
}
