//! A small network on cw-multi-test: both contracts, registered operators and notaries, published operations, and the means to sign what
//! nodes and notaries sign. Tests change one thing of it and look what the contracts say.

mod court;
mod deploy;
mod events;
mod evidence;
mod feeds;
mod gadget;
mod keys;
mod members;
mod metered;
mod operations;
mod receipts;
mod recorder;
mod refusals;
mod reports;
mod sessions;
mod stub_oracle;
mod subjects;
mod tally;
mod tape;
mod world;
mod written;

pub use court::{bytes_of, observations, Court};
pub use deploy::{
    DENOM, DEPOSIT, HANDOVER_MS, LEASE_MS, NOTARY_BOND, OPERATOR_BOND, REACTIVATE_MS, UNBONDING_MS,
};
pub use events::{attributes, code_of};
pub use evidence::{evidence_hash, SALT};
pub use feeds::{in_turn, modes, FEED_INTERVAL_MS};
pub use gadget::{PRICE, SERIAL, SERVER};
pub use keys::{high_s, Key};
pub use metered::{Meter, Metered};
pub use operations::{action_operation, group_operation, readback_operation, reading_operation, Published};
pub use receipts::{action, readback, taken};
pub use recorder::{schema_variants, Recorder};
pub use refusals::{refusal, refusal_of, resign, VALUES};
pub use reports::{body_of, path_to, Draft, Round};
pub use sessions::attest;
pub use stub_oracle::{StandingRule, StubMsg};
pub use subjects::Subject;
pub use tally::Tally;
pub use world::{Party, World};
pub use written::assert_written;
