//! Device wallets and who they belong to (rules DEV-1, DEV-4, DEV-6).

mod register;
mod spec;
mod subject;
mod terms;
mod transfer;
mod update;

pub(crate) use register::{register, Possession};
pub(crate) use subject::subject;
pub(crate) use transfer::{offer, release, take};
pub(crate) use update::update;
