//! Proof of control (rule DEV-2): a claim binds nothing, an attested read under the claimant's own account of the vendor does.

use cloudx3_attestation::proto::context::Purpose;
use cloudx3_attestation::proto::{AttestationBody, BindingContext, Context, Operation};
use cloudx3_chain::Param;
use cloudx3_contract_tests::{attest, attributes, code_of, Published, World, SERIAL, SERVER};
use cosmwasm_std::Binary;
use devices::msg::{BindingResponse, DeviceSpec, ExecuteMsg, ProofsResponse, QueryMsg};

fn claimed() -> (World, String) {
    let mut world = World::stubbed(4, 3);
    let owner = world.user.clone();
    let device = world.claim_device(90, &owner, SERIAL);
    world.pass(1_000_000);
    (world, device)
}

fn holder(world: &World, serial: &str) -> BindingResponse {
    let query = QueryMsg::Binding { server_name: SERVER.to_string(), serial: serial.to_string() };
    world.ask_devices(&query).unwrap()
}

#[test]
fn a_read_by_the_claimant_binds_the_device() {
    let (mut world, device) = claimed();
    let response = world.bind(&device).unwrap();
    let event = &attributes(&response, "device_bound")[0];
    assert_eq!((event["server_name"].as_str(), event["serial"].as_str()), (SERVER, SERIAL));
    let found = holder(&world, "A8-03-2A BE:54:DC");
    assert_eq!((found.device, found.owner), (device, world.user.to_string()));
    assert_eq!(found.binding.proved_at_ms, world.now_ms());
    assert_eq!(found.binding.params, [Param::new("device_id", SERIAL)]);
    let proofs: ProofsResponse =
        world.ask_devices(&QueryMsg::Proofs { start_after: None, limit: None }).unwrap();
    assert_eq!(proofs.proofs[0].operation, world.readback.id);
}

/// The code with which a proof is refused whose bodies were changed.
fn refused(change: impl Fn(&World, &mut AttestationBody)) -> String {
    let (mut world, device) = claimed();
    let proof = world.proof(&device, |body| change(&world, body));
    let before = world.dump_devices();
    let code = code_of(world.bind_with(&device, proof));
    assert_eq!(world.dump_devices(), before, "a refused proof changed the state");
    code
}

fn context(world: &World, change: fn(&World, &mut BindingContext)) -> Option<Context> {
    let mut context = BindingContext {
        devices: world.devices.to_string(),
        device: "cosmwasm1gfm6e6tckfl5k4nhtqnsyk4aj9tc7nsrudy3kj".to_string(),
        claimant: world.user.to_string(),
    };
    change(world, &mut context);
    Some(Context { purpose: Some(Purpose::Binding(context)) })
}

#[test]
fn reads_that_show_no_control() {
    let cases: Vec<(&str, String)> = vec![
        (
            "attestation.context",
            refused(|w, b| b.context = context(w, |w, c| c.claimant = w.admin.to_string())),
        ),
        (
            "attestation.context",
            refused(|w, b| b.context = context(w, |w, c| c.devices = w.oracle.to_string())),
        ),
        (
            "attestation.malformed",
            refused(|w, b| b.context = context(w, |w, c| c.device = w.user.to_string())),
        ),
        (
            "attestation.context",
            refused(|_, b| b.context = Some(Context { purpose: Some(Purpose::Probe(vec![1; 16])) })),
        ),
        ("attestation.malformed", refused(|w, b| b.subject = w.user.to_string())),
        ("attestation.params", refused(|_, b| b.params[0].value = "beef".to_string())),
        ("attestation.network", refused(|_, b| b.network.as_mut().unwrap().chain_id.push('x'))),
        ("attestation.version", refused(|_, b| b.version = 3)),
        ("attestation.readings", refused(|_, b| b.readings.clear())),
        ("attestation.custom_ca", refused(|_, b| b.custom_ca = true)),
        ("attestation.session_time", refused(|_, b| b.session_time_ms += 1)),
        ("attestation.session_time", refused(|_, b| b.session_time_ms -= 600_001)),
        ("device.proof_operation", refused(|w, b| b.operation_id = w.reading.id.to_vec())),
    ];
    for (index, (expected, found)) in cases.iter().enumerate() {
        assert_eq!(expected, found, "case {index}");
    }
}

#[test]
fn a_proof_has_as_many_different_notaries_as_are_asked_for() {
    let (mut world, device) = claimed();
    let proof = world.proof(&device, |_| {});
    let refused = |world: &mut World, attestations: &[&Binary]| {
        let attestations = attestations.iter().map(|bytes| (*bytes).clone()).collect();
        code_of(world.bind_with(&device, attestations))
    };
    assert_eq!(refused(&mut world, &[]), "device.proof");
    assert_eq!(refused(&mut world, &[&proof[0]]), "device.proof");
    assert_eq!(refused(&mut world, &[&proof[0], &proof[0]]), "device.proof");
    let third = attest(&world.notaries[2].key, &{
        let mut body = world.binding_body(&device);
        body.notary = world.notaries[2].key.public();
        body
    });
    let all: Vec<Binary> = world.notaries.iter().map(|party| party.key.binary()).collect();
    let admin = world.admin.clone();
    let set = |keys: &[Binary]| ExecuteMsg::SetBindingNotaries { notaries: keys.to_vec(), required: 2 };
    world.devices_do(&admin, &set(&all), 0).unwrap();
    assert_eq!(refused(&mut world, &[&proof[0], &proof[1], &third]), "device.proof");
    world.devices_do(&admin, &set(&all[..2]), 0).unwrap();
    // One prover reads one operation.
    let other = world.operators[1].key.public();
    let by_two = world.proof(&device, |body| body.prover = other.clone());
    assert_eq!(refused(&mut world, &[&proof[0], &by_two[1]]), "attestation.prover");
    let mut second = world.readback.operation.clone();
    second.name = "example/again".to_string();
    let second = Published::from(second);
    world.publish(&second).unwrap();
    world.set_proof(&second.id, "shelly", "device_id").unwrap();
    let of_two = world.proof(&device, |body| body.operation_id = second.id.to_vec());
    assert_eq!(refused(&mut world, &[&proof[0], &of_two[1]]), "attestation.operation");
    // The third is no notary of proofs.
    let third = world.notaries[2].key.public();
    let proof = world.proof(&device, |body| body.notary = third.clone());
    assert_eq!(code_of(world.bind_with(&device, proof)), "attestation.notary");
    let forged = world.proof(&device, |_| {});
    let mut bytes = forged[1].to_vec();
    *bytes.last_mut().unwrap() ^= 1;
    assert_eq!(
        code_of(world.bind_with(&device, vec![forged[0].clone(), bytes.into()])),
        "attestation.signature"
    );
}

#[test]
fn one_device_is_not_bound_twice_however_its_serial_is_written() {
    let mut world = World::stubbed(4, 3);
    let (user, thief) = (world.user.clone(), world.party(40).account);
    let mut read = world.readback.operation.clone();
    // A vendor that takes serials in any case, with separators.
    let token = read.parameters[0].r#type.as_mut().unwrap();
    let cloudx3_attestation::proto::parameter::Type::Token(token) = token else { unreachable!() };
    (token.charset, token.max_length) = (cloudx3_attestation::proto::Charset::Identifier.into(), 32);
    let lenient = Published::from(Operation { name: "example/lenient".to_string(), ..read });
    world.publish(&lenient).unwrap();
    world.set_proof(&lenient.id, "shelly", "device_id").unwrap();
    let sensor =
        |world: &World, serial: &str| DeviceSpec { capabilities: vec![], ..world.device_spec(serial) };
    let mut bind = |number, owner, serial: &str| {
        let spec = sensor(&world, serial);
        let device = world.claim_spec(number, owner, spec);
        let proof = world.proof(&device, |body| body.operation_id = lenient.id.to_vec());
        world.pass(1);
        world.bind_with(&device, proof).map(|response| attributes(&response, "device_bound").len())
    };
    assert_eq!(bind(90, &user, "a8032abe54dc").unwrap(), 1);
    // A newer proof by another account begins a handover, whatever the case.
    assert_eq!(bind(91, &thief, "A8032ABE54DC").unwrap(), 0);
    assert_eq!(bind(92, &thief, "a8:03:2a:be:54:dc").unwrap(), 0);
    // The same server, so another vendor's name is no way around.
    world.set_proof(&lenient.id, "tasmota", "device_id").unwrap();
    let spec = DeviceSpec { vendor: "tasmota".to_string(), ..sensor(&world, "A8032abe54dc") };
    let device = world.claim_spec(93, &thief, spec);
    let proof = world.proof(&device, |body| body.operation_id = lenient.id.to_vec());
    let response = world.bind_with(&device, proof).unwrap();
    assert!(attributes(&response, "device_bound").is_empty());
    assert_eq!(holder(&world, SERIAL).owner, user.to_string());
}

#[test]
fn an_operation_of_a_stranger_shows_nothing() {
    let (mut world, device) = claimed();
    // It names the serial, and its answer does not depend on it.
    let mut own = world.readback.operation.clone();
    own.name = "example/mine".to_string();
    let own = Published::from(own);
    world.publish(&own).unwrap();
    let proof = world.proof(&device, |body| body.operation_id = own.id.to_vec());
    assert_eq!(code_of(world.bind_with(&device, proof)), "device.proof_operation");
    let msg = ExecuteMsg::SetProof { operation: own.id.clone(), proof: None };
    let stranger = world.party(40).account;
    assert_eq!(code_of(world.devices_do(&stranger, &msg, 0)), "auth.unauthorized");
}

#[test]
fn the_serial_is_in_the_parameter_that_the_proof_says_and_of_its_vendor() {
    let (mut world, device) = claimed();
    let operation = world.readback.id.clone();
    world.set_proof(&operation, "tasmota", "device_id").unwrap();
    assert_eq!(code_of(world.bind(&device)), "device.proof");
    assert_eq!(code_of(world.set_proof(&operation, "shelly", "channel")), "contract.config");
    let action = world.action.id.clone();
    assert_eq!(code_of(world.set_proof(&action, "shelly", "device_id")), "contract.config");
    // Another parameter that anybody may choose is no serial.
    let owner = world.user.clone();
    let spec = DeviceSpec {
        serial: "beef".to_string(),
        serial_param: "room".to_string(),
        params: vec![Param::new("device_id", SERIAL), Param::new("room", "beef")],
        capabilities: vec![],
        ..world.device_spec(SERIAL)
    };
    world.set_proof(&operation, "shelly", "device_id").unwrap();
    let device = world.claim_spec(91, &owner, spec);
    let proof = world.proof(&device, |body| body.params = vec![Param::new("device_id", SERIAL).to_proto()]);
    assert_eq!(code_of(world.bind_with(&device, proof)), "device.proof");
}

#[test]
fn a_device_is_bound_where_its_operations_are() {
    let (mut world, device) = claimed();
    let mut elsewhere = world.readback.operation.clone();
    elsewhere.server_name = "eu.example.com".to_string();
    let elsewhere = Published::from(elsewhere);
    world.publish(&elsewhere).unwrap();
    world.set_proof(&elsewhere.id, "shelly", "device_id").unwrap();
    let proof = world.proof(&device, |body| body.operation_id = elsewhere.id.to_vec());
    assert_eq!(code_of(world.bind_with(&device, proof)), "device.server");
    let mut spec = world.device_spec(SERIAL);
    spec.capabilities[0].readback_operation = elsewhere.id.clone();
    let owner = world.user.clone();
    let msg = world.registration(91, &owner, spec);
    assert_eq!(code_of(world.devices_do(&owner, &msg, 0)), "device.server");
    // Once it is bound, not at another server besides.
    let sensor = DeviceSpec { capabilities: vec![], ..world.device_spec(SERIAL) };
    let sensor = world.claim_spec(92, &owner, sensor);
    world.bind(&sensor).unwrap();
    let proof = world.proof(&sensor, |body| body.operation_id = elsewhere.id.to_vec());
    assert_eq!(code_of(world.bind_with(&sensor, proof)), "device.bound");
}
