//! Records that every report reads or writes. They are stored as protobuf, since a byte of storage costs 3 gas to read and 30 to write,
//! and JSON would take three times as many.

mod clock;
mod feed;
mod member;
mod pending;
mod round;
mod rules;
mod state;

pub(crate) use clock::Clock;
pub(crate) use feed::FeedRecord;
pub(crate) use member::{FeedMember, MAX_SLOTS};
pub(crate) use pending::{load_pending, remove_pending, save_pending, PendingTerms};
pub(crate) use round::{load_value, save_value, RoundValue, RowValue, RING};
pub(crate) use rules::{FeedRules, RowRules, Terms};
pub(crate) use state::{bit, quorum_of, FeedState, Jailed};

use cosmwasm_std::Storage;
use prost::Message;

use crate::error::ContractError;

/// What is all defaults has no bytes, and a chain keeps no empty values.
fn save(storage: &mut dyn Storage, key: &[u8], message: &impl Message) {
    let bytes = message.encode_to_vec();
    if bytes.is_empty() {
        storage.remove(key);
    } else {
        storage.set(key, &bytes);
    }
}

fn load<M: Message + Default>(storage: &dyn Storage, key: &[u8]) -> Result<Option<M>, ContractError> {
    storage.get(key).map(|bytes| M::decode(bytes.as_slice()).map_err(|_| ContractError::Record)).transpose()
}
