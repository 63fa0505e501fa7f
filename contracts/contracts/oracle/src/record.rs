//! Records that every report reads or writes. They are stored as protobuf, since a byte of storage costs 3 gas to read and 30 to write,
//! and JSON would take three times as many.

use cloudx3_attestation::proto::{Hole, Param, ReadingSelector};
use cosmwasm_std::{Empty, Storage, Uint128};
use cw_storage_plus::Map;
use prost::Message;

use crate::error::ContractError;

/// Rounds that a feed keeps.
pub(crate) const RING: u64 = 128;

const FEED_RULES: Map<u32, Empty> = Map::new("feed_rules");
const FEED_STATE: Map<u32, Empty> = Map::new("feed_state");
const FEED_VALUE: Map<(u32, u32), Empty> = Map::new("feed_value");

/// What a report is held against. Never changes after the feed is made.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct FeedRules {
    #[prost(bytes = "vec", tag = "1")]
    pub operation_id: Vec<u8>,
    #[prost(message, repeated, tag = "2")]
    pub params: Vec<Param>,
    #[prost(string, tag = "3")]
    pub subject: String,
    /// Name, unit and bounds of the operation's readings.
    #[prost(message, repeated, tag = "4")]
    pub readings: Vec<ReadingSelector>,
    /// Which of them is the feed's.
    #[prost(uint32, tag = "5")]
    pub reading: u32,
    #[prost(uint32, tag = "6")]
    pub decimals: u32,
    #[prost(bool, tag = "7")]
    pub declares_observed_at: bool,
    #[prost(uint64, tag = "8")]
    pub interval_ms: u64,
    #[prost(uint64, tag = "9")]
    pub start_ms: u64,
    /// Strictly increasing by key.
    #[prost(message, repeated, tag = "10")]
    pub operators: Vec<FeedMember>,
    /// Strictly increasing by key.
    #[prost(message, repeated, tag = "11")]
    pub notaries: Vec<FeedMember>,
    #[prost(uint32, tag = "12")]
    pub quorum: u32,
    /// Notaries that an observation needs, in the order of the table of modes; 0 where the mode is not accepted.
    #[prost(uint32, repeated, tag = "13")]
    pub notaries_by_mode: Vec<u32>,
    /// Lengths of the operation's holes, in the order in which they stand in the request.
    #[prost(message, repeated, tag = "15")]
    pub holes: Vec<Hole>,
    #[prost(bool, tag = "16")]
    pub allow_custom_ca: bool,
    #[prost(uint64, optional, tag = "17")]
    pub max_observed_age_ms: Option<u64>,
    #[prost(uint64, tag = "18")]
    pub max_age_ms: u64,
    #[prost(bytes = "vec", tag = "19")]
    pub observer_reward: Vec<u8>,
    #[prost(bytes = "vec", tag = "20")]
    pub notary_reward: Vec<u8>,
    #[prost(bytes = "vec", tag = "21")]
    pub transmitter_reward: Vec<u8>,
    /// Rule OBS-9; 0 where no rounds are set apart.
    #[prost(uint64, tag = "22")]
    pub step_up_every_rounds: u64,
    /// A mantissa at the feed's decimals; 0 where the feed sets no bound.
    #[prost(uint64, tag = "23")]
    pub step_up_moved_more_than: u64,
}

/// A member as the feed knows it. Account and seat of a key never change, so a report need not look the key up.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct FeedMember {
    #[prost(bytes = "vec", tag = "1")]
    pub pubkey: Vec<u8>,
    #[prost(string, tag = "2")]
    pub account: String,
    #[prost(uint32, tag = "3")]
    pub seat: u32,
}

/// What reports change.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct FeedState {
    #[prost(bool, tag = "1")]
    pub active: bool,
    #[prost(bytes = "vec", tag = "2")]
    pub escrow: Vec<u8>,
    /// The oldest round that is still welcome: the last one that landed, plus one.
    #[prost(uint64, tag = "3")]
    pub next_round: u64,
    /// Observations of each operator that are paid for and not claimed.
    #[prost(uint32, repeated, tag = "4")]
    pub operator_credits: Vec<u32>,
    /// Attestations of each notary that are paid for and not claimed.
    #[prost(uint32, repeated, tag = "5")]
    pub notary_credits: Vec<u32>,
    /// Bit i: operator i has an entry in `state::FEEDS_OF` for this feed.
    #[prost(uint32, tag = "6")]
    pub engaged_operators: u32,
    #[prost(uint32, tag = "7")]
    pub engaged_notaries: u32,
}

impl FeedState {
    pub(crate) fn last_round(&self) -> Option<u64> {
        self.next_round.checked_sub(1)
    }
}

/// The outcome of one round. Mantissas are at the feed's decimals.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct RoundValue {
    #[prost(uint64, tag = "1")]
    pub round: u64,
    #[prost(sint64, tag = "2")]
    pub value: i64,
    #[prost(sint64, tag = "3")]
    pub spread: i64,
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
    #[prost(string, tag = "12")]
    pub transmitter: String,
}

pub(crate) fn load_rules(storage: &dyn Storage, feed_id: u32) -> Result<FeedRules, ContractError> {
    load(storage, &FEED_RULES.key(feed_id))?.ok_or(ContractError::FeedUnknown { feed_id })
}

pub(crate) fn save_rules(storage: &mut dyn Storage, feed_id: u32, rules: &FeedRules) {
    storage.set(&FEED_RULES.key(feed_id), &rules.encode_to_vec());
}

pub(crate) fn load_state(storage: &dyn Storage, feed_id: u32) -> Result<FeedState, ContractError> {
    load(storage, &FEED_STATE.key(feed_id))?.ok_or(ContractError::FeedUnknown { feed_id })
}

pub(crate) fn save_state(storage: &mut dyn Storage, feed_id: u32, state: &FeedState) {
    storage.set(&FEED_STATE.key(feed_id), &state.encode_to_vec());
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

fn load<M: Message + Default>(storage: &dyn Storage, key: &[u8]) -> Result<Option<M>, ContractError> {
    storage.get(key).map(|bytes| M::decode(bytes.as_slice()).map_err(|_| ContractError::Record)).transpose()
}

/// Amounts are kept as 16 bytes, most significant first.
pub(crate) fn amount(bytes: &[u8]) -> Result<Uint128, ContractError> {
    let bytes: [u8; 16] = bytes.try_into().map_err(|_| ContractError::Record)?;
    Ok(Uint128::new(u128::from_be_bytes(bytes)))
}

pub(crate) fn amount_bytes(amount: Uint128) -> Vec<u8> {
    amount.u128().to_be_bytes().to_vec()
}
