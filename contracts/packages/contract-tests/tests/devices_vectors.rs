//! What the devices contract says, as vectors for its clients: the events of each message, the answer to each query.

use cloudx3_contract_tests::{
    action, assert_written, attributes, readback, schema_variants, Party, Recorder, StandingRule, StubMsg,
    World, DEPOSIT, HANDOVER_MS, LEASE_MS, PRICE, SERIAL, SERVER,
};
use cosmwasm_std::{Addr, Binary};
use devices::msg::{Command, DeviceChange, ExecuteMsg, MemberKey, QueryMsg, Role};

fn set_up(scene: &mut Recorder) {
    let admin = scene.world.admin.clone();
    let notaries = scene.world.notaries.iter().map(|party| party.key.binary()).collect();
    let msg = ExecuteMsg::SetBindingNotaries { notaries, required: 2 };
    scene.run("the admin says whose proofs count", &admin, &msg, 0);
    let msg = ExecuteMsg::SetProof { operation: scene.world.reading.id.clone(), proof: None };
    scene.run("the admin says that an operation shows nothing", &admin, &msg, 0);
}

fn claim(scene: &mut Recorder, number: u16, owner: &Addr) -> String {
    let msg = scene.world.registration(number, owner, scene.world.device_spec(SERIAL));
    let response = scene.run("a device is claimed", owner, &msg, 0);
    attributes(&response, "device_registered")[0]["device"].clone()
}

fn bind(scene: &mut Recorder, name: &str, owner: &Addr, device: &str) {
    let attestations = scene.world.proof(device, |_| {});
    let msg = ExecuteMsg::BindDevice { device: device.to_string(), attestations };
    scene.run(name, owner, &msg, 0);
    scene.world.pass(1);
}

fn members(scene: &mut Recorder, device: &str) {
    let (device, terms) = (device.to_string(), scene.world.device_state(device).terms);
    let first = scene.world.operators[0].clone();
    let msg = ExecuteMsg::AcceptDevice {
        device: device.clone(),
        role: Role::Operator,
        pubkey: first.key.binary(),
        terms,
    };
    scene.run("a key accepts a device", &first.account, &msg, 0);
    let notaries = scene.world.notaries.clone();
    for notary in &notaries {
        let msg = StubMsg::SetRule {
            pubkey: notary.key.binary(),
            role: "notary".to_string(),
            rule: Some(StandingRule::default()),
        };
        let oracle = scene.world.oracle.clone();
        scene.world.execute(&notary.account, &oracle, &msg, 0).unwrap();
    }
    let key = |party: &Party| MemberKey { role: Role::Notary, pubkey: party.key.binary() };
    let members = notaries.iter().map(key).collect();
    scene.run_as_user("keys are admitted by their rules", &ExecuteMsg::AdmitMembers { device, members }, 0);
}

fn issue(scene: &mut Recorder, name: &str, device: &str, escrow: u128) -> Command {
    let msg = scene.world.order(device, "on");
    let response = scene.run_as_user(name, &msg, escrow);
    let command_id = attributes(&response, "command_issued")[0]["command_id"].parse().unwrap();
    scene.world.ask_devices(&QueryMsg::Command { command_id }).unwrap()
}

fn take(scene: &mut Recorder, command: &Command) {
    let member = scene.world.operators[0].clone();
    let msg = ExecuteMsg::TakeCommand { command_id: command.id, pubkey: member.key.binary() };
    scene.run("a command is taken", &member.account, &msg, DEPOSIT);
    scene.world.pass(2_000);
}

fn settle(scene: &mut Recorder, name: &str, command: &Command, action: Option<Binary>) {
    let readback = readback(&scene.world, command, |_| {});
    let signature = scene.world.settlement(&scene.world.operators[0], command, action.as_ref(), &readback);
    let msg = ExecuteMsg::SettleCommand { command_id: command.id, action, readback, signature };
    scene.run_as_user(name, &msg, 0);
}

/// One command is settled by its act, one where nothing had to be done, one taken back, one not carried out, one still to be done.
fn commands(scene: &mut Recorder, device: &str) {
    let command = issue(scene, "a command is issued with an odd escrow", device, 103);
    take(scene, &command);
    let acted = action(&scene.world, &command, |_| {});
    settle(scene, "a command is settled by its act", &command, Some(acted));

    let command = issue(scene, "a command is issued whose state stands already", device, PRICE);
    take(scene, &command);
    settle(scene, "a command is settled where nothing had to be done", &command, None);

    let command = issue(scene, "a command is issued by mistake", device, PRICE);
    let msg = ExecuteMsg::CancelCommand { command_id: command.id };
    scene.run_as_user("a command is taken back", &msg, 0);

    let command = issue(scene, "a command is issued that nobody carries out", device, PRICE);
    take(scene, &command);
    scene.world.pass(60_001);
    let msg = ExecuteMsg::RefundCommand { command_id: command.id };
    scene.run_as_user("a command is refunded", &msg, 0);

    let command = issue(scene, "a command is issued", device, PRICE);
    take(scene, &command);
}

fn questions(scene: &mut Recorder, device: &str) {
    let address = scene.world.operators[0].account.to_string();
    let (device, issuer) = (device.to_string(), scene.world.user.to_string());
    scene.ask(&QueryMsg::Config {});
    scene.ask(&QueryMsg::Proofs { start_after: None, limit: None });
    scene.ask(&QueryMsg::Device { device: device.clone() });
    scene.ask(&QueryMsg::Devices { start_after: None, limit: None });
    scene.ask(&QueryMsg::Binding { server_name: SERVER.to_string(), serial: SERIAL.to_uppercase() });
    scene.ask(&QueryMsg::Subject { device: device.clone() });
    scene.ask(&QueryMsg::Members { device: device.clone() });
    let pubkey = scene.world.operators[0].key.binary();
    scene.ask(&QueryMsg::Memberships { role: Role::Operator, pubkey, start_after: None, limit: None });
    for command_id in 1..=5 {
        scene.ask(&QueryMsg::Command { command_id });
    }
    scene.ask(&QueryMsg::OpenCommands { device });
    scene.ask(&QueryMsg::IssuedCommands { issuer, start_after: None, limit: None });
    scene.ask(&QueryMsg::Commands { start_after: Some(2), limit: Some(1) });
    scene.ask(&QueryMsg::Rewards { address });
    scene.ask(&QueryMsg::AllRewards { start_after: None, limit: None });
}

/// A device changes, changes hands, is taken over and given up.
fn hands(scene: &mut Recorder, device: &str) {
    let (user, buyer) = (scene.world.user.clone(), scene.world.party(40).account);
    let member = scene.world.operators[0].clone();
    let (device, pubkey) = (device.to_string(), member.key.binary());
    scene.world.pass(60_001);
    let change = DeviceChange { min_deadline_ms: Some(2 * LEASE_MS), ..Default::default() };
    let msg = ExecuteMsg::UpdateDevice { device: device.clone(), change };
    scene.run_as_user("a device changes, and an expired command is refunded", &msg, 0);
    let msg = ExecuteMsg::LeaveDevice { device: device.clone(), role: Role::Operator, pubkey };
    scene.run("a member leaves", &member.account, &msg, 0);
    let msg = ExecuteMsg::OfferDevice { device: device.clone(), to: Some(buyer.to_string()) };
    scene.run_as_user("a device is offered", &msg, 0);
    scene.run("a device is taken", &buyer, &ExecuteMsg::TakeDevice { device: device.clone() }, 0);
    let other = claim(scene, 91, &user);
    bind(scene, "a newer proof begins a handover", &user, &other);
    bind(scene, "the holder answers", &buyer, &device);
    bind(scene, "a newer proof begins a handover again", &user, &other);
    scene.ask(&QueryMsg::Binding { server_name: SERVER.to_string(), serial: SERIAL.to_string() });
    scene.world.pass(HANDOVER_MS);
    let msg = ExecuteMsg::CompleteHandover { server_name: SERVER.to_string(), device: other.clone() };
    scene.run_as_user("a handover is completed", &msg, 0);
    scene.run_as_user("a device is given up", &ExecuteMsg::ReleaseDevice { device: other }, 0);
}

#[test]
fn every_message_and_query_of_devices_is_in_the_vectors() {
    let world = World::stubbed(4, 2);
    let contract = world.devices.clone();
    let mut scene = Recorder::new(world, contract);
    set_up(&mut scene);
    let user = scene.world.user.clone();
    let device = claim(&mut scene, 90, &user);
    bind(&mut scene, "a device is bound", &user, &device);
    members(&mut scene, &device);
    commands(&mut scene, &device);
    questions(&mut scene, &device);
    hands(&mut scene, &device);
    let operator = scene.world.operators[0].account.clone();
    scene.run("what was earned is claimed", &operator, &ExecuteMsg::Claim {}, 0);
    let schema = include_str!("../../../schema/devices.json");
    assert_eq!(scene.executed_variants(), schema_variants(schema, "execute"));
    assert_eq!(scene.asked_variants(), schema_variants(schema, "query"));
    assert_written("test/vectors/events/devices.json", &scene.messages());
    assert_written("test/vectors/answers/devices.json", &scene.answers());
}
