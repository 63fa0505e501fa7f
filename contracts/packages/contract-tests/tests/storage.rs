//! What the oracle reads and writes, so that nothing dear slips into what is done every round, and nothing grows with what is kept.

use cloudx3_attestation::proto::Mode;
use cloudx3_contract_tests::{modes, Meter, Metered, Party, World, FEED_INTERVAL_MS, REACTIVATE_MS};
use cosmwasm_std::testing::{message_info, MockApi, MockQuerier};
use cosmwasm_std::{Addr, Deps, DepsMut, Env, QuerierWrapper, Uint128};
use oracle::msg::{ExecuteMsg, FeedSpec, QueryMsg, Role};

fn env(world: &World) -> Env {
    Env {
        block: world.app.block_info(),
        transaction: None,
        contract: cosmwasm_std::ContractInfo { address: world.oracle.clone() },
    }
}

fn execute(world: &World, sender: &Addr, msg: ExecuteMsg) -> Meter {
    let (mut storage, api, querier) =
        (Metered::new(world), MockApi::default(), MockQuerier::<cosmwasm_std::Empty>::default());
    let deps = DepsMut { storage: &mut storage, api: &api, querier: QuerierWrapper::new(&querier) };
    oracle::contract::execute(deps, env(world), message_info(sender, &[]), msg).unwrap();
    storage.meter()
}

fn query(world: &World, msg: QueryMsg) -> Meter {
    let (storage, api, querier) =
        (Metered::new(world), world.app.api(), MockQuerier::<cosmwasm_std::Empty>::default());
    let deps = Deps { storage: &storage, api, querier: QuerierWrapper::new(&querier) };
    oracle::contract::query(deps, env(world), msg).unwrap();
    storage.meter()
}

/// A feed of 31 operators and notaries that has run for a while, and what its next report costs the store.
fn large() -> (World, ExecuteMsg) {
    let mut world = World::with(31, 31);
    let spec = FeedSpec {
        quorum: 21,
        modes: modes(Some(1), Some(1)),
        observer_reward: Uint128::new(5_000),
        notary_reward: Uint128::new(1_500),
        transmitter_reward: Uint128::new(20_000),
        ..world.feed_spec()
    };
    let feed_id = world.try_feed(spec, 900_000_000).unwrap();
    world.pass(200 * FEED_INTERVAL_MS);
    for _ in 0..5 {
        let report = report_of(&world, feed_id);
        world.submit(vec![report]).unwrap();
        world.pass(FEED_INTERVAL_MS);
    }
    let reports = vec![report_of(&world, feed_id)];
    (world, ExecuteMsg::SubmitReports { reports })
}

fn report_of(world: &World, feed_id: u32) -> cosmwasm_std::Binary {
    let mut round = world.round(feed_id);
    round.mode = Mode::Proxy;
    let values: Vec<(i64, u32)> = (0..31).map(|number| (215 + number, 1)).collect();
    round.bytes(world.observations(&round, &values))
}

#[test]
fn a_report_of_31_observations_reads_three_records_and_writes_two() {
    let (world, msg) = large();
    let meter = execute(&world, &world.user, msg);
    println!("31 observations: {meter:?}");
    assert_eq!((meter.reads, meter.writes), (3, 2));
    assert!(meter.gas <= 50_000, "{meter:?}");
}

#[test]
fn a_report_of_ten_devices_writes_one_record_a_round() {
    let mut world = World::with(7, 7);
    let spec = FeedSpec { quorum: 5, ..world.group_spec(10) };
    let group = world.try_feed(spec, 1_000_000).unwrap();
    let round = world.round(group);
    let reports = vec![round.bytes(world.observations(&round, &[(5, 0); 7]))];
    let meter = execute(&world, &world.user, ExecuteMsg::SubmitReports { reports });
    println!("ten devices: {meter:?}");
    assert_eq!((meter.reads, meter.writes), (3, 2));
    assert!(meter.gas <= 30_000, "{meter:?}");
}

#[test]
fn who_was_switched_off_and_on_costs_one_short_read_for_a_day() {
    let (mut world, _) = large();
    let party = world.operators[3].clone();
    let switch = |world: &mut World, active| {
        let msg = ExecuteMsg::SetActive { pubkey: party.key.binary(), role: Role::Operator, active };
        world.oracle_do(&party.account, &msg, 0).unwrap();
    };
    switch(&mut world, false);
    world.pass(REACTIVATE_MS);
    switch(&mut world, true);
    world.pass(FEED_INTERVAL_MS);
    let next = |world: &World| {
        let reports = vec![report_of(world, 1)];
        execute(world, &world.user, ExecuteMsg::SubmitReports { reports })
    };
    let meter = next(&world);
    assert_eq!((meter.reads, meter.writes), (4, 2));
    world.pass(86_400_000);
    // The first report after the day notes that it is as good as never off, and the next reads nothing of it.
    let reports = vec![report_of(&world, 1)];
    world.submit(reports).unwrap();
    world.pass(FEED_INTERVAL_MS);
    let meter = next(&world);
    assert_eq!((meter.reads, meter.writes), (3, 2));
}

/// A world with this many feeds that everybody is a member of.
fn with_feeds(feeds: u32) -> World {
    let mut world = World::new();
    for _ in 0..feeds {
        let feed_id = world.feed(1_000);
        let round = world.round(feed_id);
        world.submit(vec![round.bytes(world.observations(&round, &[(1, 0); 4]))]).unwrap();
    }
    world
}

#[test]
fn what_is_asked_and_claimed_does_not_grow_with_the_feeds() {
    let (few, many) = (with_feeds(21), with_feeds(90));
    let party: Party = few.operators[0].clone();
    let pubkey = party.key.binary();
    let queries = [
        QueryMsg::Rewards { address: party.account.to_string() },
        QueryMsg::AllRewards { start_after: None, limit: None },
        QueryMsg::Owed { role: Role::Operator, pubkey: pubkey.clone(), start_after: None, limit: None },
        QueryMsg::Feed { feed_id: 1 },
        QueryMsg::FeedMembers { feed_id: 1 },
        QueryMsg::FeedTerms { feed_id: 1 },
        QueryMsg::StandingRule { role: Role::Operator, pubkey },
        QueryMsg::Latest { feed_id: 1, allow_stale: None },
    ];
    for msg in queries {
        let (one, other) = (query(&few, msg.clone()), query(&many, msg.clone()));
        // The page after the twentieth is not read, however many there are.
        assert!(other.reads <= one.reads && other.gas <= one.gas + 500, "{msg:?}: {one:?} {other:?}");
    }
    let claim = ExecuteMsg::Claim { feeds: vec![1, 2, 3] };
    let (one, other) = (execute(&few, &party.account, claim.clone()), execute(&many, &party.account, claim));
    assert_eq!(one.reads, other.reads);
}
