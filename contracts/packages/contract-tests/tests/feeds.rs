//! Operations, feeds and what is asked of them (rules OP-1 to OP-5, QRM-1, QRY-1).

use cloudx3_attestation::canonical::encode;
use cloudx3_chain::{Decimal, Param};
use cloudx3_contract_tests::{attributes, code_of, modes, Draft, Published, World, FEED_INTERVAL_MS};
use cosmwasm_std::{Binary, Uint128};
use oracle::msg::{
    ExecuteMsg, Feed, FeedRow, FeedSpec, FeedValue, FeedsResponse, HistoryResponse, OperationsResponse,
    PublishedOperation, QueryMsg, Role, StepUp,
};

#[test]
fn an_operation_is_published_once_under_its_id() {
    let mut world = World::new();
    let operation = world.reading.with_observed_at();
    let response = world.publish(&operation).unwrap();
    let event = &attributes(&response, "operation_published")[0];
    assert_eq!(event["operation_id"], hex::encode(&operation.id));
    assert_eq!(event["name"], "example/power");
    let response = world.publish(&operation).unwrap();
    assert!(attributes(&response, "operation_published").is_empty());
    let found: PublishedOperation = world.ask(&QueryMsg::Operation { id: operation.id.clone() }).unwrap();
    assert_eq!((found.operation, found.publisher), (operation.bytes, world.user.to_string()));
    let page: OperationsResponse =
        world.ask(&QueryMsg::Operations { start_after: None, limit: None }).unwrap();
    assert_eq!(page.operations.len(), 4);
    let unknown = QueryMsg::Operation { id: vec![7; 32].into() };
    assert_eq!(code_of(world.ask::<PublishedOperation>(&unknown)), "operation.unknown");
}

#[test]
fn operations_that_break_a_rule_are_not_published() {
    let mut world = World::new();
    let good = world.reading.clone();
    let mut publish = |bytes: Vec<u8>| {
        let msg = ExecuteMsg::PublishOperation { operation: bytes.into() };
        code_of(world.oracle_do(&world.user.clone(), &msg, 0))
    };
    assert_eq!(publish([good.bytes.as_slice(), &[0xf8, 0x07, 0x01]].concat()), "proto.not_canonical");
    assert_eq!(publish(vec![0; 16_385]), "proto.too_large");
    let mut host = good.operation.clone();
    host.server_name = "127.0.0.1".to_string();
    assert_eq!(publish(encode(&host)), "operation.server_name");
    let mut unused = good.operation.clone();
    unused.target.pop();
    assert_eq!(publish(encode(&unused)), "operation.unused");
}

fn refused(change: impl FnOnce(&World, &mut FeedSpec)) -> String {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    change(&world, &mut spec);
    code_of(world.try_feed(spec, 0))
}

fn rows(keys: &[&str]) -> Vec<FeedRow> {
    let row = |key: &&str| FeedRow { key: key.to_string(), subject: String::new(), label: "x".to_string() };
    keys.iter().map(row).collect()
}

fn every(every_rounds: Option<u64>) -> Option<StepUp> {
    Some(StepUp { every_rounds, moved_more_than: None })
}

fn moved(mantissa: i64, scale: u32) -> Option<StepUp> {
    Some(StepUp { every_rounds: Some(2), moved_more_than: Some(Decimal::new(mantissa, scale)) })
}

/// The refusal of a feed of both modes with this step-up.
fn stepping_up(step_up: Option<StepUp>) -> String {
    refused(|_, spec| {
        spec.modes = modes(Some(1), Some(1));
        spec.step_up = step_up;
    })
}

#[test]
fn feeds_that_are_not_sound_are_not_made() {
    let stranger = |world: &World| world.party(40).key.binary();
    let cases: Vec<(&str, String)> = vec![
        ("text.invalid", refused(|_, spec| spec.label = "x".repeat(65))),
        ("operation.unknown", refused(|_, spec| spec.operation_id = vec![1; 32].into())),
        ("feed.spec", refused(|world, spec| spec.operation_id = world.action.id.clone())),
        ("params.missing", refused(|_, spec| spec.params.clear())),
        ("params.value", refused(|_, spec| spec.params[0].value = "../x".to_string())),
        ("params.order", refused(|_, spec| spec.params.push(spec.params[0].clone()))),
        ("params.unknown", refused(|_, spec| spec.params[0].name = "device".to_string())),
        ("feed.spec", refused(|_, spec| spec.params = vec![spec.params[0].clone(); 17])),
        ("feed.spec", refused(|_, spec| spec.subject = "x".repeat(91))),
        ("feed.spec", refused(|_, spec| spec.reading = "voltage".to_string())),
        ("feed.spec", refused(|_, spec| spec.unit = "kW".to_string())),
        ("feed.spec", refused(|_, spec| spec.decimals = 19)),
        ("feed.spec", refused(|_, spec| spec.interval_ms = 0)),
        ("feed.spec", refused(|_, spec| spec.interval_ms = u64::MAX)),
        ("feed.spec", refused(|_, spec| spec.start_ms = Some(u64::MAX))),
        ("feed.spec", refused(|_, spec| spec.max_age_ms = 0)),
        ("feed.spec", refused(|_, spec| spec.operators.clear())),
        ("feed.spec", refused(|_, spec| spec.operators.push(spec.operators[0].clone()))),
        ("feed.spec", refused(|_, spec| spec.operators = vec![spec.operators[0].clone(); 32])),
        ("registry.unknown", refused(|world, spec| spec.operators[0] = stranger(world))),
        ("feed.spec", refused(|_, spec| spec.notice_ms = Some(2 * FEED_INTERVAL_MS - 1))),
        ("feed.spec", refused(|_, spec| spec.notice_ms = Some(31 * 86_400_000))),
        ("feed.spec", refused(|_, spec| spec.jail_ms = Some(u64::MAX))),
        ("feed.spec", refused(|_, spec| spec.claim_window_ms = Some(604_800_001))),
        ("feed.spec", refused(|_, spec| spec.rows = rows(&["a", "b"]))),
        ("registry.unknown", refused(|world, spec| spec.notaries[0] = world.operators[0].key.binary())),
        ("feed.spec", refused(|_, spec| spec.notaries.clear())),
        ("feed.quorum", refused(|_, spec| spec.quorum = 2)),
        ("feed.quorum", refused(|_, spec| spec.quorum = 5)),
        ("feed.quorum", refused(|_, spec| spec.quorum = 0)),
        ("feed.spec", refused(|_, spec| spec.modes = modes(None, None))),
        ("feed.spec", refused(|_, spec| spec.modes = modes(Some(0), None))),
        ("feed.spec", refused(|_, spec| spec.modes = modes(Some(1), Some(0)))),
        ("feed.spec", refused(|_, spec| spec.modes = modes(Some(3), None))),
        ("feed.spec", refused(|_, spec| spec.modes = modes(Some(1), Some(u32::MAX)))),
        ("feed.spec", refused(|_, spec| spec.step_up = every(Some(2)))),
        ("feed.spec", stepping_up(every(None))),
        ("feed.spec", stepping_up(every(Some(0)))),
        ("feed.spec", stepping_up(every(Some(1)))),
        ("feed.spec", stepping_up(moved(0, 2))),
        ("feed.spec", stepping_up(moved(-1, 2))),
        ("feed.spec", stepping_up(moved(50, 1))),
        ("decimal.out_of_range", stepping_up(moved(1_000_000_000_000_000_000, 2))),
    ];
    for (index, (expected, found)) in cases.iter().enumerate() {
        assert_eq!(expected, found, "case {index}");
    }
}

#[test]
fn a_key_that_is_off_joins_no_feed() {
    let mut world = World::new();
    let party = world.operators[0].clone();
    let msg = ExecuteMsg::SetActive { pubkey: party.key.binary(), role: Role::Operator, active: false };
    world.oracle_do(&party.account, &msg, 0).unwrap();
    let spec = world.feed_spec();
    assert_eq!(code_of(world.try_feed(spec, 0)), "feed.inactive");
}

#[test]
fn lists_are_put_in_order_and_the_start_is_filled_in() {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.operators.reverse();
    spec.modes = modes(Some(2), Some(1));
    spec.step_up = moved(50, 2);
    let feed_id = world.try_feed(spec, 9).unwrap();
    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    assert_eq!(feed.spec.operators, world.feed_spec().operators);
    assert_eq!((feed.spec.modes, feed.spec.step_up), (modes(Some(2), Some(1)), moved(50, 2)));
    assert_eq!(feed.spec.start_ms, Some(world.now_ms()));
    assert_eq!((feed.admin, feed.active, feed.escrow), (world.user.to_string(), true, Uint128::new(9)));
    assert_eq!((feed.last_round, feed.last_value), (None, None));
    let filled = (feed.spec.notice_ms, feed.spec.jail_after, feed.spec.jail_ms, feed.spec.claim_window_ms);
    assert_eq!(filled, (Some(120_000), Some(50), Some(3_600_000), Some(3_600_000)));
}

#[test]
fn a_stale_value_is_refused_unless_asked_for() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    assert_eq!(code_of(world.latest(feed_id)), "feed.no_value");
    assert_eq!(code_of(world.latest(99)), "feed.unknown");
    let session_ms = world.now_ms();
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    world.pass(session_ms + 120_000 - world.now_ms());
    assert!(world.latest(feed_id).is_ok());
    world.pass(1);
    assert_eq!(code_of(world.latest(feed_id)), "feed.stale");
    let stale: FeedValue = world.ask(&QueryMsg::Latest { feed_id, allow_stale: Some(true) }).unwrap();
    assert_eq!(stale.value, Decimal::new(2160, 2));
}

/// QRY-1: counted from the lower of the middle two sessions, and neither from the transaction nor from a mean.
#[test]
fn the_age_of_a_value_is_that_of_its_median_session() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    world.pass(40_000);
    let now_ms = world.now_ms();
    let mut round = world.round(feed_id);
    let mut observations = vec![];
    // In the order of the observers, which is not that of their sessions.
    for (operator, ago_ms) in world.operators[..4].iter().zip([0, 39_000, 10_000, 30_000]) {
        round.session_time_ms = now_ms - ago_ms;
        let draft = Draft { notary: &world.notaries[0].key, value: (1, 0), session: 1 };
        observations.push(round.observe(&operator.key, &[draft]));
    }
    world.submit(vec![round.bytes(observations)]).unwrap();
    assert_eq!(world.latest(feed_id).unwrap().session_time_ms, now_ms - 30_000);
    world.pass(120_000 - 30_000);
    assert!(world.latest(feed_id).is_ok());
    world.pass(1);
    assert_eq!(code_of(world.latest(feed_id)), "feed.stale");
}

#[test]
fn the_history_keeps_the_last_128_rounds() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    for number in 0..132 {
        // Round 130 stays empty.
        if number != 130 {
            let round = world.round(feed_id);
            assert_eq!(round.round, number);
            let report = round.bytes(world.observations(&round, &[(i64::try_from(number).unwrap(), 0); 3]));
            world.submit(vec![report]).unwrap();
        }
        world.pass(FEED_INTERVAL_MS);
    }
    let at = |round| world.ask::<FeedValue>(&QueryMsg::ValueAt { feed_id, round });
    assert_eq!(at(131).unwrap().value, Decimal::new(13_100, 2));
    assert_eq!(at(4).unwrap().round, 4);
    for round in [3, 130, 132, u64::MAX] {
        assert_eq!(code_of(at(round)), "feed.no_value", "round {round}");
    }
    let history = |before, limit| -> Vec<u64> {
        let history: HistoryResponse = world.ask(&QueryMsg::History { feed_id, before, limit }).unwrap();
        history.values.into_iter().map(|value| value.round).collect()
    };
    assert_eq!(history(None, Some(3)), [131, 129, 128]);
    assert_eq!(history(Some(128), Some(2)), [127, 126]);
    assert_eq!(history(Some(6), None), [5, 4]);
    assert_eq!(history(None, None).len(), 127);
    assert!(history(None, Some(0)).is_empty());
}

#[test]
fn feeds_are_paged() {
    let mut world = World::new();
    for _ in 0..3 {
        world.feed(0);
    }
    let page: FeedsResponse = world.ask(&QueryMsg::Feeds { start_after: Some(1), limit: Some(1) }).unwrap();
    assert_eq!(page.feeds.iter().map(|feed| feed.id).collect::<Vec<_>>(), [2]);
}

#[test]
fn names_in_json_that_are_no_operation_of_ours_do_no_harm() {
    let mut world = World::new();
    let huge: Binary = vec![9; 100_000].into();
    let mut spec = world.feed_spec();
    spec.operation_id = huge;
    assert!(world.try_feed(spec, 0).is_err());
    let mut spec = world.feed_spec();
    spec.params = vec![Param::new("x".repeat(50_000), "y".repeat(50_000))];
    assert_eq!(code_of(world.try_feed(spec, 0)), "params.unknown");
    let _ = Published::from(world.reading.operation.clone());
}
