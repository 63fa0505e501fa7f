//! How the contract was made, and the one thing of it that is set later.

use cloudx3_chain::{check_text, no_funds};
use cosmwasm_std::{Addr, DepsMut, MessageInfo, Response};

use crate::error::ContractError;
use crate::event;
use crate::msg::InstantiateMsg;
use crate::state::{Config, CONFIG};

const DAY_MS: u64 = 86_400_000;
const HOUR_MS: u64 = 3_600_000;
const MOST_MS: u64 = DAY_MS * 366;

/// What is left out is filled in; what makes no sense is refused.
pub(crate) fn checked(msg: InstantiateMsg, admin: Addr) -> Result<Config, ContractError> {
    check_text("denom", &msg.denom, 128)?;
    let config = Config {
        admin,
        denom: msg.denom,
        operator_bond: msg.operator_bond,
        notary_bond: msg.notary_bond,
        unbonding_ms: msg.unbonding_ms.unwrap_or(DAY_MS * 7),
        reactivate_ms: msg.reactivate_ms.unwrap_or(HOUR_MS),
        slash_percent: msg.slash_percent.unwrap_or(50),
        finder_percent: msg.finder_percent.unwrap_or(20),
        burn_percent: msg.burn_percent.unwrap_or(40),
        devices: None,
    };
    let refuse = |field, problem| Err(ContractError::Config { field, problem });
    if config.unbonding_ms > MOST_MS {
        return refuse("unbonding_ms", "is at most 366 days");
    }
    if config.reactivate_ms > MOST_MS {
        return refuse("reactivate_ms", "is at most 366 days");
    }
    if config.slash_percent > 100 {
        return refuse("slash_percent", "is at most 100");
    }
    if config.finder_percent.saturating_add(config.burn_percent) > 100 {
        return refuse("finder_percent", "is with burn_percent at most 100");
    }
    Ok(config)
}

/// SUB-1: subjects are asked of one devices contract, for ever the same.
pub(crate) fn set_devices(
    deps: DepsMut,
    info: &MessageInfo,
    devices: &str,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut config = CONFIG.load(deps.storage)?;
    if info.sender != config.admin {
        return Err(ContractError::Unauthorized { who: "the admin" });
    }
    if let Some(devices) = config.devices {
        return Err(ContractError::DevicesSet { devices: devices.into() });
    }
    let devices = deps.api.addr_validate(devices)?;
    config.devices = Some(devices.clone());
    CONFIG.save(deps.storage, &config)?;
    Ok(Response::new().add_event(event::devices_set(&devices)))
}
