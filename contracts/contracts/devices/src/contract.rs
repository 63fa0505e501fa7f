use cloudx3_chain::{check_text, no_funds};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{to_json_binary, Binary, Deps, DepsMut, Env, MessageInfo, Response};
use cw2::set_contract_version;

use crate::device::Registration;
use crate::error::ContractError;
use crate::msg::{ExecuteMsg, InstantiateMsg, QueryMsg};
use crate::state::{self, Config, CONFIG};
use crate::{command, device, query, reward, settle};

const NAME: &str = "cloudx3:devices";
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// One day; a longer lease would let a silent node hold a command up.
const MAX_LEASE_MS: u64 = 86_400_000;

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let InstantiateMsg { oracle, denom, lease_ms, executor_share_percent } = msg;
    if !(1..=MAX_LEASE_MS).contains(&lease_ms) {
        return Err(ContractError::Config("lease_ms lies within 1 ms and one day"));
    }
    if executor_share_percent > 100 {
        return Err(ContractError::Config("executor_share_percent is at most 100"));
    }
    let oracle = deps.api.addr_validate(&oracle)?;
    check_text("denom", &denom, 128)?;
    set_contract_version(deps.storage, NAME, VERSION)?;
    CONFIG.save(deps.storage, &Config { oracle, denom, lease_ms, executor_share_percent })?;
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
        ExecuteMsg::RegisterDevice {
            pubkey,
            signature,
            vendor,
            serial,
            serial_param,
            params,
            capabilities,
            operators,
            notaries,
            accepted_modes,
            allow_custom_ca,
            price,
            label,
        } => {
            let registration = Registration {
                pubkey,
                signature,
                vendor,
                serial,
                serial_param,
                params,
                capabilities,
                operators,
                notaries,
                accepted_modes,
                allow_custom_ca,
                price,
                label,
            };
            device::register(deps, &env, &info, registration)
        }
        ExecuteMsg::IssueCommand { device, capability, value, deadline_ms } => {
            command::issue(deps, &env, &info, (&device, &capability, &value), deadline_ms)
        }
        ExecuteMsg::TakeCommand { command_id, pubkey } => {
            command::take(deps, &env, &info, command_id, pubkey)
        }
        ExecuteMsg::SettleCommand { command_id, action, readback } => {
            settle::settle(deps, &env, &info, command_id, action, &readback)
        }
        ExecuteMsg::RefundCommand { command_id } => command::refund(deps, &env, &info, command_id),
        ExecuteMsg::Claim {} => reward::claim(deps, info),
    }
}

#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let json = match msg {
        QueryMsg::Config {} => to_json_binary(&query::config(deps, env)?),
        QueryMsg::Device { device } => to_json_binary(&state::device(deps.storage, &device)?),
        QueryMsg::Devices { start_after, limit } => {
            to_json_binary(&query::devices(deps, start_after, limit)?)
        }
        QueryMsg::DeviceBySerial { vendor, serial } => {
            to_json_binary(&query::device_by_serial(deps, &vendor, &serial)?)
        }
        QueryMsg::Command { command_id } => to_json_binary(&state::command(deps.storage, command_id)?),
        QueryMsg::Commands { status, start_after, limit } => {
            to_json_binary(&query::commands(deps, status, start_after, limit)?)
        }
        QueryMsg::Rewards { address } => to_json_binary(&query::rewards(deps, &address)?),
        QueryMsg::AllRewards { start_after, limit } => {
            to_json_binary(&query::all_rewards(deps, start_after, limit)?)
        }
    };
    Ok(json?)
}
