//! Claims of devices (rule DEV-1).

use cloudx3_chain::{Decimal, Param};
use cloudx3_contract_tests::{code_of, high_s, World, PRICE, SERIAL};
use cosmwasm_std::{Binary, Uint128};
use devices::msg::{Capability, ConfigResponse, Device, DeviceSpec, DevicesResponse, ExecuteMsg, QueryMsg};

#[test]
fn a_claim_can_be_found_and_binds_nothing() {
    let mut world = World::new();
    let owner = world.user.clone();
    let id = world.claim_device(90, &owner, SERIAL);
    let device = world.device_state(&id);
    assert_eq!((device.owner.as_str(), device.vendor.as_str()), (owner.as_str(), "shelly"));
    assert_eq!((device.registered_at_ms, &device.binding), (world.now_ms(), &None));
    let page: DevicesResponse =
        world.ask_devices(&QueryMsg::Devices { start_after: None, limit: None }).unwrap();
    assert_eq!(page.devices, [device]);
    let unknown = QueryMsg::Device { device: "cosmwasm1nobody".to_string() };
    assert_eq!(code_of(world.ask_devices::<Device>(&unknown)), "device.unknown");
    let config: ConfigResponse = world.ask_devices(&QueryMsg::Config {}).unwrap();
    assert_eq!((config.oracle, config.executor_share_percent), (world.oracle.to_string(), 70));
}

#[test]
fn the_id_is_the_address_of_the_key() {
    let mut world = World::new();
    let owner = world.user.clone();
    // What @noble/hashes and @cosmjs/encoding make of this key.
    assert_eq!(world.claim_device(90, &owner, SERIAL), "cosmwasm1gfm6e6tckfl5k4nhtqnsyk4aj9tc7nsrudy3kj");
}

#[test]
fn a_serial_that_a_stranger_claimed_first_is_still_its_owners_to_bind() {
    let mut world = World::stubbed(4, 2);
    let thief = world.party(40).account;
    world.claim_device(91, &thief, SERIAL);
    let device = world.device(90, SERIAL);
    assert!(world.device_state(&device).binding.is_some());
    let user = world.user.clone();
    let same_key = world.device_registration(90, "beef");
    assert_eq!(code_of(world.devices_do(&user, &same_key, 0)), "device.registered");
}

fn signature_of(msg: &mut ExecuteMsg) -> &mut Binary {
    let ExecuteMsg::RegisterDevice { signature, .. } = msg else { unreachable!() };
    signature
}

fn spec_of(msg: &mut ExecuteMsg) -> &mut DeviceSpec {
    let ExecuteMsg::RegisterDevice { device, .. } = msg else { unreachable!() };
    device
}

#[test]
fn a_proof_of_possession_that_does_not_hold() {
    let mut world = World::new();
    let good = world.device_registration(90, SERIAL);
    let stranger = world.party(40).account;
    assert_eq!(code_of(world.devices_do(&stranger, &good, 0)), "registration.signature");
    let mut refused = |change: fn(&mut ExecuteMsg)| {
        let mut msg = good.clone();
        change(&mut msg);
        let user = world.user.clone();
        code_of(world.devices_do(&user, &msg, 0))
    };
    let flipped = |msg: &mut ExecuteMsg| {
        *signature_of(msg) = signature_of(msg).iter().map(|b| b ^ 1).collect::<Vec<_>>().into()
    };
    assert_eq!(refused(flipped), "registration.signature");
    assert_eq!(refused(|msg| *signature_of(msg) = Binary::default()), "registration.signature");
    assert_eq!(refused(|msg| spec_of(msg).vendor = "tasmota".to_string()), "registration.signature");
    assert_eq!(refused(|msg| spec_of(msg).vendor = "Shelly Inc".to_string()), "registration.malformed");
    let mut msg = good.clone();
    *signature_of(&mut msg) = high_s(signature_of(&mut msg)).into();
    let user = world.user.clone();
    world.devices_do(&user, &msg, 0).unwrap();
}

/// The code with which a claim fails whose spec was changed.
fn refused(change: impl FnOnce(&World, &mut DeviceSpec)) -> String {
    let mut world = World::new();
    let mut device = world.device_spec(SERIAL);
    change(&world, &mut device);
    let user = world.user.clone();
    let msg = world.registration(90, &user, device);
    code_of(world.devices_do(&user, &msg, 0))
}

fn refused_capability(change: impl FnOnce(&World, &mut Capability)) -> String {
    refused(|world, device| change(world, &mut device.capabilities[0]))
}

#[test]
fn devices_that_are_not_sound_are_not_registered() {
    let cases: Vec<(&str, String)> = vec![
        ("text.invalid", refused(|_, d| d.label = "x".repeat(65))),
        ("device.spec", refused(|_, d| d.serial_param = "turn".to_string())),
        ("device.spec", refused(|_, d| d.params[0].value = "beef".to_string())),
        ("params.order", refused(|_, d| d.params.push(d.params[0].clone()))),
        ("device.spec", refused(|_, d| d.params = vec![d.params[0].clone(); 17])),
        ("device.spec", refused(|_, d| d.params.push(Param::new("room", "x".repeat(257))))),
        ("device.spec", refused(|_, d| d.params.push(Param::new("x".repeat(33), "x")))),
        ("device.spec", refused(|_, d| d.params[0].items = Some(vec!["beef".to_string()]))),
        ("device.spec", refused(|_, d| d.operators.clear())),
        ("device.spec", refused(|_, d| d.operators.push(d.operators[0].clone()))),
        ("device.spec", refused(|_, d| d.operators.push(vec![2; 100_000].into()))),
        ("device.spec", refused(|_, d| d.notaries = vec![d.notaries[0].clone(); 32])),
        ("device.spec", refused(|_, d| d.accepted_modes.clear())),
        ("device.capability", refused(|_, d| d.capabilities[0].name = "x".repeat(33))),
        ("device.spec", refused(|_, d| d.capabilities.push(d.capabilities[0].clone()))),
        ("device.spec", refused(|_, d| d.price = Uint128::zero())),
        ("device.spec", refused(|_, d| d.min_deadline_ms = 29_999)),
        ("device.spec", refused(|_, d| d.min_deadline_ms = 31 * 86_400_000 + 1)),
    ];
    for (index, (expected, found)) in cases.iter().enumerate() {
        assert_eq!(expected, found, "case {index}");
    }
}

#[test]
fn serials_that_look_like_others_are_not_registered() {
    for serial in ["а8032abe54dc", "a8032abe54dc\u{200b}", "--", " "] {
        let code = refused(|_, device| {
            device.serial = serial.to_string();
            device.params[0].value = serial.to_string();
        });
        assert_eq!(code, "device.spec", "{serial:?}");
    }
}

#[test]
fn capabilities_that_are_not_sound_are_not_registered() {
    let cases: Vec<(&str, String)> = vec![
        ("device.capability", refused_capability(|_, c| c.name = "Switch!".to_string())),
        ("device.capability", refused_capability(|_, c| c.name = String::new())),
        ("device.capability", refused_capability(|world, c| c.action_operation = world.readback.id.clone())),
        ("device.capability", refused_capability(|world, c| c.readback_operation = world.action.id.clone())),
        ("device.capability", refused_capability(|_, c| c.value_param = "device_id".to_string())),
        ("device.capability", refused_capability(|_, c| c.value_param = "level".to_string())),
        ("device.capability", refused_capability(|_, c| c.readback_reading = "power".to_string())),
        ("device.capability", refused_capability(|_, c| c.values.clear())),
        ("device.capability", refused_capability(|_, c| c.values.push(c.values[0].clone()))),
        ("device.capability", refused_capability(|_, c| c.values = vec![c.values[0].clone(); 17])),
        ("params.value", refused_capability(|_, c| c.values[0].value = "toggle".to_string())),
        ("decimal.out_of_range", refused_capability(|_, c| c.values[0].expect = Decimal::new(1, 19))),
        ("oracle.refused", refused_capability(|_, c| c.action_operation = vec![3; 32].into())),
    ];
    for (index, (expected, found)) in cases.iter().enumerate() {
        assert_eq!(expected, found, "case {index}");
    }
}

#[test]
fn a_device_without_capabilities_is_a_sensor_and_needs_no_price() {
    let mut world = World::new();
    let owner = world.user.clone();
    let device = DeviceSpec { capabilities: vec![], price: Uint128::zero(), ..world.device_spec(SERIAL) };
    world.claim_spec(90, &owner, device);
    assert_eq!(world.device_spec(SERIAL).price, Uint128::new(PRICE));
}
