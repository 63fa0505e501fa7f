//! Paid is what was asked for, and times are bound to block and round (rules OBS-6, REP-5, REP-3).

use cloudx3_contract_tests::{attributes, code_of, modes, Draft, Round, World, FEED_INTERVAL_MS};
use cosmwasm_std::Uint128;
use oracle::msg::{Feed, FeedSpec, QueryMsg};

/// A report of the first three operators with these many notaries each, in a feed that asks for `asked` of 8.
fn attested(asked: u32, given: usize) -> (World, u32, cosmwasm_std::Binary) {
    let mut world = World::with(4, 8);
    let spec = FeedSpec { modes: modes(Some(asked), None), ..world.feed_spec() };
    let feed_id = world.try_feed(spec, 1_000).unwrap();
    let round = world.round(feed_id);
    let drafts: Vec<Draft> = world.notaries[..given]
        .iter()
        .map(|notary| Draft { notary: &notary.key, value: (1, 0), session: 1 })
        .collect();
    let observations = world.operators[..3].iter().map(|operator| round.observe(&operator.key, &drafts));
    let report = round.bytes(observations.collect());
    (world, feed_id, report)
}

#[test]
fn eight_attestations_where_one_was_asked_are_not_paid_for() {
    let (mut world, _, report) = attested(1, 8);
    assert_eq!(code_of(world.submit(vec![report])), "observation.notaries_too_many");
}

#[test]
fn one_more_and_one_less_than_was_asked_are_refused_and_exactly_so_many_paid() {
    for (given, code) in [(1, "observation.notaries_required"), (3, "observation.notaries_too_many")] {
        let (mut world, _, report) = attested(2, given);
        assert_eq!(code_of(world.submit(vec![report])), code);
    }
    let (mut world, feed_id, report) = attested(2, 2);
    let response = world.submit(vec![report]).unwrap();
    assert_eq!(attributes(&response, "feed_updated")[0]["unpaid"], "0");
    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    assert_eq!(feed.owed, Uint128::new(5 + 3 * (10 + 2 * 3)));
}

#[test]
fn a_feed_without_runway_says_so_before_anybody_works() {
    let mut world = World::new();
    let ask = |world: &World, feed_id| world.ask::<Feed>(&QueryMsg::Feed { feed_id }).unwrap();
    let feed_id = world.feed(56);
    assert_eq!((ask(&world, feed_id).round_cost.u128(), ask(&world, feed_id).runway), (57, Some(0)));
    let mut free = world.feed_spec();
    (free.observer_reward, free.notary_reward) = (Uint128::zero(), Uint128::zero());
    free.transmitter_reward = Uint128::zero();
    let feed_id = world.try_feed(free, 0).unwrap();
    assert_eq!(ask(&world, feed_id).runway, None);
    let mut dear = world.feed_spec();
    dear.observer_reward = Uint128::MAX;
    let feed_id = world.try_feed(dear, 1_000).unwrap();
    assert_eq!((ask(&world, feed_id).round_cost, ask(&world, feed_id).runway), (Uint128::MAX, Some(0)));
}

#[test]
fn sessions_that_are_yet_to_come_do_not_land() {
    for (ahead, code) in
        [(60_000, "attestation.session_time"), (59_999, "report.session_time"), (1, "report.session_time")]
    {
        let mut world = World::new();
        let feed_id = world.feed(1_000);
        let round = Round { session_time_ms: world.now_ms() + ahead, ..world.round(feed_id) };
        let report = round.bytes(world.observations(&round, &[(1, 0); 4]));
        assert_eq!(code_of(world.submit(vec![report.clone()])), code, "{ahead}");
        if ahead < FEED_INTERVAL_MS {
            world.pass(ahead);
            world.submit(vec![report]).unwrap();
        }
    }
}

#[test]
fn one_session_yet_to_come_is_enough() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    let round = world.round(feed_id);
    let ahead = Round { session_time_ms: round.session_time_ms + 1, ..round.clone() };
    let mut observations = world.observations(&round, &[(1, 0); 4]);
    observations[1] = world.observations(&ahead, &[(1, 0); 4]).remove(1);
    assert_eq!(code_of(world.submit(vec![round.bytes(observations)])), "report.session_time");
}

#[test]
fn a_copied_session_number_of_another_notary_shuts_no_honest_observer_out() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    let round = world.round(feed_id);
    let mut observations = world.observations(&round, &[(1, 0); 3]);
    // The third observer's notary is the first's; so a copier names the session of the second observer's, which is another.
    let copied = observations[1].attestations[0].session_id.clone();
    assert_ne!(observations[0].attestations[0].notary, observations[1].attestations[0].notary);
    let draft = Draft { notary: &world.notaries[0].key, value: (1, 0), session: 1 };
    observations[0] = round.observe_session(&world.operators[0].key, &draft, copied);
    world.submit(vec![round.bytes(observations)]).unwrap();
    assert_eq!(world.latest(feed_id).unwrap().observations, 3);
}
