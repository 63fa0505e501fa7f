//! What the oracle contract says, as vectors for its clients: the events of each message, the answer to each query.

use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::Mode;
use cloudx3_chain::Decimal;
use cloudx3_contract_tests::{
    assert_written, attributes, evidence_hash, modes, schema_variants, Draft, Key, Party, Recorder, World,
    FEED_INTERVAL_MS, NOTARY_BOND, OPERATOR_BOND, REACTIVATE_MS, SALT, UNBONDING_MS,
};
use cosmwasm_std::Binary;
use oracle::msg::{Evidence, ExecuteMsg, FeedChange, FeedSpec, KeyAt, QueryMsg, Role, StepUp};

fn create_feed(scene: &mut Recorder, name: &str, mut feed: FeedSpec, escrow: u128) -> u32 {
    let start_ms = *feed.start_ms.get_or_insert(scene.world.now_ms() + 1);
    let response = scene.run_as_user(name, &ExecuteMsg::CreateFeed { feed }, escrow);
    let feed_id = attributes(&response, "feed_created")[0]["feed_id"].parse().unwrap();
    scene.world.accept_all(feed_id);
    scene.world.pass(start_ms.saturating_sub(scene.world.now_ms()));
    feed_id
}

fn report(scene: &mut Recorder, name: &str, report: Binary) {
    let reports = vec![report];
    scene.world.gather(&reports);
    scene.run_as_user(name, &ExecuteMsg::SubmitReports { reports }, 0);
}

/// Keys come, say where they are, and go with their bonds.
fn registry(scene: &mut Recorder) {
    let (operator, notary) = (scene.world.party(40), scene.world.party(41));
    let (pubkey, account) = (operator.key.binary(), operator.account.clone());
    let msg = scene.world.registration_of(&operator, "operator");
    scene.run("an operator is registered", &account, &msg, OPERATOR_BOND);
    let endpoints = vec!["/ip4/192.0.2.2/tcp/4001".to_string(), "/dns4/node.example/tcp/4001".to_string()];
    let msg = ExecuteMsg::UpdateOperator { pubkey: pubkey.clone(), endpoints };
    scene.run("an operator moves, which no event tells", &account, &msg, 0);
    let role = Role::Operator;
    let msg = ExecuteMsg::SetStandingRule {
        role: role.clone(),
        pubkey: pubkey.clone(),
        rule: Some(scene.world.rule(5)),
    };
    scene.run("an operator says what it agrees to", &account, &msg, 0);
    let msg = ExecuteMsg::TopUpBond { pubkey: pubkey.clone(), role: role.clone() };
    scene.run("an operator adds to its bond", &account, &msg, 7);
    let msg = ExecuteMsg::Unbond { pubkey: pubkey.clone(), role: role.clone() };
    scene.run("an operator announces that it leaves", &account, &msg, 0);
    scene.world.pass(REACTIVATE_MS);
    let msg = ExecuteMsg::Rebond { pubkey: pubkey.clone(), role: role.clone() };
    scene.run("an operator stays after all", &account, &msg, 0);
    let new = Key::new(42);
    let msg = scene.world.rotation_of(role.clone(), &operator, &new);
    scene.run("an operator's key is replaced", &account, &msg, 0);
    let msg = ExecuteMsg::Retire { pubkey: new.binary(), role: role.clone() };
    scene.run("an operator gives its key up", &account, &msg, 0);
    scene.world.pass(UNBONDING_MS);
    let msg = ExecuteMsg::WithdrawBond { pubkey: new.binary(), role };
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
        scene.world.pass(REACTIVATE_MS);
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
    report(scene, "a round is reported again and skipped", good.clone());
    let reports = vec![good, Binary::default()];
    scene.run_as_user("a report that cannot be read is refused", &ExecuteMsg::SubmitReports { reports }, 0);
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
        max_observed_age_ms: Some(60_000),
        allow_custom_ca: true,
        ..scene.world.feed_spec()
    };
    let feed_id = create_feed(scene, "a feed of both modes is created", spec, 1_000);
    scene.world.pass(FEED_INTERVAL_MS);
    let world = &scene.world;
    let mut round = world.round(feed_id);
    (round.mode, round.custom_ca) = (Mode::Proxy, true);
    let observations = world.operators.iter().zip([(-215, 1), (-2160, 2), (22, 0), (22, 0)]);
    let observations = observations.map(|(operator, value)| {
        let draft = |session: u8| {
            let notary = &world.notaries[usize::from(session)].key;
            Draft { notary, value, session }
        };
        round.observe(&operator.key, &[draft(0), draft(1)])
    });
    let mut observations: Vec<_> = observations.collect();
    let left_out = encode(&round.gossiped(&observations.pop().unwrap())).into();
    let proxied = round.bytes(observations);
    report(scene, "a round is reported in PROXY mode", proxied);
    let msg = ExecuteMsg::ClaimOmitted { observation: left_out };
    scene.run_as_user("an observation that was left out is paid", &msg, 0);
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

/// Who is in a feed, and by which terms.
fn members(scene: &mut Recorder, feed_id: u32) {
    let (joining, role) = (scene.world.party(43), Role::Operator);
    scene.world.register(&joining, "operator").unwrap();
    let pubkey = joining.key.binary();
    let invite = |operators| ExecuteMsg::InviteMembers { feed_id, operators, notaries: vec![] };
    scene.run_as_user("a member is invited", &invite(vec![pubkey.clone()]), 0);
    let msg = ExecuteMsg::Decline { feed_id, role: role.clone(), pubkey: pubkey.clone() };
    scene.run("an invitation is declined", &joining.account, &msg, 0);
    scene.world.oracle_do(&scene.world.user.clone(), &invite(vec![pubkey.clone()]), 0).unwrap();
    let terms = scene.world.terms(feed_id);
    let msg = ExecuteMsg::Accept { feed_id, role: role.clone(), pubkey: pubkey.clone(), terms };
    scene.run("an invitation is accepted", &joining.account, &msg, 0);
    let new = Key::new(44);
    let msg = scene.world.rotation_of(role.clone(), &joining, &new);
    scene.world.oracle_do(&joining.account, &msg, 0).unwrap();
    let new = new.binary();
    let msg = ExecuteMsg::MoveSeat { feed_id, role: role.clone(), old: pubkey, new: new.clone() };
    scene.run("a new key takes the seat of the old one", &joining.account, &msg, 0);
    let msg = ExecuteMsg::Leave { feed_id, role, pubkey: new.clone() };
    scene.run("a member leaves", &joining.account, &msg, 0);
    let msg = ExecuteMsg::RemoveMembers { feed_id, operators: vec![new], notaries: vec![] };
    scene.run_as_user("a member is removed", &msg, 0);
    let spec = scene.world.feed_spec();
    let change = FeedChange {
        operation_id: spec.operation_id,
        params: spec.params,
        quorum: 3,
        modes: modes(Some(1), Some(1)),
        step_up: None,
        max_age_ms: 100_000,
        max_observed_age_ms: None,
        observer_reward: spec.observer_reward,
        notary_reward: spec.notary_reward,
        transmitter_reward: spec.transmitter_reward,
    };
    scene.run_as_user("other terms are announced", &ExecuteMsg::ChangeFeed { feed_id, change }, 0);
}

/// A feed about a device that is not bound any more.
fn subject(scene: &mut Recorder) {
    let (subjects, admin) = (scene.world.subjects(), scene.world.admin.clone());
    let msg = ExecuteMsg::SetDevices { devices: subjects.to_string() };
    scene.run("the devices contract is set", &admin, &msg, 0);
    let (device, bound) = ("cloud1plug", scene.world.bound("a8032abe54dc"));
    scene.world.say_of(&subjects, device, bound);
    let spec = FeedSpec { subject: device.to_string(), ..scene.world.feed_spec() };
    let feed_id = create_feed(scene, "a feed about a device is created", spec, 0);
    scene.world.say_of(&subjects, device, Default::default());
    let msg = ExecuteMsg::RevisitSubject { feed_id };
    scene.run_as_user("a feed is closed whose device is bound no longer", &msg, 0);
}

fn evidence(scene: &mut Recorder, feed_id: u32) {
    let world = &scene.world;
    let (round, user) = (world.round(feed_id), world.user.clone());
    let observe = |value| encode(&round.gossiped(&world.observations(&round, &[(value, 0)])[0])).into();
    let evidence = Evidence::Observations { first: observe(1), second: observe(2) };
    let hash = evidence_hash(&user, SALT, &evidence);
    scene.run_as_user("evidence is committed to", &ExecuteMsg::CommitEvidence { hash }, 0);
    scene.world.pass(1_000);
    let msg = ExecuteMsg::RevealEvidence { evidence, salt: SALT.into() };
    scene.run_as_user("evidence is shown", &msg, 0);
}

fn money(scene: &mut Recorder, feed_id: u32) {
    let operator = scene.world.operators[0].account.clone();
    let msg = ExecuteMsg::Claim { feeds: vec![feed_id] };
    scene.run("what was earned is claimed", &operator, &msg, 0);
    let msg = ExecuteMsg::AnnounceWithdrawal { feed_id };
    scene.run_as_user("a sponsor announces that it takes its money back", &msg, 0);
    scene.run_as_user("a feed is closed", &ExecuteMsg::SetFeedActive { feed_id, active: false }, 0);
    scene.world.pass(3 * FEED_INTERVAL_MS);
    scene.run_as_user("a sponsor takes its money back", &ExecuteMsg::WithdrawEscrow { feed_id }, 0);
}

fn questions(scene: &mut Recorder, feed_id: u32) {
    let world = &scene.world;
    let (pubkey, notary) = (world.operators[0].key.binary(), world.notaries[1].key.binary());
    let (id, account) = (world.reading.id.clone(), world.operators[0].account.to_string());
    let (user, round, now) = (world.user.to_string(), 1, world.now_ms());
    let at = |pubkey: &Binary| vec![KeyAt { pubkey: pubkey.clone(), time_ms: now }];
    let role = Role::Operator;
    scene.ask(&QueryMsg::Config {});
    scene.ask(&QueryMsg::Operator { pubkey: pubkey.clone() });
    scene.ask(&QueryMsg::Operators { start_after: None, limit: None });
    scene.ask(&QueryMsg::Notary { pubkey: notary.clone() });
    scene.ask(&QueryMsg::Notaries { start_after: None, limit: Some(2) });
    scene.ask(&QueryMsg::Members { operators: vec![pubkey.clone()], notaries: vec![notary.clone()] });
    scene.ask(&QueryMsg::MembersAt { operators: at(&pubkey), notaries: at(&notary) });
    scene.ask(&QueryMsg::StandingRule { role: role.clone(), pubkey: Key::new(42).binary() });
    let reward = 5_u128.into();
    let (operations, admin) = (vec![id.clone()], user.clone());
    scene.ask(&QueryMsg::FitsRule { role: role.clone(), pubkey: pubkey.clone(), operations, admin, reward });
    scene.ask(&QueryMsg::Operation { id });
    scene.ask(&QueryMsg::Operations { start_after: None, limit: None });
    for feed_id in [1, 2, 3, 4] {
        scene.ask(&QueryMsg::Feed { feed_id });
    }
    scene.ask(&QueryMsg::Feeds { start_after: Some(1), limit: None });
    scene.ask(&QueryMsg::FeedTerms { feed_id });
    scene.ask(&QueryMsg::FeedMembers { feed_id });
    scene.ask(&QueryMsg::Sponsor { feed_id, address: user });
    scene.ask(&QueryMsg::Latest { feed_id, allow_stale: Some(true) });
    scene.ask(&QueryMsg::Latest { feed_id: 4, allow_stale: Some(true) });
    scene.ask(&QueryMsg::ValueAt { feed_id, round });
    scene.ask(&QueryMsg::History { feed_id, before: None, limit: Some(2) });
    scene.ask(&QueryMsg::Rewards { address: account });
    scene.ask(&QueryMsg::AllRewards { start_after: None, limit: None });
    scene.ask(&QueryMsg::Owed { role, pubkey, start_after: None, limit: None });
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
    members(&mut scene, first);
    subject(&mut scene);
    evidence(&mut scene, first);
    money(&mut scene, second);
    questions(&mut scene, first);
    let schema = include_str!("../../../schema/oracle.json");
    assert_eq!(scene.executed_variants(), schema_variants(schema, "execute"));
    assert_eq!(scene.asked_variants(), schema_variants(schema, "query"));
    assert_written("test/vectors/events/oracle.json", &scene.messages());
    assert_written("test/vectors/answers/oracle.json", &scene.answers());
}
