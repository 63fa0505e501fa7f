//! Terms of commands (rule CMD-1).

use cloudx3_attestation::proto::{Decimal, MappedText, Operation, ReadingSelector, ReadingSource};
use cloudx3_chain::Decimal as JsonDecimal;
use cloudx3_contract_tests::{attributes, code_of, Published, World, LEASE_MS, PRICE, SERIAL};
use cosmwasm_std::{Addr, Uint128};
use devices::msg::{Command, CommandsResponse, ExecuteMsg, QueryMsg, Rewards, Status};

fn ids(world: &World, query: &QueryMsg) -> Vec<u64> {
    let page: CommandsResponse = world.ask_devices(query).unwrap();
    page.commands.into_iter().map(|command| command.id).collect()
}

fn open(world: &World, device: &str) -> Vec<u64> {
    ids(world, &QueryMsg::OpenCommands { device: device.to_string() })
}

fn issued(world: &World, issuer: &Addr) -> Vec<u64> {
    let issuer = issuer.to_string();
    ids(world, &QueryMsg::IssuedCommands { issuer, start_after: None, limit: None })
}

fn bound() -> (World, String) {
    let mut world = World::stubbed(4, 2);
    let device = world.device(90, SERIAL);
    (world, device)
}

#[test]
fn a_command_carries_all_that_its_execution_needs() {
    let (mut world, device) = bound();
    let command = world.command(&device);
    let params: Vec<_> = command.action_params.iter().map(|p| (p.name.as_str(), p.value.as_str())).collect();
    assert_eq!(params, [("device_id", SERIAL), ("turn", "on")]);
    let params: Vec<_> =
        command.readback_params.iter().map(|p| (p.name.as_str(), p.value.as_str())).collect();
    assert_eq!(params, [("device_id", SERIAL)]);
    assert_eq!(
        (command.action_operation, command.readback_operation),
        (world.action.id.clone(), world.readback.id.clone())
    );
    assert_eq!((command.status, command.escrow), (Status::Pending, Uint128::new(PRICE)));
    assert_eq!((command.issued_at_ms, command.deadline_ms), (world.now_ms(), world.now_ms() + 60_000));
    assert_eq!(open(&world, &device), [1]);
}

#[test]
fn commands_that_may_not_be_given() {
    let (mut world, device) = bound();
    let (user, stranger) = (world.user.clone(), world.party(40).account);
    let good = world.order(&device, "on");
    assert_eq!(code_of(world.devices_do(&stranger, &good, PRICE)), "auth.unauthorized");
    assert_eq!(code_of(world.devices_do(&user, &good, PRICE - 1)), "command.escrow");
    assert_eq!(code_of(world.devices_do(&user, &good, 0)), "command.escrow");
    let unknown = world.order("cosmwasm1nobody", "on");
    assert_eq!(code_of(world.devices_do(&user, &unknown, PRICE)), "device.unknown");
    let value = world.order(&device, "toggle");
    assert_eq!(code_of(world.devices_do(&user, &value, PRICE)), "command.value");
    let dim = ExecuteMsg::IssueCommand {
        device: device.clone(),
        capability: "dim".to_string(),
        value: "on".to_string(),
        deadline_ms: world.now_ms() + 60_000,
    };
    assert_eq!(code_of(world.devices_do(&user, &dim, PRICE)), "command.capability");
    let claim = world.claim_device(91, &user, "beef");
    let order = world.order(&claim, "on");
    assert_eq!(code_of(world.devices_do(&user, &order, PRICE)), "device.unbound");
}

#[test]
fn a_deadline_leaves_the_device_the_time_that_it_asks_for() {
    let (mut world, device) = bound();
    let (user, now) = (world.user.clone(), world.now_ms());
    for deadline_ms in [0, now, now + 6_000, now + LEASE_MS - 1, now + 31 * 86_400_000 + 1, u64::MAX] {
        let order = world.order_until(&device, "on", deadline_ms);
        assert_eq!(code_of(world.devices_do(&user, &order, PRICE)), "command.deadline", "{deadline_ms}");
    }
    for deadline_ms in [now + LEASE_MS, now + 31 * 86_400_000] {
        let order = world.order_until(&device, "on", deadline_ms);
        world.devices_do(&user, &order, PRICE).unwrap();
    }
}

#[test]
fn a_device_has_sixteen_commands_open_and_expired_ones_make_room() {
    let (mut world, device) = bound();
    let user = world.user.clone();
    for _ in 0..16 {
        world.command(&device);
    }
    let order = world.order_until(&device, "on", world.now_ms() + 120_000);
    assert_eq!(code_of(world.devices_do(&user, &order, PRICE)), "command.limit");
    world.pass(60_000);
    assert_eq!(code_of(world.devices_do(&user, &order, PRICE)), "command.limit");
    assert_eq!(open(&world, &device).len(), 16);
    world.pass(1);
    // Nothing is to be done any more, a year later too; all is still the issuer's to get back.
    assert!(open(&world, &device).is_empty());
    assert_eq!(issued(&world, &user).len(), 16);
    let order = world.order(&device, "on");
    let response = world.devices_do(&user, &order, PRICE).unwrap();
    let event = &attributes(&response, "command_refunded")[0];
    assert_eq!((event["command_id"].as_str(), event["amount"].as_str()), ("1", "100"));
    let rewards: Rewards = world.ask_devices(&QueryMsg::Rewards { address: user.to_string() }).unwrap();
    assert_eq!(rewards.accrued, Uint128::new(PRICE));
    assert_eq!((open(&world, &device), issued(&world, &user).len()), (vec![17], 16));
}

#[test]
fn an_issuer_has_sixty_four_commands_open() {
    let (mut world, first) = bound();
    let user = world.user.clone();
    let mut devices = vec![first];
    for number in 91..95 {
        devices.push(world.device(number, &format!("beef{number}")));
    }
    for device in &devices[..4] {
        for _ in 0..16 {
            world.command(device);
        }
    }
    let order = world.order(&devices[4], "on");
    assert_eq!(code_of(world.devices_do(&user, &order, PRICE)), "command.limit");
    // Others are not held up by it.
    let other = world.party(41).account;
    let device = world.device_of(96, &other, "cafe");
    world.command(&device);
    world.pass(60_001);
    let order = world.order(&devices[4], "on");
    let response = world.devices_do(&user, &order, PRICE).unwrap();
    assert_eq!(attributes(&response, "command_refunded")[0]["device"], devices[0]);
}

#[test]
fn ended_commands_are_on_no_list_of_what_is_to_be_done() {
    let (mut world, device) = bound();
    let user = world.user.clone();
    let (first, second) = (world.command(&device), world.command(&device));
    world.devices_do(&user, &ExecuteMsg::CancelCommand { command_id: first.id }, 0).unwrap();
    assert_eq!((open(&world, &device), issued(&world, &user)), (vec![2], vec![2]));
    world.pass(60_001);
    assert_eq!((open(&world, &device), issued(&world, &user)), (vec![], vec![2]));
    world.devices_do(&user, &ExecuteMsg::RefundCommand { command_id: second.id }, 0).unwrap();
    assert!(issued(&world, &user).is_empty());
    assert_eq!(ids(&world, &QueryMsg::Commands { start_after: None, limit: None }), [1, 2]);
    assert_eq!(ids(&world, &QueryMsg::Commands { start_after: Some(1), limit: Some(1) }), [2]);
}

/// Whether a device is registered whose read-back reads like this and whose values expect these.
fn registers(reading: ReadingSelector, expect: JsonDecimal) -> bool {
    let mut world = World::stubbed(4, 2);
    let operation = Operation {
        readings: vec![ReadingSelector { name: "output".to_string(), unit: "1".to_string(), ..reading }],
        ..world.readback.operation.clone()
    };
    let operation = Published::from(operation);
    world.publish(&operation).unwrap();
    let mut spec = world.device_spec(SERIAL);
    spec.capabilities[0].readback_operation = operation.id.clone();
    spec.capabilities[0].values.truncate(1);
    spec.capabilities[0].values[0].expect = expect;
    let user = world.user.clone();
    let msg = world.registration(90, &user, spec);
    let registered = world.devices_do(&user, &msg, 0);
    registered.map_err(|error| assert_eq!(code_of(Err::<(), _>(error)), "device.capability")).is_ok()
}

fn of(source: ReadingSource, exponent: i32) -> ReadingSelector {
    ReadingSelector { source: source.into(), exponent, ..Default::default() }
}

fn bounded(min: i64, max: i64) -> ReadingSelector {
    let bound = |mantissa| Some(Decimal { mantissa, scale: 0 });
    ReadingSelector { min: bound(min), max: bound(max), ..of(ReadingSource::Number, 0) }
}

fn mapped(exponent: i32) -> ReadingSelector {
    let entry = |text: &str, mantissa| MappedText {
        text: text.to_string(),
        value: Some(Decimal { mantissa, scale: 0 }),
    };
    ReadingSelector {
        map: vec![entry("closed", 0), entry("open", 7)],
        ..of(ReadingSource::MappedString, exponent)
    }
}

#[test]
fn what_no_reading_can_show_is_not_expected() {
    let cases = [
        // A boolean is 0 or 1, times its power of ten.
        (of(ReadingSource::Boolean, 0), JsonDecimal::new(2, 0), false),
        (of(ReadingSource::Boolean, 0), JsonDecimal::new(10, 1), true),
        (of(ReadingSource::Boolean, 2), JsonDecimal::new(1, 0), false),
        (of(ReadingSource::Boolean, 2), JsonDecimal::new(100, 0), true),
        (of(ReadingSource::Boolean, -1), JsonDecimal::new(1, 1), true),
        (of(ReadingSource::Boolean, 0), JsonDecimal::new(-1, 0), false),
        // A map says what it lists.
        (mapped(0), JsonDecimal::new(7, 0), true),
        (mapped(0), JsonDecimal::new(1, 0), false),
        (mapped(1), JsonDecimal::new(7, 0), false),
        (mapped(1), JsonDecimal::new(700, 1), true),
        // Bounds hold for each.
        (bounded(0, 5), JsonDecimal::new(5, 0), true),
        (bounded(0, 5), JsonDecimal::new(51, 1), false),
        (bounded(1, 5), JsonDecimal::new(0, 0), false),
        // A number times a power has to be a decimal.
        (of(ReadingSource::Number, 18), JsonDecimal::new(0, 18), true),
        (of(ReadingSource::Number, 18), JsonDecimal::new(1, 1), false),
        (of(ReadingSource::NumericString, 1), JsonDecimal::new(1, 17), true),
        (of(ReadingSource::Number, -18), JsonDecimal::new(1, 0), false),
        (of(ReadingSource::Number, -17), JsonDecimal::new(1, 0), true),
    ];
    for (index, (reading, expect, holds)) in cases.into_iter().enumerate() {
        assert_eq!(registers(reading, expect), holds, "case {index}");
    }
}

#[test]
fn a_later_change_of_the_device_does_not_change_a_command_that_stands() {
    let (mut world, device) = bound();
    let command: Command = world.command(&device);
    let user = world.user.clone();
    let change = devices::msg::DeviceChange {
        notaries: Some(vec![world.notaries[1].key.binary()]),
        label: Some("a lamp".to_string()),
        ..Default::default()
    };
    world.devices_do(&user, &ExecuteMsg::UpdateDevice { device, change }, 0).unwrap();
    assert_eq!(world.again(&command), command);
}
