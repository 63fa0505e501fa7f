//! Signatures (rule SIG-2).

use crate::code::{ensure, Code, RuleResult};
use crate::digest::Digest;

pub const SIGNATURE_BYTES: usize = 64;
pub const KEY_BYTES: usize = 33;

/// Checks ECDSA over secp256k1: the chain's host function in a contract, a native library in a test.
pub trait Verifier {
    /// Whether `signature` (64 bytes, compact, high S allowed) by `key` (33 bytes, compressed) covers `digest`. False for a key that is
    /// no point of the curve.
    fn verify(&self, digest: &Digest, signature: &[u8], key: &[u8]) -> bool;
}

/// SIG-2: whether these bytes have the form of a compressed key. Whether they are a point, checking a signature says.
pub fn is_key(key: &[u8]) -> bool {
    key.len() == KEY_BYTES && matches!(key.first(), Some(2 | 3))
}

/// SIG-2: exactly 64 bytes and a good signature by `key` over `digest`, else `code`.
pub fn check_signature(
    verifier: &dyn Verifier,
    code: Code,
    digest: &Digest,
    signature: &[u8],
    key: &[u8],
) -> RuleResult<()> {
    // Lengths come first: the host's function fails instead of answering where they are wrong.
    let formed = signature.len() == SIGNATURE_BYTES && is_key(key);
    ensure(
        formed && verifier.verify(digest, signature, key),
        code,
        "the signature is not by this key over these bytes",
    )
}
