//! Commands that nobody carried out (rule CMD-4).

use cloudx3_contract_tests::{attributes, code_of, readback, World, LEASE_MS, PRICE, SERIAL};
use cosmwasm_std::Uint128;
use devices::msg::{ExecuteMsg, Status};

#[test]
fn the_escrow_goes_back_once_after_the_deadline() {
    let mut world = World::stubbed(4, 2);
    let device = world.device(90, SERIAL);
    let command = world.command(&device);
    let refund = ExecuteMsg::RefundCommand { command_id: command.id };
    let (user, stranger) = (world.user.clone(), world.party(40).account);
    world.pass(60_000);
    assert_eq!(code_of(world.devices_do(&stranger, &refund, 0)), "command.not_expired");
    world.pass(1);
    let before = world.balance(&user);
    let response = world.devices_do(&stranger, &refund, 0).unwrap();
    let event = &attributes(&response, "command_refunded")[0];
    assert_eq!((event["to"].as_str(), event["amount"].as_str()), (user.as_str(), "100"));
    assert_eq!(world.balance(&user), before + Uint128::new(PRICE));
    assert_eq!(code_of(world.devices_do(&stranger, &refund, 0)), "command.final");
    let readback = readback(&world, &command, |_| {});
    assert_eq!(code_of(world.settle(&command, None, readback)), "command.final");
}

#[test]
fn a_command_can_be_taken_back_while_nobody_can_have_acted() {
    let mut world = World::stubbed(4, 2);
    let device = world.device(90, SERIAL);
    let command = world.command(&device);
    let cancel = ExecuteMsg::CancelCommand { command_id: command.id };
    let (user, stranger) = (world.user.clone(), world.party(40).account);
    assert_eq!(code_of(world.devices_do(&stranger, &cancel, 0)), "auth.unauthorized");
    let before = world.balance(&user);
    let response = world.devices_do(&user, &cancel, 0).unwrap();
    assert_eq!(attributes(&response, "command_cancelled")[0]["amount"], "100");
    assert_eq!(world.balance(&user), before + Uint128::new(PRICE));
    assert_eq!(world.again(&command).status, Status::Cancelled);
    assert_eq!(code_of(world.devices_do(&user, &cancel, 0)), "command.final");
    assert_eq!(code_of(world.take(&command, &world.operators[0].clone())), "command.final");
}

#[test]
fn who_acted_has_time_to_show_it_before_the_issuer_takes_the_command_back() {
    let mut world = World::stubbed(4, 2);
    let device = world.device(90, SERIAL);
    let order = world.order_until(&device, "on", world.now_ms() + 10 * LEASE_MS);
    let user = world.user.clone();
    world.devices_do(&user, &order, PRICE).unwrap();
    let command = world.ask_devices(&devices::msg::QueryMsg::Command { command_id: 1 }).unwrap();
    world.take(&command, &world.operators[0].clone()).unwrap();
    let cancel = ExecuteMsg::CancelCommand { command_id: 1 };
    for time_ms in [0, LEASE_MS, LEASE_MS] {
        world.pass(time_ms);
        assert_eq!(code_of(world.devices_do(&user, &cancel, 0)), "command.picked_up");
    }
    world.pass(1);
    world.devices_do(&user, &cancel, 0).unwrap();
}
