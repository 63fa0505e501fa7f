//! EVD-2: `sha256("cloudx3/evidence/v2" ‖ 0x00 ‖ text(sender) ‖ text(salt) ‖ kind ‖ text(part) …)`, where `text(x)` is `u32be(bytes of x) ‖ x`
//! and `kind` is one byte.

use super::Evidence;
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::digest::{self, domain_digest, Digest};

/// What is committed to. `salt` has 16 to 64 bytes.
pub fn evidence_hash(sender: &str, salt: &[u8], evidence: &Evidence) -> RuleResult<Digest> {
    ensure((16..=64).contains(&salt.len()), Code::EvidenceSalt, "has 16 to 64 bytes")?;
    let (kind, parts): (u8, [&[u8]; 2]) = match *evidence {
        Evidence::Observations { first, second } => (1, [first, second]),
        Evidence::Attestations { first, second } => (2, [first, second]),
        Evidence::Attestation { attestation } => (3, [attestation, &[]]),
        Evidence::RetiredNotary { attestation } => (4, [attestation, &[]]),
        Evidence::RetiredOperator { observation } => (5, [observation, &[]]),
    };
    let count = if kind <= 2 { 2 } else { 1 };
    let mut bytes = Vec::new();
    text(&mut bytes, sender.as_bytes())?;
    text(&mut bytes, salt)?;
    bytes.push(kind);
    for part in parts.into_iter().take(count) {
        text(&mut bytes, part)?;
    }
    Ok(domain_digest(digest::EVIDENCE, &bytes))
}

fn text(bytes: &mut Vec<u8>, text: &[u8]) -> RuleResult<()> {
    let length = u32::try_from(text.len()).map_err(|_| Rejection::new(Code::ProtoTooLarge, "evidence"))?;
    bytes.extend(length.to_be_bytes());
    bytes.extend(text);
    Ok(())
}
