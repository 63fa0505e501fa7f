//! Feeds and groups of feeds: made, joined, changed, funded, closed (rules ACC-1 to ACC-4, CHG-1 to CHG-3, ESC-1, SUB-1, GRP-3).

mod activity;
mod change;
mod consent;
mod create;
mod digest;
mod draft;
mod escrow;
mod forgotten;
mod invite;
mod seats;
mod shares;
mod spec;
mod subject;
mod successor;
mod terms;

pub(crate) use activity::{revisit, set_active};
pub(crate) use change::change;
pub(crate) use consent::{accept, decline, leave};
pub(crate) use create::create;
pub use digest::terms_text;
pub(crate) use draft::{record_of, require_record};
pub(crate) use escrow::{announce, fund, withdraw};
pub(crate) use forgotten::forget;
pub(crate) use invite::{invite, remove};
pub(crate) use shares::{sponsor_of, worth};
pub(crate) use successor::move_seat;
