//! A newer proof of another account takes a serial over, with notice (rule DEV-3).

use cloudx3_contract_tests::{attributes, code_of, Published, World, HANDOVER_MS, SERIAL, SERVER};
use devices::msg::{BindingResponse, ExecuteMsg, QueryMsg};

/// The user's bound device, and the claim of somebody who bought it since.
fn sold() -> (World, String, String) {
    let mut world = World::stubbed(4, 2);
    let (user, buyer) = (world.user.clone(), world.party(40).account);
    let device = world.device_of(90, &user, SERIAL);
    let claim = world.claim_device(91, &buyer, SERIAL);
    world.pass(1_000);
    (world, device, claim)
}

fn held(world: &World) -> BindingResponse {
    let query = QueryMsg::Binding { server_name: SERVER.to_string(), serial: SERIAL.to_string() };
    world.ask_devices(&query).unwrap()
}

fn complete(world: &mut World, device: &str) -> cosmwasm_std::StdResult<cw_multi_test::AppResponse> {
    let anybody = world.party(41).account;
    let (server_name, device) = (SERVER.to_string(), device.to_string());
    world.devices_do(&anybody, &ExecuteMsg::CompleteHandover { server_name, device }, 0)
}

#[test]
fn who_does_not_answer_within_the_notice_loses_the_device() {
    let (mut world, device, claim) = sold();
    assert_eq!(code_of(complete(&mut world, &claim)), "device.no_handover");
    let response = world.bind(&claim).unwrap();
    let event = &attributes(&response, "handover_begun")[0];
    assert_eq!((event["device"].as_str(), event["by"].as_str()), (device.as_str(), claim.as_str()));
    assert_eq!(held(&world).device, device);
    world.pass(HANDOVER_MS - 1);
    assert_eq!(code_of(complete(&mut world, &claim)), "device.handover_pending");
    world.pass(1);
    assert_eq!(code_of(complete(&mut world, &device)), "device.no_handover");
    let response = complete(&mut world, &claim).unwrap();
    assert_eq!(attributes(&response, "device_unbound")[0]["why"], "handed_over");
    assert_eq!(held(&world).device, claim);
    assert_eq!((held(&world).handover, world.device_state(&device).binding), (None, None));
    assert_eq!(code_of(complete(&mut world, &claim)), "device.no_handover");
}

#[test]
fn the_holder_answers_by_a_newer_proof() {
    let (mut world, device, claim) = sold();
    let early = world.proof(&device, |_| {});
    world.pass(1);
    let challenge = world.proof(&claim, |_| {});
    world.bind_with(&claim, challenge.clone()).unwrap();
    // Older than the challenge, so it says nothing of now.
    assert_eq!(code_of(world.bind_with(&device, early)), "device.proof_old");
    world.pass(1);
    let response = world.bind(&device).unwrap();
    assert_eq!(attributes(&response, "handover_answered")[0]["by"], claim);
    assert_eq!((held(&world).device, held(&world).handover), (device, None));
    // The challenge is used up.
    assert_eq!(code_of(world.bind_with(&claim, challenge)), "device.proof_old");
    world.pass(HANDOVER_MS);
    assert_eq!(code_of(complete(&mut world, &claim)), "device.no_handover");
}

#[test]
fn a_proof_that_was_made_before_the_holders_begins_nothing() {
    let (mut world, device, claim) = sold();
    let old = world.proof(&claim, |_| {});
    world.pass(1);
    world.bind(&device).unwrap();
    assert_eq!(code_of(world.bind_with(&claim, old)), "device.proof_old");
    // Nor one of the same moment, and nobody renews twice with one proof.
    assert_eq!(code_of(world.bind(&claim)), "device.proof_old");
    assert_eq!(code_of(world.bind(&device)), "device.proof_old");
}

#[test]
fn the_newest_of_several_claimants_waits_anew() {
    let (mut world, _, claim) = sold();
    world.bind(&claim).unwrap();
    let third = world.party(42).account;
    let other = world.claim_device(92, &third, SERIAL);
    world.pass(HANDOVER_MS - 1);
    world.bind(&other).unwrap();
    world.pass(1);
    assert_eq!(code_of(complete(&mut world, &claim)), "device.no_handover");
    assert_eq!(code_of(complete(&mut world, &other)), "device.handover_pending");
    world.pass(HANDOVER_MS);
    complete(&mut world, &other).unwrap();
    assert_eq!(held(&world).owner, third.to_string());
}

#[test]
fn an_owner_moves_its_serial_to_another_key_of_its_own_at_once() {
    let (mut world, device, _) = sold();
    let user = world.user.clone();
    let again = world.claim_device(93, &user, SERIAL);
    let response = world.bind(&again).unwrap();
    assert_eq!(attributes(&response, "device_unbound")[0]["why"], "replaced");
    assert_eq!((held(&world).device, world.device_state(&device).binding), (again, None));
}

#[test]
fn a_holder_that_lets_go_gives_to_who_waits() {
    let (mut world, device, claim) = sold();
    world.bind(&claim).unwrap();
    let user = world.user.clone();
    world.devices_do(&user, &ExecuteMsg::ReleaseDevice { device: device.clone() }, 0).unwrap();
    assert_eq!((held(&world).device, world.device_state(&device).binding), (claim, None));
}

/// A claim of a sensor, which is also bound at another server once the second is called.
fn of_two_servers() -> (World, String, String, impl Fn(&mut World, &str)) {
    let (mut world, device, _) = sold();
    let mut elsewhere = world.readback.operation.clone();
    elsewhere.server_name = "eu.example.com".to_string();
    let elsewhere = Published::from(elsewhere);
    world.publish(&elsewhere).unwrap();
    world.set_proof(&elsewhere.id, "shelly", "device_id").unwrap();
    let buyer = world.party(40).account;
    let mut spec = world.device_spec(SERIAL);
    spec.capabilities.clear();
    let claim = world.claim_spec(94, &buyer, spec);
    let bind_elsewhere = move |world: &mut World, claim: &str| {
        let proof = world.proof(claim, |body| body.operation_id = elsewhere.id.to_vec());
        world.bind_with(claim, proof).unwrap();
    };
    (world, device, claim, bind_elsewhere)
}

#[test]
fn a_claimant_that_has_another_serial_meanwhile_gets_no_second_one() {
    let (mut world, device, claim, bind_elsewhere) = of_two_servers();
    world.bind(&claim).unwrap();
    bind_elsewhere(&mut world, &claim);
    world.pass(HANDOVER_MS);
    assert_eq!(code_of(complete(&mut world, &claim)), "device.bound");
    assert_eq!(held(&world).device, device);
    // It holds nobody: the owner gives the device up all the same.
    let user = world.user.clone();
    world.devices_do(&user, &ExecuteMsg::ReleaseDevice { device: device.clone() }, 0).unwrap();
    assert_eq!(world.device_state(&device).binding, None);
}

#[test]
fn who_has_a_serial_elsewhere_begins_no_handover() {
    let (mut world, _, claim, bind_elsewhere) = of_two_servers();
    bind_elsewhere(&mut world, &claim);
    world.pass(1);
    assert_eq!(code_of(world.bind(&claim)), "device.bound");
    assert_eq!(held(&world).handover, None);
}

#[test]
fn an_offer_ends_with_the_binding() {
    let (mut world, device, claim) = sold();
    let (user, friend) = (world.user.clone(), world.party(43).account);
    let offer = ExecuteMsg::OfferDevice { device: device.clone(), to: Some(friend.to_string()) };
    world.devices_do(&user, &offer, 0).unwrap();
    world.bind(&claim).unwrap();
    world.pass(HANDOVER_MS);
    complete(&mut world, &claim).unwrap();
    assert_eq!(world.device_state(&device).offered_to, None);
}
