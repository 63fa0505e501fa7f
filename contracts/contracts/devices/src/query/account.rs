use cloudx3_chain::page;
use cosmwasm_std::{Addr, Deps, Order, StdResult};
use cw_storage_plus::Bound;

use crate::msg::{AllRewardsResponse, Rewards};
use crate::state::{Account, ACCOUNTS};

const MOST_ACCOUNTS: u32 = 100;

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
