//! What strangers make many of costs nobody else anything (fault of unbounded sums), and what was earned is found (rules REP-6, ACC-1).

use cloudx3_contract_tests::{attributes, World, FEED_INTERVAL_MS};
use cosmwasm_std::Uint128;
use oracle::msg::{AllRewardsResponse, ExecuteMsg, OwedResponse, QueryMsg, Role, StandingRule};

const DUST: usize = 300;

fn dust(world: &mut World, count: usize) {
    let stranger = world.party(50).account;
    let mut feed = world.feed_spec();
    feed.notary_reward = Uint128::zero();
    for _ in 0..count {
        world.oracle_do(&stranger, &ExecuteMsg::CreateFeed { feed: feed.clone() }, 1).unwrap();
    }
}

fn owed(world: &World, role: Role, index: usize, limit: Option<u32>) -> Vec<(u32, u128)> {
    let pubkey = world.parties(&role)[index].key.binary();
    let page: OwedResponse = world.ask(&QueryMsg::Owed { role, pubkey, start_after: None, limit }).unwrap();
    page.feeds.into_iter().map(|feed| (feed.feed_id, feed.owed.u128())).collect()
}

#[test]
fn after_three_hundred_dust_feeds_a_notary_sees_and_gets_what_it_earned() {
    let mut world = World::new();
    dust(&mut world, DUST / 2);
    let feed_id = world.feed(1_000);
    dust(&mut world, DUST / 2);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    assert_eq!(owed(&world, Role::Notary, 0, None), [(feed_id, 6)]);
    let account = world.notaries[0].account.clone();
    assert_eq!(world.claim(&account), 6);
}

#[test]
fn a_rule_that_lets_dust_in_lets_in_no_more_than_it_says() {
    let mut world = World::new();
    let party = world.notaries[0].clone();
    let rule = StandingRule { admins: vec![], most_feeds: 5, ..world.rule(0) };
    world.set_rule(Role::Notary, &party, Some(rule)).unwrap();
    dust(&mut world, 20);
    let feed_id = world.feed(1_000);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    let found = owed(&world, Role::Notary, 0, None);
    assert_eq!((found.len(), found.last()), (6, Some(&(feed_id, 6))));
    // And what it did not want it leaves, and is rid of.
    for id in 1..=5 {
        world.leave(id, Role::Notary, &party).unwrap();
    }
    world.pass(3_600_000 + 10 * FEED_INTERVAL_MS);
    let feeds = (1..=feed_id).collect::<Vec<u32>>();
    world.oracle_do(&party.account, &ExecuteMsg::Claim { feeds }, 0).unwrap();
    assert_eq!(owed(&world, Role::Notary, 0, None), [(feed_id, 0)]);
}

#[test]
fn totals_of_accounts_do_not_look_into_feeds() {
    let mut world = World::new();
    for _ in 0..30 {
        world.feed(100);
    }
    let reports = (1..=30).map(|feed_id| world.good_report(feed_id)).collect();
    let response = world.submit(reports).unwrap();
    assert_eq!(attributes(&response, "feed_updated").len(), 30);
    let all: AllRewardsResponse =
        world.ask(&QueryMsg::AllRewards { start_after: None, limit: None }).unwrap();
    assert!(all.rewards.iter().all(|rewards| rewards.accrued.is_zero()));
    // Pages of what is owed are of twenty feeds, whatever is asked for.
    assert_eq!(owed(&world, Role::Operator, 0, Some(u32::MAX)).len(), 20);
}
