use cloudx3_attestation::proto::{Hole, Param, ReadingSelector};
use cosmwasm_std::{Empty, Storage};
use cw_storage_plus::Map;
use prost::Message;

use super::{load, Clock, FeedMember};
use crate::error::ContractError;

const FEED_RULES: Map<u32, Empty> = Map::new("feed_rules");
const TERMS_BEFORE: Map<u32, Empty> = Map::new("terms_before");

/// What a report is held against; written when members or terms change.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct FeedRules {
    #[prost(message, required, tag = "1")]
    pub terms: Terms,
    /// Strictly increasing by key.
    #[prost(message, repeated, tag = "2")]
    pub operators: Vec<FeedMember>,
    /// Strictly increasing by key.
    #[prost(message, repeated, tag = "3")]
    pub notaries: Vec<FeedMember>,
    #[prost(uint64, tag = "4")]
    pub interval_ms: u64,
    #[prost(uint64, tag = "5")]
    pub start_ms: u64,
    #[prost(uint64, tag = "6")]
    pub notice_ms: u64,
    #[prost(uint32, tag = "7")]
    pub jail_after: u32,
    #[prost(uint64, tag = "8")]
    pub jail_ms: u64,
    #[prost(uint64, tag = "9")]
    pub claim_window_ms: u64,
    #[prost(bool, tag = "10")]
    pub distinct_groups: bool,
    #[prost(bool, tag = "11")]
    pub distinct_networks: bool,
}

/// What can change, from a round on (CHG-1), and what goes along with it.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Terms {
    /// The first round of these terms.
    #[prost(uint64, tag = "1")]
    pub from_round: u64,
    #[prost(bytes = "vec", tag = "2")]
    pub operation_id: Vec<u8>,
    #[prost(message, repeated, tag = "3")]
    pub params: Vec<Param>,
    #[prost(string, tag = "4")]
    pub subject: String,
    /// Of a group; strictly increasing by key.
    #[prost(message, repeated, tag = "5")]
    pub rows: Vec<RowRules>,
    /// The list that names the rows; empty where there is none.
    #[prost(string, tag = "6")]
    pub list: String,
    /// Name, unit, bounds and quality of the operation's readings.
    #[prost(message, repeated, tag = "7")]
    pub readings: Vec<ReadingSelector>,
    /// Which of them is the feed's.
    #[prost(uint32, tag = "8")]
    pub reading: u32,
    #[prost(uint32, tag = "9")]
    pub decimals: u32,
    #[prost(bool, tag = "10")]
    pub declares_observed_at: bool,
    #[prost(bool, tag = "11")]
    pub declares_period_start: bool,
    /// Lengths and sets of the operation's holes, in the order in which they stand in the request.
    #[prost(message, repeated, tag = "12")]
    pub holes: Vec<Hole>,
    #[prost(uint32, tag = "13")]
    pub quorum: u32,
    /// Notaries that an observation needs, in the order of the table of modes; 0 where the mode is not accepted.
    #[prost(uint32, repeated, tag = "14")]
    pub notaries_by_mode: Vec<u32>,
    #[prost(bool, tag = "15")]
    pub allow_custom_ca: bool,
    #[prost(bool, tag = "16")]
    pub measured_only: bool,
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

/// One feed of a group.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct RowRules {
    #[prost(string, tag = "1")]
    pub key: String,
    #[prost(string, tag = "2")]
    pub subject: String,
}

impl FeedRules {
    pub(crate) fn clock(&self) -> Clock {
        Clock { start_ms: self.start_ms, interval_ms: self.interval_ms }
    }

    /// CHG-1: the first round of other terms that are announced now: who funds the feed has one notice to see it and one to leave in.
    pub(crate) fn round_of_change(&self, now_ms: u64) -> u64 {
        self.round_after_notice(now_ms.saturating_add(self.notice_ms))
    }

    /// The first round that begins after the feed's notice.
    pub(crate) fn round_after_notice(&self, now_ms: u64) -> u64 {
        self.clock().round_from(now_ms.saturating_add(self.notice_ms))
    }
}

pub(super) fn load_rules(storage: &dyn Storage, feed_id: u32) -> Result<FeedRules, ContractError> {
    load(storage, &FEED_RULES.key(feed_id))?.ok_or(ContractError::FeedUnknown { feed_id })
}

pub(super) fn save_rules(storage: &mut dyn Storage, feed_id: u32, rules: &FeedRules) {
    storage.set(&FEED_RULES.key(feed_id), &rules.encode_to_vec());
}

/// The terms that the feed's own took the place of.
pub(super) fn load_terms_before(storage: &dyn Storage, feed_id: u32) -> Result<Option<Terms>, ContractError> {
    load(storage, &TERMS_BEFORE.key(feed_id))
}

pub(super) fn save_terms_before(storage: &mut dyn Storage, feed_id: u32, terms: &Terms) {
    storage.set(&TERMS_BEFORE.key(feed_id), &terms.encode_to_vec());
}
