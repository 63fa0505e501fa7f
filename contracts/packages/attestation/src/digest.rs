//! Domain digests (rule SIG-1).

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest.
pub type Digest = [u8; 32];

pub const OPERATION: &str = "cloudx3/operation/v1";
pub const ATTESTATION: &str = "cloudx3/attestation/v1";
pub const OBSERVATION: &str = "cloudx3/observation/v1";
pub const TRANSCRIPT: &str = "cloudx3/transcript/v1";
pub const SESSION_REQUEST: &str = "cloudx3/session-request/v1";
pub const SESSION_BIND: &str = "cloudx3/session-bind/v1";
pub const KEY_REGISTRATION: &str = "cloudx3/key-registration/v1";
pub const DEVICE_REGISTRATION: &str = "cloudx3/device-registration/v1";

/// SIG-1: `sha256(domain ‖ 0x00 ‖ bytes)`: what is signed, and what names a thing by its content.
pub fn domain_digest(domain: &str, bytes: &[u8]) -> Digest {
    Sha256::new().chain_update(domain).chain_update([0]).chain_update(bytes).finalize().into()
}
