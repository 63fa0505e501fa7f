use cloudx3_attestation::Rejection;
use cloudx3_chain::{FundsError, TextError};
use cosmwasm_std::{OverflowError, StdError, Uint128};
use thiserror::Error;

/// Every refusal of the contract. The text begins with a stable dotted code; those of shared rules come from `cloudx3_attestation::Code`.
#[derive(Debug, Error)]
pub enum ContractError {
    #[error("{0}")]
    Rule(#[from] Rejection),
    #[error("{0}")]
    Funds(#[from] FundsError),
    #[error("{0}")]
    Text(#[from] TextError),
    #[error("contract.std: {0}")]
    Std(#[from] StdError),
    /// What the oracle contract said; its own code stands in the text.
    #[error("oracle.refused: {0}")]
    Oracle(StdError),
    #[error("contract.overflow: a number left its range")]
    Overflow,
    #[error("contract.config: {0}")]
    Config(&'static str),
    #[error("auth.unauthorized: only {who} may do this")]
    Unauthorized { who: &'static str },
    #[error("device.unknown: there is no device {device}")]
    DeviceUnknown { device: String },
    #[error("device.registered: this key is registered already; a key registers once")]
    DeviceRegistered,
    #[error("device.serial_bound: serial {serial} of {vendor} belongs to {device}")]
    SerialBound { vendor: String, serial: String, device: String },
    #[error("device.spec: {field}: {problem}")]
    Spec { field: &'static str, problem: &'static str },
    #[error("device.capability: {name}: {problem}")]
    Capability { name: String, problem: &'static str },
    #[error("command.unknown: there is no command {command_id}")]
    CommandUnknown { command_id: u64 },
    #[error("command.capability: the device has no such capability")]
    NoCapability,
    #[error("command.value: the capability has no such value")]
    NoValue,
    #[error("command.escrow: {escrow} was sent, the device's price is {price}")]
    Escrow { escrow: Uint128, price: Uint128 },
    #[error("command.deadline: lies after now ({now_ms}) and at most 31 days ahead")]
    Deadline { now_ms: u64 },
    #[error("command.final: the command is {status} and stays so")]
    Final { status: &'static str },
    #[error("command.expired: the deadline was {deadline_ms}; the escrow may be refunded")]
    Expired { deadline_ms: u64 },
    #[error("command.not_expired: the deadline is {deadline_ms}; a refund waits for it")]
    NotExpired { deadline_ms: u64 },
    #[error("command.operator: the key is not in the device's operator set, or is switched off")]
    Operator,
    #[error("command.leased: the command is taken until {until_ms}")]
    Leased { until_ms: u64 },
    #[error("command.not_taken: the prover of the read-back did not take the command last")]
    NotTaken,
    #[error("command.reading: the read-back says {found}, the command asked for {expected}")]
    Reading { found: String, expected: String },
    #[error("reward.nothing: nothing has accrued to this account")]
    NothingAccrued,
}

impl From<OverflowError> for ContractError {
    fn from(_: OverflowError) -> Self {
        Self::Overflow
    }
}
