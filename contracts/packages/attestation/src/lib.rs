//! The numbered rules of docs/PROTOCOL.md that speak of messages alone: no storage, no chain types, no clock. One file
//! holds one family of rules; the rule ids stand in the comments. Everything here takes hostile input: it is bounded,
//! it never panics, and what it refuses it refuses with a stable code that the TypeScript side uses too.
#![forbid(unsafe_code)]

pub mod aggregate;
pub mod attestation;
pub mod canonical;
pub mod charset;
pub mod code;
pub mod decimal;
pub mod digest;
pub mod edition;
pub mod evidence;
pub mod feed;
pub mod limits;
pub mod mode;
pub mod observation;
pub mod operation;
pub mod order;
pub mod params;
pub mod part;
pub mod path;
pub mod quorum;
pub mod registration;
pub mod report;
pub mod row;
pub mod settlement;
pub mod signature;
pub mod unit;

/// The messages of `proto/cloudx3/v1`, written by contracts/tools/codegen. Included, since rustfmt would follow a module.
#[allow(clippy::all, clippy::restriction, unreachable_pub)]
pub mod proto {
    include!("gen/cloudx3.v1.rs");
}

pub use code::{Code, Rejection, RuleResult};
pub use decimal::Number;
pub use edition::Edition;
pub use mode::{PerMode, MODES};
pub use signature::Verifier;
