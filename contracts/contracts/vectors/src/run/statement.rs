use cloudx3_attestation::attestation::{
    attestation_id, check_against_operation, check_attestation_signature, read_attestation,
};
use cloudx3_attestation::canonical::{decode, encode};
use cloudx3_attestation::digest::domain_digest;
use cloudx3_attestation::operation::{operation_id, read_operation};
use cloudx3_attestation::proto::{DeviceRegistration, KeyRegistration, Settlement};
use cloudx3_attestation::registration::{
    check_device_registration, check_key_registration, device_registration_digest, key_registration_digest,
};
use cloudx3_attestation::settlement::{check_settlement, settlement_digest};
use cloudx3_attestation::signature::check_signature;
use cloudx3_attestation::{limits, Code, Verifier};
use serde_json::{json, Map, Value};

use super::{output, Run};
use crate::input::{bytes, field};

/// SIG-1 where the vector has a domain, SIG-2 else.
pub(super) fn signing(verifier: &dyn Verifier, vector: &Value) -> Run {
    if vector.get("domain").is_some() {
        let domain: String = field(vector, "domain")?;
        let digest = domain_digest(&domain, &bytes(vector, "bytes")?);
        return Ok(output([("digest", json!(hex::encode(digest)))]));
    }
    // A digest of another length cannot even be asked about here; it is no signature either.
    let digest = bytes(vector, "digest")?.try_into().unwrap_or([0; 32]);
    let (signature, key) = (bytes(vector, "signature")?, bytes(vector, "public_key")?);
    check_signature(verifier, Code::SignatureInvalid, &digest, &signature, &key)?;
    Ok(Map::new())
}

pub(super) fn attestation(verifier: &dyn Verifier, vector: &Value) -> Run {
    let operation_bytes = bytes(vector, "operation")?;
    let operation = read_operation(&operation_bytes)?;
    let (body, signature) = read_attestation(&bytes(vector, "attestation")?)?;
    check_against_operation(&body, &operation, &operation_id(&operation_bytes))?;
    let id = attestation_id(&body);
    check_attestation_signature(verifier, &body, &id, &signature)?;
    Ok(output([("id", json!(hex::encode(id))), ("body", json!(hex::encode(encode(&body))))]))
}

/// The fields make the registration, except where the vector gives other bytes for it: its version stands there only.
pub(super) fn registration(verifier: &dyn Verifier, vector: &Value) -> Run {
    let registration = KeyRegistration {
        version: version(vector)?,
        chain_id: field(vector, "chain_id")?,
        oracle: field(vector, "oracle")?,
        role: field(vector, "role")?,
        pubkey: bytes(vector, "public_key")?,
        account: field(vector, "account")?,
        replaces: match vector.get("replaces") {
            Some(_) => bytes(vector, "replaces")?,
            None => vec![],
        },
    };
    check_key_registration(verifier, &registration, &bytes(vector, "signature")?)?;
    let digest = hex::encode(key_registration_digest(&registration));
    Ok(output([("registration", json!(hex::encode(encode(&registration)))), ("digest", json!(digest))]))
}

pub(super) fn device_registration(verifier: &dyn Verifier, vector: &Value) -> Run {
    let registration = DeviceRegistration {
        version: version(vector)?,
        chain_id: field(vector, "chain_id")?,
        devices: field(vector, "devices")?,
        pubkey: bytes(vector, "public_key")?,
        owner: field(vector, "owner")?,
        vendor: field(vector, "vendor")?,
        serial: field(vector, "serial")?,
    };
    check_device_registration(verifier, &registration, &bytes(vector, "signature")?)?;
    let digest = hex::encode(device_registration_digest(&registration));
    Ok(output([("registration", json!(hex::encode(encode(&registration)))), ("digest", json!(digest))]))
}

pub(super) fn settlement(verifier: &dyn Verifier, vector: &Value) -> Run {
    let bytes_of = bytes(vector, "settlement")?;
    let settlement: Settlement = decode("settlement", &bytes_of, limits::REGISTRATION)?;
    check_settlement(verifier, &settlement, &bytes(vector, "signature")?)?;
    Ok(output([("digest", json!(hex::encode(settlement_digest(&settlement))))]))
}

/// Field 1 of a registration's canonical bytes: a tag byte and, for the small numbers that vectors use, one byte more.
fn version(vector: &Value) -> Result<u32, String> {
    match bytes(vector, "registration")?.as_slice() {
        [0x08, version, ..] => Ok(u32::from(*version)),
        _ => Ok(0),
    }
}
