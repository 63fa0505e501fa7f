//! Modes of a feed, step-up, and the paths of PROXY mode (rules OBS-6, OBS-9, REP-7, ATT-4).

use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::{HoleAssurance, Mode, Report, ReportedObservation};
use cloudx3_chain::Decimal;
use cloudx3_contract_tests::{attributes, code_of, modes, path_to, Draft, Round, World, FEED_INTERVAL_MS};
use cosmwasm_std::Binary;
use oracle::msg::{Feed, FeedSpec, HistoryResponse, QueryMsg, StepUp};

/// A network with a feed of both modes, one notary each.
fn both(change: impl FnOnce(&mut FeedSpec)) -> (World, u32) {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.modes = modes(Some(1), Some(1));
    change(&mut spec);
    let feed_id = world.try_feed(spec, 100_000).unwrap();
    (world, feed_id)
}

/// Steps up where a value moved by more than 0.50.
fn moving() -> (World, u32) {
    let moved_more_than = Some(Decimal::new(50, 2));
    both(|spec| spec.step_up = Some(StepUp { every_rounds: None, moved_more_than }))
}

fn observe(
    world: &World,
    round: &Round,
    operator: usize,
    notaries: &[usize],
    value: i64,
) -> ReportedObservation {
    let drafts: Vec<Draft> = notaries
        .iter()
        .map(|index| Draft {
            notary: &world.notaries[*index].key,
            value: (value, 2),
            session: 1 + *index as u8,
        })
        .collect();
    round.observe(&world.operators[operator].key, &drafts)
}

/// A report of the running round: three observations with these modes and values in hundredths.
fn report(world: &World, feed_id: u32, list: [(Mode, i64); 3]) -> Binary {
    let mut round = world.round(feed_id);
    let mut observations = vec![];
    for (operator, (mode, value)) in list.into_iter().enumerate() {
        round.mode = mode;
        observations.push(observe(world, &round, operator, &[operator % 2], value));
    }
    round.bytes(observations)
}

fn all(mode: Mode, value: i64) -> [(Mode, i64); 3] {
    [(mode, value); 3]
}

#[test]
fn each_mode_has_its_number_of_notaries_and_a_report_may_hold_both() {
    let (mut world, feed_id) = both(|spec| spec.modes = modes(Some(1), Some(2)));
    let mut round = world.round(feed_id);
    let mut observations = vec![observe(&world, &round, 0, &[0], 100)];
    round.mode = Mode::Proxy;
    let lonely = observe(&world, &round, 3, &[1], 100);
    observations.push(observe(&world, &round, 1, &[0, 1], 200));
    observations.push(observe(&world, &round, 2, &[0, 1], 300));
    let short = round.bytes([observations[..2].to_vec(), vec![lonely]].concat());
    assert_eq!(code_of(world.submit(vec![short])), "observation.notaries_required");
    let response = world.submit(vec![round.bytes(observations)]).unwrap();
    let event = &attributes(&response, "feed_updated")[0];
    assert_eq!((event["mode_mpc"].as_str(), event["mode_proxy"].as_str()), ("1", "4"));
    let value = world.latest(feed_id).unwrap();
    assert_eq!((value.modes.mpc, value.modes.proxy, value.value), (1, 4, Decimal::new(200, 2)));
    let asked = QueryMsg::History { feed_id, before: None, limit: None };
    let history: HistoryResponse = world.ask(&asked).unwrap();
    assert_eq!((history.values[0].modes.mpc, history.values[0].modes.proxy), (1, 4));
}

#[test]
fn one_observation_has_one_mode_which_is_the_feeds() {
    let (mut world, feed_id) = both(|_| ());
    let mut round = world.round(feed_id);
    let mut mixed = observe(&world, &round, 0, &[0, 1], 100);
    round.mode = Mode::Proxy;
    let proxied = observe(&world, &round, 0, &[0, 1], 100);
    mixed.attestations[1] = proxied.attestations[1].clone();
    let others = [1, 2].map(|operator| observe(&world, &round, operator, &[0], 100));
    let bytes = round.bytes([vec![mixed], others.to_vec()].concat());
    assert_eq!(code_of(world.submit(vec![bytes])), "observation.mixed_modes");
    for (mode, policy) in [(Mode::Mpc, modes(None, Some(1))), (Mode::Proxy, modes(Some(1), None))] {
        let (mut world, feed_id) = both(|spec| spec.modes = policy);
        let report = report(&world, feed_id, all(mode, 100));
        assert_eq!(code_of(world.submit(vec![report])), "attestation.mode");
    }
}

#[test]
fn every_kth_round_counts_only_mpc() {
    let (mut world, feed_id) =
        both(|spec| spec.step_up = Some(StepUp { every_rounds: Some(3), moved_more_than: None }));
    for number in 0..7 {
        assert_eq!(world.round(feed_id).round, number);
        let one = [(Mode::Mpc, 100), (Mode::Proxy, 100), (Mode::Mpc, 100)];
        let (one, proxied) = (report(&world, feed_id, one), report(&world, feed_id, all(Mode::Proxy, 900)));
        if number % 3 == 0 {
            assert_eq!(code_of(world.submit(vec![proxied])), "observation.step_up_round");
            assert_eq!(code_of(world.submit(vec![one])), "observation.step_up_round");
            let report = report(&world, feed_id, all(Mode::Mpc, 100));
            world.submit(vec![report]).unwrap();
        } else {
            world.submit(vec![proxied]).unwrap();
        }
        world.pass(FEED_INTERVAL_MS);
    }
}

#[test]
fn a_value_that_moved_gets_on_by_mpc_and_then_proxy_goes_on_from_there() {
    let (mut world, feed_id) = moving();
    // Nothing to differ from yet.
    let first = report(&world, feed_id, all(Mode::Proxy, 1_000));
    world.submit(vec![first]).unwrap();
    world.pass(FEED_INTERVAL_MS);
    let up = report(&world, feed_id, all(Mode::Proxy, 1_050));
    world.submit(vec![up]).unwrap();
    world.pass(FEED_INTERVAL_MS);
    for value in [1_101, 999] {
        let moved = report(&world, feed_id, all(Mode::Proxy, value));
        assert_eq!(code_of(world.submit(vec![moved])), "observation.step_up_moved");
        let one = [(Mode::Mpc, value), (Mode::Mpc, value), (Mode::Proxy, value)];
        let one = report(&world, feed_id, one);
        assert_eq!(code_of(world.submit(vec![one])), "observation.step_up_moved");
    }
    // Who saw no move may still say so in PROXY mode, beside those who did.
    let together = [(Mode::Mpc, 9_000), (Mode::Mpc, 9_100), (Mode::Proxy, 1_050)];
    let together = report(&world, feed_id, together);
    world.submit(vec![together]).unwrap();
    assert_eq!(world.latest(feed_id).unwrap().value, Decimal::new(9_000, 2));
    world.pass(FEED_INTERVAL_MS);
    let back = report(&world, feed_id, all(Mode::Proxy, 1_050));
    assert_eq!(code_of(world.submit(vec![back])), "observation.step_up_moved");
    let on = report(&world, feed_id, all(Mode::Proxy, 9_050));
    world.submit(vec![on]).unwrap();
}

#[test]
fn what_was_long_ago_is_still_what_a_value_moved_from() {
    let (mut world, feed_id) = moving();
    let first = report(&world, feed_id, all(Mode::Mpc, 1_000));
    world.submit(vec![first]).unwrap();
    // More rounds than the contract keeps.
    world.pass(300 * FEED_INTERVAL_MS);
    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    assert_eq!((feed.last_round, feed.last_value), (Some(0), Some(Decimal::new(1_000, 2))));
    let moved = report(&world, feed_id, all(Mode::Proxy, 1_051));
    assert_eq!(code_of(world.submit(vec![moved])), "observation.step_up_moved");
    let near = report(&world, feed_id, all(Mode::Proxy, 1_050));
    world.submit(vec![near]).unwrap();
}

#[test]
fn two_rounds_in_one_transaction_are_held_against_each_other() {
    let (mut world, feed_id) = moving();
    let first = report(&world, feed_id, all(Mode::Proxy, 1_000));
    world.pass(FEED_INTERVAL_MS);
    let second = report(&world, feed_id, all(Mode::Proxy, 1_051));
    let near = report(&world, feed_id, all(Mode::Proxy, 950));
    let response = world.submit(vec![first, second, near]).unwrap();
    assert_eq!(attributes(&response, "report_refused")[0]["code"], "observation.step_up_moved");
    assert_eq!(attributes(&response, "feed_updated").len(), 2);
}

/// The refusal of a report in PROXY mode over two paths after a change.
fn refusal(change: impl FnOnce(&mut Report)) -> String {
    let (mut world, feed_id) = both(|_| ());
    let mut report = two_paths(&world, feed_id);
    change(&mut report);
    code_of(world.submit(vec![encode(&report).into()]))
}

fn two_paths(world: &World, feed_id: u32) -> Report {
    let mut round = world.round(feed_id);
    round.mode = Mode::Proxy;
    round.paths = vec![path_to("192.0.2.7"), path_to("192.0.2.8")];
    let observations = [2, 1, 2].into_iter().enumerate().map(|(operator, path)| {
        round.path = path;
        observe(world, &round, operator, &[0], 100)
    });
    let observations = observations.collect();
    round.report(observations)
}

#[test]
fn paths_stand_once_in_order_and_each_is_named() {
    let (mut world, feed_id) = both(|_| ());
    let good = two_paths(&world, feed_id);
    world.submit(vec![encode(&good).into()]).unwrap();
    assert_eq!(refusal(|report| report.paths.reverse()), "report.paths");
    assert_eq!(refusal(|report| report.paths[1] = report.paths[0].clone()), "report.paths");
    assert_eq!(refusal(|report| report.paths.push(path_to("192.0.2.9"))), "report.paths");
    assert_eq!(refusal(|report| report.paths.clear()), "report.paths");
    assert_eq!(refusal(|report| drop(report.paths.pop())), "report.paths");
    let name = |path: u32| {
        refusal(move |report| {
            let middle = report.observations.iter_mut().find(|o| o.attestations[0].path == 2).unwrap();
            middle.attestations[0].path = path;
        })
    };
    assert_eq!(name(3), "report.paths");
    assert_eq!(name(u32::MAX), "report.paths");
    assert_eq!(name(0), "attestation.malformed");
    // The other path was not what the notary signed.
    assert_eq!(name(1), "observation.signature");
    assert_eq!(refusal(|report| report.paths[0].cipher_suite = 0x1302), "observation.signature");
    assert_eq!(refusal(|report| report.paths[0].tls_version = 0x0303), "attestation.malformed");
    assert_eq!(refusal(|report| report.paths[0].key_binding = 4), "attestation.malformed");
    assert_eq!(
        refusal(|report| report.paths[1].resolved_address = "192.0.2.08".to_string()),
        "attestation.malformed"
    );
}

#[test]
fn a_key_that_the_path_before_has_is_left_out() {
    let (server, anchor) = (path_to("").server_spki_sha256, path_to("").issuer_spki_sha256);
    assert_eq!(refusal(|report| report.paths[1].server_spki_sha256 = server), "report.paths");
    assert_eq!(refusal(|report| report.paths[1].issuer_spki_sha256 = anchor), "report.paths");
    assert_eq!(refusal(|report| report.paths[0].server_spki_sha256.clear()), "attestation.malformed");
    // Another key than what the notary signed.
    assert_eq!(refusal(|report| report.paths[1].server_spki_sha256 = vec![7; 32]), "observation.signature");
    let (mut world, feed_id) = both(|_| ());
    let mut round = world.round(feed_id);
    round.mode = Mode::Proxy;
    round.paths = ["192.0.2.7", "192.0.2.8", "192.0.2.9"].map(path_to).to_vec();
    round.paths[1].server_spki_sha256 = vec![7; 32];
    let observations = (0..3).map(|operator| {
        round.path = u32::try_from(operator).unwrap() + 1;
        observe(&world, &round, operator, &[0], 100)
    });
    let observations = observations.collect();
    let bytes = round.bytes(observations);
    world.submit(vec![bytes]).unwrap();
}

#[test]
fn segments_are_those_of_the_operations_holes() {
    let mut world = World::new();
    let operation = world.reading.with_hole();
    world.publish(&operation).unwrap();
    world.reading = operation;
    let mut spec = world.feed_spec();
    spec.modes = modes(None, Some(1));
    let feed_id = world.try_feed(spec, 0).unwrap();
    let mut submit = |segment_lengths: Vec<u32>| {
        let mut round = world.round(feed_id);
        round.mode = Mode::Proxy;
        if segment_lengths.len() > 1 {
            round.paths[0].hole_assurance = HoleAssurance::Length.into();
        }
        round.paths[0].segment_lengths = segment_lengths;
        let observations = (0..3).map(|operator| observe(&world, &round, operator, &[0], 100)).collect();
        let bytes = round.bytes(observations);
        world.submit(vec![bytes])
    };
    assert_eq!(code_of(submit(vec![180])), "attestation.path");
    assert_eq!(code_of(submit(vec![120, 19, 4])), "attestation.path");
    assert_eq!(code_of(submit(vec![120, 41, 4])), "attestation.path");
    assert_eq!(code_of(submit(vec![120, 20, 4, 20, 4])), "attestation.path");
    submit(vec![120, 40, 4]).unwrap();
}
