use cloudx3_chain::no_funds;
use cosmwasm_schema::serde::Serialize;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{to_json_binary, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw2::set_contract_version;

use crate::error::ContractError;
use crate::msg::{ExecuteMsg, InstantiateMsg, QueryMsg, Role};
use crate::registry::Registration;
use crate::state::CONFIG;
use crate::{config, evidence, feed, operation, query, registry, report, reward};

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
    let admin = match &msg.admin {
        Some(admin) => deps.api.addr_validate(admin)?,
        None => info.sender,
    };
    set_contract_version(deps.storage, NAME, VERSION)?;
    CONFIG.save(deps.storage, &config::checked(msg, admin)?)?;
    Ok(Response::new())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    use ExecuteMsg::*;
    use Role::{Notary, Operator};
    let (env, info) = (&env, &info);
    match msg {
        RegisterOperator { pubkey, signature, name, endpoints, group } => {
            let key = Registration { role: Operator, pubkey, signature, name, endpoints, group };
            registry::register(deps, env, info, key)
        }
        RegisterNotary { pubkey, signature, name, url, group } => {
            let key = Registration { role: Notary, pubkey, signature, name, endpoints: vec![url], group };
            registry::register(deps, env, info, key)
        }
        UpdateOperator { pubkey, endpoints } => registry::update(deps, info, &Operator, &pubkey, endpoints),
        UpdateNotary { pubkey, url } => registry::update(deps, info, &Notary, &pubkey, vec![url]),
        SetActive { pubkey, role, active } => registry::set_active(deps, env, info, (&role, &pubkey), active),
        TopUpBond { pubkey, role } => registry::top_up(deps, info, &role, &pubkey),
        Unbond { pubkey, role } => registry::unbond(deps, env, info, &role, &pubkey),
        Rebond { pubkey, role } => registry::rebond(deps, env, info, &role, &pubkey),
        WithdrawBond { pubkey, role } => registry::withdraw(deps, env, info, &role, &pubkey),
        Retire { pubkey, role } => registry::retire(deps, env, info, &role, &pubkey),
        RotateKey { role, old, new, signature } => {
            registry::rotate(deps, env, info, &role, (&old, &new, &signature))
        }
        SetStandingRule { role, pubkey, rule } => registry::set_rule(deps, info, &role, &pubkey, rule),
        PublishOperation { operation } => operation::publish(deps, env, info, operation),
        SetDevices { devices } => config::set_devices(deps, info, &devices),
        CreateFeed { feed } => feed::create(deps, env, info, feed),
        Accept { feed_id, role, pubkey, terms } => {
            feed::accept(deps, env, info, feed_id, (&role, &pubkey), &terms)
        }
        Decline { feed_id, role, pubkey } => feed::decline(deps, env, info, feed_id, (&role, &pubkey)),
        Leave { feed_id, role, pubkey } => feed::leave(deps, env, info, feed_id, (&role, &pubkey)),
        MoveSeat { feed_id, role, old, new } => {
            feed::move_seat(deps, env, info, feed_id, (&role, &old, &new))
        }
        InviteMembers { feed_id, operators, notaries } => {
            feed::invite(deps, env, info, feed_id, (operators, notaries))
        }
        RemoveMembers { feed_id, operators, notaries } => {
            feed::remove(deps, env, info, feed_id, (operators, notaries))
        }
        ChangeFeed { feed_id, change } => feed::change(deps, env, info, feed_id, change),
        SetFeedActive { feed_id, active } => feed::set_active(deps, env, info, feed_id, active),
        RevisitSubject { feed_id } => feed::revisit(deps, env, info, feed_id),
        FundFeed { feed_id } => feed::fund(deps, env, info, feed_id),
        AnnounceWithdrawal { feed_id } => feed::announce(deps, env, info, feed_id),
        WithdrawEscrow { feed_id } => feed::withdraw(deps, env, info, feed_id),
        SubmitReports { reports } => report::submit(deps, env, info, &reports),
        ClaimOmitted { observation } => report::claim_omitted(deps, env, info, &observation),
        Claim { feeds } => reward::claim(deps, env, info, &feeds),
        CommitEvidence { hash } => evidence::commit(deps, env, info, &hash),
        RevealEvidence { evidence, salt } => evidence::reveal(deps, env, info, &evidence, &salt),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let env = &env;
    match msg {
        QueryMsg::Config {} => json(query::config(deps, env)),
        QueryMsg::Operator { pubkey } => json(query::operator(deps, pubkey)),
        QueryMsg::Operators { start_after, limit } => json(query::operators(deps, start_after, limit)),
        QueryMsg::Notary { pubkey } => json(query::notary(deps, pubkey)),
        QueryMsg::Notaries { start_after, limit } => json(query::notaries(deps, start_after, limit)),
        QueryMsg::Members { operators, notaries } => json(query::members(deps, &operators, &notaries)),
        QueryMsg::MembersAt { operators, notaries } => json(query::members_at(deps, &operators, &notaries)),
        QueryMsg::StandingRule { role, pubkey } => json(query::standing_rule(deps, &role, &pubkey)),
        QueryMsg::FitsRule { role, pubkey, operations, admin, reward } => {
            json(query::fits_rule(deps, (&role, &pubkey), &operations, &admin, reward))
        }
        QueryMsg::Operation { id } => json(query::operation(deps, id)),
        QueryMsg::Operations { start_after, limit } => json(query::operations(deps, start_after, limit)),
        QueryMsg::Feed { feed_id } => json(query::feed(deps, env, feed_id)),
        QueryMsg::Feeds { start_after, limit } => json(query::feeds(deps, env, start_after, limit)),
        QueryMsg::FeedTerms { feed_id } => json(query::feed_terms(deps, env, feed_id)),
        QueryMsg::FeedMembers { feed_id } => json(query::feed_members(deps, env, feed_id)),
        QueryMsg::Sponsor { feed_id, address } => json(query::sponsor(deps, feed_id, &address)),
        QueryMsg::Latest { feed_id, allow_stale } => {
            json(query::latest(deps, env, feed_id, allow_stale.unwrap_or_default()))
        }
        QueryMsg::ValueAt { feed_id, round } => json(query::value_at(deps, feed_id, round)),
        QueryMsg::History { feed_id, before, limit } => json(query::history(deps, feed_id, before, limit)),
        QueryMsg::Rewards { address } => json(query::rewards(deps, &address)),
        QueryMsg::AllRewards { start_after, limit } => json(query::all_rewards(deps, start_after, limit)),
        QueryMsg::Owed { role, pubkey, start_after, limit } => {
            json(query::owed(deps, env, (&role, &pubkey), start_after, limit))
        }
    }
}

fn json<T: Serialize>(answer: Result<T, ContractError>) -> Result<Binary, ContractError> {
    Ok(to_json_binary(&answer?)?)
}
