//! Leases (rule CMD-2): exclusive, bounded, in order, and not for nothing.

use cloudx3_contract_tests::{
    action, attributes, code_of, readback, Party, StubMsg, World, DEPOSIT, LEASE_MS, PRICE, SERIAL,
};
use cosmwasm_std::{Addr, Uint128};
use devices::msg::{Command, ExecuteMsg, QueryMsg, Rewards, Role, Status};

fn bound(operators: u16) -> (World, String) {
    let mut world = World::stubbed(operators, 2);
    let device = world.device(90, SERIAL);
    (world, device)
}

/// A command of the user with a deadline this far ahead.
fn command_within(world: &mut World, device: &str, time_ms: u64) -> Command {
    let order = world.order_until(device, "on", world.now_ms() + time_ms);
    let user = world.user.clone();
    let response = world.devices_do(&user, &order, PRICE).unwrap();
    let command_id = attributes(&response, "command_issued")[0]["command_id"].parse().unwrap();
    world.ask_devices(&QueryMsg::Command { command_id }).unwrap()
}

fn accrued(world: &World, address: &Addr) -> u128 {
    let query = QueryMsg::Rewards { address: address.to_string() };
    world.ask_devices::<Rewards>(&query).unwrap().accrued.u128()
}

#[test]
fn one_operator_at_a_time_holds_a_command_and_each_once() {
    let (mut world, device) = bound(4);
    let command = world.command(&device);
    let (first, second) = (world.operators[0].clone(), world.operators[1].clone());
    let response = world.take(&command, &first).unwrap();
    let event = &attributes(&response, "command_taken")[0];
    assert_eq!(event["operator"], hex::encode(first.key.public()));
    assert_eq!(event["until_ms"], (world.now_ms() + LEASE_MS).to_string());
    assert_eq!(event["deposit"], DEPOSIT.to_string());
    assert_eq!(code_of(world.take(&command, &second)), "command.leased");
    assert_eq!(code_of(world.take(&command, &first)), "command.leased");
    world.pass(LEASE_MS - 1);
    assert_eq!(code_of(world.take(&command, &second)), "command.leased");
    world.pass(1);
    assert_eq!(code_of(world.take(&command, &first)), "command.taken_before");
    world.take(&command, &second).unwrap();
    world.pass(LEASE_MS);
    // The deadline itself still belongs to the command; a lease then ends with it.
    let third = world.operators[2].clone();
    let response = world.take(&command, &third).unwrap();
    assert_eq!(attributes(&response, "command_taken")[0]["until_ms"], command.deadline_ms.to_string());
    world.pass(1);
    assert_eq!(code_of(world.take(&command, &world.operators[3].clone())), "command.expired");
}

#[test]
fn a_lease_costs_exactly_its_deposit() {
    let (mut world, device) = bound(4);
    let command = world.command(&device);
    let party = world.operators[0].clone();
    let msg = ExecuteMsg::TakeCommand { command_id: command.id, pubkey: party.key.binary() };
    for sent in [0, DEPOSIT - 1, DEPOSIT + 1] {
        assert_eq!(code_of(world.devices_do(&party.account, &msg, sent)), "command.deposit");
    }
    world.devices_do(&party.account, &msg, DEPOSIT).unwrap();
    assert_eq!(world.again(&command).leases[0].deposit, Uint128::new(DEPOSIT));
}

#[test]
fn who_holds_a_command_and_does_nothing_loses_the_deposit_to_nobody() {
    let (mut world, device) = bound(4);
    let command = world.command(&device);
    let (idle, party, user) = (world.operators[1].clone(), world.operators[0].clone(), world.user.clone());
    world.take(&command, &idle).unwrap();
    world.pass(LEASE_MS);
    world.take(&command, &party).unwrap();
    world.pass(2_000);
    let (acted, read) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
    let response = world.settle(&command, Some(acted), read).unwrap();
    assert_eq!(attributes(&response, "command_settled")[0]["burned"], DEPOSIT.to_string());
    assert_eq!(accrued(&world, &party.account), 70 + DEPOSIT);
    // Nobody gains by another's failure, the issuer least of all.
    assert_eq!((accrued(&world, &idle.account), accrued(&world, &user)), (0, 0));
    assert_eq!(world.balance(&world.devices).u128(), PRICE + DEPOSIT);
}

#[test]
fn deposits_of_an_expired_command_are_lost_and_the_escrow_is_not() {
    let (mut world, device) = bound(4);
    let command = world.command(&device);
    for party in world.operators.clone().iter().take(2) {
        world.take(&command, party).unwrap();
        world.pass(LEASE_MS);
    }
    world.pass(1);
    let user = world.user.clone();
    let before = world.balance(&user);
    let refund = ExecuteMsg::RefundCommand { command_id: command.id };
    let response = world.devices_do(&user, &refund, 0).unwrap();
    assert_eq!(attributes(&response, "command_refunded")[0]["burned"], (2 * DEPOSIT).to_string());
    assert_eq!(world.balance(&user), before + Uint128::new(PRICE));
    assert_eq!(world.balance(&world.devices), Uint128::zero());
}

#[test]
fn a_running_lease_that_another_settlement_ends_costs_nothing() {
    let (mut world, device) = bound(4);
    let command = world.command(&device);
    let (first, second) = (world.operators[0].clone(), world.operators[1].clone());
    world.take(&command, &first).unwrap();
    world.pass(2_000);
    let (acted, read) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
    world.pass(LEASE_MS);
    world.take(&command, &second).unwrap();
    world.settle(&command, Some(acted), read).unwrap();
    assert_eq!((accrued(&world, &first.account), accrued(&world, &second.account)), (70 + DEPOSIT, DEPOSIT));
}

#[test]
fn eight_leases_are_all_that_a_command_has() {
    let (mut world, device) = bound(9);
    let command = command_within(&mut world, &device, 20 * LEASE_MS);
    for party in world.operators.clone().iter().take(8) {
        world.take(&command, party).unwrap();
        world.pass(LEASE_MS);
    }
    let ninth = world.operators[8].clone();
    assert_eq!(code_of(world.take(&command, &ninth)), "command.leases");
    // It is in nobody's way for ever: its issuer takes it back.
    let user = world.user.clone();
    let cancel = ExecuteMsg::CancelCommand { command_id: command.id };
    assert_eq!(code_of(world.devices_do(&user, &cancel, 0)), "command.picked_up");
    world.pass(LEASE_MS + 1);
    let response = world.devices_do(&user, &cancel, 0).unwrap();
    assert_eq!(attributes(&response, "command_cancelled")[0]["burned"], (8 * DEPOSIT).to_string());
}

#[test]
fn one_account_holds_a_command_once_whatever_its_keys() {
    let mut world = World::stubbed(3, 2);
    let twin = Party { key: world.operators[1].key.clone(), account: world.operators[0].account.clone() };
    world.register(&twin, "operator").unwrap();
    world.operators[1] = twin.clone();
    let device = world.device(90, SERIAL);
    let command = world.command(&device);
    world.take(&command, &world.operators[0].clone()).unwrap();
    world.pass(LEASE_MS);
    assert_eq!(code_of(world.take(&command, &twin)), "command.taken_before");
    world.take(&command, &world.operators[2].clone()).unwrap();
}

#[test]
fn commands_of_a_device_go_in_order_and_one_at_a_time() {
    let (mut world, device) = bound(4);
    let other_device = world.device(91, "beef");
    let on = command_within(&mut world, &device, 2 * LEASE_MS);
    let off = command_within(&mut world, &device, 10 * LEASE_MS);
    let elsewhere = world.command(&other_device);
    let (first, second) = (world.operators[0].clone(), world.operators[1].clone());
    assert_eq!(code_of(world.take(&off, &second)), "command.order");
    world.take(&on, &first).unwrap();
    assert_eq!(code_of(world.take(&off, &second)), "command.order");
    world.take(&elsewhere, &second).unwrap();
    world.pass(LEASE_MS);
    assert_eq!(code_of(world.take(&off, &second)), "command.order");
    // An expired one is in nobody's way, refunded or not.
    world.pass(LEASE_MS + 1);
    world.take(&off, &second).unwrap();
    assert_eq!(world.again(&on).status, Status::Pending);
}

#[test]
fn the_next_command_can_be_taken_once_the_first_has_ended() {
    let (mut world, device) = bound(4);
    let (on, off) = (world.command(&device), world.command(&device));
    let party = world.operators[0].clone();
    world.take(&on, &party).unwrap();
    world.pass(2_000);
    let (acted, read) = (action(&world, &on, |_| {}), readback(&world, &on, |_| {}));
    world.settle(&on, Some(acted), read).unwrap();
    world.take(&off, &party).unwrap();
    let (third, fourth) = (world.command(&device), world.command(&device));
    let user = world.user.clone();
    world.devices_do(&user, &ExecuteMsg::CancelCommand { command_id: third.id }, 0).unwrap();
    assert_eq!(code_of(world.take(&fourth, &party)), "command.order");
}

#[test]
fn only_the_account_of_a_member_takes_a_command() {
    let (mut world, device) = bound(4);
    let command = world.command(&device);
    let stranger = world.party(40);
    assert_eq!(code_of(world.take(&command, &stranger)), "command.operator");
    world.register(&stranger, "operator").unwrap();
    assert_eq!(code_of(world.take(&command, &stranger)), "command.operator");
    let thief = Party { key: world.operators[0].key.clone(), account: stranger.account.clone() };
    assert_eq!(code_of(world.take(&command, &thief)), "auth.unauthorized");
    let member = world.operators[0].clone();
    let off = StubMsg::SetActive { pubkey: member.key.binary(), role: "operator".to_string(), active: false };
    let oracle = world.oracle.clone();
    world.execute(&member.account, &oracle, &off, 0).unwrap();
    assert_eq!(code_of(world.take(&command, &member)), "command.operator");
    let left = world.operators[1].clone();
    world.leave_device(&device, Role::Operator, &left).unwrap();
    assert_eq!(code_of(world.take(&command, &left)), "command.operator");
    let unknown = Command { id: 9, ..command };
    assert_eq!(code_of(world.take(&unknown, &member)), "command.unknown");
}

#[test]
fn nobody_acts_on_a_device_that_was_given_up() {
    let (mut world, device) = bound(4);
    let command = world.command(&device);
    let (user, party) = (world.user.clone(), world.operators[0].clone());
    world.devices_do(&user, &ExecuteMsg::ReleaseDevice { device: device.clone() }, 0).unwrap();
    assert_eq!(code_of(world.take(&command, &party)), "device.unbound");
}
