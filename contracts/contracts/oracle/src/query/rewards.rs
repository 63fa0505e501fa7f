use cloudx3_chain::{now_ms, page};
use cosmwasm_std::{Deps, Env, Order};
use cw_storage_plus::Bound;

use super::QueryResult;
use crate::error::ContractError;
use crate::msg::{AllRewardsResponse, OwedByFeed, OwedResponse, Rewards, Role};
use crate::record::FeedRecord;
use crate::registry;
use crate::reward;
use crate::state::{Account, ACCOUNTS, FEEDS_OF};

const MOST_ACCOUNTS: u32 = 30;
const MOST_OWED: u32 = 20;

pub(crate) fn rewards(deps: Deps, address: &str) -> QueryResult<Rewards> {
    let address = deps.api.addr_validate(address)?;
    let account = ACCOUNTS.may_load(deps.storage, &address)?.unwrap_or_default();
    Ok(to_rewards(address.into(), account))
}

pub(crate) fn all_rewards(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> QueryResult<AllRewardsResponse> {
    let start = start_after.map(|address| deps.api.addr_validate(&address)).transpose()?;
    let range = ACCOUNTS.range(deps.storage, start.as_ref().map(Bound::exclusive), None, Order::Ascending);
    let rewards = range.take(page(limit, MOST_ACCOUNTS)).map(|entry| {
        let (address, account) = entry?;
        Ok(to_rewards(address.into(), account))
    });
    Ok(AllRewardsResponse { rewards: rewards.collect::<QueryResult<_>>()? })
}

/// What the feeds of a key owe it. Only those are found that it agreed to, so nobody fills the list for it.
pub(crate) fn owed(
    deps: Deps,
    env: &Env,
    (role, pubkey): (&Role, &[u8]),
    start_after: Option<u32>,
    limit: Option<u32>,
) -> QueryResult<OwedResponse> {
    let seat = registry::load(deps.storage, role, pubkey)?.seat;
    let start = start_after.map(Bound::exclusive);
    let feeds = FEEDS_OF.prefix(seat).keys(deps.storage, start, None, Order::Ascending);
    let feeds = feeds.take(page(limit, MOST_OWED)).map(|feed_id| {
        let record = FeedRecord::load(deps.storage, feed_id?)?;
        let next = record.rules.clock().next_round(now_ms(env));
        let member = record.member(role, pubkey).ok_or(ContractError::Record)?;
        Ok(OwedByFeed {
            feed_id: record.id,
            owed: reward::owed_to(&record.state, role, member)?,
            member: record.takes_part(role, member, next) && record.state.is_open(next),
        })
    });
    Ok(OwedResponse { feeds: feeds.collect::<QueryResult<_>>()? })
}

fn to_rewards(address: String, account: Account) -> Rewards {
    Rewards { address, accrued: account.accrued, claimed: account.claimed }
}
