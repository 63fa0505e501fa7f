use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};

/// What the contract is made with; all but the notaries of proofs stays as it is. Times are milliseconds.
#[cw_serde]
pub struct InstantiateMsg {
    /// The oracle contract, where operators, notaries and operations are registered.
    pub oracle: String,
    /// Says what proves control of a device (DEV-2), and nothing else. Default: who instantiates.
    pub admin: Option<String>,
    /// Of escrows, deposits and rewards.
    pub denom: String,
    /// How long a node holds a command that it took: 1 ms to one day (CMD-2).
    pub lease_ms: u64,
    /// What a lease costs until its holder has settled the command (CMD-2).
    pub lease_deposit: Uint128,
    /// Least time from issue to deadline that a device may ask for: `lease_ms` to 31 days (CMD-1).
    pub least_deadline_ms: u64,
    /// Least price of a device with capabilities, at least 1 (CMD-1).
    pub least_price: Uint128,
    /// The executor's share of what is paid, 0 to 100; the rest goes to the notaries (CMD-4).
    pub executor_share_percent: u32,
    /// What of the escrow is paid where nothing had to be done, 0 to 100 (CMD-4).
    pub readback_percent: u32,
    /// How long the holder of a device may answer a newer proof of another account: 1 ms to 31 days (DEV-3).
    pub handover_ms: u64,
    /// Whether proofs of control count whose sessions were checked against a private CA. Only where vendors are simulated.
    pub allow_custom_ca: bool,
    /// Keys of the notaries whose proofs of control count, at most 31 (DEV-2). None can be bound while there are none.
    pub binding_notaries: Vec<Binary>,
    /// How many of them a proof needs: 1 to 8, and no more than there are.
    pub binding_required: u32,
}

/// How the contract was made, and where it is. Times are milliseconds.
#[cw_serde]
pub struct ConfigResponse {
    /// The oracle contract, where operators, notaries and operations are registered.
    pub oracle: String,
    /// Says what proves control of a device.
    pub admin: String,
    /// Of escrows, deposits and rewards.
    pub denom: String,
    /// How long a node holds a command that it took.
    pub lease_ms: u64,
    /// What a lease costs until its holder has settled the command.
    pub lease_deposit: Uint128,
    /// Least time from issue to deadline that a device may ask for.
    pub least_deadline_ms: u64,
    /// Least price of a device with capabilities.
    pub least_price: Uint128,
    /// The executor's share of what is paid; the rest goes to the notaries.
    pub executor_share_percent: u32,
    /// What of the escrow is paid where nothing had to be done.
    pub readback_percent: u32,
    /// How long the holder of a device may answer a newer proof.
    pub handover_ms: u64,
    /// Whether proofs of control count whose sessions were checked against a private CA.
    pub allow_custom_ca: bool,
    /// Keys of the notaries whose proofs of control count, sorted.
    pub binding_notaries: Vec<Binary>,
    /// How many of them a proof needs.
    pub binding_required: u32,
    /// What signed bodies name, together with `contract`.
    pub chain_id: String,
    /// Its own address.
    pub contract: String,
}

/// What reading an operation shows about a device (DEV-2).
#[cw_serde]
pub struct ProofTerms {
    /// The vendor that devices name whose control it shows.
    pub vendor: String,
    /// Which of its parameters the vendor knows the device by.
    pub serial_param: String,
}

/// An operation whose answer only an account of the vendor gets that has the device (DEV-2).
#[cw_serde]
pub struct ProofOperation {
    /// Id of a published operation, 32 bytes.
    pub operation: Binary,
    /// The vendor that devices name whose control it shows.
    pub vendor: String,
    /// Which of its parameters the vendor knows the device by.
    pub serial_param: String,
    /// Its server; a serial is bound once at each.
    pub server_name: String,
}

#[cw_serde]
pub struct ProofsResponse {
    /// By id.
    pub proofs: Vec<ProofOperation>,
}
