//! The life of a command but for its settlement (rules CMD-1, CMD-2, CMD-4).

mod end;
mod issue;
mod lease;
mod open;
mod terms;

pub(crate) use end::{cancel, refund, Ended};
pub(crate) use issue::issue;
pub(crate) use lease::take;
pub(crate) use open::{end_all, to_do};
