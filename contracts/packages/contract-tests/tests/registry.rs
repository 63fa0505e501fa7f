//! Operators and notaries (rule REG-1).

use cloudx3_contract_tests::{attributes, code_of, high_s, Party, World, OPERATOR_BOND, REACTIVATE_MS};
use cosmwasm_std::{Binary, StdResult, Uint128};
use cw_multi_test::AppResponse;
use oracle::msg::{
    ConfigResponse, ExecuteMsg, MembersResponse, NotariesResponse, Notary, Operator, OperatorsResponse,
    QueryMsg, Role,
};

fn switch(world: &mut World, by: &cosmwasm_std::Addr, party: &Party, active: bool) -> StdResult<AppResponse> {
    let msg = ExecuteMsg::SetActive { pubkey: party.key.binary(), role: Role::Operator, active };
    world.oracle_do(by, &msg, 0)
}

#[test]
fn a_registered_key_can_be_found() {
    let mut world = World::new();
    let party = world.party(40);
    let response = world.register(&party, "operator").unwrap();
    let event = &attributes(&response, "operator_registered")[0];
    assert_eq!(event["pubkey"], hex::encode(party.key.public()));
    let operator: Operator = world.ask(&QueryMsg::Operator { pubkey: party.key.binary() }).unwrap();
    assert_eq!(operator.account, party.account.to_string());
    assert_eq!((operator.bond, operator.active), (Uint128::new(OPERATOR_BOND), true));
    let pubkey = world.notaries[0].key.binary();
    let notary: Notary = world.ask(&QueryMsg::Notary { pubkey: pubkey.clone() }).unwrap();
    assert_eq!(notary.url, "wss://notary.example.com");
    assert_eq!(code_of(world.ask::<Operator>(&QueryMsg::Operator { pubkey })), "registry.unknown");
    let config: ConfigResponse = world.ask(&QueryMsg::Config {}).unwrap();
    assert_eq!((config.admin, config.contract), (world.admin.to_string(), world.oracle.to_string()));
    assert_eq!(config.chain_id, world.network().chain_id);
}

#[test]
fn proofs_that_do_not_hold() {
    let mut world = World::new();
    let party = world.party(40);
    let other = world.party(41);
    let good = world.registration_of(&party, "operator");
    // Sent by an account that the key did not sign for.
    assert_eq!(code_of(world.oracle_do(&other.account, &good, OPERATOR_BOND)), "registration.signature");
    let ExecuteMsg::RegisterOperator { pubkey, signature, name, endpoints, .. } = good else {
        unreachable!()
    };
    let with = |pubkey: &Binary, signature: Vec<u8>| ExecuteMsg::RegisterOperator {
        pubkey: pubkey.clone(),
        signature: signature.into(),
        name: name.clone(),
        endpoints: endpoints.clone(),
        group: None,
    };
    let mut flipped = signature.to_vec();
    flipped[3] ^= 1;
    for (msg, code) in [
        (with(&pubkey, flipped), "registration.signature"),
        (with(&pubkey, vec![]), "registration.signature"),
        (with(&other.key.binary(), signature.to_vec()), "registration.signature"),
        (with(&vec![4; 65].into(), signature.to_vec()), "registration.malformed"),
        (with(&vec![5; 33].into(), signature.to_vec()), "registration.malformed"),
        (with(&Binary::default(), signature.to_vec()), "registration.malformed"),
    ] {
        assert_eq!(code_of(world.oracle_do(&party.account, &msg, OPERATOR_BOND)), code);
    }
    // A proof for a notary is none for an operator.
    let ExecuteMsg::RegisterNotary { signature: as_notary, .. } = world.registration_of(&party, "notary")
    else {
        unreachable!()
    };
    let msg = with(&pubkey, as_notary.to_vec());
    assert_eq!(code_of(world.oracle_do(&party.account, &msg, OPERATOR_BOND)), "registration.signature");
    let msg = with(&pubkey, high_s(&signature));
    world.oracle_do(&party.account, &msg, OPERATOR_BOND).unwrap();
}

#[test]
fn a_key_registers_once_in_one_role() {
    let mut world = World::new();
    let operator = world.operators[0].clone();
    assert_eq!(code_of(world.register(&operator, "operator")), "registry.registered");
    assert_eq!(code_of(world.register(&operator, "notary")), "registry.registered");
    let notary = world.notaries[0].clone();
    assert_eq!(code_of(world.register(&notary, "operator")), "registry.registered");
}

#[test]
fn bonds_and_texts_are_checked() {
    let mut world = World::new();
    let party = world.party(40);
    let good = world.registration_of(&party, "operator");
    for bond in [0, OPERATOR_BOND - 1] {
        assert_eq!(code_of(world.oracle_do(&party.account, &good, bond)), "registry.bond");
    }
    let spoil = |change: fn(&mut String, &mut Vec<String>)| {
        let mut msg = good.clone();
        let ExecuteMsg::RegisterOperator { name, endpoints, .. } = &mut msg else { unreachable!() };
        change(name, endpoints);
        msg
    };
    for (msg, code) in [
        (spoil(|name, _| name.clear()), "text.invalid"),
        (spoil(|name, _| *name = "x".repeat(65)), "text.invalid"),
        (spoil(|name, _| *name = "a\nb".to_string()), "text.invalid"),
        (spoil(|_, endpoints| endpoints.clear()), "registry.endpoints"),
        (spoil(|_, endpoints| *endpoints = vec!["x".to_string(); 9]), "registry.endpoints"),
        (spoil(|_, endpoints| endpoints[0] = "x".repeat(257)), "text.invalid"),
    ] {
        assert_eq!(code_of(world.oracle_do(&party.account, &msg, OPERATOR_BOND)), code);
    }
    world.oracle_do(&party.account, &good, OPERATOR_BOND + 1).unwrap();
    let found: Operator = world.ask(&QueryMsg::Operator { pubkey: party.key.binary() }).unwrap();
    assert_eq!(found.bond, Uint128::new(OPERATOR_BOND + 1));
}

#[test]
fn only_the_account_updates_its_endpoints() {
    let mut world = World::new();
    let (operator, notary) = (world.operators[0].clone(), world.notaries[0].clone());
    let user = world.user.clone();
    let update = ExecuteMsg::UpdateOperator {
        pubkey: operator.key.binary(),
        endpoints: vec!["/dns4/new.example".to_string()],
    };
    assert_eq!(code_of(world.oracle_do(&user, &update, 0)), "auth.unauthorized");
    let response = world.oracle_do(&operator.account, &update, 0).unwrap();
    assert_eq!(attributes(&response, "endpoints_changed")[0]["role"], "operator");
    let found: Operator = world.ask(&QueryMsg::Operator { pubkey: operator.key.binary() }).unwrap();
    assert_eq!(found.endpoints, ["/dns4/new.example"]);
    let update =
        ExecuteMsg::UpdateNotary { pubkey: notary.key.binary(), url: "wss://new.example".to_string() };
    assert_eq!(code_of(world.oracle_do(&user, &update, 0)), "auth.unauthorized");
    world.oracle_do(&notary.account, &update, 0).unwrap();
    let update =
        ExecuteMsg::UpdateNotary { pubkey: operator.key.binary(), url: "wss://new.example".to_string() };
    assert_eq!(code_of(world.oracle_do(&operator.account, &update, 0)), "registry.unknown");
}

#[test]
fn what_the_admin_switches_off_only_the_admin_switches_on() {
    let mut world = World::new();
    let (admin, user, party) = (world.admin.clone(), world.user.clone(), world.operators[0].clone());
    assert_eq!(code_of(switch(&mut world, &user, &party, false)), "auth.unauthorized");
    switch(&mut world, &admin, &party, false).unwrap();
    // Switching it off once more does not launder it, nor does time.
    switch(&mut world, &party.account, &party, false).unwrap();
    world.pass(REACTIVATE_MS);
    assert_eq!(code_of(switch(&mut world, &party.account, &party, true)), "registry.suspended");
    let response = switch(&mut world, &admin, &party, true).unwrap();
    assert_eq!(attributes(&response, "operator_activity")[0]["active"], "true");
    world.pass(1);
    switch(&mut world, &party.account, &party, false).unwrap();
    assert_eq!(code_of(switch(&mut world, &party.account, &party, true)), "registry.resting");
    world.pass(REACTIVATE_MS - 1);
    assert_eq!(code_of(switch(&mut world, &party.account, &party, true)), "registry.resting");
    world.pass(1);
    switch(&mut world, &party.account, &party, true).unwrap();
}

#[test]
fn lists_are_paged_in_order() {
    let world = World::with(7, 2);
    let mut found = Vec::new();
    loop {
        let start_after = found.last().map(|operator: &Operator| operator.pubkey.clone());
        let page: OperatorsResponse =
            world.ask(&QueryMsg::Operators { start_after, limit: Some(3) }).unwrap();
        if page.operators.is_empty() {
            break;
        }
        assert!(page.operators.len() <= 3);
        found.extend(page.operators);
    }
    let keys: Vec<_> = found.iter().map(|operator| operator.pubkey.clone()).collect();
    assert_eq!(keys, world.operators.iter().map(|party| party.key.binary()).collect::<Vec<_>>());
    let page: NotariesResponse =
        world.ask(&QueryMsg::Notaries { start_after: None, limit: Some(u32::MAX) }).unwrap();
    assert_eq!(page.notaries.len(), 2);
}

#[test]
fn members_answers_for_several_keys_at_once() {
    let mut world = World::new();
    let party = world.operators[1].clone();
    switch(&mut world, &party.account, &party, false).unwrap();
    let keys = vec![party.key.binary(), world.operators[0].key.binary()];
    let ask = |operators, notaries| world.ask::<MembersResponse>(&QueryMsg::Members { operators, notaries });
    let members = ask(keys.clone(), vec![world.notaries[0].key.binary()]).unwrap();
    assert_eq!(members.operators[0].account, party.account.to_string());
    assert_eq!(members.operators.iter().map(|member| member.active).collect::<Vec<_>>(), [false, true]);
    assert_eq!(members.notaries.len(), 1);
    assert_eq!(code_of(ask(vec![], keys.clone())), "registry.unknown");
    assert_eq!(code_of(ask(vec![keys[0].clone(); 32], vec![])), "query.too_many");
}
