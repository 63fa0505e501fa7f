use cosmwasm_schema::cw_serde;
use cosmwasm_std::Binary;

use super::device::{DeviceChange, DeviceSpec};
use super::member::{MemberKey, Role};
use super::ProofTerms;

#[cw_serde]
#[allow(clippy::large_enum_variant)] // One message lives at a time, and a box would show in the API.
pub enum ExecuteMsg {
    /// By the owner, with a signature by the device wallet's key over a DeviceRegistration (DEV-1): a claim, which takes no serial.
    RegisterDevice {
        /// The device wallet, compressed secp256k1, 33 bytes.
        pubkey: Binary,
        /// By the same key, 64 bytes.
        signature: Binary,
        device: DeviceSpec,
    },
    /// By the owner: attestations of one proof operation with purpose binding, exactly as many as the contract asks for (DEV-2).
    BindDevice { device: String, attestations: Vec<Binary> },
    /// Anybody, once the holder's time to answer is over (DEV-3); `device` is the one that takes over.
    CompleteHandover { server_name: String, device: String },
    /// By the owner: the device is a mere claim again (DEV-4).
    ReleaseDevice { device: String },
    /// By the owner: who may take the device; none takes the offer back (DEV-4).
    OfferDevice { device: String, to: Option<String> },
    /// By whom the device is offered; it has no open commands then (DEV-4).
    TakeDevice { device: String },
    /// By the owner. While commands are open the terms stay as they are (DEV-4).
    UpdateDevice { device: String, change: DeviceChange },
    /// By the account of a key that the device names; `terms` is the digest of what it saw (DEV-5).
    AcceptDevice { device: String, role: Role, pubkey: Binary, terms: Binary },
    /// Anybody: keys that the device names and whose standing rules at the oracle fit; 1 to 16 (DEV-5).
    AdmitMembers { device: String, members: Vec<MemberKey> },
    /// By the account that accepted: a lease's length later the key is no member any more (DEV-5).
    LeaveDevice { device: String, role: Role, pubkey: Binary },
    /// By the owner of a bound device; the funds are the escrow, at least the device's price (CMD-1).
    IssueCommand { device: String, capability: String, value: String, deadline_ms: u64 },
    /// By the issuer, before the first lease, or once the last one has been over for a lease's length (CMD-4).
    CancelCommand { command_id: u64 },
    /// By the account of a member, with exactly the deposit: of the oldest command of its device that is to be done (CMD-2).
    TakeCommand { command_id: u64, pubkey: Binary },
    /// Anybody (CMD-3).
    SettleCommand {
        command_id: u64,
        /// Canonical Attestation of the act; none where the state stood already.
        action: Option<Binary>,
        /// Canonical Attestation of the read-back.
        readback: Binary,
        /// By the executor over a Settlement that names both, 64 bytes.
        signature: Binary,
    },
    /// Anybody, after the deadline: pays the escrow back to the issuer (CMD-4).
    RefundCommand { command_id: u64 },
    /// Pays what has accrued to the sender: rewards, deposits that came back, and escrows that were refunded to make room (CMD-4).
    Claim {},
    /// By the admin: whose proofs of control count, and how many a proof needs (DEV-2).
    SetBindingNotaries { notaries: Vec<Binary>, required: u32 },
    /// By the admin: what reading an operation shows about a device; none where it shows nothing any more (DEV-2).
    SetProof { operation: Binary, proof: Option<ProofTerms> },
}
