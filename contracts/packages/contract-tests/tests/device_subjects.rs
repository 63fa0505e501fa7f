//! What a feed may say about a device (rule DEV-6).

use cloudx3_chain::Param;
use cloudx3_contract_tests::{code_of, World, SERIAL, SERVER};
use devices::msg::{DeviceSpec, ExecuteMsg, QueryMsg, SubjectResponse};
use serde_json::{json, Value};

fn subject(world: &World, device: &str) -> SubjectResponse {
    world.ask_devices(&QueryMsg::Subject { device: device.to_string() }).unwrap()
}

#[test]
fn a_bound_device_is_a_subject_with_the_parameters_of_its_proof() {
    let mut world = World::stubbed(4, 2);
    let device = world.device(90, SERIAL);
    let question = json!({ "subject": { "device": device } });
    let answer: Value = world.app.wrap().query_wasm_smart(&world.devices, &question).unwrap();
    let expected = json!({
        "bound": true,
        "owner": world.user,
        "params": [{ "name": "device_id", "value": SERIAL, "items": null }],
        "serial_param": "device_id",
        "server_name": SERVER,
    });
    assert_eq!(answer, expected);
    let unknown = QueryMsg::Subject { device: "cosmwasm1nobody".to_string() };
    assert_eq!(code_of(world.ask_devices::<SubjectResponse>(&unknown)), "device.unknown");
}

#[test]
fn a_claim_is_no_subject() {
    let mut world = World::stubbed(4, 2);
    let thief = world.party(40).account;
    let claim = world.claim_device(90, &thief, SERIAL);
    let answer = subject(&world, &claim);
    assert_eq!((answer.bound, answer.params, answer.server_name), (false, vec![], String::new()));
}

#[test]
fn a_device_that_was_given_up_is_a_subject_no_more() {
    let mut world = World::stubbed(4, 2);
    let device = world.device(90, SERIAL);
    let user = world.user.clone();
    world.devices_do(&user, &ExecuteMsg::ReleaseDevice { device: device.clone() }, 0).unwrap();
    assert!(!subject(&world, &device).bound);
}

#[test]
fn a_parameter_that_no_proof_was_read_with_is_not_the_devices() {
    let mut world = World::stubbed(4, 2);
    let owner = world.user.clone();
    let neighbours = Param::new("meter", "of-a-neighbour");
    let params = vec![Param::new("device_id", SERIAL), neighbours];
    let spec = DeviceSpec { params, ..world.device_spec(SERIAL) };
    let device = world.claim_spec(90, &owner, spec);
    world.bind(&device).unwrap();
    assert_eq!(subject(&world, &device).params, [Param::new("device_id", SERIAL)]);
}
