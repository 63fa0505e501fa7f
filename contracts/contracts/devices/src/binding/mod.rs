//! Proof of control, and who has a serial (rules DEV-2 and DEV-3).

mod bind;
mod handover;
mod proof;
mod serials;

pub(crate) use bind::bind;
pub(crate) use handover::{complete, give_up};
