//! Which registered keys are switched on: one bit a seat, in pieces of 1024. A report learns of all its members with one short read as
//! long as their seats lie in one piece, and nobody can make it dearer by registering or switching keys of their own.

use std::collections::BTreeMap;

use cosmwasm_std::{Empty, Storage};
use cw_storage_plus::Map;

const ACTIVE: Map<u32, Empty> = Map::new("active");
const SEATS_PER_PIECE: u32 = 1_024;
const BYTES_PER_PIECE: usize = 128;

/// Reads each piece at most once.
#[derive(Default)]
pub(crate) struct Activity {
    pieces: BTreeMap<u32, Vec<u8>>,
}

impl Activity {
    pub(crate) fn is_active(&mut self, storage: &dyn Storage, seat: u32) -> bool {
        let (piece, byte, mask) = place(seat);
        let bits = self.pieces.entry(piece).or_insert_with(|| load(storage, piece));
        bits.get(byte).is_some_and(|bits| bits & mask != 0)
    }
}

pub(crate) fn set_active(storage: &mut dyn Storage, seat: u32, active: bool) {
    let (piece, byte, mask) = place(seat);
    let mut bits = load(storage, piece);
    bits.resize(BYTES_PER_PIECE, 0);
    if let Some(bits) = bits.get_mut(byte) {
        *bits = if active { *bits | mask } else { *bits & !mask };
    }
    storage.set(&ACTIVE.key(piece), &bits);
}

fn load(storage: &dyn Storage, piece: u32) -> Vec<u8> {
    storage.get(&ACTIVE.key(piece)).unwrap_or_default()
}

/// Piece, byte in it, bit in that.
fn place(seat: u32) -> (u32, usize, u8) {
    let within = seat % SEATS_PER_PIECE;
    (seat / SEATS_PER_PIECE, usize::try_from(within / 8).unwrap_or_default(), 1 << (within % 8))
}
