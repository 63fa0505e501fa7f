//! Reports that land (rules REP-1, REP-4, REP-6, AGG-1).

use cloudx3_attestation::proto::Mode;
use cloudx3_chain::Decimal;
use cloudx3_contract_tests::{attributes, high_s, modes, Draft, World, FEED_INTERVAL_MS};
use cosmwasm_std::Uint128;
use oracle::msg::{Feed, QueryMsg};

#[test]
fn a_quorum_lands_with_median_spread_and_rewards() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    // Round 1, once its gathering is over.
    world.pass(105_000);
    let first = world.turns(feed_id, 1).remove(0);
    let transmitter = world.operators.iter().find(|party| party.key.public() == first.public());
    let transmitter = transmitter.unwrap().clone();
    let response = world.submit(vec![world.good_report(feed_id)]).unwrap();
    let value = world.latest(feed_id).unwrap();
    assert_eq!(value.value, Decimal::new(2160, 2));
    assert_eq!(value.spread, Decimal::new(50, 2));
    assert_eq!((value.round, value.observations, value.notaries), (1, 3, 2));
    assert_eq!((value.modes.mpc, value.modes.proxy, value.custom_ca), (3, 0, false));
    assert_eq!((value.unit.as_str(), value.decimals), ("W", 2));
    assert_eq!(value.session_time_ms, world.now_ms());
    assert_eq!(value.updated_at_ms, world.now_ms());
    assert_eq!(value.round_start_ms, world.now_ms() - 45_000);
    assert_eq!(value.transmitter, transmitter.account.to_string());

    let event = &attributes(&response, "feed_updated")[0];
    assert_eq!(event["value"], "21.60");
    assert_eq!(event["spread"], "0.50");
    assert_eq!(event["underfunded"], "false");
    let observers: Vec<String> = world.operators[..3].iter().map(|p| hex::encode(p.key.public())).collect();
    assert_eq!(event["observers"], observers.join(","));
    let earned = |index: usize| {
        let observed = if index < 3 { 10 } else { 0 };
        let transmitted = if world.operators[index].account == transmitter.account { 5 } else { 0 };
        observed + transmitted
    };
    let of_operators = (0..4).map(|index| (world.operators[index].account.to_string(), earned(index)));
    let mut expected: Vec<String> =
        of_operators.filter(|(_, sum)| *sum > 0).map(|(account, sum)| format!("{account}:{sum}")).collect();
    expected.push(format!("{}:6", world.notaries[0].account));
    expected.push(format!("{}:3", world.notaries[1].account));
    expected.sort();
    assert_eq!(event["rewards"], expected.join(","));

    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    assert_eq!(feed.escrow, Uint128::new(1_000 - 3 * 10 - 3 * 3 - 5));
    assert_eq!((feed.last_round, feed.last_value), (Some(1), Some(value.value)));
    for index in 0..4 {
        assert_eq!(world.rewards(&world.operators[index].account).accrued, Uint128::new(earned(index)));
    }
    assert_eq!(world.rewards(&world.user).accrued, Uint128::zero());
}

#[test]
fn several_attestations_give_a_median_of_medians_and_each_notary_its_reward() {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.modes = modes(Some(2), None);
    let feed_id = world.try_feed(spec, 1_000).unwrap();
    let round = world.round(feed_id);
    let observations =
        [(10, 20), (30, 31), (-4, -3)].iter().zip(&world.operators).map(|((a, b), operator)| {
            let drafts = [
                Draft { notary: &world.notaries[0].key, value: (*a, 0), session: 1 },
                Draft { notary: &world.notaries[1].key, value: (*b, 0), session: 2 },
            ];
            round.observe(&operator.key, &drafts)
        });
    let report = round.bytes(observations.collect());
    world.submit(vec![report]).unwrap();
    let value = world.latest(feed_id).unwrap();
    assert_eq!(value.value, Decimal::new(1500, 2));
    assert_eq!(value.spread, Decimal::new(3050 + 350, 2));
    assert_eq!(value.modes.mpc, 6);
    assert_eq!(world.rewards(&world.notaries[0].account).accrued, Uint128::new(9));
}

#[test]
fn proxy_mode_and_a_private_ca_count_where_the_feed_takes_them() {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.modes = modes(Some(1), Some(1));
    spec.allow_custom_ca = true;
    let feed_id = world.try_feed(spec, 0).unwrap();
    let mut round = world.round(feed_id);
    let mut observations = world.observations(&round, &[(1, 0)]);
    round.mode = Mode::Proxy;
    round.custom_ca = true;
    observations.extend(world.observations(&round, &[(1, 0), (2, 0), (3, 0), (4, 0)]).into_iter().skip(1));
    world.submit(vec![round.bytes(observations)]).unwrap();
    let value = world.latest(feed_id).unwrap();
    assert_eq!((value.modes.mpc, value.modes.proxy, value.custom_ca), (1, 3, true));
    assert_eq!(value.value, Decimal::new(250, 2));
}

#[test]
fn a_signature_with_high_s_counts_but_not_as_a_second_one() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    let round = world.round(feed_id);
    let mut observations = world.observations(&round, &[(1, 0), (2, 0), (3, 0)]);
    let mut twin = observations[0].clone();
    twin.signature = high_s(&twin.signature);
    twin.attestations[0].signature = high_s(&twin.attestations[0].signature);
    let double = vec![observations[0].clone(), twin.clone(), observations[1].clone()];
    let code = cloudx3_contract_tests::code_of(world.submit(vec![round.bytes(double)]));
    assert_eq!(code, "report.order");
    observations[0] = twin;
    world.submit(vec![round.bytes(observations)]).unwrap();
    assert_eq!(world.latest(feed_id).unwrap().observations, 3);
}

#[test]
fn a_stale_round_is_skipped_while_the_others_of_the_batch_land() {
    let mut world = World::new();
    let (first, second, third) = (world.feed(100), world.feed(100), world.feed(100));
    let old = world.good_report(first);
    world.submit(vec![world.good_report(second)]).unwrap();
    let again = world.good_report(second);
    world.pass(2 * FEED_INTERVAL_MS + 1);
    let fresh = world.good_report(third);
    let response = world.submit(vec![old, again, fresh.clone(), fresh]).unwrap();
    let skipped = attributes(&response, "feed_skipped");
    let reasons: Vec<_> =
        skipped.iter().map(|event| (event["feed_id"].as_str(), event["reason"].as_str())).collect();
    assert_eq!(reasons, [("1", "too_old"), ("2", "not_newer"), ("3", "not_newer")]);
    assert_eq!(attributes(&response, "feed_updated").len(), 1);
    assert_eq!(world.latest(third).unwrap().round, 2);
    assert!(world.latest(first).is_err());
    // Skipped reports earn nothing.
    let earned: Uint128 = world.operators.iter().map(|party| world.rewards(&party.account).accrued).sum();
    assert_eq!(earned, Uint128::new(2 * (3 * 10 + 5)));
}

#[test]
fn a_round_that_ended_exactly_one_interval_ago_still_lands() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    let report = world.good_report(feed_id);
    world.pass(2 * FEED_INTERVAL_MS);
    let response = world.submit(vec![report]).unwrap();
    assert_eq!(attributes(&response, "feed_updated").len(), 1);
}

#[test]
fn an_inactive_feed_is_skipped() {
    let mut world = World::new();
    let (off, on) = (world.feed(0), world.feed(0));
    let user = world.user.clone();
    world
        .oracle_do(&user, &oracle::msg::ExecuteMsg::SetFeedActive { feed_id: off, active: false }, 0)
        .unwrap();
    world.pass(3 * FEED_INTERVAL_MS);
    let response = world.submit(vec![world.good_report(off), world.good_report(on)]).unwrap();
    assert_eq!(attributes(&response, "feed_skipped")[0]["reason"], "inactive");
    assert_eq!(attributes(&response, "feed_updated")[0]["feed_id"], on.to_string());
}

#[test]
fn thirty_one_observations_land() {
    let mut world = World::with(31, 31);
    let mut spec = world.feed_spec();
    spec.quorum = 31;
    let feed_id = world.try_feed(spec, 10_000).unwrap();
    let round = world.round(feed_id);
    let values: Vec<(i64, u32)> = (0..31).map(|number| (number, 0)).collect();
    let report = round.bytes(world.observations(&round, &values));
    world.submit(vec![report]).unwrap();
    let value = world.latest(feed_id).unwrap();
    assert_eq!(value.value, Decimal::new(1500, 2));
    assert_eq!((value.observations, value.notaries), (31, 31));
    assert_eq!(world.rewards(&world.notaries[30].account).accrued, Uint128::new(3));
}
