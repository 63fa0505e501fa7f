use cloudx3_chain::{now_ms, page};
use cosmwasm_std::{Deps, Env, Order, StdResult};
use cw_storage_plus::Bound;

use crate::command;
use crate::error::ContractError;
use crate::msg::CommandsResponse;
use crate::state::{self, COMMANDS, OPEN_OF_ISSUER};

const MOST_COMMANDS: u32 = 30;
const MOST_ISSUED: u32 = 16;

pub(crate) fn open_commands(deps: Deps, env: &Env, device: &str) -> Result<CommandsResponse, ContractError> {
    of(deps, command::to_do(deps.storage, device, now_ms(env))?)
}

pub(crate) fn issued_commands(
    deps: Deps,
    issuer: &str,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<CommandsResponse, ContractError> {
    let start = start_after.map(Bound::exclusive);
    let ids = OPEN_OF_ISSUER.prefix(issuer).keys(deps.storage, start, None, Order::Ascending);
    of(deps, ids.take(page(limit, MOST_ISSUED)).collect::<StdResult<_>>()?)
}

pub(crate) fn commands(
    deps: Deps,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<CommandsResponse, ContractError> {
    let start = start_after.map(Bound::exclusive);
    let ids = COMMANDS.keys(deps.storage, start, None, Order::Ascending);
    of(deps, ids.take(page(limit, MOST_COMMANDS)).collect::<StdResult<_>>()?)
}

fn of(deps: Deps, ids: Vec<u64>) -> Result<CommandsResponse, ContractError> {
    let commands = ids.into_iter().map(|id| state::command(deps.storage, id));
    Ok(CommandsResponse { commands: commands.collect::<Result<_, _>>()? })
}
