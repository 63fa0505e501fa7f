//! What a sponsor's part of an escrow is worth, whatever others do to it (rule ESC-1).

use cloudx3_contract_tests::{code_of, World, FEED_INTERVAL_MS};
use cosmwasm_std::{Addr, Uint128};
use oracle::msg::{ExecuteMsg, Feed, FeedChange, QueryMsg, Role, SponsorResponse};

fn worth(world: &World, feed_id: u32, address: &Addr) -> u128 {
    let query = QueryMsg::Sponsor { feed_id, address: address.to_string() };
    world.ask::<SponsorResponse>(&query).unwrap().amount.u128()
}

fn fund(world: &mut World, feed_id: u32, sponsor: &Addr, amount: u128) {
    world.oracle_do(sponsor, &ExecuteMsg::FundFeed { feed_id }, amount).unwrap();
}

/// A feed of which a round costs all that its first sponsor paid but one unit.
fn nearly_spent(first: u128) -> (World, u32) {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.transmitter_reward = Uint128::new(first - 1 - 39);
    let feed_id = world.try_feed(spec, first).unwrap();
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    assert_eq!(worth(&world, feed_id, &world.user), 1);
    world.pass(FEED_INTERVAL_MS);
    (world, feed_id)
}

#[test]
fn a_unit_does_not_buy_what_another_sponsor_paid_into_an_escrow_that_was_nearly_spent() {
    for first in [10_000, 1_000_000, 100_000_000] {
        let (mut world, feed_id) = nearly_spent(first);
        let (sponsor, thief) = (world.party(50).account, world.party(51).account);
        fund(&mut world, feed_id, &sponsor, 3 * first);
        world.submit(vec![world.good_report(feed_id)]).unwrap();
        let left = worth(&world, feed_id, &sponsor);
        assert!(left >= 2 * first, "{first}: {left}");
        fund(&mut world, feed_id, &thief, 1);
        assert!(worth(&world, feed_id, &sponsor) + 1 >= left, "{first}");
        assert!(worth(&world, feed_id, &thief) <= 1, "{first}");
    }
}

#[test]
fn an_escrow_that_is_nearly_spent_again_and_again_is_funded_all_the_same() {
    let first = 100_000_000;
    let (mut world, feed_id) = nearly_spent(first);
    let sponsors: Vec<Addr> = (50..58).map(|number| world.party(number).account).collect();
    for sponsor in &sponsors {
        fund(&mut world, feed_id, sponsor, first - 1);
        assert!(worth(&world, feed_id, sponsor) >= first - 2);
        world.submit(vec![world.good_report(feed_id)]).unwrap();
        world.pass(FEED_INTERVAL_MS);
    }
    let last = world.party(60).account;
    fund(&mut world, feed_id, &last, 1_000);
    let (user, off) = (world.user.clone(), ExecuteMsg::SetFeedActive { feed_id, active: false });
    world.oracle_do(&user, &off, 0).unwrap();
    world.pass(4 * FEED_INTERVAL_MS);
    let before = world.balance(&last);
    world.oracle_do(&last, &ExecuteMsg::WithdrawEscrow { feed_id }, 0).unwrap();
    assert!(world.balance(&last) >= before + Uint128::new(999));
    for sponsor in &sponsors {
        let nothing = world.oracle_do(sponsor, &ExecuteMsg::WithdrawEscrow { feed_id }, 0);
        assert!(nothing.is_ok() || code_of(nothing) == "escrow.nothing");
    }
}

#[test]
fn what_was_paid_into_a_feed_that_begins_in_the_far_future_goes_back_after_its_notice() {
    let far_ms = 3_155_760_000_000;
    for close in [false, true] {
        let mut world = World::new();
        let (user, mut spec) = (world.user.clone(), world.feed_spec());
        spec.start_ms = Some(world.now_ms() + far_ms);
        let feed_id = world.try_offer(spec, 1_000).unwrap();
        let leave = match close {
            true => ExecuteMsg::SetFeedActive { feed_id, active: false },
            false => ExecuteMsg::AnnounceWithdrawal { feed_id },
        };
        world.oracle_do(&user, &leave, 0).unwrap();
        let back = ExecuteMsg::WithdrawEscrow { feed_id };
        if !close {
            world.pass(2 * FEED_INTERVAL_MS - 1);
            assert_eq!(code_of(world.oracle_do(&user, &back, 0)), "escrow.too_early");
            world.pass(1);
        }
        let before = world.balance(&user);
        world.oracle_do(&user, &back, 0).unwrap();
        assert_eq!(world.balance(&user), before + Uint128::new(1_000));
    }
}

#[test]
fn a_sponsor_leaves_before_other_rewards_take_what_it_paid() {
    let mut world = World::new();
    for (role, parties) in [(Role::Operator, world.operators.clone()), (Role::Notary, world.notaries.clone())]
    {
        for party in parties {
            world.set_rule(role.clone(), &party, Some(world.rule(0))).unwrap();
        }
    }
    let feed_id = world.feed(0);
    let (user, sponsor, spec) = (world.user.clone(), world.party(50).account, world.feed_spec());
    fund(&mut world, feed_id, &sponsor, 10_000);
    let change = FeedChange {
        operation_id: spec.operation_id,
        params: spec.params,
        quorum: spec.quorum,
        modes: spec.modes,
        step_up: None,
        max_age_ms: spec.max_age_ms,
        max_observed_age_ms: None,
        observer_reward: spec.observer_reward,
        notary_reward: spec.notary_reward,
        transmitter_reward: Uint128::new(19_000),
    };
    let leave = ExecuteMsg::AnnounceWithdrawal { feed_id };
    // In the last moment of a round; who funds the feed sees it a whole notice later.
    world.pass(FEED_INTERVAL_MS - 1);
    world.oracle_do(&user, &ExecuteMsg::ChangeFeed { feed_id, change }, 0).unwrap();
    world.pass(2 * FEED_INTERVAL_MS);
    world.oracle_do(&sponsor, &leave, 0).unwrap();
    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    assert_eq!(feed.pending.unwrap().from_round, 5);
    world.pass(2 * FEED_INTERVAL_MS);
    assert_eq!(
        code_of(world.oracle_do(&sponsor, &ExecuteMsg::WithdrawEscrow { feed_id }, 0)),
        "escrow.too_early"
    );
    world.pass(1);
    let before = world.balance(&sponsor);
    world.oracle_do(&sponsor, &ExecuteMsg::WithdrawEscrow { feed_id }, 0).unwrap();
    assert_eq!(world.balance(&sponsor), before + Uint128::new(10_000));
}
