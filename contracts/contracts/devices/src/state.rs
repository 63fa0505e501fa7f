use std::collections::BTreeMap;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Binary, Storage, Uint128};
use cw_storage_plus::{Item, Map};

use crate::error::ContractError;
use crate::msg::{Command, Device, Handover, ProofTerms, Span, Status};

#[cw_serde]
pub(crate) struct Config {
    pub oracle: Addr,
    pub admin: Addr,
    pub denom: String,
    pub lease_ms: u64,
    pub lease_deposit: Uint128,
    pub least_deadline_ms: u64,
    pub least_price: Uint128,
    pub executor_share_percent: u32,
    pub readback_percent: u32,
    pub handover_ms: u64,
    pub allow_custom_ca: bool,
    pub binding_notaries: Vec<Binary>,
    pub binding_required: u32,
}

#[cw_serde]
#[derive(Default)]
pub(crate) struct Account {
    pub accrued: Uint128,
    pub claimed: Uint128,
}

/// Who has a serial at a server (rule DEV-2).
#[cw_serde]
pub(crate) struct Holder {
    pub device: String,
    pub handover: Option<Handover>,
}

/// How a key stands to a device that it accepted (rule DEV-5).
#[cw_serde]
pub(crate) struct Acceptance {
    pub account: Addr,
    pub terms: Binary,
    pub spans: Vec<Span>,
    /// By its own account, which alone brings it back then.
    pub left: bool,
}

/// What is paid, by account.
pub(crate) type Payments = BTreeMap<String, Uint128>;

pub(crate) const CONFIG: Item<Config> = Item::new("config");
pub(crate) const PROOFS: Map<&[u8], ProofTerms> = Map::new("proofs");
pub(crate) const DEVICES: Map<&str, Device> = Map::new("devices");
/// By server and canonical serial.
pub(crate) const HOLDERS: Map<(&str, &str), Holder> = Map::new("holders");
/// By role with key, and device.
pub(crate) const ACCEPTANCES: Map<(&[u8], &str), Acceptance> = Map::new("acceptances");
/// Operations of devices and proofs, kept since they never change and asking the oracle costs more.
pub(crate) const OPERATIONS: Map<&[u8], Binary> = Map::new("operations");
pub(crate) const NEXT_COMMAND: Item<u64> = Item::new("next_command");
pub(crate) const COMMANDS: Map<u64, Command> = Map::new("commands");
/// Deadlines of what has not ended, by device and id, at most 16 a device.
pub(crate) const OPEN_OF_DEVICE: Map<(&str, u64), u64> = Map::new("open_of_device");
/// The same by issuer, at most 64 an issuer.
pub(crate) const OPEN_OF_ISSUER: Map<(&str, u64), u64> = Map::new("open_of_issuer");
pub(crate) const ACCOUNTS: Map<&Addr, Account> = Map::new("accounts");

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Status::Pending => "pending",
            Status::Settled => "settled",
            Status::Refunded => "refunded",
            Status::Cancelled => "cancelled",
        }
    }
}

pub(crate) fn device(storage: &dyn Storage, id: &str) -> Result<Device, ContractError> {
    DEVICES.may_load(storage, id)?.ok_or_else(|| ContractError::DeviceUnknown { device: id.to_string() })
}

/// A device, for what only its owner may do.
pub(crate) fn own_device(storage: &dyn Storage, id: &str, sender: &Addr) -> Result<Device, ContractError> {
    let device = device(storage, id)?;
    if sender.as_str() == device.owner {
        return Ok(device);
    }
    Err(ContractError::Unauthorized { who: "the owner of the device" })
}

pub(crate) fn command(storage: &dyn Storage, command_id: u64) -> Result<Command, ContractError> {
    COMMANDS.may_load(storage, command_id)?.ok_or(ContractError::CommandUnknown { command_id })
}

/// A command that has not ended.
pub(crate) fn pending_command(storage: &dyn Storage, command_id: u64) -> Result<Command, ContractError> {
    let command = command(storage, command_id)?;
    match command.status {
        Status::Pending => Ok(command),
        status => Err(ContractError::Final { status: status.as_str() }),
    }
}

/// Stores a new command.
pub(crate) fn open(storage: &mut dyn Storage, command: &Command) -> Result<(), ContractError> {
    OPEN_OF_DEVICE.save(storage, (&command.device, command.id), &command.deadline_ms)?;
    OPEN_OF_ISSUER.save(storage, (&command.issuer, command.id), &command.deadline_ms)?;
    Ok(COMMANDS.save(storage, command.id, command)?)
}

/// Stores a command that has come to its end, and takes it off every list.
pub(crate) fn finish(
    storage: &mut dyn Storage,
    mut command: Command,
    status: Status,
) -> Result<(), ContractError> {
    OPEN_OF_DEVICE.remove(storage, (&command.device, command.id));
    OPEN_OF_ISSUER.remove(storage, (&command.issuer, command.id));
    command.status = status;
    Ok(COMMANDS.save(storage, command.id, &command)?)
}
