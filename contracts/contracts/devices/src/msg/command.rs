use cloudx3_chain::{Decimal, Mode, Param};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};

/// Where a command stands; all but pending are final.
#[cw_serde]
#[derive(Copy)]
pub enum Status {
    /// To be done until its deadline, and to be refunded afterwards.
    Pending,
    /// Paid for.
    Settled,
    /// Its deadline passed.
    Refunded,
    /// The issuer took it back.
    Cancelled,
}

/// Who may carry a command out (CMD-2). Times are Unix milliseconds.
#[cw_serde]
pub struct Lease {
    /// Key of the operator that took the command.
    pub operator: Binary,
    /// Account of that key, which gets the deposit back when it settles the command.
    pub account: String,
    /// Block time.
    pub from_ms: u64,
    /// Until then nobody else takes the command; the act's session is not later.
    pub until_ms: u64,
    /// What it paid in.
    pub deposit: Uint128,
}

/// What settled a command (CMD-3). Times are Unix milliseconds.
#[cw_serde]
pub struct Receipt {
    /// Attestation ids in hex.
    pub readback_id: String,
    /// None where the state stood already and nothing was done.
    pub action_id: Option<String>,
    /// Key of the operator that carried the command out.
    pub executor: Binary,
    /// Block time.
    pub settled_at_ms: u64,
}

/// A command on a device (CMD-1). It holds all that its execution and its settlement need. Times are Unix milliseconds.
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
    /// Modes in which a receipt may be notarized.
    pub accepted_modes: Vec<Mode>,
    /// Whether sessions that were checked against a private CA count.
    pub allow_custom_ca: bool,
    /// What was paid in.
    pub escrow: Uint128,
    /// Block time.
    pub issued_at_ms: u64,
    /// Afterwards the escrow is refunded.
    pub deadline_ms: u64,
    /// Where the command stands.
    pub status: Status,
    /// At most 8, oldest first, one an operator and account; only the last may run.
    pub leases: Vec<Lease>,
    /// What settled it.
    pub receipt: Option<Receipt>,
}

#[cw_serde]
pub struct CommandsResponse {
    pub commands: Vec<Command>,
}
