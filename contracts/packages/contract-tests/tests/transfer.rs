//! Transfer by two signatures, release, change (rule DEV-4).

use cloudx3_contract_tests::{attributes, code_of, World, HANDOVER_MS, LEASE_MS, PRICE, SERIAL, SERVER};
use cosmwasm_std::{Addr, StdResult, Uint128};
use cw_multi_test::AppResponse;
use devices::msg::{BindingResponse, DeviceChange, ExecuteMsg, MembersResponse, QueryMsg, Role, Status};

fn bound() -> (World, String) {
    let mut world = World::stubbed(4, 2);
    let device = world.device(90, SERIAL);
    (world, device)
}

fn offer(world: &mut World, device: &str, to: Option<&Addr>) -> StdResult<AppResponse> {
    let user = world.user.clone();
    let (device, to) = (device.to_string(), to.map(Addr::to_string));
    world.devices_do(&user, &ExecuteMsg::OfferDevice { device, to }, 0)
}

fn take(world: &mut World, device: &str, sender: &Addr) -> StdResult<AppResponse> {
    world.devices_do(sender, &ExecuteMsg::TakeDevice { device: device.to_string() }, 0)
}

fn update(world: &mut World, device: &str, change: DeviceChange) -> StdResult<AppResponse> {
    let user = world.user.clone();
    world.devices_do(&user, &ExecuteMsg::UpdateDevice { device: device.to_string(), change }, 0)
}

fn serving(world: &World, device: &str) -> usize {
    let members: MembersResponse =
        world.ask_devices(&QueryMsg::Members { device: device.to_string() }).unwrap();
    members.operators.iter().chain(&members.notaries).filter(|member| member.member).count()
}

#[test]
fn a_device_changes_hands_by_two_signatures() {
    let (mut world, device) = bound();
    let (buyer, other) = (world.party(40).account, world.party(41).account);
    assert_eq!(code_of(take(&mut world, &device, &buyer)), "device.offer");
    offer(&mut world, &device, Some(&buyer)).unwrap();
    assert_eq!(code_of(take(&mut world, &device, &other)), "device.offer");
    let before = world.device_state(&device);
    let response = take(&mut world, &device, &buyer).unwrap();
    let event = &attributes(&response, "device_transferred")[0];
    assert_eq!((event["from"].as_str(), event["to"].as_str()), (world.user.as_str(), buyer.as_str()));
    let after = world.device_state(&device);
    assert_eq!((after.owner, after.binding, after.offered_to), (buyer.to_string(), before.binding, None));
    // Members agreed to another owner.
    assert_ne!(after.terms, before.terms);
    assert_eq!(serving(&world, &device), 0);
    let order = world.order(&device, "on");
    let user = world.user.clone();
    assert_eq!(code_of(world.devices_do(&user, &order, PRICE)), "auth.unauthorized");
    assert_eq!(code_of(take(&mut world, &device, &buyer)), "device.offer");
}

#[test]
fn an_offer_can_be_taken_back_and_ends_with_a_change() {
    let (mut world, device) = bound();
    let buyer = world.party(40).account;
    offer(&mut world, &device, Some(&buyer)).unwrap();
    offer(&mut world, &device, None).unwrap();
    assert_eq!(code_of(take(&mut world, &device, &buyer)), "device.offer");
    offer(&mut world, &device, Some(&buyer)).unwrap();
    update(&mut world, &device, DeviceChange { label: Some("a lamp".to_string()), ..Default::default() })
        .unwrap();
    assert_eq!(code_of(take(&mut world, &device, &buyer)), "device.offer");
    offer(&mut world, &device, Some(&buyer)).unwrap();
    let user = world.user.clone();
    world.devices_do(&user, &ExecuteMsg::ReleaseDevice { device: device.clone() }, 0).unwrap();
    assert_eq!(code_of(take(&mut world, &device, &buyer)), "device.offer");
}

#[test]
fn a_device_is_not_given_away_under_a_command() {
    let (mut world, device) = bound();
    let command = world.command(&device);
    let buyer = world.party(40).account;
    offer(&mut world, &device, Some(&buyer)).unwrap();
    assert_eq!(code_of(take(&mut world, &device, &buyer)), "device.busy");
    world.pass(60_000);
    assert_eq!(code_of(take(&mut world, &device, &buyer)), "device.busy");
    world.pass(1);
    // What expired is refunded to who paid for it.
    let response = take(&mut world, &device, &buyer).unwrap();
    assert_eq!(attributes(&response, "command_refunded")[0]["to"], world.user.as_str());
    assert_eq!(world.again(&command).status, Status::Refunded);
}

#[test]
fn a_released_device_is_a_claim_that_anybody_may_outdo() {
    let (mut world, device) = bound();
    let (user, stranger) = (world.user.clone(), world.party(40).account);
    let release = ExecuteMsg::ReleaseDevice { device: device.clone() };
    assert_eq!(code_of(world.devices_do(&stranger, &release, 0)), "auth.unauthorized");
    world.devices_do(&user, &release, 0).unwrap();
    assert_eq!(code_of(world.devices_do(&user, &release, 0)), "device.unbound");
    let order = world.order(&device, "on");
    assert_eq!(code_of(world.devices_do(&user, &order, PRICE)), "device.unbound");
    let query = QueryMsg::Binding { server_name: SERVER.to_string(), serial: SERIAL.to_string() };
    assert_eq!(code_of(world.ask_devices::<BindingResponse>(&query)), "device.unknown");
    let claim = world.claim_device(91, &stranger, SERIAL);
    world.bind(&claim).unwrap();
    assert_eq!(world.ask_devices::<BindingResponse>(&query).unwrap().device, claim);
    world.pass(HANDOVER_MS);
}

#[test]
fn terms_stand_while_a_command_is_open_and_are_accepted_anew() {
    let (mut world, device) = bound();
    let dearer = DeviceChange { price: Some(Uint128::new(200)), ..Default::default() };
    let command = world.command(&device);
    assert_eq!(code_of(update(&mut world, &device, dearer.clone())), "device.busy");
    update(&mut world, &device, DeviceChange { label: Some("x".to_string()), ..Default::default() }).unwrap();
    assert_eq!(serving(&world, &device), 6);
    let user = world.user.clone();
    world.devices_do(&user, &ExecuteMsg::CancelCommand { command_id: command.id }, 0).unwrap();
    update(&mut world, &device, dearer).unwrap();
    assert_eq!(serving(&world, &device), 0);
    world.join_all(&device);
    assert_eq!(serving(&world, &device), 6);
    let order = world.order(&device, "on");
    assert_eq!(code_of(world.devices_do(&user, &order, PRICE)), "command.escrow");
}

#[test]
fn every_term_is_in_the_digest() {
    let (mut world, device) = bound();
    let mut capabilities = world.device_spec(SERIAL).capabilities;
    capabilities[0].values.pop();
    let proxy = vec![cloudx3_chain::Mode::Proxy];
    let changes = [
        DeviceChange { capabilities: Some(capabilities), ..Default::default() },
        DeviceChange { accepted_modes: Some(proxy), ..Default::default() },
        DeviceChange { allow_custom_ca: Some(true), ..Default::default() },
        DeviceChange { price: Some(Uint128::new(1)), ..Default::default() },
        DeviceChange { min_deadline_ms: Some(LEASE_MS + 1), ..Default::default() },
    ];
    for change in changes {
        let before = world.device_state(&device).terms;
        update(&mut world, &device, change).unwrap();
        assert_ne!(world.device_state(&device).terms, before);
        assert_eq!(serving(&world, &device), 0);
        world.join_all(&device);
    }
}

#[test]
fn changes_are_held_to_what_a_claim_is_held_to() {
    let (mut world, device) = bound();
    let mut capabilities = world.device_spec(SERIAL).capabilities;
    capabilities[0].values[0].value = "toggle".to_string();
    let cases = [
        ("device.spec", DeviceChange { price: Some(Uint128::zero()), ..Default::default() }),
        ("device.spec", DeviceChange { min_deadline_ms: Some(1), ..Default::default() }),
        ("device.spec", DeviceChange { operators: Some(vec![]), ..Default::default() }),
        ("text.invalid", DeviceChange { label: Some(String::new()), ..Default::default() }),
        ("params.value", DeviceChange { capabilities: Some(capabilities), ..Default::default() }),
    ];
    for (code, change) in cases {
        assert_eq!(code_of(update(&mut world, &device, change)), code);
    }
    let stranger = world.party(40).account;
    let msg = ExecuteMsg::UpdateDevice { device, change: DeviceChange::default() };
    assert_eq!(code_of(world.devices_do(&stranger, &msg, 0)), "auth.unauthorized");
}

#[test]
fn a_bound_device_keeps_its_operations_at_its_server() {
    let (mut world, device) = bound();
    let moved = |operation: &cloudx3_contract_tests::Published| {
        let mut operation = operation.operation.clone();
        operation.server_name = "eu.example.com".to_string();
        cloudx3_contract_tests::Published::from(operation)
    };
    let (action, readback) = (moved(&world.action), moved(&world.readback));
    world.publish(&action).unwrap();
    world.publish(&readback).unwrap();
    let mut capabilities = world.device_spec(SERIAL).capabilities;
    capabilities[0].action_operation = action.id.clone();
    capabilities[0].readback_operation = readback.id.clone();
    let change = DeviceChange { capabilities: Some(capabilities), ..Default::default() };
    assert_eq!(code_of(update(&mut world, &device, change)), "device.server");
}

#[test]
fn who_is_named_no_more_leaves_after_a_lease() {
    let (mut world, device) = bound();
    let kept = vec![world.notaries[0].key.binary()];
    let change = DeviceChange { notaries: Some(kept), ..Default::default() };
    let response = update(&mut world, &device, change).unwrap();
    let event = &attributes(&response, "member_left")[0];
    assert_eq!(event["pubkey"], hex::encode(world.notaries[1].key.public()));
    let members: MembersResponse = world.ask_devices(&QueryMsg::Members { device: device.clone() }).unwrap();
    assert_eq!((members.notaries.len(), members.notaries[0].member), (1, true));
    let query = QueryMsg::Memberships {
        role: Role::Notary,
        pubkey: world.notaries[1].key.binary(),
        start_after: None,
        limit: None,
    };
    let page: devices::msg::MembershipsResponse = world.ask_devices(&query).unwrap();
    let member = &page.memberships[0].member;
    assert_eq!((member.invited, member.member), (false, false));
    assert_eq!(member.spans[0].until_ms, Some(world.now_ms() + LEASE_MS));
    let removed = world.notaries[1].clone();
    assert_eq!(code_of(world.join(&device, Role::Notary, &removed)), "device.not_named");
}
