//! Until the end of gathering a report has every member (rules RND-2, REP-10).

use cloudx3_attestation::proto::ReportedObservation;
use cloudx3_contract_tests::{attributes, code_of, Round, World, FEED_INTERVAL_MS};
use oracle::msg::Role;

/// Three quarters of the interval.
const GATHER_MS: u64 = 45_000;

/// A round with an observation of each of the four.
fn scene() -> (World, u32, Round, Vec<ReportedObservation>) {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    let round = world.round(feed_id);
    let observations = world.observations(&round, &[(1, 0); 4]);
    (world, feed_id, round, observations)
}

/// Whose turn is first could otherwise choose between those who read early, and leave out who reads later.
#[test]
fn until_gathering_ends_a_report_has_every_member() {
    let (mut world, feed_id, round, observations) = scene();
    let three = round.bytes(observations[1..].to_vec());
    for wait_ms in [0, GATHER_MS - 1] {
        world.pass(wait_ms);
        let before = world.dump();
        assert_eq!(code_of(world.submit_now(vec![three.clone()])), "report.gathering");
        assert_eq!(world.dump(), before);
    }
    // One observation in the place of another is no more.
    let twice = [&observations[1..], &observations[3..]].concat();
    assert_eq!(code_of(world.submit_now(vec![round.bytes(twice)])), "report.order");
    world.pass(1);
    world.submit_now(vec![three]).unwrap();
    assert_eq!(world.latest(feed_id).unwrap().observations, 3);
}

/// Nothing is gained by who skips its place: later turns begin after gathering anyway.
#[test]
fn a_report_of_all_lands_with_the_round_and_one_of_fewer_harms_none_beside_it() {
    let (mut world, feed_id, round, observations) = scene();
    let other = world.feed(1_000);
    let fewer = world.round(other);
    let fewer = fewer.bytes(world.observations(&fewer, &[(1, 0); 3]));
    let response = world.submit_now(vec![fewer, round.bytes(observations)]).unwrap();
    assert_eq!(attributes(&response, "report_refused")[0]["code"], "report.gathering");
    assert_eq!(world.latest(feed_id).unwrap().observations, 4);
}

/// Members are those of the round: who joins or leaves later is not waited for.
#[test]
fn who_is_no_member_of_the_round_is_not_waited_for() {
    let (mut world, feed_id, _, _) = scene();
    let left = world.operators[3].clone();
    world.leave(feed_id, Role::Operator, &left).unwrap();
    world.pass(3 * FEED_INTERVAL_MS);
    let round = world.round(feed_id);
    assert_eq!(world.turns(feed_id, round.round).len(), 3);
    world.submit_now(vec![round.bytes(world.observations(&round, &[(1, 0); 3]))]).unwrap();
    assert_eq!(world.latest(feed_id).unwrap().round, 3);
}
