//! ACC-2: what an acceptance names.

use cloudx3_attestation::digest::{domain_digest, Digest, FEED_TERMS};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::to_json_string;

use crate::error::ContractError;
use crate::msg::FeedSpec;

#[cw_serde]
struct TermsText<'a> {
    feed_id: u32,
    admin: &'a str,
    spec: FeedSpec,
}

/// The terms as text, who is invited left out, and their digest.
pub fn terms_text(feed_id: u32, admin: &str, spec: &FeedSpec) -> Result<(String, Digest), ContractError> {
    let spec = FeedSpec { operators: vec![], notaries: vec![], ..spec.clone() };
    let text = to_json_string(&TermsText { feed_id, admin, spec })?;
    let digest = domain_digest(FEED_TERMS, text.as_bytes());
    Ok((text, digest))
}
