use cloudx3_chain::page;
use cosmwasm_std::{Binary, Deps, Order};
use cw_storage_plus::Bound;

use super::QueryResult;
use crate::error::ContractError;
use crate::msg::{OperationsResponse, PublishedOperation};
use crate::state::{StoredOperation, OPERATIONS};

const MOST_OPERATIONS: u32 = 10;

pub(crate) fn operation(deps: Deps, id: Binary) -> QueryResult<PublishedOperation> {
    let stored = OPERATIONS.may_load(deps.storage, &id)?.ok_or(ContractError::OperationUnknown)?;
    Ok(to_operation(id, stored))
}

pub(crate) fn operations(
    deps: Deps,
    start_after: Option<Binary>,
    limit: Option<u32>,
) -> QueryResult<OperationsResponse> {
    let start = start_after.as_deref().map(Bound::exclusive);
    let range = OPERATIONS.range(deps.storage, start, None, Order::Ascending);
    let operations =
        range.take(page(limit, MOST_OPERATIONS)).map(|entry| entry.map(|(id, o)| to_operation(id.into(), o)));
    Ok(OperationsResponse { operations: operations.collect::<Result<_, _>>()? })
}

fn to_operation(id: Binary, stored: StoredOperation) -> PublishedOperation {
    let StoredOperation { operation, publisher, height } = stored;
    PublishedOperation { id, operation, publisher: publisher.into(), height }
}
