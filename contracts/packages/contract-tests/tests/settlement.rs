//! Settlement by receipt (rules CMD-3 and CMD-4): what settles, when, and who is paid.

use cloudx3_attestation::proto::{Decimal, HoleAssurance, Mode};
use cloudx3_chain::Mode as JsonMode;
use cloudx3_contract_tests::{
    action, attributes, code_of, high_s, path_to, readback, taken, Party, World, SERIAL,
};
use cosmwasm_std::{Binary, Uint128};
use devices::msg::{Command, ExecuteMsg, QueryMsg, Rewards, Status};

fn rewards(world: &World, party: &Party) -> Rewards {
    world.ask_devices(&QueryMsg::Rewards { address: party.account.to_string() }).unwrap()
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
