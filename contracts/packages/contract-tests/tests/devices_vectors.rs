//! What the devices contract says, as vectors for its clients: the events of each message, the answer to each query.

use cloudx3_contract_tests::{
    assert_written, attest, attributes, schema_variants, Recorder, World, PRICE, SERIAL,
};
use devices::msg::{Command, ExecuteMsg, QueryMsg, Status};

fn issue(scene: &mut Recorder, name: &str, device: &str, escrow: u128) -> Command {
    let msg = scene.world.order(device, "on");
    let response = scene.run_as_user(name, &msg, escrow);
    let command_id = attributes(&response, "command_issued")[0]["command_id"].parse().unwrap();
    scene.world.ask_devices(&QueryMsg::Command { command_id }).unwrap()
}

fn take(scene: &mut Recorder, command: &Command) {
    let member = scene.world.operators[0].clone();
    let msg = ExecuteMsg::TakeCommand { command_id: command.id, pubkey: member.key.binary() };
    scene.run("a command is taken", &member.account, &msg, 0);
}

fn device(scene: &mut Recorder) -> String {
    let msg = scene.world.device_registration(90, SERIAL);
    let response = scene.run_as_user("a device is registered", &msg, 0);
    attributes(&response, "device_registered")[0]["device"].clone()
}

/// One command is settled by its read-back alone, one with its action, one not at all, and one is still to be done.
fn commands(scene: &mut Recorder, device: &str) {
    let command = issue(scene, "a command is issued", device, PRICE);
    take(scene, &command);
    let readback = attest(&scene.world.notaries[0].key, &scene.world.readback_body(&command));
    let msg = ExecuteMsg::SettleCommand { command_id: command.id, action: None, readback };
    scene.run_as_user("a command is settled by its read-back", &msg, 0);

    let command = issue(scene, "a command is issued with an odd escrow", device, 103);
    take(scene, &command);
    let readback = attest(&scene.world.notaries[0].key, &scene.world.readback_body(&command));
    let mut action = scene.world.action_body(&command);
    action.notary = scene.world.notaries[1].key.public();
    let action = Some(attest(&scene.world.notaries[1].key, &action));
    let msg = ExecuteMsg::SettleCommand { command_id: command.id, action, readback };
    scene.run_as_user("a command is settled by its read-back, with its action", &msg, 0);

    let command = issue(scene, "a command is issued that nobody takes", device, PRICE);
    scene.world.pass(60_001);
    let msg = ExecuteMsg::RefundCommand { command_id: command.id };
    scene.run_as_user("a command is refunded", &msg, 0);

    let command = issue(scene, "a command is issued", device, PRICE);
    take(scene, &command);
}

fn questions(scene: &mut Recorder, device: &str) {
    let address = scene.world.operators[0].account.to_string();
    scene.ask(&QueryMsg::Config {});
    scene.ask(&QueryMsg::Device { device: device.to_string() });
    scene.ask(&QueryMsg::Devices { start_after: None, limit: None });
    scene.ask(&QueryMsg::DeviceBySerial { vendor: "shelly".to_string(), serial: SERIAL.to_string() });
    for command_id in 1..=4 {
        scene.ask(&QueryMsg::Command { command_id });
    }
    scene.ask(&QueryMsg::Commands { status: Some(Status::Pending), start_after: None, limit: None });
    scene.ask(&QueryMsg::Commands { status: None, start_after: Some(2), limit: Some(1) });
    scene.ask(&QueryMsg::Rewards { address });
    scene.ask(&QueryMsg::AllRewards { start_after: None, limit: None });
}

#[test]
fn every_message_and_query_of_devices_is_in_the_vectors() {
    let world = World::new();
    let contract = world.devices.clone();
    let mut scene = Recorder::new(world, contract);
    let device = device(&mut scene);
    commands(&mut scene, &device);
    let operator = scene.world.operators[0].account.clone();
    scene.run("what was earned is claimed", &operator, &ExecuteMsg::Claim {}, 0);
    questions(&mut scene, &device);
    let schema = include_str!("../../../schema/devices.json");
    assert_eq!(scene.executed_variants(), schema_variants(schema, "execute"));
    assert_eq!(scene.asked_variants(), schema_variants(schema, "query"));
    assert_written("test/vectors/events/devices.json", &scene.messages());
    assert_written("test/vectors/answers/devices.json", &scene.answers());
}
