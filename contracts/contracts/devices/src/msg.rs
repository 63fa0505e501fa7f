use cloudx3_chain::{Decimal, Mode, Param};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, Uint128};

#[cw_serde]
pub struct InstantiateMsg {
    /// The oracle contract, where operators, notaries and operations are registered.
    pub oracle: String,
    pub denom: String,
    /// How long a node holds a command that it took.
    pub lease_ms: u64,
    /// The executor's share of the escrow; the rest goes to the notaries.
    pub executor_share_percent: u32,
}

#[cw_serde]
#[allow(clippy::large_enum_variant)] // One message lives at a time, and a box would show in the API.
pub enum ExecuteMsg {
    /// By the owner, with a signature by the device wallet's key over a DeviceRegistration (DEV-1).
    RegisterDevice {
        pubkey: Binary,
        signature: Binary,
        vendor: String,
        serial: String,
        /// Name of the parameter that carries the serial.
        serial_param: String,
        /// Parameters of the device's operations, `serial_param` among them.
        params: Vec<Param>,
        capabilities: Vec<Capability>,
        operators: Vec<Binary>,
        notaries: Vec<Binary>,
        accepted_modes: Vec<Mode>,
        allow_custom_ca: bool,
        price: Uint128,
        label: String,
    },
    /// By the owner; the funds are the escrow, at least the device's price (CMD-1).
    IssueCommand { device: String, capability: String, value: String, deadline_ms: u64 },
    /// By the account of a registered operator in the device's set (CMD-2).
    TakeCommand { command_id: u64, pubkey: Binary },
    /// Anybody; the receipt is a canonical Attestation of the read-back, and of the action where there is one (CMD-3).
    SettleCommand { command_id: u64, action: Option<Binary>, readback: Binary },
    /// Anybody, after the deadline: pays the escrow back to the issuer (CMD-4).
    RefundCommand { command_id: u64 },
    /// Pays what has accrued to the sender.
    Claim {},
}

/// Something that a device can be told to do.
#[cw_serde]
pub struct Capability {
    pub name: String,
    pub action_operation: Binary,
    /// Parameter of the action operation that carries the value.
    pub value_param: String,
    pub values: Vec<CapabilityValue>,
    pub readback_operation: Binary,
    pub readback_reading: String,
}

#[cw_serde]
pub struct CapabilityValue {
    pub value: String,
    /// What the read-back says once the command is carried out.
    pub expect: Decimal,
}

#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    #[returns(ConfigResponse)]
    Config {},
    #[returns(Device)]
    Device { device: String },
    /// At most 20 a page.
    #[returns(DevicesResponse)]
    Devices { start_after: Option<String>, limit: Option<u32> },
    #[returns(Device)]
    DeviceBySerial { vendor: String, serial: String },
    #[returns(Command)]
    Command { command_id: u64 },
    /// At most 30 a page, oldest first.
    #[returns(CommandsResponse)]
    Commands { status: Option<Status>, start_after: Option<u64>, limit: Option<u32> },
    #[returns(Rewards)]
    Rewards { address: String },
    /// At most 100 a page.
    #[returns(AllRewardsResponse)]
    AllRewards { start_after: Option<String>, limit: Option<u32> },
}

#[cw_serde]
pub struct ConfigResponse {
    pub oracle: String,
    pub denom: String,
    pub lease_ms: u64,
    pub executor_share_percent: u32,
    pub chain_id: String,
    pub contract: String,
}

#[cw_serde]
pub struct Device {
    /// Bech32 address of the device wallet's key.
    pub id: String,
    pub pubkey: Binary,
    pub owner: String,
    pub vendor: String,
    pub serial: String,
    /// Sorted by name.
    pub params: Vec<Param>,
    pub capabilities: Vec<Capability>,
    /// Sorted.
    pub operators: Vec<Binary>,
    /// Sorted.
    pub notaries: Vec<Binary>,
    pub accepted_modes: Vec<Mode>,
    pub allow_custom_ca: bool,
    pub price: Uint128,
    pub label: String,
    pub registered_at_ms: u64,
}

#[cw_serde]
pub struct DevicesResponse {
    pub devices: Vec<Device>,
}

#[cw_serde]
#[derive(Copy)]
pub enum Status {
    Pending,
    Settled,
    Refunded,
}

#[cw_serde]
pub struct Lease {
    pub operator: Binary,
    pub until_ms: u64,
}

#[cw_serde]
pub struct Receipt {
    /// Attestation ids in hex.
    pub readback_id: String,
    pub action_id: Option<String>,
    pub executor: Binary,
    pub settled_at_ms: u64,
}

#[cw_serde]
pub struct Command {
    pub id: u64,
    pub device: String,
    pub issuer: String,
    pub capability: String,
    pub value: String,
    pub action_operation: Binary,
    pub action_params: Vec<Param>,
    pub readback_operation: Binary,
    pub readback_params: Vec<Param>,
    pub readback_reading: String,
    pub expect: Decimal,
    pub escrow: Uint128,
    pub issued_at_ms: u64,
    pub deadline_ms: u64,
    pub status: Status,
    /// The last one, which may have ended.
    pub lease: Option<Lease>,
    pub receipt: Option<Receipt>,
}

#[cw_serde]
pub struct CommandsResponse {
    pub commands: Vec<Command>,
}

#[cw_serde]
pub struct Rewards {
    pub address: String,
    pub accrued: Uint128,
    pub claimed: Uint128,
}

#[cw_serde]
pub struct AllRewardsResponse {
    pub rewards: Vec<Rewards>,
}
