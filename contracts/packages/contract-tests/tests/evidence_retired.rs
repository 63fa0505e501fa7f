//! Evidence against keys that were retired or replaced, and against bonds on their way out (rules EVD-1, EVD-3, REG-2).

use cloudx3_contract_tests::{attributes, bytes_of, Court, Key, Party, OPERATOR_BOND, UNBONDING_MS};
use cosmwasm_std::Uint128;
use oracle::msg::{Evidence, ExecuteMsg, Role};

#[test]
fn a_retired_key_that_is_still_at_work_costs_the_key_that_took_its_place() {
    for after in [120_000_u64, 120_001] {
        let mut scene = Court::new(1_000);
        let (party, new) = (scene.world.operators[0].clone(), Key::new(60));
        let rotation = scene.world.rotation_of(Role::Operator, &party, &new);
        scene.world.oracle_do(&party.account, &rotation, 0).unwrap();
        scene.round.session_time_ms = scene.world.now_ms() + after;
        let evidence = Evidence::RetiredOperator { observation: bytes_of(&scene.observation(1)) };
        if after == 120_000 {
            assert_eq!(scene.refused(evidence), "evidence.none");
            continue;
        }
        let response = scene.show(evidence).unwrap();
        let event = &attributes(&response, "evidence_accepted")[0];
        assert_eq!(event["suspended"], hex::encode(new.public()));
        let current = scene.operator(&new);
        assert_eq!((current.bond.u128(), current.suspended), (OPERATOR_BOND / 2, true));
    }
}

#[test]
fn a_retired_notary_and_what_is_shown_of_it() {
    let mut scene = Court::new(1_000);
    let party = scene.world.notaries[0].clone();
    scene.round.session_time_ms = scene.world.now_ms() + 200_000;
    let evidence = Evidence::RetiredNotary { attestation: bytes_of(&scene.attestation(1)) };
    assert_eq!(scene.refused(evidence.clone()), "evidence.none");
    let retire = ExecuteMsg::Retire { pubkey: party.key.binary(), role: Role::Notary };
    scene.world.oracle_do(&party.account, &retire, 0).unwrap();
    let evidence = {
        scene.round.session_time_ms = scene.world.now_ms() + 200_000;
        Evidence::RetiredNotary { attestation: bytes_of(&scene.attestation(2)) }
    };
    scene.show(evidence).unwrap();
    // Without their notaries' signatures, an observation says nothing of a time.
    let operator = scene.world.operators[0].clone();
    let retire = ExecuteMsg::Retire { pubkey: operator.key.binary(), role: Role::Operator };
    scene.world.oracle_do(&operator.account, &retire, 0).unwrap();
    scene.round.session_time_ms = scene.world.now_ms() + 200_000;
    let mut unsigned = scene.observation(1);
    unsigned.attestations[0].signature[0] ^= 1;
    let unsigned = Evidence::RetiredOperator { observation: bytes_of(&unsigned) };
    assert_eq!(scene.refused(unsigned), "attestation.signature");
}

#[test]
fn evidence_bites_while_a_bond_is_on_its_way_out_and_through_every_rotation() {
    let mut scene = Court::new(1_000);
    let evidence = scene.equivocation();
    let account = scene.world.operators[0].account.clone();
    let mut party = scene.world.operators[0].clone();
    for number in [60, 61, 62] {
        let new = Key::new(number);
        let rotation = scene.world.rotation_of(Role::Operator, &party, &new);
        scene.world.oracle_do(&account, &rotation, 0).unwrap();
        party = Party { key: new, account: account.clone() };
    }
    let pubkey = party.key.binary();
    let unbond = ExecuteMsg::Unbond { pubkey: pubkey.clone(), role: Role::Operator };
    scene.world.oracle_do(&account, &unbond, 0).unwrap();
    scene.world.pass(UNBONDING_MS - 2_000);
    scene.show(evidence).unwrap();
    scene.world.pass(2_000);
    let before = scene.world.balance(&account);
    let withdraw = ExecuteMsg::WithdrawBond { pubkey, role: Role::Operator };
    scene.world.oracle_do(&account, &withdraw, 0).unwrap();
    assert_eq!(scene.world.balance(&account), before + Uint128::new(OPERATOR_BOND / 2));
}
