use cosmwasm_std::{Empty, Storage};
use cw_storage_plus::Map;
use prost::Message;

use super::{load, Terms};
use crate::error::ContractError;

const PENDING: Map<u32, Empty> = Map::new("pending_terms");

/// Terms that were announced, and the slots of those that agreed to them. Everybody else leaves where they begin (CHG-1).
#[derive(Clone, PartialEq, Message)]
pub(crate) struct PendingTerms {
    #[prost(message, required, tag = "1")]
    pub terms: Terms,
    #[prost(uint64, tag = "2")]
    pub operators: u64,
    #[prost(uint64, tag = "3")]
    pub notaries: u64,
}

pub(crate) fn load_pending(storage: &dyn Storage, feed_id: u32) -> Result<PendingTerms, ContractError> {
    load(storage, &PENDING.key(feed_id))?.ok_or(ContractError::Record)
}

pub(crate) fn save_pending(storage: &mut dyn Storage, feed_id: u32, pending: &PendingTerms) {
    storage.set(&PENDING.key(feed_id), &pending.encode_to_vec());
}

pub(crate) fn remove_pending(storage: &mut dyn Storage, feed_id: u32) {
    storage.remove(&PENDING.key(feed_id));
}
