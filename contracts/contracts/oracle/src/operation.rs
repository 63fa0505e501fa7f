//! Published operations (rules OP-1 to OP-3).

use cloudx3_attestation::operation::{operation_id, read_operation};
use cloudx3_attestation::proto::Operation;
use cloudx3_chain::no_funds;
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response, Storage};

use crate::error::ContractError;
use crate::event;
use crate::state::{StoredOperation, OPERATIONS};

/// Stores an operation under its id. One that is there already stays as it is, so that two publishers do not trip over each other.
pub(crate) fn publish(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    operation: Binary,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let checked = read_operation(&operation)?;
    let id = operation_id(&operation);
    if OPERATIONS.has(deps.storage, &id) {
        return Ok(Response::new());
    }
    let stored = StoredOperation { operation, publisher: info.sender.clone(), height: env.block.height };
    OPERATIONS.save(deps.storage, &id, &stored)?;
    Ok(Response::new().add_event(event::operation_published(&id, &checked.name)))
}

/// A published operation. It was checked when it was published; reading it again costs less than keeping it in another form.
pub(crate) fn load(storage: &dyn Storage, id: &[u8]) -> Result<Operation, ContractError> {
    let stored = OPERATIONS.may_load(storage, id)?.ok_or(ContractError::OperationUnknown)?;
    Ok(read_operation(&stored.operation)?)
}
