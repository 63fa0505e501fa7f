//! Evidence, committed to and shown.

use cloudx3_attestation::digest::domain_digest;
use cosmwasm_std::{Addr, Binary, StdResult};
use cw_multi_test::AppResponse;
use oracle::msg::{Evidence, ExecuteMsg};

use crate::world::World;

pub const SALT: &[u8] = b"sixteen bytes !!";

/// What is committed to (EVD-2).
pub fn evidence_hash(sender: &Addr, salt: &[u8], evidence: &Evidence) -> Binary {
    let (kind, parts): (u8, Vec<&Binary>) = match evidence {
        Evidence::Observations { first, second } => (1, vec![first, second]),
        Evidence::Attestations { first, second } => (2, vec![first, second]),
        Evidence::Attestation { attestation } => (3, vec![attestation]),
        Evidence::RetiredNotary { attestation } => (4, vec![attestation]),
        Evidence::RetiredOperator { observation } => (5, vec![observation]),
    };
    let text = |bytes: &[u8]| [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat();
    let mut bytes = [text(sender.as_bytes()), text(salt), vec![kind]].concat();
    for part in parts {
        bytes.extend(text(part));
    }
    domain_digest("cloudx3/evidence/v2", &bytes).into()
}

impl World {
    pub fn commit(&mut self, finder: &Addr, evidence: &Evidence) -> StdResult<AppResponse> {
        let hash = evidence_hash(finder, SALT, evidence);
        self.oracle_do(finder, &ExecuteMsg::CommitEvidence { hash }, 0)
    }

    pub fn reveal(&mut self, finder: &Addr, evidence: Evidence) -> StdResult<AppResponse> {
        self.oracle_do(finder, &ExecuteMsg::RevealEvidence { evidence, salt: SALT.into() }, 0)
    }

    /// Commits, waits for a block, and shows.
    pub fn show(&mut self, finder: &Addr, evidence: Evidence) -> StdResult<AppResponse> {
        self.commit(finder, &evidence)?;
        self.pass(1_000);
        self.reveal(finder, evidence)
    }
}
