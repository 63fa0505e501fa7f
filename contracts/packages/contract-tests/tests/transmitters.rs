//! Who submits a report and is paid for it, and what becomes of an observation that it left out (rules RND-2, REP-10, REP-12, REP-13).

use std::slice::from_ref;

use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::{Report, ReportedObservation};
use cloudx3_contract_tests::{attributes, code_of, Draft, Round, World, FEED_INTERVAL_MS};
use cosmwasm_std::{Binary, Uint128};
use oracle::msg::{ExecuteMsg, FeedSpec, Role};

/// Gathering ends at three quarters, and a stage is a sixteenth of the interval.
const GATHER_MS: u64 = 45_000;
const STAGE_MS: u64 = 3_750;

/// A round of four observations in a feed that pays a transmitter 5, an observer 10 and a notary 3.
fn scene(change: impl FnOnce(&mut FeedSpec)) -> (World, u32, Round, Vec<ReportedObservation>) {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    change(&mut spec);
    let feed_id = world.try_feed(spec, 1_000).unwrap();
    let round = world.round(feed_id);
    let observations = world.observations(&round, &[(110, 0), (150, 0), (190, 0), (200, 0)]);
    (world, feed_id, round, observations)
}

fn omitted(round: &Round, observation: &ReportedObservation) -> ExecuteMsg {
    ExecuteMsg::ClaimOmitted { observation: encode(&round.gossiped(observation)).into() }
}

fn earned(world: &World) -> u128 {
    world.operators.iter().map(|party| world.rewards(&party.account).accrued.u128()).sum()
}

#[test]
fn an_observation_cannot_be_stripped_from_a_report_in_the_mempool() {
    let (mut world, feed_id, round, observations) = scene(|_| ());
    let whole = round.report(observations);
    let mut stripped = whole.clone();
    stripped.observations.remove(0);
    let bytes = |report: &Report| -> Binary { encode(report).into() };
    assert_eq!(code_of(world.submit(vec![bytes(&stripped)])), "report.signature");
    // Without the signature it is nobody's turn.
    stripped.transmitter.clear();
    assert_eq!(code_of(world.submit(vec![bytes(&stripped)])), "report.transmitter");
    stripped.signature.clear();
    assert_eq!(code_of(world.submit(vec![bytes(&stripped)])), "report.turn");
    // Who copies the whole report lands it for who made it.
    let copier = world.party(40).account;
    let msg = ExecuteMsg::SubmitReports { reports: vec![bytes(&whole)] };
    world.oracle_do(&copier, &msg, 0).unwrap();
    assert_eq!(world.latest(feed_id).unwrap().observations, 4);
    assert_eq!((earned(&world), world.rewards(&copier).accrued.u128()), (4 * 10 + 5, 0));
}

#[test]
fn a_copier_cannot_sign_the_report_in_the_members_place() {
    let (mut world, _, round, observations) = scene(|_| ());
    let mut thief = round.clone();
    thief.transmitter = Some(world.party(40).key);
    assert_eq!(code_of(world.submit(vec![thief.bytes(observations.clone())])), "report.transmitter");
    // A notary of the feed is no member whose turn ever comes.
    thief.transmitter = Some(world.notaries[0].key.clone());
    assert_eq!(code_of(world.submit(vec![thief.bytes(observations.clone())])), "report.transmitter");
    // Nor is a signature of another report one of this.
    let mut other = round.report(observations.clone());
    other.signature = round.report(observations[..3].to_vec()).signature;
    assert_eq!(code_of(world.submit(vec![encode(&other).into()])), "report.signature");
}

#[test]
fn turns_come_by_block_time_and_after_the_last_anybody_submits_unpaid() {
    for place in 0..=4 {
        let (mut world, feed_id, mut round, observations) = scene(|_| ());
        let turns = world.turns(feed_id, 0);
        round.transmitter = turns.get(place).cloned();
        let report = round.bytes(observations);
        if place > 0 {
            world.pass(GATHER_MS + STAGE_MS * place as u64 - 1);
            assert_eq!(code_of(world.submit(vec![report.clone()])), "report.turn", "{place}");
            world.pass(1);
        }
        world.submit(vec![report]).unwrap();
        let transmitted = if place < 4 { 5 } else { 0 };
        assert_eq!(earned(&world), 4 * 10 + transmitted, "{place}");
        let transmitter = world.latest(feed_id).unwrap().transmitter;
        assert_eq!(transmitter.is_empty(), place == 4);
    }
}

#[test]
fn a_member_whose_turn_was_earlier_may_still_submit() {
    let (mut world, _, round, observations) = scene(|_| ());
    world.pass(2 * FEED_INTERVAL_MS);
    world.submit(vec![round.bytes(observations)]).unwrap();
    assert_eq!(earned(&world), 45);
}

#[test]
fn who_was_left_out_is_paid_by_showing_its_observation_once() {
    let (mut world, feed_id, round, observations) = scene(|_| ());
    let msg = omitted(&round, &observations[0]);
    let user = world.user.clone();
    assert_eq!(code_of(world.oracle_do(&user, &msg, 0)), "omitted.round");
    world.submit(vec![round.bytes(observations[1..].to_vec())]).unwrap();
    assert_eq!(world.feed_members(feed_id).operators[0].absent, 1);
    world.pass(1_000);
    let left_out = world.operators[0].account.clone();
    let before = world.rewards(&left_out).accrued;
    let notaries = |world: &World| -> u128 {
        world.notaries.iter().map(|party| world.rewards(&party.account).accrued.u128()).sum()
    };
    let (notaries_before, value) = (notaries(&world), world.latest(feed_id).unwrap());
    let response = world.oracle_do(&user, &msg, 0).unwrap();
    assert_eq!(attributes(&response, "omission_claimed")[0]["unpaid"], "0");
    assert_eq!(world.rewards(&left_out).accrued, before + Uint128::new(10));
    assert_eq!(notaries(&world), notaries_before + 3);
    assert_eq!(world.feed_members(feed_id).operators[0].absent, 0);
    assert_eq!(code_of(world.oracle_do(&user, &msg, 0)), "omitted.counted");
    // The value stays what it was.
    assert_eq!(world.latest(feed_id).unwrap(), value);
    let counted = omitted(&round, &observations[1]);
    assert_eq!(code_of(world.oracle_do(&user, &counted, 0)), "omitted.counted");
}

#[test]
fn what_the_report_could_not_have_carried_is_not_paid() {
    let (mut world, _, round, observations) = scene(|_| ());
    let (user, first) = (world.user.clone(), world.operators[0].clone());
    let draft = Draft { notary: &world.notaries[0].key.clone(), value: (1, 0), session: 1 };
    // A session after the report, though within the slice.
    let late = Round { session_time_ms: world.now_ms() + GATHER_MS + 1_000, ..round.clone() };
    let late = omitted(&round, &late.observe(&first.key, from_ref(&draft)));
    let mut forged = observations[0].clone();
    forged.attestations[0].signature[0] ^= 1;
    let (forged, stranger) = (omitted(&round, &forged), world.party(40).key);
    let stranger = omitted(&round, &round.observe(&stranger, from_ref(&draft)));
    let next = Round { round: 1, session_time_ms: round.session_time_ms + FEED_INTERVAL_MS, ..round.clone() };
    let next = omitted(&next, &next.observe(&first.key, from_ref(&draft)));
    let foreign = Round { params: vec![], ..round.clone() };
    let foreign = omitted(&foreign, &foreign.observe(&first.key, from_ref(&draft)));
    world.submit(vec![round.bytes(observations[1..].to_vec())]).unwrap();
    world.pass(2_000);
    for (msg, code) in [
        (late, "omitted.late"),
        (forged, "attestation.signature"),
        (stranger, "observation.observer"),
        (next, "omitted.round"),
        (foreign, "attestation.params"),
    ] {
        let before = world.dump();
        assert_eq!(code_of(world.oracle_do(&user, &msg, 0)), code);
        assert_eq!(world.dump(), before, "{code}");
    }
}

#[test]
fn an_omission_is_claimed_within_the_window_and_while_the_escrow_lasts() {
    let (mut world, _, round, observations) = scene(|spec| spec.claim_window_ms = Some(10_000));
    world.submit(vec![round.bytes(observations[1..].to_vec())]).unwrap();
    let msg = omitted(&round, &observations[0]);
    let user = world.user.clone();
    world.pass(10_001);
    assert_eq!(code_of(world.oracle_do(&user, &msg, 0)), "omitted.window");
    let mut world = World::new();
    let feed_id = world.feed(44);
    let round = world.round(feed_id);
    let observations = world.observations(&round, &[(1, 0); 4]);
    world.submit(vec![round.bytes(observations[..3].to_vec())]).unwrap();
    let msg = omitted(&round, &observations[3]);
    let user = world.user.clone();
    let response = world.oracle_do(&user, &msg, 0).unwrap();
    assert_eq!(attributes(&response, "omission_claimed")[0]["unpaid"], "10");
    assert_eq!(code_of(world.oracle_do(&user, &msg, 0)), "omitted.unfunded");
    // In full or not at all: the observer, and then no notary.
    world.oracle_do(&user, &ExecuteMsg::FundFeed { feed_id }, 12).unwrap();
    let response = world.oracle_do(&user, &msg, 0).unwrap();
    assert_eq!(attributes(&response, "omission_claimed")[0]["unpaid"], "3");
}

#[test]
fn an_omission_before_a_change_is_judged_by_the_terms_of_its_round() {
    let (mut world, feed_id, _, _) = scene(|spec| spec.interval_ms = 20_000);
    for party in world.operators.clone() {
        world.set_rule(Role::Operator, &party, Some(world.rule(0))).unwrap();
    }
    for party in world.notaries.clone() {
        world.set_rule(Role::Notary, &party, Some(world.rule(0))).unwrap();
    }
    let spec = world.feed_spec();
    let change = oracle::msg::FeedChange {
        operation_id: spec.operation_id,
        params: spec.params,
        quorum: 3,
        modes: spec.modes,
        step_up: None,
        max_age_ms: 1_000,
        max_observed_age_ms: None,
        observer_reward: Uint128::new(100),
        notary_reward: Uint128::zero(),
        transmitter_reward: Uint128::zero(),
    };
    world.oracle_do(&world.user.clone(), &ExecuteMsg::ChangeFeed { feed_id, change }, 0).unwrap();
    world.pass(20_000);
    let round = world.round(feed_id);
    let observations = world.observations(&round, &[(1, 0); 4]);
    world.submit(vec![round.bytes(observations[1..].to_vec())]).unwrap();
    world.pass(20_000);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    let account = world.operators[0].account.clone();
    let before = world.rewards(&account).accrued;
    let msg = omitted(&round, &observations[0]);
    world.oracle_do(&account, &msg, 0).unwrap();
    assert_eq!(world.rewards(&account).accrued, before + Uint128::new(10));
}

/// Reports of the first three operators, a round each.
fn without_the_fourth(world: &mut World, feed_id: u32, rounds: u32) -> Vec<cw_multi_test::AppResponse> {
    let report = |_| {
        world.pass(FEED_INTERVAL_MS);
        world.submit(vec![world.good_report(feed_id)]).unwrap()
    };
    (0..rounds).map(report).collect()
}

#[test]
fn who_is_missing_for_long_is_out_and_comes_back_after_a_while() {
    let (mut world, feed_id, _, _) = scene(|spec| {
        spec.jail_after = Some(3);
        spec.jail_ms = Some(5 * FEED_INTERVAL_MS);
    });
    let party = world.operators[3].clone();
    let responses = without_the_fourth(&mut world, feed_id, 3);
    assert!(attributes(&responses[1], "member_jailed").is_empty());
    let event = &attributes(&responses[2], "member_jailed")[0];
    assert_eq!(
        (event["pubkey"].as_str(), event["from_round"].as_str()),
        (hex::encode(party.key.public()).as_str(), "4")
    );
    assert_eq!((world.turns(feed_id, 3).len(), world.turns(feed_id, 4).len()), (4, 3));
    world.pass(FEED_INTERVAL_MS);
    let round = world.round(feed_id);
    let observations = world.observations(&round, &[(1, 0); 4]);
    assert_eq!(code_of(world.submit(vec![round.bytes(observations)])), "report.too_many");
    assert_eq!(code_of(world.accept(feed_id, Role::Operator, &party)), "feed.jailed");
    // Its jail outlives what is written of it by others.
    let other = world.operators[0].clone();
    world.accept(feed_id, Role::Operator, &other).unwrap();
    assert_eq!(code_of(world.accept(feed_id, Role::Operator, &party)), "feed.jailed");
    world.pass(6 * FEED_INTERVAL_MS);
    world.accept(feed_id, Role::Operator, &party).unwrap();
    world.pass(FEED_INTERVAL_MS);
    let round = world.round(feed_id);
    let observations = world.observations(&round, &[(1, 0); 4]);
    world.submit(vec![round.bytes(observations)]).unwrap();
    assert_eq!(world.feed_members(feed_id).operators[3].absent, 0);
}

#[test]
fn who_shows_what_was_left_out_is_not_out() {
    let (mut world, feed_id, _, _) = scene(|spec| spec.jail_after = Some(2));
    for number in 0..6 {
        world.pass(FEED_INTERVAL_MS);
        let round = world.round(feed_id);
        let observations = world.observations(&round, &[(1, 0); 4]);
        world.submit(vec![round.bytes(observations[..3].to_vec())]).unwrap();
        let msg = omitted(&round, &observations[3]);
        world.oracle_do(&world.user.clone(), &msg, 0).unwrap_or_else(|error| panic!("{number}: {error}"));
    }
    assert_eq!(world.turns(feed_id, 9).len(), 4);
}

#[test]
fn a_feed_that_says_never_keeps_who_is_missing() {
    let (mut world, feed_id, _, _) = scene(|spec| spec.jail_after = Some(0));
    without_the_fourth(&mut world, feed_id, 60);
    assert_eq!(world.feed_members(feed_id).operators[3].absent, 60);
    assert_eq!(world.turns(feed_id, 61).len(), 4);
}
