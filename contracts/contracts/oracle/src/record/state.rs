use cosmwasm_std::{Empty, Storage};
use cw_storage_plus::Map;
use prost::Message;

use super::{load, save, MAX_SLOTS};
use crate::error::ContractError;

const FEED_STATE: Map<u32, Empty> = Map::new("feed_state");

/// What reports change. Amounts and lists of amounts as `amount` has them, lists by slot.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct FeedState {
    /// The oldest round that is still welcome: the last one that landed, plus one.
    #[prost(uint64, tag = "1")]
    pub next_round: u64,
    #[prost(bytes = "vec", tag = "2")]
    pub escrow: Vec<u8>,
    /// Of all sponsors.
    #[prost(bytes = "vec", tag = "3")]
    pub shares: Vec<u8>,
    /// Of these, what is announced to be withdrawn.
    #[prost(bytes = "vec", tag = "4")]
    pub announced: Vec<u8>,
    /// The sum of what is owed to members.
    #[prost(bytes = "vec", tag = "5")]
    pub owed: Vec<u8>,
    #[prost(bytes = "vec", tag = "6")]
    pub operators_owed: Vec<u8>,
    #[prost(bytes = "vec", tag = "7")]
    pub notaries_owed: Vec<u8>,
    /// Landed rounds in a row in which an operator was missing.
    #[prost(uint32, repeated, tag = "8")]
    pub absences: Vec<u32>,
    /// Rounds from this one on are welcome, and so are those before `shut_from`.
    #[prost(uint64, tag = "9")]
    pub open_from: u64,
    /// Rounds from this one on are not.
    #[prost(uint64, optional, tag = "10")]
    pub closed_from: Option<u64>,
    /// The first round of the pending change.
    #[prost(uint64, optional, tag = "11")]
    pub pending_from: Option<u64>,
    /// Operators that are out since the members were last written.
    #[prost(message, repeated, tag = "12")]
    pub jailed: Vec<Jailed>,
    /// How often the shares were counted anew, in bundles.
    #[prost(uint32, tag = "13")]
    pub epoch: u32,
    /// Rounds from this one until `open_from` are not: the feed was closed then.
    #[prost(uint64, tag = "14")]
    pub shut_from: u64,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Jailed {
    #[prost(uint32, tag = "1")]
    pub slot: u32,
    #[prost(uint64, tag = "2")]
    pub from_round: u64,
    #[prost(uint64, tag = "3")]
    pub until_ms: u64,
}

impl FeedState {
    pub(crate) fn last_round(&self) -> Option<u64> {
        self.next_round.checked_sub(1)
    }

    /// CHG-3: whether the feed takes reports of a round.
    pub(crate) fn is_open(&self, round: u64) -> bool {
        (round < self.shut_from || round >= self.open_from)
            && self.closed_from.is_none_or(|closed| round < closed)
    }

    /// REP-13: landed rounds in a row in which the operator of a slot was missing.
    pub(crate) fn absent(&self, slot: u32) -> u32 {
        usize::try_from(slot).ok().and_then(|index| self.absences.get(index)).copied().unwrap_or_default()
    }

    pub(crate) fn set_absent(&mut self, slot: u32, rounds: u32) {
        let index = usize::try_from(slot).unwrap_or(usize::MAX).min(MAX_SLOTS);
        if self.absences.len() <= index && rounds > 0 {
            self.absences.resize(index.saturating_add(1), 0);
        }
        if let Some(absent) = self.absences.get_mut(index) {
            *absent = rounds;
        }
    }

    pub(crate) fn is_jailed(&self, slot: u32, round: u64) -> bool {
        self.jailed.iter().any(|jailed| jailed.slot == slot && jailed.from_round <= round)
    }
}

/// QRM-2: at least what the feed says, and at least `2f + 1` of the members that there are.
pub(crate) fn quorum_of(members: usize, least: u32) -> u32 {
    let faulty = u32::try_from(members.saturating_sub(1) / 3).unwrap_or(u32::MAX);
    least.max(faulty.saturating_mul(2).saturating_add(1))
}

/// The bit of a slot.
pub(crate) fn bit(slot: u32) -> u64 {
    1_u64.checked_shl(slot).unwrap_or_default()
}

/// Of a feed that has rules.
pub(super) fn load_state(storage: &dyn Storage, feed_id: u32) -> Result<FeedState, ContractError> {
    Ok(load(storage, &FEED_STATE.key(feed_id))?.unwrap_or_default())
}

pub(super) fn save_state(storage: &mut dyn Storage, feed_id: u32, state: &FeedState) {
    save(storage, &FEED_STATE.key(feed_id), state);
}
