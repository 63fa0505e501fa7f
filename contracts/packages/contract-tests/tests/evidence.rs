//! Evidence of misbehaviour (rules EVD-1, EVD-2, EVD-3): who showed it, what it costs, and what is none.

use cloudx3_attestation::observation::observation_id;
use cloudx3_attestation::proto::{Attestation, Observation};
use cloudx3_contract_tests::{
    attributes, bytes_of, code_of, evidence_hash, high_s, observations, Court, Draft, Round, REACTIVATE_MS,
    SALT, UNBONDING_MS,
};
use cosmwasm_std::Uint128;
use oracle::msg::{Evidence, ExecuteMsg, Feed, Notary, QueryMsg, Role};

/// Without what it names.
fn bare(observation: &Observation) -> Observation {
    Observation { attestations: vec![], ..observation.clone() }
}

#[test]
fn two_observations_of_one_round_cost_half_a_bond() {
    let mut scene = Court::new(1_000);
    let evidence = observations(&bare(&scene.observation(1)), &scene.observation(2));
    let response = scene.show(evidence.clone()).unwrap();
    let event = &attributes(&response, "evidence_accepted")[0];
    // 500 of 1,000: a fifth to the finder, two fifths to nobody, and the rest to the feed.
    let parts = ["finder_reward", "burned", "to_feed"].map(|name| event[name].as_str());
    assert_eq!((event["kind"].as_str(), parts), ("observations", ["100", "200", "200"]));
    let accused = scene.operator(&scene.world.operators[0].key);
    assert_eq!((accused.bond.u128(), accused.active, accused.suspended), (500, false, true));
    let feed: Feed = scene.world.ask(&QueryMsg::Feed { feed_id: scene.feed_id }).unwrap();
    assert_eq!(feed.escrow, Uint128::new(1_200));
    assert_eq!(scene.world.rewards(&scene.finder).accrued, Uint128::new(100));
    let held = scene.world.balance(&scene.world.oracle.clone());
    assert_eq!(held, Uint128::new(3 * 1_000 + 500 + 2 * 2_000 + 1_200 + 100));
    // Each offence once, however it is told.
    let again = observations(&scene.observation(2), &scene.observation(3));
    assert_eq!(scene.refused(again), "evidence.known");
    assert_eq!(scene.refused(evidence), "evidence.known");
    // What it says from then on does not count, what it said before does.
    let early = scene.world.observations(&scene.round, &[(1, 0); 3]);
    let early = scene.round.bytes(early);
    scene.world.submit(vec![early]).unwrap();
    scene.world.pass(60_000);
    let late = scene.world.good_report(scene.feed_id);
    assert_eq!(code_of(scene.world.submit(vec![late])), "observation.observer");
    scene.world.pass(REACTIVATE_MS);
    let party = scene.world.operators[0].clone();
    let on = ExecuteMsg::SetActive { pubkey: party.key.binary(), role: Role::Operator, active: true };
    assert_eq!(code_of(scene.world.oracle_do(&party.account, &on, 0)), "registry.suspended");
    // What is left goes the way of every bond.
    let pubkey = party.key.binary();
    let unbond = ExecuteMsg::Unbond { pubkey: pubkey.clone(), role: Role::Operator };
    scene.world.oracle_do(&party.account, &unbond, 0).unwrap();
    scene.world.pass(UNBONDING_MS);
    let withdraw = ExecuteMsg::WithdrawBond { pubkey, role: Role::Operator };
    let before = scene.world.balance(&party.account);
    scene.world.oracle_do(&party.account, &withdraw, 0).unwrap();
    assert_eq!(scene.world.balance(&party.account), before + Uint128::new(500));
}

#[test]
fn what_is_no_equivocation_of_an_observer() {
    let mut scene = Court::new(1_000);
    let first = scene.observation(1);
    assert_eq!(scene.refused(observations(&first, &bare(&first))), "evidence.none");
    let high = Observation { signature: high_s(&first.signature), ..first.clone() };
    assert_eq!(scene.refused(observations(&first, &high)), "evidence.none");
    let forged = Observation { signature: vec![7; 64], ..scene.observation(2) };
    assert_eq!(scene.refused(observations(&first, &forged)), "observation.signature");
    scene.round.round += 1;
    let next = scene.observation(2);
    assert_eq!(scene.refused(observations(&first, &next)), "evidence.none");
    scene.round.round -= 1;
    scene.round.feed_id += 1;
    let elsewhere = scene.observation(2);
    assert_eq!(scene.refused(observations(&first, &elsewhere)), "evidence.none");
    scene.round.feed_id -= 1;
    scene.round.network.chain_id = "elsewhere-1".to_string();
    let (one, two) = (scene.observation(1), scene.observation(2));
    assert_eq!(scene.refused(observations(&one, &two)), "evidence.none");
    assert_eq!(
        scene.refused(Evidence::Observations { first: vec![9; 9].into(), second: bytes_of(&first) }),
        "proto.malformed"
    );
    // Of the first edition, signed as that was.
    scene.round.network = scene.world.network();
    let old = |value| {
        let mut observation = bare(&scene.observation(value));
        let body = observation.body.as_mut().unwrap();
        body.version = 1;
        let id = observation_id(body);
        observation.signature = scene.world.operators[0].key.sign(&id);
        observation
    };
    let (one, two) = (old(1), old(2));
    assert_eq!(scene.refused(observations(&one, &two)), "evidence.none");
}

#[test]
fn two_attestations_of_one_session_cost_a_notary() {
    let mut scene = Court::new(1_000);
    let (first, second) = (scene.attestation(1), scene.attestation(2));
    let same = Evidence::Attestations { first: bytes_of(&first), second: bytes_of(&first) };
    assert_eq!(scene.refused(same), "evidence.none");
    let high = Attestation { signature: high_s(&first.signature), ..first.clone() };
    let same = Evidence::Attestations { first: bytes_of(&first), second: bytes_of(&high) };
    assert_eq!(scene.refused(same), "evidence.none");
    let evidence = Evidence::Attestations { first: bytes_of(&first), second: bytes_of(&second) };
    let response = scene.show(evidence).unwrap();
    assert_eq!(attributes(&response, "evidence_accepted")[0]["kind"], "attestations");
    let pubkey = scene.world.notaries[0].key.binary();
    let notary: Notary = scene.world.ask(&QueryMsg::Notary { pubkey }).unwrap();
    assert_eq!((notary.bond.u128(), notary.active), (1_000, false));
}

#[test]
fn one_session_number_at_two_notaries_is_no_offence() {
    let mut scene = Court::new(1_000);
    let first = scene.attestation(1);
    let draft = Draft { notary: &scene.world.notaries[1].key, value: (2, 0), session: 1 };
    let second = scene.round.observe(&scene.world.operators[0].key, &[draft]);
    let second = scene.round.gossiped(&second).attestations.remove(0);
    assert_eq!(first.body.as_ref().unwrap().session_id, second.body.as_ref().unwrap().session_id);
    let evidence = Evidence::Attestations { first: bytes_of(&first), second: bytes_of(&second) };
    assert_eq!(scene.refused(evidence), "evidence.none");
}

#[test]
fn an_attestation_outside_its_operation_costs_a_notary() {
    let mut scene = Court::new(1_000);
    let within = Evidence::Attestation { attestation: bytes_of(&scene.attestation(5_000)) };
    assert_eq!(scene.refused(within), "evidence.none");
    let outside = Evidence::Attestation { attestation: bytes_of(&scene.attestation(5_001)) };
    let response = scene.show(outside.clone()).unwrap();
    assert_eq!(attributes(&response, "evidence_accepted")[0]["kind"], "attestation");
    assert_eq!(scene.refused(outside), "evidence.known");
    // Another such one is another offence, of what is left.
    let other = Evidence::Attestation { attestation: bytes_of(&scene.attestation(-5_001)) };
    scene.show(other).unwrap();
    let pubkey = scene.world.notaries[0].key.binary();
    let notary: Notary = scene.world.ask(&QueryMsg::Notary { pubkey }).unwrap();
    assert_eq!(notary.bond, Uint128::new(500));
    // Nothing can be said of an operation that nobody published.
    scene.round.operation_id = vec![7; 32];
    let unknown = Evidence::Attestation { attestation: bytes_of(&scene.attestation(1)) };
    assert_eq!(scene.refused(unknown), "operation.unknown");
}

#[test]
fn evidence_is_whose_hash_was_there_first() {
    let mut scene = Court::new(1_000);
    let (finder, thief) = (scene.finder.clone(), scene.world.party(51).account);
    let evidence = scene.equivocation();
    let hash = evidence_hash(&finder, SALT, &evidence);
    scene.world.commit(&finder, &evidence).unwrap();
    let again = ExecuteMsg::CommitEvidence { hash: hash.clone() };
    assert_eq!(code_of(scene.world.oracle_do(&finder, &again, 0)), "evidence.hash");
    let short = ExecuteMsg::CommitEvidence { hash: vec![1; 31].into() };
    assert_eq!(code_of(scene.world.oracle_do(&finder, &short, 0)), "evidence.hash");
    // In the same block it could have been copied from the mempool.
    assert_eq!(code_of(scene.world.reveal(&finder, evidence.clone())), "evidence.uncommitted");
    scene.world.pass(1);
    // A copied hash is bound to its sender.
    scene.world.oracle_do(&thief, &again, 0).unwrap();
    scene.world.pass(1);
    assert_eq!(code_of(scene.world.reveal(&thief, evidence.clone())), "evidence.uncommitted");
    let salt = |salt: &[u8]| ExecuteMsg::RevealEvidence { evidence: evidence.clone(), salt: salt.into() };
    assert_eq!(code_of(scene.world.oracle_do(&finder, &salt(&[1; 15]), 0)), "evidence.salt");
    assert_eq!(code_of(scene.world.oracle_do(&finder, &salt(&[1; 65]), 0)), "evidence.salt");
    assert_eq!(code_of(scene.world.oracle_do(&finder, &salt(&[1; 16]), 0)), "evidence.uncommitted");
    scene.world.reveal(&finder, evidence).unwrap();
}

#[test]
fn where_no_feed_was_hurt_nobody_gets_the_rest() {
    let mut scene = Court::new(0);
    let evidence = scene.equivocation();
    let response = scene.show(evidence).unwrap();
    let event = &attributes(&response, "evidence_accepted")[0];
    assert_eq!((event["to_feed"].as_str(), event["burned"].as_str()), ("0", "400"));
    let unknown = Round { feed_id: 77, ..scene.round.clone() };
    scene.round = unknown;
    let notary = scene.equivocation();
    let response = scene.show(notary).unwrap();
    assert_eq!(attributes(&response, "evidence_accepted")[0]["burned"], "200");
}

#[test]
fn who_shows_its_own_offence_saves_less_than_it_loses() {
    let mut scene = Court::new(1_000);
    // The offender's own feed, all of whose escrow is its own.
    let party = scene.world.operators[0].clone();
    let spec = scene.world.feed_spec();
    let create = ExecuteMsg::CreateFeed { feed: spec };
    let response = scene.world.oracle_do(&party.account, &create, 1).unwrap();
    scene.round.feed_id = attributes(&response, "feed_created")[0]["feed_id"].parse().unwrap();
    let evidence = scene.equivocation();
    let response = scene.world.show(&party.account, evidence).unwrap();
    let event = &attributes(&response, "evidence_accepted")[0];
    let part = |name: &str| event[name].parse::<u128>().unwrap();
    assert_eq!(part("burned"), 200);
    assert_eq!(part("finder_reward") + part("to_feed"), 300);
}
