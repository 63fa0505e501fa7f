use std::collections::BTreeMap;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Binary, Empty, StdResult, Storage, Uint128};
use cw_storage_plus::{Item, Map};

use crate::error::ContractError;
use crate::msg::{Command, Device, Status};

#[cw_serde]
pub(crate) struct Config {
    pub oracle: Addr,
    pub denom: String,
    pub lease_ms: u64,
    pub executor_share_percent: u32,
}

#[cw_serde]
#[derive(Default)]
pub(crate) struct Account {
    pub accrued: Uint128,
    pub claimed: Uint128,
}

/// What is paid, by account.
pub(crate) type Payments = BTreeMap<String, Uint128>;

pub(crate) const CONFIG: Item<Config> = Item::new("config");
pub(crate) const DEVICES: Map<&str, Device> = Map::new("devices");
/// Vendor and serial to device id.
pub(crate) const SERIALS: Map<(&str, &str), String> = Map::new("serials");
/// Operations of the registered devices, kept since they never change and asking the oracle costs more.
pub(crate) const OPERATIONS: Map<&[u8], Binary> = Map::new("operations");
pub(crate) const NEXT_COMMAND: Item<u64> = Item::new("next_command");
pub(crate) const COMMANDS: Map<u64, Command> = Map::new("commands");
pub(crate) const BY_STATUS: Map<(u8, u64), Empty> = Map::new("commands_by_status");
pub(crate) const ACCOUNTS: Map<&Addr, Account> = Map::new("accounts");

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Status::Pending => "pending",
            Status::Settled => "settled",
            Status::Refunded => "refunded",
        }
    }

    /// Stands in storage keys; never changes.
    pub(crate) fn key(self) -> u8 {
        match self {
            Status::Pending => 0,
            Status::Settled => 1,
            Status::Refunded => 2,
        }
    }
}

pub(crate) fn device(storage: &dyn Storage, id: &str) -> Result<Device, ContractError> {
    DEVICES.may_load(storage, id)?.ok_or_else(|| ContractError::DeviceUnknown { device: id.to_string() })
}

pub(crate) fn command(storage: &dyn Storage, command_id: u64) -> Result<Command, ContractError> {
    COMMANDS.may_load(storage, command_id)?.ok_or(ContractError::CommandUnknown { command_id })
}

/// A command that is neither settled nor refunded.
pub(crate) fn pending_command(storage: &dyn Storage, command_id: u64) -> Result<Command, ContractError> {
    let command = command(storage, command_id)?;
    match command.status {
        Status::Pending => Ok(command),
        status => Err(ContractError::Final { status: status.as_str() }),
    }
}

/// Stores a command that has come to its end.
pub(crate) fn finish(storage: &mut dyn Storage, mut command: Command, status: Status) -> StdResult<()> {
    BY_STATUS.remove(storage, (command.status.key(), command.id));
    BY_STATUS.save(storage, (status.key(), command.id), &Empty {})?;
    command.status = status;
    COMMANDS.save(storage, command.id, &command)
}
