//! What the contract is told, asked, and answers.

mod answers;
mod evidence;
mod execute;
mod instantiate;
mod query;
mod registry;
mod spec;
mod value;

pub use answers::*;
pub use cloudx3_chain::{ModeCounts, ModePolicies, ModePolicy};
pub use evidence::*;
pub use execute::*;
pub use instantiate::*;
pub use query::*;
pub use registry::*;
pub use spec::*;
pub use value::*;
