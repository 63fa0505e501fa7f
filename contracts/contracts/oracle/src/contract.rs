use cloudx3_chain::{check_text, no_funds};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{to_json_binary, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw2::set_contract_version;

use crate::error::ContractError;
use crate::msg::{ExecuteMsg, InstantiateMsg, QueryMsg, Role};
use crate::registry::Registration;
use crate::state::{Config, CONFIG};
use crate::{feed, operation, query, registry, report, reward};

const NAME: &str = "cloudx3:oracle";
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let admin = match msg.admin {
        Some(admin) => deps.api.addr_validate(&admin)?,
        None => info.sender,
    };
    let InstantiateMsg { denom, operator_bond, notary_bond, .. } = msg;
    check_text("denom", &denom, 128)?;
    set_contract_version(deps.storage, NAME, VERSION)?;
    CONFIG.save(deps.storage, &Config { admin, denom, operator_bond, notary_bond })?;
    Ok(Response::new())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    match msg {
        ExecuteMsg::RegisterOperator { pubkey, signature, name, endpoints } => {
            let registration = Registration { role: Role::Operator, pubkey, signature, name, endpoints };
            registry::register(deps, &env, &info, registration)
        }
        ExecuteMsg::UpdateOperator { pubkey, endpoints } => {
            registry::update(deps, &info, &Role::Operator, &pubkey, endpoints)
        }
        ExecuteMsg::RegisterNotary { pubkey, signature, name, url } => {
            let registration =
                Registration { role: Role::Notary, pubkey, signature, name, endpoints: vec![url] };
            registry::register(deps, &env, &info, registration)
        }
        ExecuteMsg::UpdateNotary { pubkey, url } => {
            registry::update(deps, &info, &Role::Notary, &pubkey, vec![url])
        }
        ExecuteMsg::SetActive { pubkey, role, active } => {
            registry::set_active(deps, &info, &role, &pubkey, active)
        }
        ExecuteMsg::PublishOperation { operation } => operation::publish(deps, &env, info, operation),
        ExecuteMsg::CreateFeed { feed } => feed::create(deps, &env, info, feed),
        ExecuteMsg::FundFeed { feed_id } => feed::fund(deps, &info, feed_id),
        ExecuteMsg::SetFeedActive { feed_id, active } => feed::set_active(deps, &info, feed_id, active),
        ExecuteMsg::WithdrawEscrow { feed_id } => feed::withdraw_escrow(deps, &info, feed_id),
        ExecuteMsg::SubmitReports { reports } => report::submit(deps, &env, &info, &reports),
        ExecuteMsg::Claim {} => reward::claim(deps, info),
        ExecuteMsg::WithdrawBond { pubkey, role } => registry::withdraw_bond(deps, &info, &role, &pubkey),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let json = match msg {
        QueryMsg::Config {} => to_json_binary(&query::config(deps, env)?),
        QueryMsg::Operator { pubkey } => to_json_binary(&query::operator(deps, pubkey)?),
        QueryMsg::Operators { start_after, limit } => {
            to_json_binary(&query::operators(deps, start_after, limit)?)
        }
        QueryMsg::Notary { pubkey } => to_json_binary(&query::notary(deps, pubkey)?),
        QueryMsg::Notaries { start_after, limit } => {
            to_json_binary(&query::notaries(deps, start_after, limit)?)
        }
        QueryMsg::Members { operators, notaries } => {
            to_json_binary(&query::members(deps, &operators, &notaries)?)
        }
        QueryMsg::Operation { id } => to_json_binary(&query::operation(deps, id)?),
        QueryMsg::Operations { start_after, limit } => {
            to_json_binary(&query::operations(deps, start_after, limit)?)
        }
        QueryMsg::Feed { feed_id } => to_json_binary(&query::feed(deps, feed_id)?),
        QueryMsg::Feeds { start_after, limit } => to_json_binary(&query::feeds(deps, start_after, limit)?),
        QueryMsg::Latest { feed_id, allow_stale } => {
            to_json_binary(&query::latest(deps, &env, feed_id, allow_stale.unwrap_or_default())?)
        }
        QueryMsg::ValueAt { feed_id, round } => to_json_binary(&query::value_at(deps, feed_id, round)?),
        QueryMsg::History { feed_id, before, limit } => {
            to_json_binary(&query::history(deps, feed_id, before, limit)?)
        }
        QueryMsg::Rewards { address } => to_json_binary(&query::rewards(deps, &address)?),
        QueryMsg::AllRewards { start_after, limit } => {
            to_json_binary(&query::all_rewards(deps, start_after, limit)?)
        }
    };
    Ok(json?)
}
