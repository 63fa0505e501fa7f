use cloudx3_attestation::digest::Digest;
use cloudx3_attestation::Verifier;
use cosmwasm_std::Api;

/// Checks signatures by the chain's host function (690 gas each).
pub struct HostVerifier<'a>(pub &'a dyn Api);

impl Verifier for HostVerifier<'_> {
    fn verify(&self, digest: &Digest, signature: &[u8], key: &[u8]) -> bool {
        self.0.secp256k1_verify(digest, signature, key).unwrap_or(false)
    }
}
