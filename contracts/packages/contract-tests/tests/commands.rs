//! Commands up to their settlement (rules CMD-1, CMD-2, CMD-4).

use cloudx3_attestation::proto::AttestationBody;
use cloudx3_contract_tests::{attest, attributes, code_of, Party, World, PRICE, SERIAL};
use cosmwasm_std::Uint128;
use devices::msg::{Command, CommandsResponse, ExecuteMsg, QueryMsg, Status};
use oracle::msg::Role;

fn pending(world: &World, status: Option<Status>) -> Vec<u64> {
    let page: CommandsResponse =
        world.ask_devices(&QueryMsg::Commands { status, start_after: None, limit: None }).unwrap();
    page.commands.into_iter().map(|command| command.id).collect()
}

#[test]
fn a_command_carries_all_that_its_execution_needs() {
    let mut world = World::new();
    let device = world.device(90, SERIAL);
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
    assert_eq!(pending(&world, Some(Status::Pending)), [1]);
    assert!(pending(&world, Some(Status::Settled)).is_empty());
}

#[test]
fn commands_that_may_not_be_given() {
    let mut world = World::new();
    let device = world.device(90, SERIAL);
    let (user, stranger) = (world.user.clone(), world.party(40).account);
    let good = world.order(&device, "on");
    assert_eq!(code_of(world.devices_do(&stranger, &good, PRICE)), "auth.unauthorized");
    assert_eq!(code_of(world.devices_do(&user, &good, PRICE - 1)), "command.escrow");
    assert_eq!(code_of(world.devices_do(&user, &good, 0)), "command.escrow");
    let unknown = world.order("cosmwasm1nobody", "on");
    assert_eq!(code_of(world.devices_do(&user, &unknown, PRICE)), "device.unknown");
    let value = world.order(&device, "toggle");
    assert_eq!(code_of(world.devices_do(&user, &value, PRICE)), "command.value");
    let with = |capability: &str, deadline_ms| ExecuteMsg::IssueCommand {
        device: device.clone(),
        capability: capability.to_string(),
        value: "on".to_string(),
        deadline_ms,
    };
    let now = world.now_ms();
    assert_eq!(code_of(world.devices_do(&user, &with("dim", now + 1), PRICE)), "command.capability");
    for deadline_ms in [0, now, now + 31 * 86_400_000 + 1, u64::MAX] {
        assert_eq!(code_of(world.devices_do(&user, &with("switch", deadline_ms), PRICE)), "command.deadline");
    }
}

#[test]
fn one_operator_at_a_time_holds_a_command() {
    let mut world = World::new();
    let device = world.device(90, SERIAL);
    let command = world.command(&device);
    let (first, second) = (world.operators[0].clone(), world.operators[1].clone());
    let response = world.take(&command, &first).unwrap();
    let event = &attributes(&response, "command_taken")[0];
    assert_eq!(event["operator"], hex::encode(first.key.public()));
    assert_eq!(event["until_ms"], (world.now_ms() + 30_000).to_string());
    assert_eq!(code_of(world.take(&command, &second)), "command.leased");
    assert_eq!(code_of(world.take(&command, &first)), "command.leased");
    world.pass(29_999);
    assert_eq!(code_of(world.take(&command, &second)), "command.leased");
    world.pass(1);
    world.take(&command, &second).unwrap();
    world.pass(30_000);
    // The deadline itself still belongs to the command; a lease then ends with it.
    let response = world.take(&command, &first).unwrap();
    assert_eq!(attributes(&response, "command_taken")[0]["until_ms"], command.deadline_ms.to_string());
    world.pass(1);
    assert_eq!(code_of(world.take(&command, &first)), "command.expired");
}

#[test]
fn only_the_account_of_a_member_takes_a_command() {
    let mut world = World::new();
    let device = world.device(90, SERIAL);
    let command = world.command(&device);
    let stranger = world.party(40);
    assert_eq!(code_of(world.take(&command, &stranger)), "command.operator");
    world.register(&stranger, "operator").unwrap();
    assert_eq!(code_of(world.take(&command, &stranger)), "command.operator");
    let thief = Party { key: world.operators[0].key.clone(), account: stranger.account.clone() };
    assert_eq!(code_of(world.take(&command, &thief)), "auth.unauthorized");
    let member = world.operators[0].clone();
    let off = oracle::msg::ExecuteMsg::SetActive {
        pubkey: member.key.binary(),
        role: Role::Operator,
        active: false,
    };
    world.oracle_do(&member.account, &off, 0).unwrap();
    assert_eq!(code_of(world.take(&command, &member)), "command.operator");
    let unknown = Command { id: 9, ..command };
    assert_eq!(code_of(world.take(&unknown, &member)), "command.unknown");
}

#[test]
fn the_escrow_goes_back_once_after_the_deadline() {
    let mut world = World::new();
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
    assert_eq!(pending(&world, Some(Status::Refunded)), [1]);
    assert!(pending(&world, Some(Status::Pending)).is_empty());
    let body: AttestationBody = world.readback_body(&command);
    let readback = attest(&world.notaries[0].key.clone(), &body);
    assert_eq!(code_of(world.settle(&command, None, readback)), "command.final");
}

#[test]
fn commands_are_listed_by_status_and_paged() {
    let mut world = World::new();
    let device = world.device(90, SERIAL);
    for _ in 0..3 {
        world.command(&device);
    }
    let query = QueryMsg::Commands { status: Some(Status::Pending), start_after: Some(1), limit: Some(1) };
    let page: CommandsResponse = world.ask_devices(&query).unwrap();
    assert_eq!(page.commands.iter().map(|command| command.id).collect::<Vec<_>>(), [2]);
    assert_eq!(pending(&world, None), [1, 2, 3]);
}
