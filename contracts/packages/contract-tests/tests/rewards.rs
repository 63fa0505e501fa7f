//! Rewards of reports (rule REP-6).

use cloudx3_contract_tests::{attributes, code_of, Party, World, DENOM, FEED_INTERVAL_MS};
use cosmwasm_std::{Addr, Uint128};
use oracle::msg::{AllRewardsResponse, ExecuteMsg, Feed, OwedResponse, QueryMsg, Rewards, Role};

/// A feed that pays its transmitters nothing, so that what operators earn is the same for each.
fn plain_feed(world: &mut World, escrow: u128) -> u32 {
    let mut spec = world.feed_spec();
    spec.transmitter_reward = Uint128::zero();
    world.try_feed(spec, escrow).unwrap()
}

fn claim_of(feeds: &[u32]) -> ExecuteMsg {
    ExecuteMsg::Claim { feeds: feeds.to_vec() }
}

fn escrow(world: &World, feed_id: u32) -> u128 {
    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    feed.escrow.u128()
}

#[test]
fn what_accrued_is_claimed_once() {
    let mut world = World::new();
    let feed_id = plain_feed(&mut world, 1_000);
    for _ in 0..3 {
        world.submit(vec![world.good_report(feed_id)]).unwrap();
        world.pass(FEED_INTERVAL_MS);
    }
    let (operator, notary) = (world.operators[0].account.clone(), world.notaries[0].account.clone());
    assert_eq!(world.claim(&operator), 30);
    assert_eq!(world.claim(&notary), 18);
    assert_eq!(code_of(world.oracle_do(&operator, &claim_of(&[feed_id]), 0)), "reward.nothing");
    let rewards = world.rewards(&operator);
    assert_eq!((rewards.accrued, rewards.claimed), (Uint128::zero(), Uint128::new(30)));
    let stranger = world.party(40).account;
    assert_eq!(code_of(world.oracle_do(&stranger, &claim_of(&[feed_id]), 0)), "reward.nothing");
    assert_eq!(code_of(world.oracle_do(&stranger, &claim_of(&[]), 0)), "reward.nothing");
    assert_eq!(code_of(world.oracle_do(&stranger, &claim_of(&[99]), 0)), "feed.unknown");
    assert_eq!(code_of(world.oracle_do(&stranger, &claim_of(&[1; 65]), 0)), "reward.feeds");
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    // Named twice, paid once.
    let before = world.balance(&operator);
    world.oracle_do(&operator, &claim_of(&[feed_id, feed_id]), 0).unwrap();
    assert_eq!(world.balance(&operator), before + Uint128::new(10));
}

#[test]
fn an_escrow_pays_transmitter_then_observers_then_notaries_each_in_full_or_not_at_all() {
    // A report costs 5 + 3·10 + 3·3 = 44. What is held pays so many transmitters, observers and attestations.
    let table = [
        (4, 0, 0, 1),
        (5, 1, 0, 0),
        (14, 1, 0, 3),
        (25, 1, 2, 0),
        (36, 1, 3, 0),
        (41, 1, 3, 2),
        (44, 1, 3, 3),
    ];
    for (held, transmitters, observers, attestations) in table {
        let mut world = World::new();
        let feed_id = world.feed(held);
        let response = world.submit(vec![world.good_report(feed_id)]).unwrap();
        let event = &attributes(&response, "feed_updated")[0];
        let paid = 5 * transmitters + 10 * observers + 3 * attestations;
        assert_eq!(event["unpaid"], (44 - paid).to_string(), "{held}");
        assert_eq!(event["underfunded"], (paid < 44).to_string(), "{held}");
        assert_eq!(escrow(&world, feed_id), held - paid, "{held}");
        let earned = |parties: &[Party]| -> u128 {
            parties.iter().map(|party| world.rewards(&party.account).accrued.u128()).sum()
        };
        assert_eq!(earned(&world.operators), 5 * transmitters + 10 * observers, "{held}");
        assert_eq!(earned(&world.notaries), 3 * attestations, "{held}");
    }
}

#[test]
fn an_escrow_that_was_filled_up_pays_again() {
    let mut world = World::new();
    let feed_id = world.feed(44);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    world.pass(FEED_INTERVAL_MS);
    let response = world.submit(vec![world.good_report(feed_id)]).unwrap();
    let event = &attributes(&response, "feed_updated")[0];
    assert_eq!((event["unpaid"].as_str(), event["rewards"].as_str()), ("44", ""));
    let user = world.user.clone();
    world.oracle_do(&user, &ExecuteMsg::FundFeed { feed_id }, 44).unwrap();
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
        // Who can be paid is paid: the transmitter, and the notaries.
        assert_eq!(escrow(&world, feed_id), 100 - 5 - 9);
    }
}

#[test]
fn a_closed_feed_owes_what_was_earned_and_pays_anew_once_it_is_open() {
    let mut world = World::new();
    for party in world.operators.clone() {
        world.set_rule(Role::Operator, &party, Some(world.rule(1))).unwrap();
    }
    for party in world.notaries.clone() {
        world.set_rule(Role::Notary, &party, Some(world.rule(1))).unwrap();
    }
    let feed_id = plain_feed(&mut world, 1_000);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    let user = world.user.clone();
    let switch = |active| ExecuteMsg::SetFeedActive { feed_id, active };
    world.oracle_do(&user, &switch(false), 0).unwrap();
    world.pass(5 * FEED_INTERVAL_MS);
    world.oracle_do(&user, &ExecuteMsg::WithdrawEscrow { feed_id }, 0).unwrap();
    let operator = world.operators[0].account.clone();
    assert_eq!(world.rewards(&operator).accrued, Uint128::new(10));
    assert_eq!(world.claim(&operator), 10);
    assert_eq!(code_of(world.oracle_do(&user, &ExecuteMsg::FundFeed { feed_id }, 100)), "feed.closed");
    // And on again: it asks anew, and pays again.
    world.oracle_do(&user, &switch(true), 0).unwrap();
    world.oracle_do(&user, &ExecuteMsg::FundFeed { feed_id }, 100).unwrap();
    world.pass(FEED_INTERVAL_MS);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    assert_eq!(world.claim(&operator), 10);
}

#[test]
fn many_feeds_are_claimed_by_name_and_nothing_is_lost() {
    let mut world = World::new();
    let feeds: Vec<u32> = (0..70).map(|_| plain_feed(&mut world, 100)).collect();
    for batch in feeds.chunks(32) {
        let reports = batch.iter().map(|feed_id| world.good_report(*feed_id)).collect();
        world.submit(reports).unwrap();
    }
    let operator = world.operators[0].clone();
    let pubkey = operator.key.binary();
    let page = |start_after, limit| -> Vec<u32> {
        let query = QueryMsg::Owed { role: Role::Operator, pubkey: pubkey.clone(), start_after, limit };
        let page: OwedResponse = world.ask(&query).unwrap();
        page.feeds.iter().map(|feed| feed.feed_id).collect()
    };
    assert_eq!(page(None, Some(3)), feeds[..3]);
    assert_eq!(page(Some(feeds[1]), Some(u32::MAX)), feeds[2..22]);
    assert_eq!(world.rewards(&operator.account).accrued, Uint128::new(700));
    assert_eq!(world.claim(&operator.account), 700);
    assert_eq!(world.rewards(&operator.account).accrued, Uint128::zero());
}

#[test]
fn money_in_is_money_out() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    for _ in 0..4 {
        world.submit(vec![world.good_report(feed_id)]).unwrap();
        world.pass(FEED_INTERVAL_MS);
    }
    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    let bonds = Uint128::new(4 * 1_000 + 2 * 2_000);
    let held = world.app.wrap().query_balance(&world.oracle, DENOM).unwrap().amount;
    assert_eq!(Uint128::try_from(held).unwrap(), feed.owed + feed.escrow + bonds);
    assert_eq!(feed.owed, Uint128::new(4 * 44));
    let everybody = world.operators.iter().chain(&world.notaries);
    let owed: Uint128 = everybody.map(|party| world.rewards(&party.account).accrued).sum();
    assert_eq!(owed, feed.owed);
}

#[test]
fn totals_of_accounts_are_paged() {
    let world = World::new();
    let page = |start_after, limit| -> Vec<Rewards> {
        world.ask::<AllRewardsResponse>(&QueryMsg::AllRewards { start_after, limit }).unwrap().rewards
    };
    let all = page(None, None);
    let accounts: Vec<Addr> =
        world.operators.iter().chain(&world.notaries).map(|party| party.account.clone()).collect();
    assert_eq!(all.len(), accounts.len());
    let first = page(None, Some(2));
    let rest = page(Some(first[1].address.clone()), None);
    assert_eq!([first, rest].concat(), all);
}
