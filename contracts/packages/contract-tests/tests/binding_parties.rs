//! Whose word a proof of control is (rule DEV-2).

use cloudx3_contract_tests::{code_of, Party, StubMsg, World, SERIAL};
use cosmwasm_std::Binary;
use devices::msg::ExecuteMsg;

fn claimed() -> (World, String) {
    let mut world = World::stubbed(4, 3);
    let owner = world.user.clone();
    let device = world.claim_device(90, &owner, SERIAL);
    world.pass(1_000_000);
    (world, device)
}

#[test]
fn one_account_is_not_two_parties_of_a_proof() {
    let two_notaries: fn(&World) -> Party = |world| world.notaries[0].clone();
    let prover: fn(&World) -> Party = |world| world.operators[0].clone();
    let claimant: fn(&World) -> Party =
        |world| Party { key: world.notaries[1].key.clone(), account: world.user.clone() };
    for other in [two_notaries, prover, claimant] {
        let (mut world, device) = claimed();
        let one = Party { key: world.notaries[1].key.clone(), account: other(&world).account };
        world.register(&one, "notary").unwrap();
        assert_eq!(code_of(world.bind(&device)), "device.proof");
    }
}

#[test]
fn one_group_is_not_two_parties_of_a_proof() {
    let set = |world: &mut World, role: &str, party: &Party, group: Option<&str>| {
        let (pubkey, role) = (party.key.binary(), role.to_string());
        let msg = StubMsg::SetGroup { pubkey, role, group: group.map(str::to_string) };
        let oracle = world.oracle.clone();
        world.execute(&party.account, &oracle, &msg, 0).unwrap();
    };
    let (mut world, device) = claimed();
    let (prover, first, second) =
        (world.operators[0].clone(), world.notaries[0].clone(), world.notaries[1].clone());
    set(&mut world, "notary", &first, Some("a house"));
    set(&mut world, "notary", &second, Some("a house"));
    assert_eq!(code_of(world.bind(&device)), "device.proof");
    set(&mut world, "notary", &second, Some("another"));
    set(&mut world, "operator", &prover, Some("another"));
    assert_eq!(code_of(world.bind(&device)), "device.proof");
    // Who declares nothing belongs to nobody.
    for (role, party) in [("operator", &prover), ("notary", &first), ("notary", &second)] {
        set(&mut world, role, party, None);
    }
    world.bind(&device).unwrap();
}

#[test]
fn parties_of_a_proof_are_judged_at_its_session() {
    for (role, code) in [("operator", "attestation.prover"), ("notary", "attestation.notary")] {
        let (mut world, device) = claimed();
        let party = if role == "operator" { world.operators[0].clone() } else { world.notaries[1].clone() };
        let good = world.proof(&device, |_| {});
        world.pass(1);
        let (pubkey, role) = (party.key.binary(), role.to_string());
        let off = StubMsg::SetActive { pubkey, role, active: false };
        let oracle = world.oracle.clone();
        world.execute(&party.account, &oracle, &off, 0).unwrap();
        assert_eq!(code_of(world.bind(&device)), code);
        world.bind_with(&device, good).unwrap();
    }
}

#[test]
fn nobody_but_the_owner_binds_a_device() {
    let (mut world, device) = claimed();
    let attestations = world.proof(&device, |_| {});
    let msg = ExecuteMsg::BindDevice { device, attestations };
    let thief = world.party(40).account;
    assert_eq!(code_of(world.devices_do(&thief, &msg, 0)), "auth.unauthorized");
}

#[test]
fn notaries_of_proofs_are_the_admins_to_say() {
    let (mut world, device) = claimed();
    let notaries = vec![world.notaries[2].key.binary()];
    let set = |notaries: &[Binary], required| ExecuteMsg::SetBindingNotaries {
        notaries: notaries.to_vec(),
        required,
    };
    let (admin, user) = (world.admin.clone(), world.user.clone());
    assert_eq!(code_of(world.devices_do(&user, &set(&notaries, 1), 0)), "auth.unauthorized");
    let twice = [notaries[0].clone(), notaries[0].clone()];
    for (keys, required) in [(&notaries[..], 0), (&notaries[..], 2), (&twice[..], 1)] {
        assert_eq!(code_of(world.devices_do(&admin, &set(keys, required), 0)), "contract.config");
    }
    world.devices_do(&admin, &set(&notaries, 1), 0).unwrap();
    let proof = world.proof(&device, |_| {});
    assert_eq!(code_of(world.bind_with(&device, vec![proof[0].clone()])), "attestation.notary");
}
