//! Rewards of reports (rule REP-6).

use cloudx3_contract_tests::{attributes, code_of, World, DENOM, FEED_INTERVAL_MS};
use cosmwasm_std::{Addr, Uint128};
use oracle::msg::{AllRewardsResponse, ExecuteMsg, Feed, QueryMsg};

fn claim(world: &mut World, account: &Addr) -> u128 {
    let before = world.balance(account);
    world.oracle_do(account, &ExecuteMsg::Claim {}, 0).unwrap();
    (world.balance(account) - before).u128()
}

#[test]
fn what_accrued_is_claimed_once() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    for _ in 0..3 {
        world.submit(vec![world.good_report(feed_id)]).unwrap();
        world.pass(FEED_INTERVAL_MS);
    }
    let (operator, notary, user) =
        (world.operators[0].account.clone(), world.notaries[0].account.clone(), world.user.clone());
    assert_eq!(claim(&mut world, &operator), 30);
    assert_eq!(claim(&mut world, &notary), 18);
    assert_eq!(claim(&mut world, &user), 15);
    assert_eq!(code_of(world.oracle_do(&operator, &ExecuteMsg::Claim {}, 0)), "reward.nothing");
    let rewards = world.rewards(&operator);
    assert_eq!((rewards.accrued, rewards.claimed), (Uint128::zero(), Uint128::new(30)));
    let stranger = world.party(40).account;
    assert_eq!(code_of(world.oracle_do(&stranger, &ExecuteMsg::Claim {}, 0)), "reward.nothing");
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    assert_eq!(claim(&mut world, &operator), 10);
}

#[test]
fn an_escrow_that_cannot_pay_in_full_pays_nothing() {
    let mut world = World::new();
    // A report costs 3·10 + 3·3 + 5 = 44.
    let feed_id = world.feed(44 + 43);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    world.pass(FEED_INTERVAL_MS);
    let response = world.submit(vec![world.good_report(feed_id)]).unwrap();
    let event = &attributes(&response, "feed_updated")[0];
    assert_eq!((event["underfunded"].as_str(), event["rewards"].as_str()), ("true", ""));
    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    assert_eq!(feed.escrow, Uint128::new(43));
    assert_eq!(world.rewards(&world.operators[0].account).accrued, Uint128::new(10));
    assert_eq!(world.rewards(&world.user).accrued, Uint128::new(5));
    let user = world.user.clone();
    world.oracle_do(&user, &ExecuteMsg::FundFeed { feed_id }, 1).unwrap();
    world.pass(FEED_INTERVAL_MS);
    let response = world.submit(vec![world.good_report(feed_id)]).unwrap();
    assert_eq!(attributes(&response, "feed_updated")[0]["underfunded"], "false");
}

#[test]
fn rewards_beyond_any_escrow_fail_nobody() {
    let mut world = World::new();
    for reward in [Uint128::MAX, Uint128::new(u128::MAX / 4)] {
        let mut spec = world.feed_spec();
        spec.observer_reward = reward;
        let feed_id = world.try_feed(spec, 100).unwrap();
        let response = world.submit(vec![world.good_report(feed_id)]).unwrap();
        assert_eq!(attributes(&response, "feed_updated")[0]["underfunded"], "true");
    }
}

#[test]
fn switching_a_feed_off_keeps_what_was_earned() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    let user = world.user.clone();
    let switch = |active| ExecuteMsg::SetFeedActive { feed_id, active };
    world.oracle_do(&user, &switch(false), 0).unwrap();
    world.oracle_do(&user, &ExecuteMsg::WithdrawEscrow { feed_id }, 0).unwrap();
    let operator = world.operators[0].account.clone();
    assert_eq!(world.rewards(&operator).accrued, Uint128::new(10));
    assert_eq!(claim(&mut world, &operator), 10);
    // And on again: it starts anew, and pays again.
    world.oracle_do(&user, &switch(true), 0).unwrap();
    world.oracle_do(&user, &ExecuteMsg::FundFeed { feed_id }, 100).unwrap();
    world.pass(FEED_INTERVAL_MS);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    assert_eq!(claim(&mut world, &operator), 10);
}

#[test]
fn many_feeds_are_claimed_in_turns_and_nothing_is_lost() {
    let mut world = World::new();
    let feeds: Vec<u32> = (0..70).map(|_| world.feed(100)).collect();
    for batch in feeds.chunks(32) {
        let reports = batch.iter().map(|feed_id| world.good_report(*feed_id)).collect();
        world.submit(reports).unwrap();
    }
    let operator = world.operators[0].account.clone();
    assert_eq!(world.rewards(&operator).accrued, Uint128::new(700));
    assert_eq!(claim(&mut world, &operator), 640);
    assert_eq!(claim(&mut world, &operator), 60);
    // From the start again: nothing is found in the first 64 feeds, and the next claim looks at the rest.
    assert_eq!(claim(&mut world, &operator), 0);
    world.pass(FEED_INTERVAL_MS);
    world.submit(vec![world.good_report(*feeds.last().unwrap())]).unwrap();
    assert_eq!(claim(&mut world, &operator), 10);
}

#[test]
fn money_in_is_money_out() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    for _ in 0..4 {
        world.submit(vec![world.good_report(feed_id)]).unwrap();
        world.pass(FEED_INTERVAL_MS);
    }
    let all: AllRewardsResponse =
        world.ask(&QueryMsg::AllRewards { start_after: None, limit: None }).unwrap();
    let accrued: Uint128 = all.rewards.iter().map(|rewards| rewards.accrued).sum();
    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    let bonds = Uint128::new(4 * 1_000 + 2 * 2_000);
    let held = world.app.wrap().query_balance(&world.oracle, DENOM).unwrap().amount;
    assert_eq!(Uint128::try_from(held).unwrap(), accrued + feed.escrow + bonds);
    assert_eq!(accrued, Uint128::new(4 * 44));
    // Pages leave nobody out.
    let first: AllRewardsResponse =
        world.ask(&QueryMsg::AllRewards { start_after: None, limit: Some(2) }).unwrap();
    let start_after = Some(first.rewards[1].address.clone());
    let rest: AllRewardsResponse = world.ask(&QueryMsg::AllRewards { start_after, limit: None }).unwrap();
    assert_eq!([first.rewards, rest.rewards].concat(), all.rewards);
}
