//! Settlement by receipts (rules CMD-3 and CMD-4): what settles, when, and who is paid.

use cloudx3_attestation::proto::{Decimal, HoleAssurance, Mode};
use cloudx3_chain::Mode as JsonMode;
use cloudx3_contract_tests::{
    action, attributes, code_of, high_s, path_to, readback, taken, Party, World, DEPOSIT, LEASE_MS, SERIAL,
};
use cosmwasm_std::{Addr, Binary};
use devices::msg::{Command, ExecuteMsg, QueryMsg, Rewards, Role, Status};

fn accrued(world: &World, address: &Addr) -> u128 {
    let query = QueryMsg::Rewards { address: address.to_string() };
    world.ask_devices::<Rewards>(&query).unwrap().accrued.u128()
}

fn earned(world: &World, party: &Party) -> u128 {
    accrued(world, &party.account)
}

#[test]
fn an_act_and_its_read_back_settle_once_and_pay_the_whole_escrow() {
    let (mut world, command) = taken();
    let (acted, receipt) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
    let response = world.settle(&command, Some(acted.clone()), receipt.clone()).unwrap();
    let event = &attributes(&response, "command_settled")[0];
    assert_eq!(event["executor"], hex::encode(world.operators[0].key.public()));
    assert_eq!((event["action"].len(), event["returned"].as_str()), (64, "0"));
    let found = world.again(&command);
    let kept = found.receipt.unwrap();
    assert_eq!((found.status, &kept.readback_id), (Status::Settled, &event["receipt"]));
    assert_eq!(kept.action_id.as_ref(), Some(&event["action"]));
    assert_eq!(earned(&world, &world.operators[0]), 70 + DEPOSIT);
    assert_eq!((earned(&world, &world.notaries[0]), earned(&world, &world.notaries[1])), (15, 15));
    assert_eq!(code_of(world.settle(&command, Some(acted), receipt)), "command.final");
    world.pass(60_000);
    let refund = ExecuteMsg::RefundCommand { command_id: command.id };
    let user = world.user.clone();
    assert_eq!(code_of(world.devices_do(&user, &refund, 0)), "command.final");
    let operator = world.operators[0].account.clone();
    let before = world.balance(&operator).u128();
    world.devices_do(&operator, &ExecuteMsg::Claim {}, 0).unwrap();
    assert_eq!(world.balance(&operator).u128(), before + 70 + DEPOSIT);
    assert_eq!(code_of(world.devices_do(&operator, &ExecuteMsg::Claim {}, 0)), "reward.nothing");
}

#[test]
fn a_state_that_stood_already_pays_a_part_and_the_rest_goes_back() {
    let (mut world, command) = taken();
    let receipt = readback(&world, &command, |_| {});
    let response = world.settle(&command, None, receipt).unwrap();
    let event = &attributes(&response, "command_settled")[0];
    assert_eq!((event["action"].as_str(), event["returned"].as_str()), ("", "80"));
    // 20 of 100, of which 30 % are the notary's.
    assert_eq!(earned(&world, &world.operators[0]), 14 + DEPOSIT);
    assert_eq!((earned(&world, &world.notaries[0]), accrued(&world, &world.user)), (6, 80));
    assert_eq!(world.again(&command).receipt.unwrap().action_id, None);
}

#[test]
fn one_notary_may_attest_both_and_is_paid_for_both() {
    let (mut world, command) = taken();
    let mut acted = world.action_body(&command);
    acted.notary = world.notaries[0].key.public();
    let acted = cloudx3_contract_tests::attest(&world.notaries[0].key, &acted);
    let receipt = readback(&world, &command, |_| {});
    world.settle(&command, Some(acted), receipt).unwrap();
    assert_eq!(earned(&world, &world.notaries[0]), 30);
}

#[test]
fn no_coin_of_an_odd_escrow_stays_behind() {
    for (acts, executor, notaries, issuer) in [(true, 73, 30, 0), (false, 14, 6, 83)] {
        let mut world = World::stubbed(4, 2);
        let device = world.device(90, SERIAL);
        let order = world.order(&device, "on");
        let user = world.user.clone();
        world.devices_do(&user, &order, 103).unwrap();
        let command: Command = world.ask_devices(&QueryMsg::Command { command_id: 1 }).unwrap();
        world.take(&command, &world.operators[0].clone()).unwrap();
        world.pass(2_000);
        let acted = acts.then(|| action(&world, &command, |_| {}));
        let receipt = readback(&world, &command, |_| {});
        world.settle(&command, acted, receipt).unwrap();
        // 30 % of 103 is 30, and 20 % of it 20, of which 30 % are 6.
        assert_eq!(earned(&world, &world.operators[0]), executor + DEPOSIT);
        assert_eq!(earned(&world, &world.notaries[0]) + earned(&world, &world.notaries[1]), notaries);
        assert_eq!((executor + notaries + issuer, accrued(&world, &user)), (103, issuer));
    }
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
fn who_acted_within_its_lease_is_paid_though_the_lease_is_over() {
    let (mut world, command) = taken();
    let (acted, receipt) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
    world.pass(LEASE_MS);
    let second = world.operators[1].clone();
    world.take(&command, &second).unwrap();
    world.settle(&command, Some(acted), receipt).unwrap();
    assert_eq!(earned(&world, &world.operators[0]), 70 + DEPOSIT);
    assert_eq!(earned(&world, &second), DEPOSIT);
}

#[test]
fn a_read_back_may_come_after_the_lease_in_which_was_acted() {
    let (mut world, command) = taken();
    let acted = action(&world, &command, |_| {});
    world.pass(LEASE_MS);
    let receipt = readback(&world, &command, |_| {});
    world.settle(&command, Some(acted), receipt).unwrap();
}

#[test]
fn who_takes_a_lease_over_is_not_paid_for_the_act_of_another() {
    let (mut world, command) = taken();
    let (acted, receipt) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
    world.pass(LEASE_MS - 2_000);
    let second = world.operators[1].clone();
    world.take(&command, &second).unwrap();
    // What the first did stands already: the second has nothing to show but that.
    let prover = second.key.public();
    let stood = readback(&world, &command, |body| body.prover = prover.clone());
    let early = action(&world, &command, |body| body.prover = prover.clone());
    assert_eq!(
        code_of(world.settle_by(&second, &command, Some(early), stood.clone())),
        "attestation.session_time"
    );
    assert_eq!(code_of(world.settle_by(&second, &command, None, stood.clone())), "command.earlier_lease");
    assert_eq!(code_of(world.settle_by(&second, &command, Some(acted.clone()), stood)), "attestation.prover");
    world.settle(&command, Some(acted), receipt).unwrap();
}

#[test]
fn what_an_earlier_holder_does_not_show_in_time_another_may() {
    let mut world = World::stubbed(4, 2);
    let device = world.device(90, SERIAL);
    let order = world.order_until(&device, "on", world.now_ms() + 10 * LEASE_MS);
    let user = world.user.clone();
    world.devices_do(&user, &order, 100).unwrap();
    let command: Command = world.ask_devices(&QueryMsg::Command { command_id: 1 }).unwrap();
    let (first, second) = (world.operators[0].clone(), world.operators[1].clone());
    world.take(&command, &first).unwrap();
    world.pass(LEASE_MS);
    world.take(&command, &second).unwrap();
    let prover = second.key.public();
    let stood = readback(&world, &command, |body| body.prover = prover);
    world.pass(LEASE_MS - 1);
    assert_eq!(code_of(world.settle_by(&second, &command, None, stood.clone())), "command.earlier_lease");
    world.pass(1);
    world.settle_by(&second, &command, None, stood).unwrap();
    assert_eq!((earned(&world, &first), earned(&world, &second)), (0, 14 + DEPOSIT));
}

#[test]
fn after_the_deadline_nothing_settles() {
    for (late, settles) in [(0, true), (1, false)] {
        let (mut world, command) = taken();
        let receipt = readback(&world, &command, |_| {});
        world.pass(command.deadline_ms - world.now_ms() + late);
        match settles {
            true => drop(world.settle(&command, None, receipt).unwrap()),
            false => assert_eq!(code_of(world.settle(&command, None, receipt)), "command.expired"),
        }
    }
}

#[test]
fn a_device_that_was_given_up_in_the_middle_still_pays_who_acted() {
    let (mut world, command) = taken();
    let (acted, receipt) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
    let user = world.user.clone();
    world.devices_do(&user, &ExecuteMsg::ReleaseDevice { device: command.device.clone() }, 0).unwrap();
    let party = world.operators[0].clone();
    world.leave_device(&command.device, Role::Operator, &party).unwrap();
    world.settle(&command, Some(acted), receipt).unwrap();
    assert_eq!(earned(&world, &party), 70 + DEPOSIT);
}

#[test]
fn an_owner_that_drops_its_notaries_in_the_middle_still_pays_who_acted() {
    let (mut world, command) = taken();
    let change = devices::msg::DeviceChange {
        notaries: Some(vec![world.party(40).key.binary()]),
        operators: Some(vec![world.party(40).key.binary()]),
        ..Default::default()
    };
    let user = world.user.clone();
    let msg = ExecuteMsg::UpdateDevice { device: command.device.clone(), change };
    world.devices_do(&user, &msg, 0).unwrap();
    world.pass(LEASE_MS / 2);
    let (acted, receipt) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
    world.settle(&command, Some(acted), receipt).unwrap();
}

#[test]
fn a_receipt_in_proxy_mode_has_the_segments_of_its_operation() {
    let mut world = World::stubbed(4, 2);
    let mut spec = world.device_spec(SERIAL);
    spec.accepted_modes = vec![JsonMode::Proxy];
    let user = world.user.clone();
    let device = world.claim_spec(90, &user, spec);
    world.bind(&device).unwrap();
    world.join_all(&device);
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
