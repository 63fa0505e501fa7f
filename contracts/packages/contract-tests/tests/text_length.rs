//! LEN-1: limits on the length of text are in UTF-8 bytes, whatever its characters.

use cloudx3_attestation::attestation::check_body;
use cloudx3_attestation::digest::Digest;
use cloudx3_attestation::operation::check_operation;
use cloudx3_attestation::proto::step::Kind as StepKind;
use cloudx3_attestation::proto::{AttestationBody, DeviceRegistration, Param, Step};
use cloudx3_attestation::registration::check_device_registration;
use cloudx3_attestation::Verifier;
use cloudx3_chain::{check_text, TextError};
use cloudx3_contract_tests::{reading_operation, Key, World, SERIAL};

/// Two, three and four bytes each.
const CHARACTERS: [&str; 3] = ["ü", "€", "😀"];

/// What is signed is not what is tried here.
struct AnySignature;

impl Verifier for AnySignature {
    fn verify(&self, _digest: &Digest, _signature: &[u8], _key: &[u8]) -> bool {
        true
    }
}

/// Texts of exactly `limit` bytes: of each character as many as fit, and of ASCII what is left.
fn full(limit: usize) -> impl Iterator<Item = String> {
    CHARACTERS.into_iter().map(move |character| {
        let many = character.repeat(limit / character.len());
        let rest = "x".repeat(limit - many.len());
        many + &rest
    })
}

#[test]
fn the_value_of_an_attested_parameter_has_256_bytes() {
    let mut world = World::stubbed(4, 2);
    let device = world.device(90, SERIAL);
    let command = world.command(&device);
    let with = |value: String| {
        let params = vec![Param { name: "device_id".to_string(), value, items: vec![] }];
        check_body(&AttestationBody { params, ..world.readback_body(&command) }).map_err(|e| e.code.as_str())
    };
    for text in full(256) {
        assert_eq!(with(text.clone()), Ok(()));
        assert_eq!(with(text + "x"), Err("attestation.malformed"));
    }
}

#[test]
fn a_member_name_has_256_bytes() {
    let with = |name: String| {
        let mut operation = reading_operation();
        operation.readings[0].path = vec![Step { kind: Some(StepKind::Key(name)) }];
        check_operation(&operation).map_err(|e| e.code.as_str())
    };
    for text in full(256) {
        assert_eq!(with(text.clone()), Ok(()));
        assert_eq!(with(text + "x"), Err("operation.path"));
    }
}

#[test]
fn the_serial_of_a_device_has_128_bytes() {
    let key = Key::new(90);
    let check = |serial: String| {
        let registration = DeviceRegistration {
            version: 2,
            chain_id: "c-1".to_string(),
            devices: "devices".to_string(),
            pubkey: key.public(),
            owner: "owner".to_string(),
            vendor: "shelly".to_string(),
            serial,
        };
        check_device_registration(&AnySignature, &registration, &[0; 64]).map_err(|e| e.code.as_str())
    };
    for text in full(128) {
        assert_eq!(check(text.clone()), Ok(()));
        assert_eq!(check(text + "x"), Err("registration.malformed"));
    }
}

#[test]
fn a_text_that_people_are_shown_has_as_many_bytes_as_are_allowed() {
    for text in full(64) {
        assert_eq!(check_text("label", &text, 64), Ok(()));
        let refused = Err(TextError { field: "label", most: 64 });
        assert_eq!(check_text("label", &(text + "x"), 64), refused);
    }
    assert!(check_text("label", "", 64).is_err());
}
