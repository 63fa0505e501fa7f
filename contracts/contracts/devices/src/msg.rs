use cloudx3_chain::{Decimal, Mode, Param};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, Uint128};

/// What the contract is made with.
#[cw_serde]
pub struct InstantiateMsg {
    /// The oracle contract, where operators, notaries and operations are registered.
    pub oracle: String,
    /// Of escrows and rewards.
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
        /// The device wallet, compressed secp256k1, 33 bytes.
        pubkey: Binary,
        /// By the same key, 64 bytes.
        signature: Binary,
        /// Name of the vendor.
        vendor: String,
        /// What the vendor knows the device by.
        serial: String,
        /// Name of the parameter that carries the serial.
        serial_param: String,
        /// Parameters of the device's operations, `serial_param` among them.
        params: Vec<Param>,
        /// At most 8.
        capabilities: Vec<Capability>,
        /// 1 to 31 registered operators that carry commands out.
        operators: Vec<Binary>,
        /// 1 to 31 registered notaries whose receipts count.
        notaries: Vec<Binary>,
        /// Modes in which a receipt may be notarized.
        accepted_modes: Vec<Mode>,
        /// Whether sessions that were checked against a private CA count.
        allow_custom_ca: bool,
        /// Least escrow of a command.
        price: Uint128,
        /// For people: 1 to 64 printable characters.
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
    /// Of a-z, 0-9, - and _, at most 32.
    pub name: String,
    /// Id of the operation that acts.
    pub action_operation: Binary,
    /// Parameter of the action operation that carries the value.
    pub value_param: String,
    /// What may be commanded: 1 to 16 values.
    pub values: Vec<CapabilityValue>,
    /// Id of the operation that reads the state back.
    pub readback_operation: Binary,
    /// Which of its readings tells the state.
    pub readback_reading: String,
}

/// One value that may be commanded.
#[cw_serde]
pub struct CapabilityValue {
    /// What the action operation is given.
    pub value: String,
    /// What the read-back says once the command is carried out.
    pub expect: Decimal,
}

#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// How the contract was made.
    #[returns(ConfigResponse)]
    Config {},
    /// The device of an id; fails with `device.unknown` where there is none.
    #[returns(Device)]
    Device { device: String },
    /// At most 20 a page.
    #[returns(DevicesResponse)]
    Devices { start_after: Option<String>, limit: Option<u32> },
    /// The device that a vendor knows by this serial; fails with `device.unknown` where there is none.
    #[returns(Device)]
    DeviceBySerial { vendor: String, serial: String },
    /// A command; fails with `command.unknown` where there is none.
    #[returns(Command)]
    Command { command_id: u64 },
    /// At most 30 a page, oldest first.
    #[returns(CommandsResponse)]
    Commands { status: Option<Status>, start_after: Option<u64>, limit: Option<u32> },
    /// What an account earned.
    #[returns(Rewards)]
    Rewards { address: String },
    /// At most 100 a page.
    #[returns(AllRewardsResponse)]
    AllRewards { start_after: Option<String>, limit: Option<u32> },
}

/// How the contract was made, and where it is.
#[cw_serde]
pub struct ConfigResponse {
    /// The oracle contract, where operators, notaries and operations are registered.
    pub oracle: String,
    /// Of escrows and rewards.
    pub denom: String,
    /// How long a node holds a command that it took.
    pub lease_ms: u64,
    /// The executor's share of the escrow; the rest goes to the notaries.
    pub executor_share_percent: u32,
    /// What signed bodies name, together with `contract`.
    pub chain_id: String,
    /// Its own address.
    pub contract: String,
}

/// A registered device wallet (DEV-1). Times are Unix milliseconds.
#[cw_serde]
pub struct Device {
    /// Bech32 address of the device wallet's key.
    pub id: String,
    /// Compressed secp256k1, 33 bytes.
    pub pubkey: Binary,
    /// Who registered the device, and who may command it.
    pub owner: String,
    /// Name of the vendor.
    pub vendor: String,
    /// What the vendor knows the device by.
    pub serial: String,
    /// Sorted by name.
    pub params: Vec<Param>,
    /// What it can be told to do.
    pub capabilities: Vec<Capability>,
    /// Sorted.
    pub operators: Vec<Binary>,
    /// Sorted.
    pub notaries: Vec<Binary>,
    /// Modes in which a receipt may be notarized.
    pub accepted_modes: Vec<Mode>,
    /// Whether sessions that were checked against a private CA count.
    pub allow_custom_ca: bool,
    /// Least escrow of a command.
    pub price: Uint128,
    /// For people.
    pub label: String,
    /// Block time.
    pub registered_at_ms: u64,
}

#[cw_serde]
pub struct DevicesResponse {
    pub devices: Vec<Device>,
}

/// Where a command stands; settled and refunded are final.
#[cw_serde]
#[derive(Copy)]
pub enum Status {
    Pending,
    Settled,
    Refunded,
}

/// Who may carry a command out now (CMD-2). Times are Unix milliseconds.
#[cw_serde]
pub struct Lease {
    /// Key of the operator that took the command.
    pub operator: Binary,
    /// Until then nobody else takes it.
    pub until_ms: u64,
}

/// What settled a command (CMD-3). Times are Unix milliseconds.
#[cw_serde]
pub struct Receipt {
    /// Attestation ids in hex.
    pub readback_id: String,
    /// There where an attestation of the action went along.
    pub action_id: Option<String>,
    /// Key of the operator that carried the command out.
    pub executor: Binary,
    /// Block time.
    pub settled_at_ms: u64,
}

/// A command on a device (CMD-1). Times are Unix milliseconds.
#[cw_serde]
pub struct Command {
    /// Counted from 1.
    pub id: u64,
    /// Id of the device.
    pub device: String,
    /// Who is refunded.
    pub issuer: String,
    /// Name of the capability.
    pub capability: String,
    /// What was commanded.
    pub value: String,
    /// Id of the operation that acts.
    pub action_operation: Binary,
    /// Its parameters, sorted by name.
    pub action_params: Vec<Param>,
    /// Id of the operation that reads the state back.
    pub readback_operation: Binary,
    /// Its parameters, sorted by name.
    pub readback_params: Vec<Param>,
    /// Which of its readings tells the state.
    pub readback_reading: String,
    /// What that reading says once the command is carried out.
    pub expect: Decimal,
    /// What was paid in.
    pub escrow: Uint128,
    /// Block time.
    pub issued_at_ms: u64,
    /// Afterwards the escrow is refunded.
    pub deadline_ms: u64,
    /// Where the command stands.
    pub status: Status,
    /// The last one, which may have ended.
    pub lease: Option<Lease>,
    /// What settled it.
    pub receipt: Option<Receipt>,
}

#[cw_serde]
pub struct CommandsResponse {
    pub commands: Vec<Command>,
}

/// What an account earned, in the smallest unit of the contract's money.
#[cw_serde]
pub struct Rewards {
    /// The account.
    pub address: String,
    /// What waits to be claimed.
    pub accrued: Uint128,
    /// What was claimed so far.
    pub claimed: Uint128,
}

#[cw_serde]
pub struct AllRewardsResponse {
    pub rewards: Vec<Rewards>,
}
