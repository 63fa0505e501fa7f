//! What the oracle contract says, as vectors for its clients: the events of each message, the answer to each query.

use cloudx3_attestation::proto::Mode;
use cloudx3_chain::Decimal;
use cloudx3_contract_tests::{
    assert_written, attributes, modes, schema_variants, Draft, Party, Recorder, World, FEED_INTERVAL_MS,
    NOTARY_BOND, OPERATOR_BOND,
};
use cosmwasm_std::Binary;
use oracle::msg::{ExecuteMsg, FeedSpec, QueryMsg, Role, StepUp};

fn create_feed(scene: &mut Recorder, name: &str, feed: FeedSpec, escrow: u128) -> u32 {
    let response = scene.run_as_user(name, &ExecuteMsg::CreateFeed { feed }, escrow);
    attributes(&response, "feed_created")[0]["feed_id"].parse().unwrap()
}

fn report(scene: &mut Recorder, name: &str, report: Binary) {
    scene.run_as_user(name, &ExecuteMsg::SubmitReports { reports: vec![report] }, 0);
}

/// Keys come, say where they are, and go with their bonds.
fn registry(scene: &mut Recorder) {
    let (operator, notary) = (scene.world.party(40), scene.world.party(41));
    let (key, account) = (operator.key.binary(), operator.account.clone());
    let msg = scene.world.registration_of(&operator, "operator");
    scene.run("an operator is registered", &account, &msg, OPERATOR_BOND);
    let endpoints = vec!["/ip4/192.0.2.2/tcp/4001".to_string(), "/dns4/node.example/tcp/4001".to_string()];
    let msg = ExecuteMsg::UpdateOperator { pubkey: key.clone(), endpoints };
    scene.run("an operator moves, which no event tells", &account, &msg, 0);
    let msg = ExecuteMsg::SetActive { pubkey: key.clone(), role: Role::Operator, active: false };
    scene.run("an operator is switched off", &account, &msg, 0);
    let msg = ExecuteMsg::WithdrawBond { pubkey: key, role: Role::Operator };
    scene.run("an operator takes its bond back", &account, &msg, 0);
    notary_comes_and_goes(scene, &notary);
}

fn notary_comes_and_goes(scene: &mut Recorder, notary: &Party) {
    let (key, account) = (notary.key.binary(), notary.account.clone());
    let msg = scene.world.registration_of(notary, "notary");
    scene.run("a notary is registered", &account, &msg, NOTARY_BOND);
    let msg = ExecuteMsg::UpdateNotary { pubkey: key.clone(), url: "wss://moved.example".to_string() };
    scene.run("a notary moves, which no event tells", &account, &msg, 0);
    for (name, active) in [("a notary is switched off", false), ("a notary is switched on", true)] {
        let msg = ExecuteMsg::SetActive { pubkey: key.clone(), role: Role::Notary, active };
        scene.run(name, &account, &msg, 0);
    }
}

fn operation(scene: &mut Recorder) {
    let operation = scene.world.reading.with_observed_at().bytes;
    let msg = ExecuteMsg::PublishOperation { operation };
    scene.run_as_user("an operation is published", &msg, 0);
    scene.run_as_user("an operation is published again, which changes nothing", &msg, 0);
}

/// A feed that pays for one report and not for a second.
fn feed_in_mpc(scene: &mut Recorder) -> u32 {
    let spec = FeedSpec { label: "power: a plug, \"kitchen\"".to_string(), ..scene.world.feed_spec() };
    let feed_id = create_feed(scene, "a feed is created", spec, 30);
    scene.run_as_user("a feed is funded", &ExecuteMsg::FundFeed { feed_id }, 20);
    let good = scene.world.good_report(feed_id);
    report(scene, "a round is reported", good.clone());
    report(scene, "a round is reported again and skipped", good);
    scene.world.pass(FEED_INTERVAL_MS);
    let good = scene.world.good_report(feed_id);
    report(scene, "a round is reported that the feed cannot pay", good);
    feed_id
}

/// Everything that a feed may ask for, and a report that uses it: PROXY mode, a private CA, two notaries, values below zero.
fn feed_in_proxy(scene: &mut Recorder) -> u32 {
    let spec = FeedSpec {
        modes: modes(Some(1), Some(2)),
        step_up: Some(StepUp { every_rounds: Some(1_000_003), moved_more_than: Some(Decimal::new(50, 2)) }),
        start_ms: Some(scene.world.now_ms() - FEED_INTERVAL_MS),
        max_observed_age_ms: Some(60_000),
        allow_custom_ca: true,
        ..scene.world.feed_spec()
    };
    let feed_id = create_feed(scene, "a feed of both modes is created", spec, 1_000);
    let world = &scene.world;
    let mut round = world.round(feed_id);
    (round.mode, round.custom_ca) = (Mode::Proxy, true);
    let observations =
        world.operators[..3].iter().zip([(-215, 1), (-2160, 2), (22, 0)]).map(|(operator, value)| {
            let draft = |session: u8| {
                let notary = &world.notaries[usize::from(session)].key;
                Draft { notary, value, session }
            };
            round.observe(&operator.key, &[draft(0), draft(1)])
        });
    let proxied = round.bytes(observations.collect());
    report(scene, "a round is reported in PROXY mode", proxied);
    feed_id
}

/// A spread may have a digit more than any value (AGG-1).
fn far_apart(scene: &mut Recorder) {
    let spec = FeedSpec {
        operation_id: scene.world.readback.id.clone(),
        reading: "output".to_string(),
        unit: "1".to_string(),
        decimals: 0,
        ..scene.world.feed_spec()
    };
    let feed_id = create_feed(scene, "a feed without bounds is created", spec, 0);
    let round = scene.world.round(feed_id);
    let nines = 999_999_999_999_999_999;
    let observations = scene.world.observations(&round, &[(nines, 0), (-nines, 0), (0, 0)]);
    report(scene, "a round is reported whose values are as far apart as can be", round.bytes(observations));
}

fn money(scene: &mut Recorder, feed_id: u32) {
    let operator = scene.world.operators[0].account.clone();
    scene.run("what was earned is claimed", &operator, &ExecuteMsg::Claim {}, 0);
    scene.run_as_user("a feed is switched off", &ExecuteMsg::SetFeedActive { feed_id, active: false }, 0);
    scene.run_as_user("a feed's escrow is taken back", &ExecuteMsg::WithdrawEscrow { feed_id }, 0);
}

fn questions(scene: &mut Recorder, feed_id: u32) {
    let (pubkey, notary) = (scene.world.operators[0].key.binary(), scene.world.notaries[1].key.binary());
    let (id, address) = (scene.world.reading.id.clone(), scene.world.operators[0].account.to_string());
    let round = scene.world.latest(feed_id).unwrap().round;
    scene.ask(&QueryMsg::Config {});
    scene.ask(&QueryMsg::Operator { pubkey: pubkey.clone() });
    scene.ask(&QueryMsg::Operators { start_after: None, limit: None });
    scene.ask(&QueryMsg::Notary { pubkey: notary.clone() });
    scene.ask(&QueryMsg::Notaries { start_after: None, limit: Some(2) });
    scene.ask(&QueryMsg::Members { operators: vec![pubkey], notaries: vec![notary] });
    scene.ask(&QueryMsg::Operation { id });
    scene.ask(&QueryMsg::Operations { start_after: None, limit: None });
    for feed_id in [1, 2, 3, 4] {
        scene.ask(&QueryMsg::Feed { feed_id });
    }
    scene.ask(&QueryMsg::Feeds { start_after: Some(1), limit: None });
    scene.ask(&QueryMsg::Latest { feed_id, allow_stale: None });
    scene.ask(&QueryMsg::Latest { feed_id: 4, allow_stale: Some(true) });
    scene.ask(&QueryMsg::ValueAt { feed_id, round });
    scene.ask(&QueryMsg::History { feed_id, before: None, limit: Some(2) });
    scene.ask(&QueryMsg::Rewards { address });
    scene.ask(&QueryMsg::AllRewards { start_after: None, limit: None });
}

#[test]
fn every_message_and_query_of_the_oracle_is_in_the_vectors() {
    let world = World::new();
    let contract = world.oracle.clone();
    let mut scene = Recorder::new(world, contract);
    registry(&mut scene);
    operation(&mut scene);
    let first = feed_in_mpc(&mut scene);
    let second = feed_in_proxy(&mut scene);
    let spec = scene.world.feed_spec();
    create_feed(&mut scene, "a feed is created that never had a value", spec, 0);
    far_apart(&mut scene);
    money(&mut scene, second);
    questions(&mut scene, first);
    let schema = include_str!("../../../schema/oracle.json");
    assert_eq!(scene.executed_variants(), schema_variants(schema, "execute"));
    assert_eq!(scene.asked_variants(), schema_variants(schema, "query"));
    assert_written("test/vectors/events/oracle.json", &scene.messages());
    assert_written("test/vectors/answers/oracle.json", &scene.answers());
}
