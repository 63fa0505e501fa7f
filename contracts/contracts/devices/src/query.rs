use cloudx3_chain::page;
use cosmwasm_std::{Addr, Deps, Env, Order, StdResult};
use cw_storage_plus::Bound;

use crate::error::ContractError;
use crate::msg::{
    AllRewardsResponse, CommandsResponse, ConfigResponse, Device, DevicesResponse, Rewards, Status,
};
use crate::state::{self, Account, ACCOUNTS, BY_STATUS, COMMANDS, CONFIG, DEVICES, SERIALS};

const MOST_DEVICES: u32 = 20;
const MOST_COMMANDS: u32 = 30;
const MOST_ACCOUNTS: u32 = 100;

pub(crate) fn config(deps: Deps, env: Env) -> StdResult<ConfigResponse> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        oracle: config.oracle.into(),
        denom: config.denom,
        lease_ms: config.lease_ms,
        executor_share_percent: config.executor_share_percent,
        chain_id: env.block.chain_id,
        contract: env.contract.address.into(),
    })
}

pub(crate) fn devices(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> StdResult<DevicesResponse> {
    let start = start_after.as_deref().map(Bound::exclusive);
    let range = DEVICES.range(deps.storage, start, None, Order::Ascending);
    let devices = range.take(page(limit, MOST_DEVICES)).map(|entry| entry.map(|(_, device)| device));
    Ok(DevicesResponse { devices: devices.collect::<Result<_, _>>()? })
}

pub(crate) fn device_by_serial(deps: Deps, vendor: &str, serial: &str) -> Result<Device, ContractError> {
    let unknown = || ContractError::DeviceUnknown { device: format!("{vendor}/{serial}") };
    let id = SERIALS.may_load(deps.storage, (vendor, serial))?.ok_or_else(unknown)?;
    state::device(deps.storage, &id)
}

pub(crate) fn commands(
    deps: Deps,
    status: Option<Status>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<CommandsResponse, ContractError> {
    let start = start_after.map(Bound::exclusive);
    let most = page(limit, MOST_COMMANDS);
    let ids: Vec<u64> = match status {
        Some(status) => {
            let range = BY_STATUS.prefix(status.key()).keys(deps.storage, start, None, Order::Ascending);
            range.take(most).collect::<StdResult<_>>()?
        }
        None => {
            let range = COMMANDS.keys(deps.storage, start, None, Order::Ascending);
            range.take(most).collect::<StdResult<_>>()?
        }
    };
    let commands = ids.into_iter().map(|id| state::command(deps.storage, id));
    Ok(CommandsResponse { commands: commands.collect::<Result<_, _>>()? })
}

pub(crate) fn rewards(deps: Deps, address: &str) -> StdResult<Rewards> {
    let address = deps.api.addr_validate(address)?;
    let account = ACCOUNTS.may_load(deps.storage, &address)?.unwrap_or_default();
    Ok(to_rewards(&address, account))
}

pub(crate) fn all_rewards(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> StdResult<AllRewardsResponse> {
    let start = start_after.map(|address| deps.api.addr_validate(&address)).transpose()?;
    let range = ACCOUNTS.range(deps.storage, start.as_ref().map(Bound::exclusive), None, Order::Ascending);
    let rewards = range
        .take(page(limit, MOST_ACCOUNTS))
        .map(|entry| entry.map(|(address, account)| to_rewards(&address, account)));
    Ok(AllRewardsResponse { rewards: rewards.collect::<Result<_, _>>()? })
}

fn to_rewards(address: &Addr, account: Account) -> Rewards {
    Rewards { address: address.to_string(), accrued: account.accrued, claimed: account.claimed }
}
