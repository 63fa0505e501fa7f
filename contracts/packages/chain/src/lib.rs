//! What both contracts need of the chain, and what stands between their JSON and the messages of the protocol.
#![forbid(unsafe_code)]

mod funds;
mod json;
mod page;
mod text;
mod time;
mod verifier;

pub use funds::{no_funds, payment, FundsError};
pub use json::{params_from_json, Decimal, Mode, ModeCounts, ModePolicies, ModePolicy, Param};
pub use page::page;
pub use text::{check_text, is_printable, TextError};
pub use time::now_ms;
pub use verifier::HostVerifier;
