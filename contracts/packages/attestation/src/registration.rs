//! Proofs of possession (rules REG-1 and DEV-1).

use crate::canonical;
use crate::charset::{is_operation_name, is_visible};
use crate::code::{ensure, Code, RuleResult};
use crate::digest::{self, domain_digest, Digest};
use crate::edition::{domain, Edition};
use crate::limits;
use crate::proto::{DeviceRegistration, KeyRegistration};
use crate::signature::{check_signature, is_key, Verifier};

/// Longest serial in bytes (rules DEV-1 and LEN-1).
pub const MAX_SERIAL: usize = 128;

/// What the key that registers signs (rule REG-1).
pub fn key_registration_digest(registration: &KeyRegistration) -> Digest {
    domain_digest(domain(registration.version, digest::KEY_REGISTRATION), &canonical::encode(registration))
}

/// What the device wallet's key signs (rule DEV-1).
pub fn device_registration_digest(registration: &DeviceRegistration) -> Digest {
    domain_digest(domain(registration.version, digest::DEVICE_REGISTRATION), &canonical::encode(registration))
}

/// REG-1, REG-2: the key that registers has signed for this chain, contract, role and account, and for the key that it takes the place of.
pub fn check_key_registration(
    verifier: &dyn Verifier,
    registration: &KeyRegistration,
    signature: &[u8],
) -> RuleResult<()> {
    let edition = Edition::of(registration.version, Code::RegistrationVersion)?;
    let role = matches!(registration.role.as_str(), "operator" | "notary");
    ensure(role, Code::RegistrationRole, "role: is neither \"operator\" nor \"notary\"")?;
    check_place(&registration.chain_id, &registration.oracle, &registration.account, &registration.pubkey)?;
    let replaces = &registration.replaces;
    let another = edition.is_second() && is_key(replaces) && *replaces != registration.pubkey;
    formed(replaces.is_empty() || another, "replaces: is no other key")?;
    let digest = key_registration_digest(registration);
    check_signature(verifier, Code::RegistrationSignature, &digest, signature, &registration.pubkey)
}

/// DEV-1: the device wallet's key has signed for this chain, contract, owner, vendor and serial.
pub fn check_device_registration(
    verifier: &dyn Verifier,
    registration: &DeviceRegistration,
    signature: &[u8],
) -> RuleResult<()> {
    Edition::of(registration.version, Code::RegistrationVersion)?;
    check_place(&registration.chain_id, &registration.devices, &registration.owner, &registration.pubkey)?;
    formed(is_vendor(&registration.vendor), "vendor: is of a-z, 0-9 and -, at most 64")?;
    formed((1..=MAX_SERIAL).contains(&registration.serial.len()), "serial: has 1 to 128 bytes")?;
    let digest = device_registration_digest(registration);
    check_signature(verifier, Code::RegistrationSignature, &digest, signature, &registration.pubkey)
}

/// `[a-z0-9-]+`, at most 64 bytes.
pub fn is_vendor(text: &str) -> bool {
    !text.contains('/') && is_operation_name(text)
}

fn check_place(chain_id: &str, contract: &str, account: &str, pubkey: &[u8]) -> RuleResult<()> {
    formed(is_visible(chain_id, limits::CHAIN_ID), "chain_id: is no chain id")?;
    formed(is_visible(contract, limits::ADDRESS), "contract: is no address")?;
    formed(is_visible(account, limits::ADDRESS), "account: is no address")?;
    formed(is_key(pubkey), "pubkey: is no compressed key")
}

fn formed(holds: bool, detail: &str) -> RuleResult<()> {
    ensure(holds, Code::RegistrationMalformed, detail)
}
