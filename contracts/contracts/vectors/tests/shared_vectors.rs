//! Runs `test/vectors` natively. The same runner runs them in the contract VM.

#![allow(clippy::unwrap_used)] // A test fails by panicking.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use cloudx3_attestation::digest::Digest;
use cloudx3_attestation::Verifier;
use k256::ecdsa::signature::hazmat::PrehashVerifier;
use k256::ecdsa::{Signature, VerifyingKey};
use serde_json::Value;
use vectors::{run, Kind, Outcome};

struct NativeVerifier;

impl Verifier for NativeVerifier {
    fn verify(&self, digest: &Digest, signature: &[u8], key: &[u8]) -> bool {
        let (Ok(key), Ok(signature)) = (VerifyingKey::from_sec1_bytes(key), Signature::from_slice(signature))
        else {
            return false;
        };
        // k256 refuses high S; chains take it.
        let signature = signature.normalize_s().unwrap_or(signature);
        key.verify_prehash(digest, &signature).is_ok()
    }
}

fn load(kind: Kind) -> Vec<Value> {
    let name = serde_json::to_value(kind).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../test/vectors");
    let text = fs::read_to_string(folder.join(format!("{}.json", name.as_str().unwrap()))).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// What a vector expects, or how the outcome differs from it.
fn difference(kind: Kind, vector: &Value) -> Option<String> {
    let expected = vector["code"].as_str();
    match (run(&NativeVerifier, kind, vector), expected) {
        (Err(problem), _) => Some(format!("broken vector: {problem}")),
        (Ok(Outcome::Valid(_)), Some(code)) => Some(format!("accepted, {code} expected")),
        (Ok(Outcome::Refused(code)), Some(expected)) => {
            let undecodable = ["proto.malformed", "proto.not_canonical"];
            let same = code.as_str() == expected
                || (undecodable.contains(&code.as_str()) && undecodable.contains(&expected));
            (!same).then(|| format!("{}, {expected} expected", code.as_str()))
        }
        (Ok(Outcome::Refused(code)), None) => Some(format!("{}, but it is valid", code.as_str())),
        (Ok(Outcome::Valid(output)), None) => {
            let wrong = output.iter().find(|(name, value)| vector[name.as_str()] != **value);
            wrong.map(|(name, value)| format!("{name} is {value}, {} expected", vector[name.as_str()]))
        }
    }
}

#[test]
fn every_shared_vector_comes_out_as_it_says() {
    let mut count = 0;
    let mut failures = Vec::new();
    for kind in Kind::ALL {
        let vectors = load(kind);
        let validities: BTreeSet<bool> = vectors.iter().map(|vector| vector["valid"] == true).collect();
        assert_eq!(validities.len(), 2, "{kind:?} has valid and invalid vectors");
        for vector in &vectors {
            count += 1;
            if let Some(difference) = difference(kind, vector) {
                failures.push(format!("{kind:?} {} {}: {difference}", vector["rule"], vector["name"]));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {count}:\n{}", failures.len(), failures.join("\n"));
    assert!(count > 500, "{count} vectors were run");
}
