//! A test fixture, not a product. Its query takes a vector of `test/vectors` as it stands there, runs it through the attestation package,
//! and says what came out; so the same vectors are run in the contract VM and, by this crate's own tests, natively.
#![forbid(unsafe_code)]

mod contract;
mod input;
mod run;

pub use contract::{instantiate, query, QueryMsg, RunResponse};
pub use run::{run, Kind, Outcome};
