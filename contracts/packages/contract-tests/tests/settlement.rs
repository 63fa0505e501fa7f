//! Settlement by receipt (rules CMD-3 and CMD-4).

use cloudx3_attestation::proto::context::Purpose;
use cloudx3_attestation::proto::{
    AttestationBody, CommandContext, Context, Decimal, HoleAssurance, Mode, RoundContext,
};
use cloudx3_chain::Mode as JsonMode;
use cloudx3_contract_tests::{attest, attributes, code_of, high_s, path_to, Party, World, PRICE, SERIAL};
use cosmwasm_std::{Binary, Uint128};
use devices::msg::{Command, ExecuteMsg, QueryMsg, Rewards, Status};
use oracle::msg::Role;

/// A command that the first operator took five seconds after it was issued, two seconds ago.
fn taken() -> (World, Command) {
    let mut world = World::new();
    let device = world.device(90, SERIAL);
    let command = world.command(&device);
    world.pass(5_000);
    world.take(&command, &world.operators[0].clone()).unwrap();
    world.pass(2_000);
    (world, command)
}

fn rewards(world: &World, party: &Party) -> Rewards {
    world.ask_devices(&QueryMsg::Rewards { address: party.account.to_string() }).unwrap()
}

fn readback(world: &World, command: &Command, change: impl FnOnce(&mut AttestationBody)) -> Binary {
    let mut body = world.readback_body(command);
    change(&mut body);
    attest(&world.notaries[0].key, &body)
}

fn action(world: &World, command: &Command, change: impl FnOnce(&mut AttestationBody)) -> Binary {
    let mut body = world.action_body(command);
    body.notary = world.notaries[1].key.public();
    change(&mut body);
    attest(&world.notaries[1].key, &body)
}

#[test]
fn a_receipt_settles_once_and_pays_executor_and_notary() {
    let (mut world, command) = taken();
    let receipt = readback(&world, &command, |_| {});
    let response = world.settle(&command, None, receipt.clone()).unwrap();
    let event = &attributes(&response, "command_settled")[0];
    assert_eq!(event["executor"], hex::encode(world.operators[0].key.public()));
    assert_eq!(event["action"], "");
    let found: Command = world.ask_devices(&QueryMsg::Command { command_id: command.id }).unwrap();
    let kept = found.receipt.unwrap();
    assert_eq!((found.status, &kept.readback_id, kept.action_id), (Status::Settled, &event["receipt"], None));
    assert_eq!(rewards(&world, &world.operators[0]).accrued, Uint128::new(70));
    assert_eq!(rewards(&world, &world.notaries[0]).accrued, Uint128::new(30));
    assert_eq!(code_of(world.settle(&command, None, receipt)), "command.final");
    world.pass(60_000);
    let refund = ExecuteMsg::RefundCommand { command_id: command.id };
    let user = world.user.clone();
    assert_eq!(code_of(world.devices_do(&user, &refund, 0)), "command.final");
    let operator = world.operators[0].account.clone();
    let before = world.balance(&operator);
    world.devices_do(&operator, &ExecuteMsg::Claim {}, 0).unwrap();
    assert_eq!(world.balance(&operator), before + Uint128::new(70));
    assert_eq!(code_of(world.devices_do(&operator, &ExecuteMsg::Claim {}, 0)), "reward.nothing");
}

#[test]
fn the_attested_action_goes_along_and_its_notary_is_paid() {
    let (mut world, command) = taken();
    let acted = action(&world, &command, |_| {});
    let receipt = readback(&world, &command, |_| {});
    let response = world.settle(&command, Some(acted), receipt).unwrap();
    assert_eq!(attributes(&response, "command_settled")[0]["action"].len(), 64);
    assert_eq!(rewards(&world, &world.operators[0]).accrued, Uint128::new(70));
    assert_eq!(rewards(&world, &world.notaries[0]).accrued, Uint128::new(15));
    assert_eq!(rewards(&world, &world.notaries[1]).accrued, Uint128::new(15));
}

#[test]
fn no_coin_of_an_odd_escrow_stays_behind() {
    let mut world = World::new();
    let device = world.device(90, SERIAL);
    let order = world.order(&device, "on");
    let user = world.user.clone();
    world.devices_do(&user, &order, 103).unwrap();
    let command: Command = world.ask_devices(&QueryMsg::Command { command_id: 1 }).unwrap();
    world.take(&command, &world.operators[0].clone()).unwrap();
    let acted = action(&world, &command, |_| {});
    let receipt = readback(&world, &command, |_| {});
    world.settle(&command, Some(acted), receipt).unwrap();
    // 30 % of 103 is 30, 15 for each notary; 73 stay for the executor.
    assert_eq!(rewards(&world, &world.operators[0]).accrued, Uint128::new(73));
}

#[test]
fn a_value_at_another_scale_is_the_same_value() {
    let (mut world, command) = taken();
    let receipt = readback(&world, &command, |body| {
        body.readings[0].value = Some(Decimal { mantissa: 1000, scale: 3 })
    });
    world.settle(&command, None, receipt).unwrap();
}

#[test]
fn a_signature_with_high_s_settles_too() {
    let (mut world, command) = taken();
    let receipt = readback(&world, &command, |_| {}).to_vec();
    let (body, signature) = receipt.split_at(receipt.len() - 64);
    let receipt: Binary = [body, &high_s(signature)].concat().into();
    world.settle(&command, None, receipt).unwrap();
}

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
        ("attestation.prover", refused(|world, _, body| body.prover = world.party(40).key.public())),
        ("command.not_taken", refused(|world, _, body| body.prover = world.operators[1].key.public())),
        ("attestation.notary", refused(|world, _, body| body.notary = world.operators[1].key.public())),
        ("attestation.custom_ca", refused(|_, _, body| body.custom_ca = true)),
        ("attestation.observed_at", refused(|_, _, body| body.observed_at_ms = body.session_time_ms)),
        (
            "attestation.session_time",
            refused(|_, command, body| body.session_time_ms = command.issued_at_ms - 1),
        ),
        (
            "attestation.session_time",
            refused(|_, command, body| body.session_time_ms = command.deadline_ms + 1),
        ),
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
    let msg = ExecuteMsg::SettleCommand { command_id: command.id, action: None, readback: good.into() };
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
    for other in [&again, &elsewhere] {
        world.take(other, &world.operators[0].clone()).unwrap();
    }
    assert_eq!(code_of(world.settle(&again, None, receipt.clone())), "attestation.context");
    assert_eq!(code_of(world.settle(&elsewhere, None, receipt.clone())), "attestation.params");
    world.settle(&command, None, receipt).unwrap();
}

#[test]
fn who_did_not_take_the_command_is_not_paid_for_it() {
    let mut world = World::new();
    let device = world.device(90, SERIAL);
    let command = world.command(&device);
    let receipt = readback(&world, &command, |_| {});
    assert_eq!(code_of(world.settle(&command, None, receipt.clone())), "command.not_taken");
    world.take(&command, &world.operators[0].clone()).unwrap();
    world.pass(31_000);
    // The lease is over, but nobody else has taken the command: its last holder may still settle.
    let holder = world.operators[0].clone();
    let mut late = World::new();
    std::mem::swap(&mut late, &mut world);
    late.settle(&command, None, receipt.clone()).unwrap();
    assert_eq!(rewards(&late, &holder).accrued, Uint128::new(70));
}

#[test]
fn a_lease_taken_over_leaves_the_first_holder_without() {
    let (mut world, command) = taken();
    let receipt = readback(&world, &command, |_| {});
    world.pass(30_000);
    world.take(&command, &world.operators[1].clone()).unwrap();
    assert_eq!(code_of(world.settle(&command, None, receipt)), "command.not_taken");
}

#[test]
fn after_the_deadline_nothing_settles() {
    let (mut world, command) = taken();
    let receipt = readback(&world, &command, |_| {});
    world.pass(command.deadline_ms - world.now_ms());
    let mut at_deadline = World::new();
    std::mem::swap(&mut at_deadline, &mut world);
    at_deadline.pass(1);
    assert_eq!(code_of(at_deadline.settle(&command, None, receipt)), "command.expired");
}

#[test]
fn executor_and_notary_have_to_be_switched_on() {
    for (role, code) in [(Role::Operator, "attestation.prover"), (Role::Notary, "attestation.notary")] {
        let (mut world, command) = taken();
        let party = match role {
            Role::Operator => world.operators[0].clone(),
            Role::Notary => world.notaries[0].clone(),
        };
        let off = oracle::msg::ExecuteMsg::SetActive { pubkey: party.key.binary(), role, active: false };
        world.oracle_do(&party.account, &off, 0).unwrap();
        let receipt = readback(&world, &command, |_| {});
        assert_eq!(code_of(world.settle(&command, None, receipt)), code);
    }
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
    assert_eq!(refused(|_, body| body.session_time_ms += 1), "attestation.session_time");
    assert_eq!(refused(|_, body| body.session_time_ms -= 7_001), "attestation.session_time");
    assert_eq!(refused(|_, body| body.session_id = vec![1; 16]), "observation.session_reused");
    assert_eq!(refused(|world, body| body.notary = world.notaries[0].key.public()), "attestation.signature");
    // The read-back is no action.
    let (mut world, command) = taken();
    let receipt = readback(&world, &command, |_| {});
    assert_eq!(code_of(world.settle(&command, Some(receipt.clone()), receipt)), "attestation.operation");
}

#[test]
fn a_receipt_in_proxy_mode_has_the_segments_of_its_operation() {
    let mut world = World::new();
    let msg = match world.device_registration(90, SERIAL) {
        ExecuteMsg::RegisterDevice {
            pubkey,
            signature,
            vendor,
            serial,
            serial_param,
            params,
            capabilities,
            operators,
            notaries,
            allow_custom_ca,
            price,
            label,
            ..
        } => ExecuteMsg::RegisterDevice {
            accepted_modes: vec![JsonMode::Proxy],
            pubkey,
            signature,
            vendor,
            serial,
            serial_param,
            params,
            capabilities,
            operators,
            notaries,
            allow_custom_ca,
            price,
            label,
        },
        _ => unreachable!(),
    };
    let response = world.devices_do(&world.user.clone(), &msg, 0).unwrap();
    let device = attributes(&response, "device_registered")[0]["device"].clone();
    let command = world.command(&device);
    world.take(&command, &world.operators[0].clone()).unwrap();
    let proxied = |segment_lengths: Vec<u32>| {
        readback(&world, &command, |body| {
            let mut path = path_to("192.0.2.7");
            if segment_lengths.len() > 1 {
                path.hole_assurance = HoleAssurance::Length.into();
            }
            path.segment_lengths = segment_lengths;
            (body.mode, body.path) = (Mode::Proxy.into(), Some(path));
        })
    };
    let (hidden, malformed, good) = (proxied(vec![50, 20, 90]), proxied(vec![0]), proxied(vec![160]));
    assert_eq!(code_of(world.settle(&command, None, hidden)), "attestation.path");
    assert_eq!(code_of(world.settle(&command, None, malformed)), "attestation.malformed");
    world.settle(&command, None, good).unwrap();
}
