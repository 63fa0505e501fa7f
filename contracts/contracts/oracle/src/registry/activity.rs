//! Which registered keys were switched on, and when (rule REG-3). A report learns of all its members with one short read as long as none
//! of them was switched lately: one bit a seat, in pieces of 1024, says that a key was on all through the last day, or since it
//! registered. What was switched since has its spans read. Nobody makes a report dearer by registering keys.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Empty, Storage};
use cw_storage_plus::Map;
use prost::Message;

use crate::error::ContractError;
use crate::spans;

const STEADY: Map<u32, Empty> = Map::new("steady");
const SPANS: Map<u32, Empty> = Map::new("spans");
const SEATS_PER_PIECE: u32 = 1_024;
const BYTES_PER_PIECE: usize = 128;
/// Spans that a key keeps. What lies before the oldest of so many counts as on, so that nobody undoes a report by switching often.
const SPANS_KEPT: usize = 4;
/// How long a key has been on when its bit is set again: a day.
const STEADY_MS: u64 = 86_400_000;

#[derive(Clone, PartialEq, Message)]
struct Spans {
    #[prost(uint64, repeated, tag = "1")]
    ends: Vec<u64>,
}

/// Reads each piece at most once.
pub(crate) struct Activity {
    now_ms: u64,
    pieces: BTreeMap<u32, Vec<u8>>,
    /// Seats that were found to be on for a day.
    steady: BTreeSet<u32>,
}

impl Activity {
    pub(crate) fn new(now_ms: u64) -> Self {
        Self { now_ms, pieces: BTreeMap::new(), steady: BTreeSet::new() }
    }

    /// REG-3: whether the key of a seat was on at this time.
    pub(crate) fn was_active(
        &mut self,
        storage: &dyn Storage,
        seat: u32,
        at_ms: u64,
    ) -> Result<bool, ContractError> {
        let (piece, byte, mask) = place(seat);
        let bits = self.pieces.entry(piece).or_insert_with(|| load_piece(storage, piece));
        let is_steady = bits.get(byte).is_some_and(|bits| bits & mask != 0);
        if is_steady && at_ms.saturating_add(STEADY_MS) >= self.now_ms {
            return Ok(true);
        }
        let ends = load_spans(storage, seat)?;
        let since = ends.last().filter(|_| spans::is_open(&ends));
        if since.is_some_and(|since| since.saturating_add(STEADY_MS) <= self.now_ms) {
            self.steady.insert(seat);
        }
        Ok(holds(&ends, at_ms))
    }

    /// Sets the bits of seats that were found to be on for a day, so that the next report need not read their spans.
    pub(crate) fn remember(self, storage: &mut dyn Storage) {
        for seat in self.steady {
            set_steady(storage, seat, true);
        }
    }
}

/// REG-3: whether the key of a seat was on at this time, by its spans alone.
pub(crate) fn was_active(storage: &dyn Storage, seat: u32, at_ms: u64) -> Result<bool, ContractError> {
    Ok(holds(&load_spans(storage, seat)?, at_ms))
}

/// When the key of a seat was last switched off; `None` while it is on.
pub(crate) fn off_since(storage: &dyn Storage, seat: u32) -> Result<Option<u64>, ContractError> {
    Ok(spans::end(&load_spans(storage, seat)?))
}

/// The first time that a key is on.
pub(crate) fn begin(storage: &mut dyn Storage, seat: u32, now_ms: u64) {
    save_spans(storage, seat, vec![now_ms]);
    set_steady(storage, seat, true);
}

/// A key that takes the place of one that was switched off then: it comes on no sooner than that one would have.
pub(crate) fn begin_off(storage: &mut dyn Storage, seat: u32, since_ms: u64) {
    save_spans(storage, seat, vec![since_ms, since_ms]);
    set_steady(storage, seat, false);
}

/// Switches a key on or off from this time on.
pub(crate) fn switch(
    storage: &mut dyn Storage,
    seat: u32,
    active: bool,
    now_ms: u64,
) -> Result<(), ContractError> {
    let mut ends = load_spans(storage, seat)?;
    if active {
        spans::open(&mut ends, now_ms, SPANS_KEPT);
    } else {
        spans::close(&mut ends, now_ms);
        set_steady(storage, seat, false);
    }
    save_spans(storage, seat, ends);
    Ok(())
}

fn holds(ends: &[u64], at_ms: u64) -> bool {
    let forgotten = ends.len().div_ceil(2) >= SPANS_KEPT && ends.first().is_some_and(|first| at_ms < *first);
    forgotten || spans::contains(ends, at_ms)
}

fn set_steady(storage: &mut dyn Storage, seat: u32, steady: bool) {
    let (piece, byte, mask) = place(seat);
    let mut bits = load_piece(storage, piece);
    bits.resize(BYTES_PER_PIECE, 0);
    if let Some(bits) = bits.get_mut(byte) {
        *bits = if steady { *bits | mask } else { *bits & !mask };
    }
    storage.set(&STEADY.key(piece), &bits);
}

fn load_piece(storage: &dyn Storage, piece: u32) -> Vec<u8> {
    storage.get(&STEADY.key(piece)).unwrap_or_default()
}

fn load_spans(storage: &dyn Storage, seat: u32) -> Result<Vec<u64>, ContractError> {
    let bytes = storage.get(&SPANS.key(seat)).unwrap_or_default();
    Ok(Spans::decode(bytes.as_slice()).map_err(|_| ContractError::Record)?.ends)
}

fn save_spans(storage: &mut dyn Storage, seat: u32, ends: Vec<u64>) {
    // A chain keeps no empty values.
    if ends.is_empty() {
        return storage.remove(&SPANS.key(seat));
    }
    storage.set(&SPANS.key(seat), &Spans { ends }.encode_to_vec());
}

/// Piece, byte in it, bit in that.
fn place(seat: u32) -> (u32, usize, u8) {
    let within = seat % SEATS_PER_PIECE;
    (seat / SEATS_PER_PIECE, usize::try_from(within / 8).unwrap_or_default(), 1 << (within % 8))
}
