use cloudx3_chain::{Decimal, Mode, Param};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};

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
    /// What the read-back says once the command is carried out; something that the reading can say (CMD-1).
    pub expect: Decimal,
}

/// What a device says of itself (DEV-1).
#[cw_serde]
pub struct DeviceSpec {
    /// Name of the vendor, of a-z, 0-9 and -, at most 64.
    pub vendor: String,
    /// What the vendor knows the device by: printable ASCII, at most 128, a letter or digit among them.
    pub serial: String,
    /// Name of the parameter that carries the serial.
    pub serial_param: String,
    /// Parameters of the device's operations, `serial_param` among them; at most 16, in any order, none a list.
    pub params: Vec<Param>,
    /// At most 8, all at one server.
    pub capabilities: Vec<Capability>,
    /// 1 to 31 operators that are asked to carry commands out, in any order.
    pub operators: Vec<Binary>,
    /// 1 to 31 notaries that are asked to attest, in any order.
    pub notaries: Vec<Binary>,
    /// Modes in which a receipt may be notarized, at least one.
    pub accepted_modes: Vec<Mode>,
    /// Whether sessions that were checked against a private CA count.
    pub allow_custom_ca: bool,
    /// Least escrow of a command; with capabilities at least the contract's `least_price`.
    pub price: Uint128,
    /// Least time from issue to deadline of a command, in milliseconds: the contract's `least_deadline_ms` to 31 days.
    pub min_deadline_ms: u64,
    /// For people: 1 to 64 printable characters.
    pub label: String,
}

/// A device wallet (DEV-1). Times are Unix milliseconds.
#[cw_serde]
pub struct Device {
    /// Bech32 address of the device wallet's key.
    pub id: String,
    /// Compressed secp256k1, 33 bytes.
    pub pubkey: Binary,
    /// Who claims the device, and may command it once it is bound.
    pub owner: String,
    /// Name of the vendor.
    pub vendor: String,
    /// What the vendor knows the device by, as the owner wrote it.
    pub serial: String,
    /// Name of the parameter that carries the serial.
    pub serial_param: String,
    /// Sorted by name.
    pub params: Vec<Param>,
    /// What it can be told to do.
    pub capabilities: Vec<Capability>,
    /// Operators that are asked to carry commands out, sorted.
    pub operators: Vec<Binary>,
    /// Notaries that are asked to attest, sorted.
    pub notaries: Vec<Binary>,
    /// Modes in which a receipt may be notarized.
    pub accepted_modes: Vec<Mode>,
    /// Whether sessions that were checked against a private CA count.
    pub allow_custom_ca: bool,
    /// Least escrow of a command.
    pub price: Uint128,
    /// Least time from issue to deadline of a command, in milliseconds.
    pub min_deadline_ms: u64,
    /// For people.
    pub label: String,
    /// Block time.
    pub registered_at_ms: u64,
    /// Digest of what members accept (DEV-5), 32 bytes.
    pub terms: Binary,
    /// The proof of control that holds; none for a mere claim (DEV-2).
    pub binding: Option<Binding>,
    /// Whom the owner offers the device (DEV-4).
    pub offered_to: Option<String>,
}

/// What is known of a device's control (DEV-2). Times are Unix milliseconds.
#[cw_serde]
pub struct Binding {
    /// Server that knows the device.
    pub server_name: String,
    /// The serial in lower case, letters and digits alone.
    pub serial: String,
    /// The parameters that the proof was read with; of others of the device nothing is shown.
    pub params: Vec<Param>,
    /// Earliest session of the newest proof.
    pub proved_at_ms: u64,
    /// Block time from which the device is this owner's or the last one's who gave it.
    pub bound_at_ms: u64,
}

/// A newer proof of another account waits for the holder's answer (DEV-3). Times are Unix milliseconds.
#[cw_serde]
pub struct Handover {
    /// The device that takes over.
    pub device: String,
    /// The account whose control was shown.
    pub claimant: String,
    /// The parameters that the proof was read with.
    pub params: Vec<Param>,
    /// Earliest session of the proof.
    pub proved_at_ms: u64,
    /// From then on anybody completes it.
    pub completes_at_ms: u64,
}

/// Who has a serial at a server.
#[cw_serde]
pub struct BindingResponse {
    /// Id of the device.
    pub device: String,
    /// Its owner.
    pub owner: String,
    /// How it is known.
    pub binding: Binding,
    /// What would take it over.
    pub handover: Option<Handover>,
}

/// What changes of a device; what is left out stays. All but `operators`, `notaries` and `label` are terms (DEV-5).
#[cw_serde]
#[derive(Default)]
pub struct DeviceChange {
    /// 1 to 31; those that are named no more leave after a lease's length.
    pub operators: Option<Vec<Binary>>,
    /// 1 to 31; those that are named no more leave after a lease's length.
    pub notaries: Option<Vec<Binary>>,
    /// At most 8.
    pub capabilities: Option<Vec<Capability>>,
    /// Modes in which a receipt may be notarized.
    pub accepted_modes: Option<Vec<Mode>>,
    /// Whether sessions that were checked against a private CA count.
    pub allow_custom_ca: Option<bool>,
    /// Least escrow of a command.
    pub price: Option<Uint128>,
    /// Least time from issue to deadline of a command, in milliseconds.
    pub min_deadline_ms: Option<u64>,
    /// For people: 1 to 64 printable characters.
    pub label: Option<String>,
}

/// What a member accepts (DEV-5). Its digest is `sha256("cloudx3/device-terms/v2" 0 ‖ this as JSON)`, members in this order, no spaces.
#[cw_serde]
pub struct DeviceTerms {
    /// Of the chain.
    pub chain_id: String,
    /// Address of this contract.
    pub devices: String,
    /// Id of the device.
    pub device: String,
    /// Who commands it.
    pub owner: String,
    /// Name of the vendor.
    pub vendor: String,
    /// Sorted by name.
    pub params: Vec<Param>,
    /// What it can be told to do.
    pub capabilities: Vec<Capability>,
    /// Modes in which a receipt may be notarized.
    pub accepted_modes: Vec<Mode>,
    /// Whether sessions that were checked against a private CA count.
    pub allow_custom_ca: bool,
    /// Least escrow of a command.
    pub price: Uint128,
    /// Least time from issue to deadline of a command, in milliseconds.
    pub min_deadline_ms: u64,
}

#[cw_serde]
pub struct DevicesResponse {
    pub devices: Vec<Device>,
}

/// What a feed may say about a device (DEV-6).
#[cw_serde]
pub struct SubjectResponse {
    /// Whether control of the device was shown and holds.
    pub bound: bool,
    /// Who claims it.
    pub owner: String,
    /// The parameters that the proof was read with, sorted by name; none of a mere claim.
    pub params: Vec<Param>,
    /// Which of them the vendor knows the device by.
    pub serial_param: String,
    /// Server that knows the device; empty for a mere claim.
    pub server_name: String,
}
