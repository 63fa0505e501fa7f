//! Reports that land after what was announced has begun are of the rounds before it (rules CHG-1, CHG-3).

use cloudx3_contract_tests::{attributes, World, FEED_INTERVAL_MS};
use cosmwasm_std::Uint128;
use oracle::msg::{ExecuteMsg, Feed, FeedChange, QueryMsg, Role};

fn owed(world: &World, feed_id: u32) -> u128 {
    world.ask::<Feed>(&QueryMsg::Feed { feed_id }).unwrap().owed.u128()
}

fn set_active(world: &mut World, feed_id: u32, active: bool) {
    world.oracle_do(&world.user.clone(), &ExecuteMsg::SetFeedActive { feed_id, active }, 0).unwrap();
}

#[test]
fn a_report_that_lands_after_a_change_began_is_judged_and_paid_by_the_terms_of_its_round() {
    let mut world = World::new();
    for (role, parties) in [(Role::Operator, world.operators.clone()), (Role::Notary, world.notaries.clone())]
    {
        for party in parties {
            world.set_rule(role.clone(), &party, Some(world.rule(0))).unwrap();
        }
    }
    let feed_id = world.feed(10_000);
    let (user, spec) = (world.user.clone(), world.feed_spec());
    let change = FeedChange {
        operation_id: spec.operation_id,
        params: spec.params,
        quorum: 4,
        modes: spec.modes,
        step_up: None,
        max_age_ms: spec.max_age_ms,
        max_observed_age_ms: None,
        observer_reward: Uint128::zero(),
        notary_reward: Uint128::zero(),
        transmitter_reward: Uint128::zero(),
    };
    world.oracle_do(&user, &ExecuteMsg::ChangeFeed { feed_id, change }, 0).unwrap();
    world.pass(3 * FEED_INTERVAL_MS);
    let report = world.good_report(feed_id);
    world.pass(FEED_INTERVAL_MS);
    // Whoever writes to the feed now puts the new terms into force.
    let party = world.operators[0].clone();
    world.accept(feed_id, Role::Operator, &party).unwrap();
    world.submit(vec![report]).unwrap();
    assert_eq!(owed(&world, feed_id), 44);
    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    assert_eq!((feed.spec.observer_reward.u128(), feed.pending.is_none()), (0, true));
    // And what comes later is judged by them.
    let round = world.round(feed_id);
    let whole = round.bytes(world.observations(&round, &[(1, 0); 4]));
    world.submit(vec![whole]).unwrap();
    assert_eq!(owed(&world, feed_id), 44);
}

#[test]
fn opening_a_feed_takes_nothing_from_rounds_that_were_open() {
    // Taken back in the round before the closing, and after the closing began.
    for later in [1, 2] {
        let mut world = World::new();
        let feed_id = world.feed(10_000);
        set_active(&mut world, feed_id, false);
        world.pass(FEED_INTERVAL_MS);
        let report = world.good_report(feed_id);
        world.pass((later - 1) * FEED_INTERVAL_MS + 1);
        set_active(&mut world, feed_id, true);
        let response = world.submit(vec![report]).unwrap();
        assert!(attributes(&response, "feed_skipped").is_empty(), "{later}");
        assert_eq!(owed(&world, feed_id), 44, "{later}");
    }
}

#[test]
fn rounds_in_which_a_feed_was_closed_stay_so() {
    let mut world = World::new();
    let feed_id = world.feed(10_000);
    set_active(&mut world, feed_id, false);
    world.pass(2 * FEED_INTERVAL_MS);
    let report = world.good_report(feed_id);
    set_active(&mut world, feed_id, true);
    world.accept_all(feed_id);
    let response = world.submit(vec![report]).unwrap();
    assert_eq!(attributes(&response, "feed_skipped")[0]["reason"], "inactive");
    world.pass(FEED_INTERVAL_MS);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
}
