//! Evidence of misbehaviour (rules EVD-1, EVD-2): what is an offence, and what is committed to before it is shown.

mod hash;
mod judge;

use crate::code::Rejection;
use crate::digest::Digest;
use crate::proto::Operation;

pub use hash::evidence_hash;
pub use judge::judge;

/// An offence that anybody can show, in canonical bytes of second-edition messages.
#[derive(Clone, Copy, Debug)]
pub enum Evidence<'a> {
    /// Two Observations of one observer for one round. Attestations may be left out of them.
    Observations { first: &'a [u8], second: &'a [u8] },
    /// Two Attestations of one session of one notary.
    Attestations { first: &'a [u8], second: &'a [u8] },
    /// An Attestation that breaks its published operation.
    Attestation { attestation: &'a [u8] },
    /// An Attestation by a notary's key that was retired before.
    RetiredNotary { attestation: &'a [u8] },
    /// An Observation with its attestations by an operator's key that was retired before.
    RetiredOperator { observation: &'a [u8] },
}

/// In which role a key misbehaved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accused {
    Operator,
    Notary,
}

/// What evidence shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offence {
    pub kind: &'static str,
    pub accused: Accused,
    pub pubkey: Vec<u8>,
    /// Names the offence, so that it is punished once.
    pub id: Digest,
    /// The feed or group whose round it was.
    pub feed_id: Option<u32>,
}

/// What is published on the chain, as far as it makes an offence.
pub trait Published {
    type Error: From<Rejection>;

    fn operation(&self, id: &[u8]) -> Result<Operation, Self::Error>;

    /// When a registered key was retired; none while it was not.
    fn retired_at_ms(&self, accused: Accused, key: &[u8]) -> Result<Option<u64>, Self::Error>;
}
