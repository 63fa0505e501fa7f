//! Members of a device by consent (rule DEV-5).

use cloudx3_contract_tests::{
    action, attributes, code_of, readback, Party, StandingRule, StubMsg, World, LEASE_MS, SERIAL,
};
use cosmwasm_std::{to_json_vec, Binary, StdResult, Uint128};
use cw_multi_test::AppResponse;
use devices::msg::{
    DeviceChange, DeviceTerms, ExecuteMsg, Member, MemberKey, MembersResponse, MembershipsResponse, QueryMsg,
    Role,
};
use sha2::{Digest, Sha256};

/// A bound device that nobody has accepted.
fn alone() -> (World, String) {
    let mut world = World::stubbed(4, 2);
    let owner = world.user.clone();
    let device = world.claim_device(90, &owner, SERIAL);
    world.bind(&device).unwrap();
    (world, device)
}

fn operator(world: &World, device: &str, place: usize) -> Member {
    let members: MembersResponse =
        world.ask_devices(&QueryMsg::Members { device: device.to_string() }).unwrap();
    members.operators[place].clone()
}

fn admit(world: &mut World, device: &str, keys: &[(Role, &Party)]) -> StdResult<AppResponse> {
    let members = keys.iter().map(|(role, party)| MemberKey { role: *role, pubkey: party.key.binary() });
    let msg = ExecuteMsg::AdmitMembers { device: device.to_string(), members: members.collect() };
    let anybody = world.party(50).account;
    world.devices_do(&anybody, &msg, 0)
}

fn set_rule(world: &mut World, role: &str, party: &Party, rule: Option<StandingRule>) {
    let msg = StubMsg::SetRule { pubkey: party.key.binary(), role: role.to_string(), rule };
    let oracle = world.oracle.clone();
    world.execute(&party.account, &oracle, &msg, 0).unwrap();
}

#[test]
fn who_is_named_is_no_member_until_it_accepts() {
    let (mut world, device) = alone();
    let party = world.operators[0].clone();
    let command = world.command(&device);
    assert_eq!(code_of(world.take(&command, &party)), "command.operator");
    assert_eq!((operator(&world, &device, 0).invited, operator(&world, &device, 0).member), (true, false));
    let response = world.join(&device, Role::Operator, &party).unwrap();
    assert_eq!(attributes(&response, "member_joined")[0]["by"], "acceptance");
    assert!(operator(&world, &device, 0).member);
    assert_eq!(code_of(world.join(&device, Role::Operator, &party)), "device.member");
    world.take(&command, &party).unwrap();
}

#[test]
fn a_notary_that_accepted_nothing_settles_nothing() {
    let (mut world, device) = alone();
    let party = world.operators[0].clone();
    world.join(&device, Role::Operator, &party).unwrap();
    let command = world.command(&device);
    world.take(&command, &party).unwrap();
    let receipt = readback(&world, &command, |_| {});
    assert_eq!(code_of(world.settle(&command, None, receipt.clone())), "attestation.notary");
    // Its acceptance counts from now on.
    let notary = world.notaries[0].clone();
    world.pass(1);
    world.join(&device, Role::Notary, &notary).unwrap();
    assert_eq!(code_of(world.settle(&command, None, receipt)), "attestation.notary");
    let receipt = readback(&world, &command, |_| {});
    world.settle(&command, None, receipt).unwrap();
}

#[test]
fn the_account_of_the_key_accepts_what_it_saw() {
    let (mut world, device) = alone();
    let member = world.operators[0].clone();
    let thief = Party { key: member.key.clone(), account: world.operators[1].account.clone() };
    assert_eq!(code_of(world.join(&device, Role::Operator, &thief)), "auth.unauthorized");
    assert_eq!(code_of(world.join(&device, Role::Notary, &member)), "device.not_named");
    let stranger = world.party(40);
    assert_eq!(code_of(world.join(&device, Role::Operator, &stranger)), "device.not_named");
    let (device, pubkey) = (device.clone(), member.key.binary());
    let msg = ExecuteMsg::AcceptDevice { device, role: Role::Operator, pubkey, terms: vec![0; 32].into() };
    assert_eq!(code_of(world.devices_do(&member.account, &msg, 0)), "device.terms");
}

#[test]
fn the_digest_is_of_what_the_query_shows() {
    let (world, id) = alone();
    let device = world.device_state(&id);
    let terms = DeviceTerms {
        chain_id: world.network().chain_id,
        devices: world.devices.to_string(),
        device: device.id,
        owner: device.owner,
        vendor: device.vendor,
        params: device.params,
        capabilities: device.capabilities,
        accepted_modes: device.accepted_modes,
        allow_custom_ca: device.allow_custom_ca,
        price: device.price,
        min_deadline_ms: device.min_deadline_ms,
    };
    let text = to_json_vec(&terms).unwrap();
    let digest = Sha256::new().chain_update("cloudx3/device-terms/v2").chain_update([0]).chain_update(text);
    assert_eq!(device.terms, Binary::from(digest.finalize().to_vec()));
}

#[test]
fn a_standing_rule_admits_what_fits_it() {
    let (mut world, device) = alone();
    let (first, second) = (world.operators[0].clone(), world.operators[1].clone());
    let notary = world.notaries[0].clone();
    assert_eq!(code_of(admit(&mut world, &device, &[(Role::Operator, &first)])), "device.rule");
    let rule = StandingRule {
        operations: vec![world.action.id.clone(), world.readback.id.clone()],
        admins: vec![world.user.to_string()],
        least_reward: Uint128::new(70),
    };
    set_rule(&mut world, "operator", &first, Some(rule.clone()));
    set_rule(
        &mut world,
        "notary",
        &notary,
        Some(StandingRule { least_reward: Uint128::new(15), ..rule.clone() }),
    );
    // One more coin than the device pays, another admin, an operation that is not accepted.
    let refused = [
        StandingRule { least_reward: Uint128::new(71), ..rule.clone() },
        StandingRule { admins: vec![world.admin.to_string()], ..rule.clone() },
        StandingRule { operations: vec![world.readback.id.clone()], ..rule },
    ];
    for rule in refused {
        set_rule(&mut world, "operator", &second, Some(rule));
        let before = world.dump_devices();
        let both = [(Role::Operator, &first), (Role::Operator, &second)];
        assert_eq!(code_of(admit(&mut world, &device, &both)), "device.rule");
        assert_eq!(world.dump_devices(), before);
    }
    let response = admit(&mut world, &device, &[(Role::Operator, &first), (Role::Notary, &notary)]).unwrap();
    assert_eq!(attributes(&response, "member_joined").len(), 2);
    assert!(operator(&world, &device, 0).member);
    assert_eq!(code_of(admit(&mut world, &device, &[])), "device.spec");
    assert_eq!(code_of(admit(&mut world, &device, &[(Role::Operator, &first); 17])), "device.spec");
}

#[test]
fn who_left_by_itself_is_brought_back_by_nobody_else() {
    let (mut world, device) = alone();
    let party = world.operators[0].clone();
    set_rule(&mut world, "operator", &party, Some(StandingRule::default()));
    admit(&mut world, &device, &[(Role::Operator, &party)]).unwrap();
    world.leave_device(&device, Role::Operator, &party).unwrap();
    assert_eq!(code_of(admit(&mut world, &device, &[(Role::Operator, &party)])), "device.left");
    world.join(&device, Role::Operator, &party).unwrap();
    assert!(operator(&world, &device, 0).member);
}

#[test]
fn leaving_needs_nobody() {
    let (mut world, device) = alone();
    let (party, notary) = (world.operators[0].clone(), world.notaries[0].clone());
    assert_eq!(code_of(world.leave_device(&device, Role::Operator, &party)), "device.not_member");
    world.join(&device, Role::Operator, &party).unwrap();
    world.join(&device, Role::Notary, &notary).unwrap();
    let thief = Party { key: party.key.clone(), account: world.user.clone() };
    assert_eq!(code_of(world.leave_device(&device, Role::Operator, &thief)), "auth.unauthorized");
    // Neither a release nor a command that waits holds anybody.
    let command = world.command(&device);
    let user = world.user.clone();
    world.devices_do(&user, &ExecuteMsg::ReleaseDevice { device: device.clone() }, 0).unwrap();
    let response = world.leave_device(&device, Role::Operator, &party).unwrap();
    assert_eq!(attributes(&response, "member_left")[0]["until_ms"], (world.now_ms() + LEASE_MS).to_string());
    assert_eq!(code_of(world.leave_device(&device, Role::Operator, &party)), "device.not_member");
    assert_eq!(code_of(world.take(&command, &party)), "command.operator");
    world.leave_device(&device, Role::Notary, &notary).unwrap();
}

#[test]
fn a_notary_does_not_take_back_what_it_signed() {
    let (mut world, device) = alone();
    world.join_all(&device);
    let (party, notary) = (world.operators[0].clone(), world.notaries[0].clone());
    let command = world.command(&device);
    world.take(&command, &party).unwrap();
    world.pass(1_000);
    let signed = readback(&world, &command, |_| {});
    // It leaves, comes back, leaves again, and is switched off.
    for _ in 0..6 {
        world.leave_device(&device, Role::Notary, &notary).unwrap();
        world.pass(1);
        world.join(&device, Role::Notary, &notary).unwrap();
    }
    world.leave_device(&device, Role::Notary, &notary).unwrap();
    let off = StubMsg::SetActive { pubkey: notary.key.binary(), role: "notary".to_string(), active: false };
    let oracle = world.oracle.clone();
    world.execute(&notary.account, &oracle, &off, 0).unwrap();
    world.settle(&command, None, signed).unwrap();
}

/// The owner lowers the least deadline, which is a term.
fn change_terms(world: &mut World, device: &str, min_deadline_ms: u64) {
    let change = DeviceChange { min_deadline_ms: Some(min_deadline_ms), ..Default::default() };
    let user = world.user.clone();
    world.devices_do(&user, &ExecuteMsg::UpdateDevice { device: device.to_string(), change }, 0).unwrap();
}

#[test]
fn who_accepted_other_terms_settles_nothing_under_these() {
    let (mut world, device) = alone();
    let (party, notary) = (world.operators[0].clone(), world.notaries[0].clone());
    world.join(&device, Role::Notary, &notary).unwrap();
    change_terms(&mut world, &device, LEASE_MS + 1);
    world.join(&device, Role::Operator, &party).unwrap();
    let command = world.command(&device);
    world.take(&command, &party).unwrap();
    let early = readback(&world, &command, |_| {});
    assert_eq!(code_of(world.settle(&command, None, early.clone())), "attestation.notary");
    world.pass(1_000);
    world.join(&device, Role::Notary, &notary).unwrap();
    // What it agrees to now it did not agree to then.
    assert_eq!(code_of(world.settle(&command, None, early)), "attestation.notary");
    let receipt = readback(&world, &command, |_| {});
    world.settle(&command, None, receipt).unwrap();
}

#[test]
fn notaries_that_left_do_not_make_a_device_dead() {
    let (mut world, device) = alone();
    world.join_all(&device);
    for notary in world.notaries.clone() {
        world.leave_device(&device, Role::Notary, &notary).unwrap();
    }
    world.pass(LEASE_MS);
    let fresh = [world.party(60), world.party(61)];
    for party in &fresh {
        world.register(party, "notary").unwrap();
    }
    let notaries = Some(fresh.iter().map(|party| party.key.binary()).collect());
    let (user, change) = (world.user.clone(), DeviceChange { notaries, ..Default::default() });
    world.devices_do(&user, &ExecuteMsg::UpdateDevice { device: device.clone(), change }, 0).unwrap();
    world.notaries = fresh.to_vec();
    for party in &fresh {
        world.join(&device, Role::Notary, party).unwrap();
    }
    // Operators agreed to the terms, and those have not changed.
    let command = world.command(&device);
    world.take(&command, &world.operators[0].clone()).unwrap();
    world.pass(2_000);
    let (acted, read) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
    world.settle(&command, Some(acted), read).unwrap();
}

#[test]
fn who_left_serves_a_lease_longer_and_no_more() {
    let (mut world, device) = alone();
    world.join_all(&device);
    let (party, notary) = (world.operators[0].clone(), world.notaries[0].clone());
    world.leave_device(&device, Role::Notary, &notary).unwrap();
    world.pass(LEASE_MS - 1);
    let command = world.command(&device);
    world.take(&command, &party).unwrap();
    let last = readback(&world, &command, |_| {});
    world.pass(1);
    let late = readback(&world, &command, |_| {});
    assert_eq!(code_of(world.settle(&command, None, late)), "attestation.notary");
    world.settle(&command, None, last).unwrap();
}

#[test]
fn a_key_finds_the_devices_that_it_accepted_and_no_others() {
    let (mut world, device) = alone();
    let owner = world.user.clone();
    // A stranger may name a key as often as it likes.
    for number in 100..103 {
        world.claim_device(number, &owner, "beef");
    }
    let party = world.operators[0].clone();
    let query = |start_after: Option<&str>| QueryMsg::Memberships {
        role: Role::Operator,
        pubkey: party.key.binary(),
        start_after: start_after.map(str::to_string),
        limit: None,
    };
    let page = |world: &World, start_after: Option<&str>| -> Vec<String> {
        let page: MembershipsResponse = world.ask_devices(&query(start_after)).unwrap();
        page.memberships.into_iter().map(|membership| membership.device).collect()
    };
    assert!(page(&world, None).is_empty());
    world.join(&device, Role::Operator, &party).unwrap();
    assert_eq!(page(&world, None), std::slice::from_ref(&device));
    assert!(page(&world, Some(&device)).is_empty());
}
