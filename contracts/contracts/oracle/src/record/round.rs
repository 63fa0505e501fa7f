use cosmwasm_std::{Empty, Storage};
use cw_storage_plus::Map;
use prost::Message;

use super::load;
use crate::error::ContractError;

/// Rounds that a feed keeps.
pub(crate) const RING: u64 = 128;

const FEED_VALUE: Map<(u32, u32), Empty> = Map::new("feed_value");

/// The outcome of one round, of a feed or of a group. Mantissas are at the feed's decimals.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct RoundValue {
    #[prost(uint64, tag = "1")]
    pub round: u64,
    /// Of a feed of its own one, of a group one a row.
    #[prost(message, repeated, tag = "2")]
    pub rows: Vec<RowValue>,
    #[prost(uint32, tag = "4")]
    pub observations: u32,
    #[prost(uint32, tag = "5")]
    pub notaries: u32,
    /// In the order of the table of modes.
    #[prost(uint32, repeated, tag = "6")]
    pub attestations_by_mode: Vec<u32>,
    #[prost(bool, tag = "8")]
    pub custom_ca: bool,
    #[prost(uint64, tag = "9")]
    pub session_time_ms: u64,
    #[prost(uint64, tag = "10")]
    pub updated_at_ms: u64,
    #[prost(uint64, tag = "11")]
    pub height: u64,
    /// Account of the member that signed the report.
    #[prost(string, tag = "12")]
    pub transmitter: String,
    /// Bits of the slots of operators that were paid for the round.
    #[prost(uint64, tag = "13")]
    pub observers: u64,
    /// How many rounds before it the one before it landed; 0 where none did.
    #[prost(uint64, tag = "14")]
    pub since_last: u64,
    /// Bits of the slots of operators whose observation was shown when the escrow could not pay it.
    #[prost(uint64, tag = "15")]
    pub shown: u64,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct RowValue {
    #[prost(sint64, tag = "1")]
    pub value: i64,
    #[prost(sint64, tag = "2")]
    pub spread: i64,
    /// 0 where fewer than the quorum could read it: then the row has no value.
    #[prost(uint32, tag = "3")]
    pub observations: u32,
}

/// The value of exactly this round, if the ring still holds it.
pub(crate) fn load_value(
    storage: &dyn Storage,
    feed_id: u32,
    round: u64,
) -> Result<Option<RoundValue>, ContractError> {
    let value: Option<RoundValue> = load(storage, &FEED_VALUE.key((feed_id, slot(round))))?;
    Ok(value.filter(|value| value.round == round))
}

pub(crate) fn save_value(storage: &mut dyn Storage, feed_id: u32, value: &RoundValue) {
    storage.set(&FEED_VALUE.key((feed_id, slot(value.round))), &value.encode_to_vec());
}

fn slot(round: u64) -> u32 {
    u32::try_from(round % RING).unwrap_or_default()
}
