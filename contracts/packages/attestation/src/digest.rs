//! Domain digests (rule SIG-1).

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest.
pub type Digest = [u8; 32];

/// Domains by edition (rule ED-1), the first one's before the second one's.
pub const ATTESTATION: [&str; 2] = ["cloudx3/attestation/v1", "cloudx3/attestation/v2"];
pub const OBSERVATION: [&str; 2] = ["cloudx3/observation/v1", "cloudx3/observation/v2"];
pub const KEY_REGISTRATION: [&str; 2] = ["cloudx3/key-registration/v1", "cloudx3/key-registration/v2"];
pub const DEVICE_REGISTRATION: [&str; 2] =
    ["cloudx3/device-registration/v1", "cloudx3/device-registration/v2"];

/// Of both editions: an id does not depend on what is read from the bytes, and the edition stands in them.
pub const OPERATION: &str = "cloudx3/operation/v1";
pub const REPORT: &str = "cloudx3/report/v2";
pub const SETTLEMENT: &str = "cloudx3/settlement/v2";
/// Of what members of a feed and of a device accept (rules ACC-2, DEV-5); the bytes are JSON.
pub const FEED_TERMS: &str = "cloudx3/feed-terms/v2";
pub const DEVICE_TERMS: &str = "cloudx3/device-terms/v2";
/// Of what is committed to before evidence is shown, and of what names an offence (rules EVD-1, EVD-2).
pub const EVIDENCE: &str = "cloudx3/evidence/v2";
pub const OFFENCE: &str = "cloudx3/offence/v2";
pub const TRANSCRIPT: &str = "cloudx3/transcript/v1";
pub const SESSION_REQUEST: &str = "cloudx3/session-request/v1";
pub const SESSION_BIND: &str = "cloudx3/session-bind/v1";

/// SIG-1: `sha256(domain ‖ 0x00 ‖ bytes)`: what is signed, and what names a thing by its content.
pub fn domain_digest(domain: &str, bytes: &[u8]) -> Digest {
    Sha256::new().chain_update(domain).chain_update([0]).chain_update(bytes).finalize().into()
}
