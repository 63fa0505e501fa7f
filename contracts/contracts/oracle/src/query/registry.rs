use cloudx3_chain::page;
use cosmwasm_std::{Binary, Deps, Env, Order, Uint128};
use cw_storage_plus::Bound;

use super::QueryResult;
use crate::error::ContractError;
use crate::msg::{
    ConfigResponse, FitsRuleResponse, KeyAt, Member, MemberAt, MembersAtResponse, MembersResponse,
    NotariesResponse, Notary, Operator, OperatorsResponse, Role, StandingRuleResponse,
};
use crate::registry::{self, RuleCase};
use crate::state::{Registrant, CONFIG, FEED_COUNT, NOTARIES, OPERATORS};

const MOST_KEYS: u32 = 100;
const MOST_MEMBERS: usize = 31;
const MOST_ASKED: usize = 32;

pub(crate) fn config(deps: Deps, env: &Env) -> QueryResult<ConfigResponse> {
    let config = CONFIG.load(deps.storage)?;
    Ok(ConfigResponse {
        admin: config.admin.into(),
        denom: config.denom,
        operator_bond: config.operator_bond,
        notary_bond: config.notary_bond,
        unbonding_ms: config.unbonding_ms,
        reactivate_ms: config.reactivate_ms,
        slash_percent: config.slash_percent,
        finder_percent: config.finder_percent,
        burn_percent: config.burn_percent,
        devices: config.devices.map(Into::into),
        chain_id: env.block.chain_id.clone(),
        contract: env.contract.address.to_string(),
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
        check_count(keys.len(), MOST_MEMBERS)?;
        let registrants = keys.iter().map(|key| registry::load(deps.storage, &role, key));
        let member = |r: Registrant| Member { account: r.account.into(), active: r.active };
        registrants.map(|registrant| registrant.map(member)).collect()
    };
    Ok(MembersResponse {
        operators: load(Role::Operator, operators)?,
        notaries: load(Role::Notary, notaries)?,
    })
}

/// REG-3: as the keys were at a time of each one's own.
pub(crate) fn members_at(
    deps: Deps,
    operators: &[KeyAt],
    notaries: &[KeyAt],
) -> QueryResult<MembersAtResponse> {
    let load = |role: Role, keys: &[KeyAt]| -> QueryResult<Vec<MemberAt>> {
        check_count(keys.len(), MOST_MEMBERS)?;
        let at = |key: &KeyAt| {
            let registrant = registry::load(deps.storage, &role, &key.pubkey)?;
            let active = registry::was_active(deps.storage, registrant.seat, key.time_ms)?;
            Ok(MemberAt { account: registrant.account.into(), active, group: registrant.group })
        };
        keys.iter().map(at).collect()
    };
    Ok(MembersAtResponse {
        operators: load(Role::Operator, operators)?,
        notaries: load(Role::Notary, notaries)?,
    })
}

pub(crate) fn standing_rule(deps: Deps, role: &Role, pubkey: &[u8]) -> QueryResult<StandingRuleResponse> {
    let line = registry::load(deps.storage, role, pubkey)?.line;
    let feeds = FEED_COUNT.may_load(deps.storage, line)?.unwrap_or_default();
    Ok(StandingRuleResponse { rule: registry::rule_of(deps.storage, role, pubkey)?, feeds })
}

/// ACC-3: for the devices contract, which has no feeds to count.
pub(crate) fn fits_rule(
    deps: Deps,
    (role, pubkey): (&Role, &[u8]),
    operations: &[Binary],
    admin: &str,
    reward: Uint128,
) -> QueryResult<FitsRuleResponse> {
    check_count(operations.len(), MOST_ASKED)?;
    let active = registry::load(deps.storage, role, pubkey)?.active;
    let rule = registry::rule_of(deps.storage, role, pubkey)?;
    let fits = rule.is_some_and(|rule| registry::fits(&rule, &RuleCase { operations, admin, reward }));
    Ok(FitsRuleResponse { fits: active && fits })
}

fn check_count(count: usize, most: usize) -> QueryResult<()> {
    if count > most {
        return Err(ContractError::TooMany { count, most });
    }
    Ok(())
}

fn to_operator(pubkey: Binary, registrant: Registrant) -> Operator {
    let Registrant { account, name, endpoints, group, bond, active, suspended, .. } = registrant;
    Operator {
        pubkey,
        account: account.into(),
        name,
        endpoints,
        group,
        bond,
        active,
        suspended,
        unbonded_at_ms: registrant.unbonded_at_ms,
        retired_at_ms: registrant.retired_at_ms,
        replaced_by: registrant.replaced_by,
    }
}

fn to_notary(pubkey: Binary, registrant: Registrant) -> Notary {
    let Operator { pubkey, account, name, endpoints, group, bond, active, suspended, .. } =
        to_operator(pubkey, registrant.clone());
    Notary {
        pubkey,
        account,
        name,
        url: endpoints.into_iter().next().unwrap_or_default(),
        group,
        bond,
        active,
        suspended,
        unbonded_at_ms: registrant.unbonded_at_ms,
        retired_at_ms: registrant.retired_at_ms,
        replaced_by: registrant.replaced_by,
    }
}
