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
    #[error("oracle.answer: the oracle answered {answered} of {asked} questions")]
    OracleAnswer { asked: usize, answered: usize },
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
    #[error("device.spec: {field}: {problem}")]
    Spec { field: &'static str, problem: &'static str },
    #[error("device.capability: {name}: {problem}")]
    Capability { name: String, problem: &'static str },
    #[error("device.unbound: {device} is a mere claim; show control of it with bind_device")]
    Unbound { device: String },
    #[error("device.bound: the device has {serial} at {server_name}; release it before it has another")]
    Bound { server_name: String, serial: String },
    #[error("device.proof: {problem}")]
    Proof { problem: &'static str },
    #[error(
        "device.proof_operation: reading this operation shows nothing; the query proofs lists those that do"
    )]
    ProofOperation,
    #[error("device.proof_old: the proof is of {proved_at_ms}, there is one of {newest_ms}")]
    ProofOld { proved_at_ms: u64, newest_ms: u64 },
    #[error("device.server: operations are at {found}, they have to be at {server_name}")]
    Server { found: String, server_name: String },
    #[error("device.no_handover: no handover to this device waits")]
    NoHandover,
    #[error("device.handover_pending: the holder may answer until {completes_at_ms}")]
    HandoverPending { completes_at_ms: u64 },
    #[error("device.offer: the device is not offered to the sender")]
    NotOffered,
    #[error("device.busy: command {command_id} is open; the terms stand until it ends")]
    Busy { command_id: u64 },
    #[error("device.terms: the digest of the terms is {terms}; read them and accept that")]
    Terms { terms: String },
    #[error("device.not_named: the device does not name this key in this role")]
    NotNamed,
    #[error("device.member: the key is a member already")]
    AlreadyMember,
    #[error("device.not_member: the key is no member, or has left")]
    NotMember,
    #[error("device.left: {pubkey} left the device; only its account brings it back")]
    Left { pubkey: String },
    #[error("device.rule: no standing rule of {pubkey} fits the device")]
    NoRule { pubkey: String },
    #[error("command.unknown: there is no command {command_id}")]
    CommandUnknown { command_id: u64 },
    #[error("command.capability: the device has no such capability")]
    NoCapability,
    #[error("command.value: the capability has no such value")]
    NoValue,
    #[error("command.escrow: {escrow} was sent, the device's price is {price}")]
    Escrow { escrow: Uint128, price: Uint128 },
    #[error("command.deadline: lies within {from_ms} and {until_ms}")]
    Deadline { from_ms: u64, until_ms: u64 },
    #[error("command.limit: {most} commands of {whose} are open; wait for their end or cancel")]
    Limit { whose: &'static str, most: usize },
    #[error("command.final: the command is {status} and stays so")]
    Final { status: &'static str },
    #[error("command.expired: the deadline was {deadline_ms}; the escrow may be refunded")]
    Expired { deadline_ms: u64 },
    #[error("command.not_expired: the deadline is {deadline_ms}; a refund waits for it")]
    NotExpired { deadline_ms: u64 },
    #[error("command.picked_up: somebody may have acted on it; it may be cancelled after {after_ms}")]
    PickedUp { after_ms: u64 },
    #[error("command.operator: the key is no member of the device's operators, or is switched off")]
    Operator,
    #[error("command.deposit: {sent} was sent, a lease costs {deposit}")]
    Deposit { sent: Uint128, deposit: Uint128 },
    #[error("command.order: command {first} of the device comes first")]
    Order { first: u64 },
    #[error("command.leased: the command is taken until {until_ms}")]
    Leased { until_ms: u64 },
    #[error("command.taken_before: an operator and its account take a command once")]
    TakenBefore,
    #[error("command.leases: {most} leases of the command have ended; it waits for its deadline")]
    Leases { most: usize },
    #[error("command.not_taken: the prover of the read-back did not take the command")]
    NotTaken,
    #[error("command.earlier_lease: an earlier holder may show its act until {until_ms}")]
    EarlierLease { until_ms: u64 },
    #[error("command.reading: the read-back says {found}, the command asked for {expected}")]
    Reading { found: String, expected: String },
    #[error("command.accounts: executor and notaries have to be of different accounts")]
    Accounts,
    #[error("reward.nothing: nothing has accrued to this account")]
    NothingAccrued,
}

impl From<OverflowError> for ContractError {
    fn from(_: OverflowError) -> Self {
        Self::Overflow
    }
}
