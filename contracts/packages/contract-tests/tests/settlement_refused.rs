//! Receipts that settle nothing (rules CMD-3 and CMD-4): what they say, who signed them, and what goes along with them.

use cloudx3_attestation::proto::context::Purpose;
use cloudx3_attestation::proto::{AttestationBody, CommandContext, Context, Decimal, Mode, RoundContext};
use cloudx3_contract_tests::{action, attest, code_of, path_to, readback, taken, World, LEASE_MS, PRICE};
use cosmwasm_std::Binary;
use devices::msg::{Command, ExecuteMsg};

/// The code with which a read-back is refused that says something else.
fn refused(change: impl FnOnce(&World, &Command, &mut AttestationBody)) -> String {
    let (mut world, command) = taken();
    let mut body = world.readback_body(&command);
    change(&world, &command, &mut body);
    let signer = world.notaries.iter().find(|party| party.key.public() == body.notary);
    let receipt = attest(&signer.unwrap_or(&world.notaries[0]).key, &body);
    code_of(world.settle(&command, None, receipt))
}

fn command_context(devices: String, command_id: u64) -> Option<Context> {
    Some(Context { purpose: Some(Purpose::Command(CommandContext { devices, command_id })) })
}

#[test]
fn receipts_that_say_something_else() {
    let cases: Vec<(&str, String)> = vec![
        (
            "command.reading",
            refused(|_, _, body| body.readings[0].value = Some(Decimal { mantissa: 0, scale: 0 })),
        ),
        ("attestation.readings", refused(|_, _, body| body.readings[0].unit = "W".to_string())),
        ("attestation.readings", refused(|_, _, body| body.readings.clear())),
        ("attestation.operation", refused(|world, _, body| body.operation_id = world.action.id.to_vec())),
        ("attestation.params", refused(|_, _, body| body.params[0].value = "beef".to_string())),
        ("attestation.params", refused(|_, _, body| body.params.clear())),
        ("attestation.subject", refused(|world, _, body| body.subject = world.user.to_string())),
        ("attestation.subject", refused(|_, _, body| body.subject.clear())),
        ("attestation.network", refused(|_, _, body| body.network.as_mut().unwrap().chain_id.push('x'))),
        (
            "attestation.network",
            refused(|world, _, body| body.network.as_mut().unwrap().oracle = world.devices.to_string()),
        ),
        (
            "attestation.context",
            refused(|world, c, body| body.context = command_context(world.devices.to_string(), c.id + 1)),
        ),
        (
            "attestation.context",
            refused(|world, c, body| body.context = command_context(world.oracle.to_string(), c.id)),
        ),
        (
            "attestation.context",
            refused(|_, _, body| {
                let round = RoundContext { feed_id: 1, round: 1 };
                body.context = Some(Context { purpose: Some(Purpose::Round(round)) });
            }),
        ),
        ("attestation.malformed", refused(|_, _, body| body.context = None)),
        ("command.not_taken", refused(|world, _, body| body.prover = world.party(40).key.public())),
        ("command.not_taken", refused(|world, _, body| body.prover = world.operators[1].key.public())),
        ("attestation.notary", refused(|world, _, body| body.notary = world.operators[1].key.public())),
        ("attestation.custom_ca", refused(|_, _, body| body.custom_ca = true)),
        ("attestation.observed_at", refused(|_, _, body| body.observed_at_ms = body.session_time_ms)),
        (
            "attestation.session_time",
            refused(|_, command, body| body.session_time_ms = command.issued_at_ms - 1),
        ),
        // After it was issued, and before it was taken.
        ("attestation.session_time", refused(|_, _, body| body.session_time_ms -= 2_001)),
        // A notary's clock that runs ahead settles nothing yet.
        ("attestation.session_time", refused(|_, _, body| body.session_time_ms += 1)),
        ("attestation.version", refused(|_, _, body| body.version = 3)),
        (
            "attestation.mode",
            refused(|_, _, body| {
                body.mode = Mode::Proxy.into();
                body.path = Some(path_to("192.0.2.7"));
            }),
        ),
    ];
    for (index, (expected, found)) in cases.iter().enumerate() {
        assert_eq!(expected, found, "case {index}");
    }
}

#[test]
fn receipts_that_nobody_signed_or_that_are_no_receipts() {
    let (mut world, command) = taken();
    let good = readback(&world, &command, |_| {}).to_vec();
    let mut flipped = good.clone();
    *flipped.last_mut().unwrap() ^= 1;
    let by_another = attest(&world.notaries[1].key, &world.readback_body(&command));
    for (bytes, code) in [
        (flipped, "attestation.signature"),
        (by_another.to_vec(), "attestation.signature"),
        ([good.as_slice(), &[0x18, 0x01]].concat(), "proto.not_canonical"),
        (good[..40].to_vec(), "proto.malformed"),
        (vec![0; 8_193], "proto.too_large"),
        (vec![], "attestation.malformed"),
    ] {
        assert_eq!(code_of(world.settle(&command, None, bytes.into())), code);
    }
    let readback = Binary::from(good);
    let signature = world.settlement(&world.operators[0], &command, None, &readback);
    let msg = ExecuteMsg::SettleCommand { command_id: command.id, action: None, readback, signature };
    let user = world.user.clone();
    assert_eq!(code_of(world.devices_do(&user, &msg, PRICE)), "funds.unexpected");
    world.devices_do(&user, &msg, 0).unwrap();
}

#[test]
fn a_receipt_of_one_command_or_device_is_none_for_another() {
    let (mut world, command) = taken();
    let other_device = world.device(91, "beef");
    let again = world.command(&command.device);
    let elsewhere = world.command(&other_device);
    let receipt = readback(&world, &command, |_| {});
    world.take(&elsewhere, &world.operators[0].clone()).unwrap();
    assert_eq!(code_of(world.settle(&again, None, receipt.clone())), "attestation.context");
    assert_eq!(code_of(world.settle(&elsewhere, None, receipt.clone())), "attestation.params");
    world.settle(&command, None, receipt).unwrap();
}

#[test]
fn an_attestation_of_the_first_edition_settles_nothing() {
    let (mut world, command) = taken();
    let receipt = readback(&world, &command, |body| body.version = 1);
    assert_eq!(code_of(world.settle(&command, None, receipt)), "attestation.version");
}

#[test]
fn an_action_that_does_not_go_with_the_read_back() {
    let refused = |change: fn(&World, &mut AttestationBody)| {
        let (mut world, command) = taken();
        let acted = action(&world, &command, |body| change(&world, body));
        let receipt = readback(&world, &command, |_| {});
        code_of(world.settle(&command, Some(acted), receipt))
    };
    assert_eq!(refused(|_, body| body.params[1].value = "off".to_string()), "attestation.params");
    assert_eq!(
        refused(|world, body| body.operation_id = world.readback.id.to_vec()),
        "attestation.operation"
    );
    assert_eq!(refused(|world, body| body.prover = world.operators[1].key.public()), "attestation.prover");
    // The read-back is later, and the act lies within the lease.
    assert_eq!(refused(|_, body| body.session_time_ms += 1_000), "attestation.session_time");
    assert_eq!(refused(|_, body| body.session_time_ms -= 1_001), "attestation.session_time");
    assert_eq!(refused(|world, body| body.notary = world.notaries[0].key.public()), "attestation.signature");
    // The read-back is no action.
    let (mut world, command) = taken();
    let receipt = readback(&world, &command, |_| {});
    assert_eq!(code_of(world.settle(&command, Some(receipt.clone()), receipt)), "attestation.operation");
}

#[test]
fn an_act_after_its_lease_is_none() {
    let (mut world, command) = taken();
    world.pass(LEASE_MS - 2_000 + 1_001);
    let late = action(&world, &command, |_| {});
    let in_time = action(&world, &command, |body| body.session_time_ms -= 1);
    let receipt = readback(&world, &command, |_| {});
    assert_eq!(code_of(world.settle(&command, Some(late), receipt.clone())), "attestation.session_time");
    assert_eq!(code_of(world.settle(&command, None, receipt.clone())), "attestation.session_time");
    world.settle(&command, Some(in_time), receipt).unwrap();
}

#[test]
fn a_session_is_a_notarys() {
    let (mut world, command) = taken();
    let receipt = readback(&world, &command, |_| {});
    // Another notary's session of the same id is another session; a notary does not choose for others.
    let mut acted = world.action_body(&command);
    (acted.session_id, acted.notary) = (vec![1; 16], world.notaries[0].key.public());
    let reused = attest(&world.notaries[0].key, &acted);
    assert_eq!(code_of(world.settle(&command, Some(reused), receipt.clone())), "observation.session_reused");
    let copied = action(&world, &command, |body| body.session_id = vec![1; 16]);
    world.settle(&command, Some(copied), receipt).unwrap();
}

#[test]
fn a_refused_settlement_leaves_nothing_behind() {
    let (mut world, command) = taken();
    let acted = action(&world, &command, |_| {});
    let mut receipt = readback(&world, &command, |_| {}).to_vec();
    *receipt.last_mut().unwrap() ^= 1;
    let before = world.dump_devices();
    assert_eq!(code_of(world.settle(&command, Some(acted), receipt.into())), "attestation.signature");
    assert_eq!(world.dump_devices(), before);
}
