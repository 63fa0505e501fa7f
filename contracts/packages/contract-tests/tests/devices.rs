//! Device wallets (rule DEV-1).

use cloudx3_chain::{Decimal, Param};
use cloudx3_contract_tests::{code_of, high_s, World, SERIAL};
use cosmwasm_std::{Binary, Uint128};
use devices::msg::{Capability, ConfigResponse, Device, DevicesResponse, ExecuteMsg, QueryMsg};

#[test]
fn a_registered_device_can_be_found_by_id_and_by_serial() {
    let mut world = World::new();
    let id = world.device(90, SERIAL);
    let device: Device = world.ask_devices(&QueryMsg::Device { device: id.clone() }).unwrap();
    assert_eq!((device.owner.as_str(), device.vendor.as_str()), (world.user.as_str(), "shelly"));
    assert_eq!(device.registered_at_ms, world.now_ms());
    let by_serial = QueryMsg::DeviceBySerial { vendor: "shelly".to_string(), serial: SERIAL.to_string() };
    assert_eq!(world.ask_devices::<Device>(&by_serial).unwrap(), device);
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
    // What @noble/hashes and @cosmjs/encoding make of this key.
    assert_eq!(world.device(90, SERIAL), "cosmwasm1gfm6e6tckfl5k4nhtqnsyk4aj9tc7nsrudy3kj");
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
    fn signature_of(msg: &mut ExecuteMsg) -> &mut Binary {
        let ExecuteMsg::RegisterDevice { signature, .. } = msg else { unreachable!() };
        signature
    }
    let flipped = |msg: &mut ExecuteMsg| {
        *signature_of(msg) = signature_of(msg).iter().map(|b| b ^ 1).collect::<Vec<_>>().into()
    };
    assert_eq!(refused(flipped), "registration.signature");
    assert_eq!(refused(|msg| *signature_of(msg) = Binary::default()), "registration.signature");
    let other_vendor = |msg: &mut ExecuteMsg| {
        let ExecuteMsg::RegisterDevice { vendor, .. } = msg else { unreachable!() };
        *vendor = "tasmota".to_string();
    };
    assert_eq!(refused(other_vendor), "registration.signature");
    let no_vendor = |msg: &mut ExecuteMsg| {
        let ExecuteMsg::RegisterDevice { vendor, .. } = msg else { unreachable!() };
        *vendor = "Shelly Inc".to_string();
    };
    assert_eq!(refused(no_vendor), "registration.malformed");
    let mut msg = good.clone();
    *signature_of(&mut msg) = high_s(signature_of(&mut msg)).into();
    let user = world.user.clone();
    world.devices_do(&user, &msg, 0).unwrap();
}

#[test]
fn a_serial_and_a_key_are_bound_once() {
    let mut world = World::new();
    let user = world.user.clone();
    world.device(90, SERIAL);
    let same_serial = world.device_registration(91, SERIAL);
    assert_eq!(code_of(world.devices_do(&user, &same_serial, 0)), "device.serial_bound");
    let same_key = world.device_registration(90, "beef");
    assert_eq!(code_of(world.devices_do(&user, &same_key, 0)), "device.registered");
    world.device(91, "beef");
}

/// The code with which a registration fails after a change that nobody signs.
fn refused(change: impl FnOnce(&World, &mut ExecuteMsg)) -> String {
    let mut world = World::new();
    let mut msg = world.device_registration(90, SERIAL);
    change(&world, &mut msg);
    let user = world.user.clone();
    code_of(world.devices_do(&user, &msg, 0))
}

fn refused_capability(change: impl FnOnce(&World, &mut Capability)) -> String {
    refused(|world, msg| {
        let ExecuteMsg::RegisterDevice { capabilities, .. } = msg else { unreachable!() };
        change(world, &mut capabilities[0]);
    })
}

#[test]
fn devices_that_are_not_sound_are_not_registered() {
    macro_rules! with {
        ($field:ident, $change:expr) => {
            refused(|world, msg| {
                let ExecuteMsg::RegisterDevice { $field, .. } = msg else { unreachable!() };
                let change: fn(&World, &mut _) = $change;
                change(world, $field);
            })
        };
    }
    assert_eq!(with!(label, |_, label: &mut String| *label = "x".repeat(65)), "text.invalid");
    assert_eq!(with!(serial_param, |_, name: &mut String| *name = "turn".to_string()), "device.spec");
    assert_eq!(
        with!(params, |_, params: &mut Vec<Param>| params[0].value = "beef".to_string()),
        "device.spec"
    );
    assert_eq!(with!(params, |_, params: &mut Vec<Param>| params.push(params[0].clone())), "params.order");
    assert_eq!(
        with!(params, |_, params: &mut Vec<Param>| *params = vec![params[0].clone(); 17]),
        "device.spec"
    );
    assert_eq!(with!(operators, |_, keys: &mut Vec<Binary>| keys.clear()), "device.spec");
    assert_eq!(with!(operators, |_, keys: &mut Vec<Binary>| keys.push(keys[0].clone())), "device.spec");
    assert_eq!(with!(notaries, |_, keys: &mut Vec<Binary>| *keys = vec![keys[0].clone(); 32]), "device.spec");
    assert_eq!(with!(accepted_modes, |_, modes: &mut Vec<_>| modes.clear()), "device.spec");
    assert_eq!(with!(capabilities, |_, all: &mut Vec<Capability>| all.push(all[0].clone())), "device.spec");
    // The oracle's own refusal is inside the text of a failed query.
    let unknown = with!(operators, |world, keys: &mut Vec<Binary>| keys[0] = world.party(40).key.binary());
    assert_eq!(unknown, "oracle.refused");
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
fn a_device_without_capabilities_is_a_sensor() {
    let mut world = World::new();
    let mut msg = world.device_registration(90, SERIAL);
    let ExecuteMsg::RegisterDevice { capabilities, price, .. } = &mut msg else { unreachable!() };
    capabilities.clear();
    *price = Uint128::zero();
    let user = world.user.clone();
    world.devices_do(&user, &msg, 0).unwrap();
}
