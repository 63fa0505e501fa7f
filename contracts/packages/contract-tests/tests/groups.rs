//! Groups of feeds: one response, many devices, one record a round (rules GRP-1, GRP-2, GRP-3).

use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::Report;
use cloudx3_chain::Decimal;
use cloudx3_contract_tests::{attributes, code_of, modes, Round, World, FEED_INTERVAL_MS};
use cosmwasm_std::{Binary, Uint128};
use oracle::msg::{ExecuteMsg, Feed, FeedRow, FeedSpec, FeedsResponse, HistoryResponse, QueryMsg, StepUp};

/// A group of three plugs, with the feed ids 1 for the group and 2 to 4 for its rows.
fn scene() -> (World, u32) {
    let mut world = World::new();
    let spec = world.group_spec(3);
    let group = world.try_feed(spec, 1_000).unwrap();
    (world, group)
}

fn report(world: &World, group: u32, change: impl FnOnce(&mut Report)) -> Binary {
    let round = world.round(group);
    let mut report = round.report(world.observations(&round, &[(100, 0), (200, 0), (300, 0)]));
    change(&mut report);
    encode(&report).into()
}

fn feed(world: &World, feed_id: u32) -> Feed {
    world.ask(&QueryMsg::Feed { feed_id }).unwrap()
}

#[test]
fn one_report_updates_every_row_and_is_paid_once() {
    let (mut world, group) = scene();
    let response = world.submit(vec![report(&world, group, |_| ())]).unwrap();
    let rows = attributes(&response, "feed_updated");
    let values: Vec<_> = rows.iter().map(|row| (row["feed_id"].as_str(), row["value"].as_str())).collect();
    assert_eq!(values, [("2", "200.00"), ("3", "201.00"), ("4", "202.00")]);
    assert!(rows.iter().all(|row| row["group_id"] == "1" && row["observations"] == "3"));
    let group_event = &attributes(&response, "group_updated")[0];
    assert_eq!((group_event["group_id"].as_str(), group_event["unpaid"].as_str()), ("1", "0"));
    for (feed_id, value) in [(2, 20_000), (3, 20_100), (4, 20_200)] {
        let found = world.latest(feed_id).unwrap();
        assert_eq!((found.feed_id, found.value, found.observations), (feed_id, Decimal::new(value, 2), 3));
        assert_eq!(feed(&world, feed_id).last_value, Some(Decimal::new(value, 2)));
        let row = feed(&world, feed_id).row.unwrap();
        assert_eq!((row.group_id, row.index), (1, feed_id - 2));
    }
    assert_eq!(code_of(world.latest(group)), "feed.group");
    assert_eq!(feed(&world, group).owed, Uint128::new(44));
    assert_eq!((feed(&world, group).last_value, feed(&world, group).last_round), (None, Some(0)));
    let page: FeedsResponse = world.ask(&QueryMsg::Feeds { start_after: None, limit: None }).unwrap();
    assert_eq!(page.feeds.len(), 1);
}

#[test]
fn a_row_that_too_few_could_read_keeps_its_value_and_costs_no_other() {
    let (mut world, group) = scene();
    world.submit(vec![report(&world, group, |_| ())]).unwrap();
    world.pass(FEED_INTERVAL_MS);
    let mut round = world.round(group);
    let mut observations = world.observations(&round, &[(500, 0); 2]);
    // The third could not read the second row; quorum is 3.
    round.unread = vec![1];
    observations.push(world.observations(&round, &[(500, 0); 3]).remove(2));
    let response = world.submit(vec![round.bytes(observations)]).unwrap();
    let updated: Vec<_> =
        attributes(&response, "feed_updated").iter().map(|row| row["feed_id"].clone()).collect();
    assert_eq!(updated, ["2", "4"]);
    assert_eq!((world.latest(2).unwrap().round, world.latest(3).unwrap().round), (1, 0));
    let at = |round| world.ask::<oracle::msg::FeedValue>(&QueryMsg::ValueAt { feed_id: 3, round });
    assert_eq!(code_of(at(1)), "feed.no_value");
    let history: HistoryResponse =
        world.ask(&QueryMsg::History { feed_id: 3, before: None, limit: None }).unwrap();
    assert_eq!(history.values.iter().map(|value| value.round).collect::<Vec<_>>(), [0]);
    world.pass(120_001);
    assert_eq!(code_of(world.latest(3)), "feed.stale");
}

#[test]
fn a_round_that_no_row_has_a_quorum_of_does_not_land() {
    let (mut world, group) = scene();
    let mut round = world.round(group);
    round.unread = vec![0, 1, 2];
    let observations = world.observations(&round, &[(1, 0); 3]);
    assert_eq!(code_of(world.submit(vec![round.bytes(observations)])), "report.quorum");
}

#[test]
fn reports_that_are_not_the_groups() {
    let (mut world, group) = scene();
    let plain = {
        let round = world.round(group);
        let round = Round { rows: vec![], ..round };
        round.bytes(world.observations(&round, &[(1, 0); 3]))
    };
    assert_eq!(code_of(world.submit(vec![plain])), "report.feed");
    let mut refused = |change: fn(&mut Report)| {
        let bytes = report(&world, group, change);
        code_of(world.submit(vec![bytes]))
    };
    assert_eq!(refused(|report| report.group_id = 2), "feed.unknown");
    assert_eq!(refused(|report| report.rows[0].key = "0000".to_string()), "report.rows");
    assert_eq!(refused(|report| report.rows[0].subject = "x".to_string()), "report.rows");
    assert_eq!(refused(|report| drop(report.rows.pop())), "report.rows");
    assert_eq!(refused(|report| report.feed_id = 1), "report.malformed");
}

#[test]
fn a_row_is_funded_accepted_and_closed_with_its_group() {
    let (mut world, _) = scene();
    let (user, party) = (world.user.clone(), world.operators[0].clone());
    let pubkey = party.key.binary();
    let role = oracle::msg::Role::Operator;
    for msg in [
        ExecuteMsg::AnnounceWithdrawal { feed_id: 2 },
        ExecuteMsg::WithdrawEscrow { feed_id: 3 },
        ExecuteMsg::SetFeedActive { feed_id: 4, active: false },
        ExecuteMsg::Claim { feeds: vec![2] },
    ] {
        assert_eq!(code_of(world.oracle_do(&user, &msg, 0)), "feed.row");
    }
    assert_eq!(code_of(world.oracle_do(&user, &ExecuteMsg::FundFeed { feed_id: 2 }, 9)), "feed.row");
    let leave = ExecuteMsg::Leave { feed_id: 2, role, pubkey };
    assert_eq!(code_of(world.oracle_do(&party.account, &leave, 0)), "feed.row");
}

fn refused(change: impl FnOnce(&World, &mut FeedSpec)) -> String {
    let mut world = World::new();
    let mut spec = world.group_spec(3);
    change(&world, &mut spec);
    code_of(world.try_feed(spec, 0))
}

#[test]
fn groups_that_are_not_sound_are_not_made() {
    let row = |key: &str| FeedRow { key: key.to_string(), subject: String::new(), label: "x".to_string() };
    assert_eq!(refused(|_, spec| spec.rows.clear()), "feed.spec");
    assert_eq!(refused(|_, spec| spec.rows.truncate(1)), "feed.spec");
    assert_eq!(refused(|_, spec| spec.rows.truncate(2)), "feed.spec");
    assert_eq!(refused(|_, spec| spec.rows[2] = row("0002")), "feed.spec");
    assert_eq!(refused(|_, spec| spec.rows[2] = row("0009")), "feed.spec");
    assert_eq!(
        refused(|_, spec| spec.rows = (0..33).map(|n| row(&format!("{n:04}"))).collect()),
        "feed.spec"
    );
    assert_eq!(refused(|_, spec| spec.rows[0].label.clear()), "text.invalid");
    assert_eq!(refused(|_, spec| spec.subject = "cloud1plug".to_string()), "feed.spec");
    let moved = StepUp { every_rounds: None, moved_more_than: Some(Decimal::new(1, 2)) };
    let stepping = refused(|_, spec| {
        spec.modes = modes(Some(1), Some(1));
        spec.step_up = Some(moved);
    });
    assert_eq!(stepping, "feed.spec");
}

#[test]
fn the_largest_group_lands_and_the_next_feed_has_the_next_id() {
    let mut world = World::with(7, 2);
    let mut spec = world.group_spec(32);
    spec.quorum = 5;
    let group = world.try_feed(spec, 1_000).unwrap();
    let round = world.round(group);
    let report = round.bytes(world.observations(&round, &[(7, 0); 7]));
    world.submit(vec![report]).unwrap();
    assert_eq!(world.latest(33).unwrap().value, Decimal::new(3_800, 2));
    assert_eq!(code_of(world.latest(34)), "feed.unknown");
    world.reading = cloudx3_contract_tests::reading_operation().into();
    let spec = FeedSpec { quorum: 5, ..world.feed_spec() };
    assert_eq!(world.try_feed(spec, 0).unwrap(), 34);
}

#[test]
fn an_observation_of_a_group_that_was_left_out_is_paid() {
    let (mut world, group) = scene();
    let round = world.round(group);
    let observations = world.observations(&round, &[(1, 0); 4]);
    world.submit(vec![round.bytes(observations[..3].to_vec())]).unwrap();
    let observation = encode(&round.gossiped(&observations[3])).into();
    let account = world.operators[3].account.clone();
    let before = world.rewards(&account).accrued;
    world.oracle_do(&account, &ExecuteMsg::ClaimOmitted { observation }, 0).unwrap();
    assert_eq!(world.rewards(&account).accrued, before + Uint128::new(10));
}
