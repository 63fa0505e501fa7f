//! Events: one of a type of its own for each thing that happened. On chain the types carry the prefix `wasm-`. Keys are lower-case hex.

mod command;
mod device;
mod reward;

pub(crate) use command::{command_ended, command_issued, command_settled, command_taken};
pub(crate) use device::{
    binding_notaries_set, device_bound, device_offered, device_registered, device_transferred,
    device_unbound, device_updated, handover_answered, handover_begun, member_joined, member_left, proof_set,
};
pub(crate) use reward::reward_claimed;

use std::fmt::Write;

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len().saturating_mul(2)), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
