use cloudx3_attestation::PerMode;
use cloudx3_chain::{now_ms, page, Decimal};
use cosmwasm_std::{Binary, Deps, Env, Order};
use cw_storage_plus::Bound;

use crate::error::ContractError;
use crate::msg::{
    AllRewardsResponse, ConfigResponse, Feed, FeedValue, FeedsResponse, HistoryResponse, Member,
    MembersResponse, NotariesResponse, Notary, OperationsResponse, Operator, OperatorsResponse,
    PublishedOperation, Rewards, Role,
};
use crate::record::{amount, load_rules, load_state, load_value, FeedRules, RoundValue, RING};
use crate::registry;
use crate::reward;
use crate::state::{
    Account, FeedInfo, Registrant, StoredOperation, ACCOUNTS, CONFIG, FEED_INFO, NOTARIES, OPERATIONS,
    OPERATORS,
};

const MOST_KEYS: u32 = 100;
const MOST_OPERATIONS: u32 = 10;
const MOST_FEEDS: u32 = 20;
const MOST_VALUES: u32 = 128;
const MOST_ACCOUNTS: u32 = 30;
const MOST_MEMBERS: usize = 31;

type QueryResult<T> = Result<T, ContractError>;

pub(crate) fn config(deps: Deps, env: Env) -> QueryResult<ConfigResponse> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        admin: config.admin.into(),
        denom: config.denom,
        operator_bond: config.operator_bond,
        notary_bond: config.notary_bond,
        chain_id: env.block.chain_id,
        contract: env.contract.address.into(),
    })
}

pub(crate) fn operator(deps: Deps, pubkey: Binary) -> QueryResult<Operator> {
    let registrant = registry::load(deps.storage, &Role::Operator, &pubkey)?;
    Ok(to_operator(pubkey, registrant))
}

pub(crate) fn operators(
    deps: Deps,
    start_after: Option<Binary>,
    limit: Option<u32>,
) -> QueryResult<OperatorsResponse> {
    let start = start_after.as_deref().map(Bound::exclusive);
    let range = OPERATORS.range(deps.storage, start, None, Order::Ascending);
    let operators =
        range.take(page(limit, MOST_KEYS)).map(|entry| entry.map(|(key, r)| to_operator(key.into(), r)));
    Ok(OperatorsResponse { operators: operators.collect::<Result<_, _>>()? })
}

pub(crate) fn notary(deps: Deps, pubkey: Binary) -> QueryResult<Notary> {
    let registrant = registry::load(deps.storage, &Role::Notary, &pubkey)?;
    Ok(to_notary(pubkey, registrant))
}

pub(crate) fn notaries(
    deps: Deps,
    start_after: Option<Binary>,
    limit: Option<u32>,
) -> QueryResult<NotariesResponse> {
    let start = start_after.as_deref().map(Bound::exclusive);
    let range = NOTARIES.range(deps.storage, start, None, Order::Ascending);
    let notaries =
        range.take(page(limit, MOST_KEYS)).map(|entry| entry.map(|(key, r)| to_notary(key.into(), r)));
    Ok(NotariesResponse { notaries: notaries.collect::<Result<_, _>>()? })
}

pub(crate) fn members(deps: Deps, operators: &[Binary], notaries: &[Binary]) -> QueryResult<MembersResponse> {
    let load = |role: Role, keys: &[Binary]| -> QueryResult<Vec<Member>> {
        if keys.len() > MOST_MEMBERS {
            return Err(ContractError::FeedSpec { field: "members", problem: "are at most 31 of a role" });
        }
        let registrants = keys.iter().map(|key| registry::load(deps.storage, &role, key));
        registrants.map(|r| r.map(|r| Member { account: r.account.into(), active: r.active })).collect()
    };
    Ok(MembersResponse {
        operators: load(Role::Operator, operators)?,
        notaries: load(Role::Notary, notaries)?,
    })
}

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

pub(crate) fn feed(deps: Deps, feed_id: u32) -> QueryResult<Feed> {
    let info = FEED_INFO.may_load(deps.storage, feed_id)?.ok_or(ContractError::FeedUnknown { feed_id })?;
    to_feed(deps, feed_id, info)
}

pub(crate) fn feeds(deps: Deps, start_after: Option<u32>, limit: Option<u32>) -> QueryResult<FeedsResponse> {
    let start = start_after.map(Bound::exclusive);
    let range = FEED_INFO.range(deps.storage, start, None, Order::Ascending);
    let feeds = range.take(page(limit, MOST_FEEDS)).map(|entry| {
        let (feed_id, info) = entry?;
        to_feed(deps, feed_id, info)
    });
    Ok(FeedsResponse { feeds: feeds.collect::<QueryResult<_>>()? })
}

/// QRY-1. The age of a value is counted from its sessions, not from the transaction that brought it.
pub(crate) fn latest(deps: Deps, env: &Env, feed_id: u32, allow_stale: bool) -> QueryResult<FeedValue> {
    let rules = load_rules(deps.storage, feed_id)?;
    let round = load_state(deps.storage, feed_id)?.last_round().ok_or(ContractError::NoValue { feed_id })?;
    let value = load_value(deps.storage, feed_id, round)?.ok_or(ContractError::NoValue { feed_id })?;
    let age_ms = now_ms(env).saturating_sub(value.session_time_ms);
    let max_age_ms = rules.max_age_ms;
    if age_ms > max_age_ms && !allow_stale {
        return Err(ContractError::Stale { feed_id, age_ms, max_age_ms });
    }
    Ok(to_value(feed_id, &rules, value))
}

pub(crate) fn value_at(deps: Deps, feed_id: u32, round: u64) -> QueryResult<FeedValue> {
    let rules = load_rules(deps.storage, feed_id)?;
    let value = load_value(deps.storage, feed_id, round)?.ok_or(ContractError::NoValue { feed_id })?;
    Ok(to_value(feed_id, &rules, value))
}

pub(crate) fn history(
    deps: Deps,
    feed_id: u32,
    before: Option<u64>,
    limit: Option<u32>,
) -> QueryResult<HistoryResponse> {
    let rules = load_rules(deps.storage, feed_id)?;
    let next = load_state(deps.storage, feed_id)?.next_round;
    let rounds = (next.saturating_sub(RING)..next.min(before.unwrap_or(u64::MAX))).rev();
    let mut values = Vec::new();
    for round in rounds {
        if values.len() >= page(limit, MOST_VALUES) {
            break;
        }
        if let Some(value) = load_value(deps.storage, feed_id, round)? {
            values.push(to_value(feed_id, &rules, value));
        }
    }
    Ok(HistoryResponse { values })
}

pub(crate) fn rewards(deps: Deps, address: &str) -> QueryResult<Rewards> {
    let address = deps.api.addr_validate(address)?;
    let account = ACCOUNTS.may_load(deps.storage, &address)?.unwrap_or_default();
    to_rewards(deps, &address, &account)
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
        to_rewards(deps, &address, &account)
    });
    Ok(AllRewardsResponse { rewards: rewards.collect::<QueryResult<_>>()? })
}

fn to_operator(pubkey: Binary, registrant: Registrant) -> Operator {
    let Registrant { account, name, endpoints, bond, active, .. } = registrant;
    Operator { pubkey, account: account.into(), name, endpoints, bond, active }
}

fn to_notary(pubkey: Binary, registrant: Registrant) -> Notary {
    let Registrant { account, name, endpoints, bond, active, .. } = registrant;
    let url = endpoints.into_iter().next().unwrap_or_default();
    Notary { pubkey, account: account.into(), name, url, bond, active }
}

fn to_operation(id: Binary, stored: StoredOperation) -> PublishedOperation {
    let StoredOperation { operation, publisher, height } = stored;
    PublishedOperation { id, operation, publisher: publisher.into(), height }
}

fn to_feed(deps: Deps, feed_id: u32, info: FeedInfo) -> QueryResult<Feed> {
    let state = load_state(deps.storage, feed_id)?;
    let last_round = state.last_round();
    let last = last_round.map(|round| load_value(deps.storage, feed_id, round)).transpose()?.flatten();
    Ok(Feed {
        id: feed_id,
        admin: info.admin.into(),
        active: state.active,
        escrow: amount(&state.escrow)?,
        last_round,
        last_value: last.map(|value| Decimal::new(value.value, info.spec.decimals)),
        spec: info.spec,
    })
}

fn to_value(feed_id: u32, rules: &FeedRules, value: RoundValue) -> FeedValue {
    let selector = usize::try_from(rules.reading).ok().and_then(|index| rules.readings.get(index));
    FeedValue {
        feed_id,
        round: value.round,
        value: Decimal::new(value.value, rules.decimals),
        unit: selector.map(|selector| selector.unit.clone()).unwrap_or_default(),
        decimals: rules.decimals,
        spread: Decimal::new(value.spread, rules.decimals),
        observations: value.observations,
        notaries: value.notaries,
        modes: PerMode::from_list(&value.attestations_by_mode).into(),
        custom_ca: value.custom_ca,
        round_start_ms: rules.start_ms.saturating_add(value.round.saturating_mul(rules.interval_ms)),
        session_time_ms: value.session_time_ms,
        updated_at_ms: value.updated_at_ms,
        height: value.height,
        transmitter: value.transmitter,
    }
}

fn to_rewards(deps: Deps, address: &cosmwasm_std::Addr, account: &Account) -> QueryResult<Rewards> {
    let accrued = reward::accrued(deps.storage, address, account, reward::FEEDS_PER_QUERY)?;
    Ok(Rewards { address: address.to_string(), accrued, claimed: account.claimed })
}
