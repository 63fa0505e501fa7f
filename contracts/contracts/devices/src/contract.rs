use cloudx3_chain::no_funds;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{to_json_binary, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw2::set_contract_version;

use crate::device::Possession;
use crate::error::ContractError;
use crate::msg::{ExecuteMsg, InstantiateMsg, MemberKey, QueryMsg};
use crate::settle::Receipts;
use crate::state::{self, CONFIG};
use crate::{account, binding, command, config, device, member, query, settle};

const NAME: &str = "cloudx3:devices";
const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let config = config::make(deps.as_ref(), &info, msg)?;
    set_contract_version(deps.storage, NAME, VERSION)?;
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new())
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    use ExecuteMsg as Msg;
    match msg {
        Msg::RegisterDevice { pubkey, signature, device } => {
            device::register(deps, &env, &info, Possession { pubkey, signature }, device)
        }
        Msg::BindDevice { device, attestations } => binding::bind(deps, &env, &info, &device, &attestations),
        Msg::CompleteHandover { server_name, device } => {
            binding::complete(deps, &env, &info, &server_name, &device)
        }
        Msg::ReleaseDevice { device } => device::release(deps, &env, &info, &device),
        Msg::OfferDevice { device, to } => device::offer(deps, &info, &device, to),
        Msg::TakeDevice { device } => device::take(deps, &env, &info, &device),
        Msg::UpdateDevice { device, change } => device::update(deps, &env, &info, &device, change),
        Msg::AcceptDevice { device, role, pubkey, terms } => {
            member::accept(deps, &env, &info, &device, MemberKey { role, pubkey }, &terms)
        }
        Msg::AdmitMembers { device, members } => member::admit(deps, &env, &info, &device, &members),
        Msg::LeaveDevice { device, role, pubkey } => {
            member::leave(deps, &env, &info, &device, &MemberKey { role, pubkey })
        }
        Msg::IssueCommand { device, capability, value, deadline_ms } => {
            command::issue(deps, &env, &info, (&device, &capability, &value), deadline_ms)
        }
        Msg::CancelCommand { command_id } => command::cancel(deps, &env, &info, command_id),
        Msg::TakeCommand { command_id, pubkey } => command::take(deps, &env, &info, command_id, pubkey),
        Msg::SettleCommand { command_id, action, readback, signature } => {
            settle::settle(deps, &env, &info, command_id, &Receipts { action, readback, signature })
        }
        Msg::RefundCommand { command_id } => command::refund(deps, &env, &info, command_id),
        Msg::Claim {} => account::claim(deps, info),
        Msg::SetBindingNotaries { notaries, required } => {
            config::set_binding_notaries(deps, &info, notaries, required)
        }
        Msg::SetProof { operation, proof } => config::set_proof(deps, &info, &operation, proof),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let json = match msg {
        QueryMsg::Config {} => to_json_binary(&query::config(deps, env)?),
        QueryMsg::Proofs { start_after, limit } => to_json_binary(&query::proofs(deps, start_after, limit)?),
        QueryMsg::Device { device } => to_json_binary(&state::device(deps.storage, &device)?),
        QueryMsg::Devices { start_after, limit } => {
            to_json_binary(&query::devices(deps, start_after, limit)?)
        }
        QueryMsg::Binding { server_name, serial } => {
            to_json_binary(&query::binding(deps, &server_name, &serial)?)
        }
        QueryMsg::Subject { device } => to_json_binary(&device::subject(deps.storage, &device)?),
        QueryMsg::Members { device } => to_json_binary(&member::members(deps.storage, &device)?),
        QueryMsg::Memberships { role, pubkey, start_after, limit } => {
            to_json_binary(&query::memberships(deps, role, &pubkey, start_after, limit)?)
        }
        QueryMsg::Command { command_id } => to_json_binary(&state::command(deps.storage, command_id)?),
        QueryMsg::OpenCommands { device } => to_json_binary(&query::open_commands(deps, &env, &device)?),
        QueryMsg::IssuedCommands { issuer, start_after, limit } => {
            to_json_binary(&query::issued_commands(deps, &issuer, start_after, limit)?)
        }
        QueryMsg::Commands { start_after, limit } => {
            to_json_binary(&query::commands(deps, start_after, limit)?)
        }
        QueryMsg::Rewards { address } => to_json_binary(&query::rewards(deps, &address)?),
        QueryMsg::AllRewards { start_after, limit } => {
            to_json_binary(&query::all_rewards(deps, start_after, limit)?)
        }
    };
    Ok(json?)
}
