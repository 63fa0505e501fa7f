//! A small network on cw-multi-test: both contracts, registered operators and notaries, published operations, and the means to sign what
//! nodes and notaries sign. Tests change one thing of it and look what the contracts say.

mod events;
mod feeds;
mod gadget;
mod keys;
mod operations;
mod receipts;
mod recorder;
mod refusals;
mod reports;
mod world;
mod written;

pub use events::{attributes, code_of};
pub use feeds::{modes, FEED_INTERVAL_MS};
pub use gadget::{attest, PRICE, SERIAL};
pub use keys::{high_s, Key};
pub use operations::{action_operation, readback_operation, reading_operation, Published};
pub use receipts::{action, readback, taken};
pub use recorder::{schema_variants, Recorder};
pub use refusals::{refusal, refusal_of, resign, VALUES};
pub use reports::{body_of, path_to, Draft, Round};
pub use world::{Party, World, DENOM, NOTARY_BOND, OPERATOR_BOND};
pub use written::assert_written;
