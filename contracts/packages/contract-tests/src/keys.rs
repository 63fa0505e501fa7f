use cloudx3_attestation::digest::Digest;
use cosmwasm_std::Binary;
use k256::ecdsa::signature::hazmat::PrehashSigner;
use k256::ecdsa::{Signature, SigningKey};

/// A secp256k1 key made from a number, the same at each run.
#[derive(Clone)]
pub struct Key {
    signing: SigningKey,
}

impl Key {
    pub fn new(number: u16) -> Self {
        let mut secret = [0x42; 32];
        secret[30..].copy_from_slice(&number.to_be_bytes());
        Self { signing: SigningKey::from_slice(&secret).unwrap() }
    }

    /// 33 bytes.
    pub fn public(&self) -> Vec<u8> {
        self.signing.verifying_key().to_encoded_point(true).as_bytes().to_vec()
    }

    pub fn binary(&self) -> Binary {
        self.public().into()
    }

    /// 64 bytes, low S.
    pub fn sign(&self, digest: &Digest) -> Vec<u8> {
        let signature: Signature = self.signing.sign_prehash(digest).unwrap();
        signature.normalize_s().unwrap_or(signature).to_bytes().to_vec()
    }
}

/// The other signature of the same key over the same digest.
pub fn high_s(signature: &[u8]) -> Vec<u8> {
    let signature = Signature::from_slice(signature).unwrap();
    let (r, s) = signature.split_scalars();
    Signature::from_scalars(r, -*s).unwrap().to_bytes().to_vec()
}
