//! Reports that fail, each with its code (rules REP-1, REP-2, REP-3, REP-5). One bad report undoes its whole batch.

use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::{Mode, Report, ReportedObservation};
use cloudx3_contract_tests::{code_of, Draft, Party, Round, World, FEED_INTERVAL_MS};
use cosmwasm_std::Binary;
use oracle::msg::{ExecuteMsg, Role};

const VALUES: [(i64, u32); 3] = [(1, 0), (2, 0), (3, 0)];

/// Submits what `spoil` makes of a good report, behind a good report of another feed, and says with which code that fails.
fn refusal(spoil: impl FnOnce(&World, &mut Round, &mut Vec<ReportedObservation>)) -> String {
    let mut world = World::new();
    let (feed_id, other) = (world.feed(1_000), world.feed(1_000));
    let mut round = world.round(feed_id);
    let mut observations = world.observations(&round, &VALUES);
    spoil(&world, &mut round, &mut observations);
    let report = round.bytes(observations);
    refused(&mut world, other, report)
}

/// The same for a change of the finished message.
fn refusal_of(spoil: impl FnOnce(&mut Report)) -> String {
    let mut world = World::new();
    let (feed_id, other) = (world.feed(1_000), world.feed(1_000));
    let round = world.round(feed_id);
    let mut report = round.report(world.observations(&round, &VALUES));
    spoil(&mut report);
    refused(&mut world, other, encode(&report).into())
}

fn refused(world: &mut World, other: u32, report: Binary) -> String {
    let before = world.dump();
    let good = world.good_report(other);
    let code = code_of(world.submit(vec![good, report]));
    assert_eq!(world.dump(), before, "a failed batch changed the state");
    code
}

/// Makes the observations again after a change of what their authors sign.
fn resign(world: &World, round: &Round) -> Vec<ReportedObservation> {
    world.observations(round, &VALUES)
}

#[test]
fn bytes_that_are_no_canonical_report() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    let good = world.good_report(feed_id).to_vec();
    let with_unknown_field = [good.as_slice(), &[0xf8, 0x07, 0x01]].concat();
    let cut = good[..good.len() - 1].to_vec();
    // Version 1 as a varint of two bytes.
    let overlong = [&[0x08, 0x81, 0x00], &good[2..]].concat();
    let oversized = vec![0; 262_145];
    for (bytes, code) in [
        (with_unknown_field, "proto.not_canonical"),
        (cut, "proto.malformed"),
        (overlong, "proto.not_canonical"),
        (oversized, "proto.too_large"),
        (vec![], "report.version"),
        (vec![0xff; 40], "proto.malformed"),
    ] {
        assert_eq!(code_of(world.submit(vec![bytes.into()])), code);
    }
    assert_eq!(code_of(world.submit(vec![])), "report.batch");
    assert_eq!(code_of(world.submit(vec![Binary::default(); 33])), "report.batch");
}

#[test]
fn shared_parts_that_are_not_the_feeds() {
    assert_eq!(refusal_of(|report| report.version = 2), "report.version");
    assert_eq!(refusal_of(|report| report.feed_id = 77), "feed.unknown");
    assert_eq!(refusal_of(|report| report.operation_id[0] ^= 1), "report.operation");
    assert_eq!(refusal_of(|report| report.params[0].value = "beef".to_string()), "report.params");
    assert_eq!(refusal_of(|report| report.params.clear()), "report.params");
    assert_eq!(refusal_of(|report| report.subject = "cloud1other".to_string()), "report.subject");
    assert_eq!(refusal_of(|report| report.readings[1].unit = "kW".to_string()), "report.readings");
    assert_eq!(refusal_of(|report| report.readings[0].name = "amps".to_string()), "attestation.readings");
    assert_eq!(refusal_of(|report| report.readings.swap(0, 1)), "report.malformed");
    assert_eq!(refusal_of(|report| report.round = 5), "report.future");
    assert_eq!(refusal_of(|report| report.round = u64::MAX), "report.future");
}

#[test]
fn readings_of_another_unit_signed_by_everybody() {
    let code = refusal(|world, round, observations| {
        round.readings[1].unit = "kW".to_string();
        *observations = resign(world, round);
    });
    assert_eq!(code, "report.readings");
    let code = refusal(|world, round, observations| {
        round.readings[0].unit = "J".to_string();
        *observations = resign(world, round);
    });
    assert_eq!(code, "attestation.readings");
}

#[test]
fn observations_out_of_order_doubled_too_few_or_too_many() {
    assert_eq!(refusal_of(|report| report.observations.swap(0, 1)), "report.order");
    let doubled = |report: &mut Report| report.observations[1] = report.observations[0].clone();
    assert_eq!(refusal_of(doubled), "report.order");
    assert_eq!(refusal_of(|report| drop(report.observations.pop())), "report.quorum");
    assert_eq!(refusal_of(|report| report.observations.clear()), "report.quorum");
    let many = |report: &mut Report| report.observations = vec![report.observations[0].clone(); 5];
    assert_eq!(refusal_of(many), "report.too_many");
}

#[test]
fn signatures_that_are_missing_wrong_or_foreign() {
    assert_eq!(refusal_of(|r| r.observations[0].signature.clear()), "observation.malformed");
    assert_eq!(refusal_of(|r| r.observations[1].signature[9] ^= 1), "observation.signature");
    assert_eq!(refusal_of(|r| r.observations[1].signature = vec![0; 64]), "observation.signature");
    assert_eq!(refusal_of(|r| r.observations[1].signature = vec![0xff; 64]), "observation.signature");
    assert_eq!(
        refusal_of(|r| r.observations[2].attestations[0].signature.truncate(63)),
        "attestation.malformed"
    );
    assert_eq!(refusal_of(|r| r.observations[2].attestations[0].signature[9] ^= 1), "attestation.signature");
    let swapped = |report: &mut Report| {
        let foreign = report.observations[1].signature.clone();
        report.observations[0].signature = foreign;
    };
    assert_eq!(refusal_of(swapped), "observation.signature");
}

#[test]
fn values_and_evidence_changed_after_signing() {
    assert_eq!(
        refusal_of(|r| r.observations[0].attestations[0].values[1].mantissa += 1),
        "observation.signature"
    );
    assert_eq!(
        refusal_of(|r| r.observations[0].attestations[0].transcript_commitment[0] ^= 1),
        "observation.signature"
    );
    assert_eq!(
        refusal_of(|r| r.observations[0].attestations[0].session_time_ms += 1),
        "observation.signature"
    );
    assert_eq!(refusal_of(|r| r.observations[0].attestations[0].session_id[0] ^= 1), "observation.signature");
    assert_eq!(refusal_of(|r| r.observations[0].attestations[0].values.truncate(1)), "report.readings");
    assert_eq!(refusal_of(|r| r.observations[0].attestations[0].mode = 9), "attestation.malformed");
    assert_eq!(
        refusal_of(|r| r.observations[0].attestations[0].values[1].scale = 19),
        "attestation.malformed"
    );
    assert_eq!(refusal_of(|r| r.observations[0].attestations.clear()), "observation.malformed");
}

/// Both keys registered, neither in the feed.
fn outsider(world: &World) -> Party {
    world.party(40)
}

#[test]
fn observers_and_notaries_outside_the_feed() {
    let code = refusal(|world, round, observations| {
        let draft = Draft { notary: &world.notaries[0].key, value: (1, 0), session: 1 };
        observations[0] = round.observe(&outsider(world).key, &[draft]);
    });
    assert_eq!(code, "observation.observer");
    let code = refusal(|world, round, observations| {
        let draft = Draft { notary: &outsider(world).key, value: (1, 0), session: 1 };
        observations[0] = round.observe(&world.operators[0].key, &[draft]);
    });
    assert_eq!(code, "attestation.notary");
    // An operator is no notary.
    let code = refusal(|world, round, observations| {
        let draft = Draft { notary: &world.operators[1].key, value: (1, 0), session: 1 };
        observations[0] = round.observe(&world.operators[0].key, &[draft]);
    });
    assert_eq!(code, "attestation.notary");
}

#[test]
fn observers_and_notaries_that_are_switched_off() {
    for role in [Role::Operator, Role::Notary] {
        let mut world = World::new();
        let feed_id = world.feed(0);
        let (party, code) = match role {
            Role::Operator => (world.operators[1].clone(), "observation.observer"),
            Role::Notary => (world.notaries[1].clone(), "attestation.notary"),
        };
        let switch =
            |active| ExecuteMsg::SetActive { pubkey: party.key.binary(), role: role.clone(), active };
        world.oracle_do(&party.account, &switch(false), 0).unwrap();
        assert_eq!(code_of(world.submit(vec![world.good_report(feed_id)])), code);
        world.oracle_do(&party.account, &switch(true), 0).unwrap();
        world.submit(vec![world.good_report(feed_id)]).unwrap();
    }
}

#[test]
fn attestations_made_for_something_else() {
    // Another round.
    let code = refusal(|world, round, observations| {
        let other = Round { round: round.round + 1, ..round.clone() };
        observations[0].attestations = resign(world, &other)[0].attestations.clone();
    });
    assert_eq!(code, "attestation.signature");
    // Another round, everything of it.
    let code = refusal(|world, round, observations| {
        *observations = resign(world, &Round { round: round.round + 1, ..round.clone() });
    });
    assert_eq!(code, "observation.signature");
    // Another feed, everything of it.
    let code = refusal(|world, round, observations| {
        *observations = resign(world, &Round { feed_id: 2, ..round.clone() });
    });
    assert_eq!(code, "observation.signature");
    // Another chain, another contract.
    let code = refusal(|world, round, observations| {
        let mut other = round.clone();
        other.network.chain_id = "elsewhere-1".to_string();
        *observations = resign(world, &other);
    });
    assert_eq!(code, "observation.signature");
    let code = refusal(|world, round, observations| {
        let mut other = round.clone();
        other.network.oracle = world.devices.to_string();
        *observations = resign(world, &other);
    });
    assert_eq!(code, "observation.signature");
}

#[test]
fn an_attestation_taken_over_by_another_observer() {
    // The thief signs an observation of its own over another observer's attestation.
    let code = refusal(|world, round, observations| {
        let stolen = observations[0].attestations[0].clone();
        let body = cloudx3_contract_tests::body_of(round, &world.operators[1].key.public(), &stolen);
        let id = cloudx3_attestation::attestation::attestation_id(&body);
        let observation = cloudx3_attestation::proto::ObservationBody {
            version: 1,
            network: Some(round.network.clone()),
            feed_id: round.feed_id,
            round: round.round,
            observer: world.operators[1].key.public(),
            attestation_ids: vec![id.to_vec()],
        };
        let digest = cloudx3_attestation::observation::observation_id(&observation);
        observations[1].signature = world.operators[1].key.sign(&digest);
        observations[1].attestations = vec![stolen];
        // Not in the same report as the original, whose session id would give it away earlier.
        observations[0] = world.observations(round, &[(1, 0), (1, 0), (1, 0), (1, 0)])[3].clone();
    });
    assert_eq!(code, "attestation.signature");
}

#[test]
fn one_session_used_twice() {
    let code = refusal(|_, _, observations| {
        observations[1].attestations[0].session_id = observations[0].attestations[0].session_id.clone();
    });
    assert_eq!(code, "report.session_reused");
    let code = refusal(|_, _, observations| {
        let twin = observations[0].attestations[0].clone();
        observations[0].attestations.push(twin);
    });
    assert_eq!(code, "report.session_reused");
    let code = refusal(|_, _, observations| {
        let mut twin = observations[0].attestations[0].clone();
        twin.session_id[0] ^= 0x55;
        observations[0].attestations.push(twin);
    });
    assert_eq!(code, "observation.order");
}

#[test]
fn modes_authorities_and_times_that_the_feed_does_not_take() {
    let change = |change: fn(&mut Round)| {
        refusal(|world, round, observations| {
            change(round);
            *observations = resign(world, round);
        })
    };
    assert_eq!(change(|round| round.mode = Mode::Proxy), "attestation.mode");
    assert_eq!(change(|round| round.custom_ca = true), "attestation.custom_ca");
    assert_eq!(change(|round| round.observed_at_ms = round.session_time_ms), "attestation.observed_at");
    assert_eq!(change(|round| round.session_time_ms += FEED_INTERVAL_MS), "attestation.session_time");
    assert_eq!(change(|round| round.session_time_ms -= 1), "attestation.session_time");
    assert_eq!(change(|round| round.session_time_ms = u64::MAX), "attestation.malformed");
    assert_eq!(change(|round| round.session_time_ms = 0), "attestation.malformed");
}

#[test]
fn values_out_of_bounds_or_that_do_not_fit() {
    let signed = |value: (i64, u32)| {
        refusal(|world, round, observations| *observations = world.observations(round, &[value; 3]))
    };
    assert_eq!(signed((5001, 0)), "attestation.readings");
    assert_eq!(signed((-50_000_001, 4)), "attestation.readings");
    assert_eq!(signed((i64::MAX, 0)), "attestation.malformed");
    assert_eq!(signed((i64::MIN, 18)), "attestation.malformed");
    assert_eq!(signed((1, u32::MAX)), "attestation.malformed");
}

#[test]
fn values_that_do_not_fit_the_decimals_of_the_feed() {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.decimals = 16;
    let feed_id = world.try_feed(spec, 0).unwrap();
    let round = world.round(feed_id);
    let report = round.bytes(world.observations(&round, &[(100, 0); 3]));
    assert_eq!(code_of(world.submit(vec![report])), "attestation.reading");
}

#[test]
fn too_few_notaries() {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.notaries_required = 2;
    let feed_id = world.try_feed(spec, 0).unwrap();
    assert_eq!(code_of(world.submit(vec![world.good_report(feed_id)])), "observation.notaries_required");
}

#[test]
fn times_of_observation() {
    let mut world = World::new();
    let operation = world.reading.with_observed_at();
    world.publish(&operation).unwrap();
    let mut spec = world.feed_spec();
    spec.operation_id = operation.id.clone();
    spec.max_observed_age_ms = Some(1_000);
    world.reading = operation;
    let feed_id = world.try_feed(spec, 0).unwrap();
    let mut submit = |shift: i64| {
        let mut round = world.round(feed_id);
        round.observed_at_ms = round.session_time_ms.saturating_add_signed(shift);
        let report = round.bytes(world.observations(&round, &VALUES));
        world.submit(vec![report])
    };
    assert_eq!(code_of(submit(-1_001)), "attestation.observed_at");
    assert_eq!(code_of(submit(60_001)), "attestation.observed_at");
    assert_eq!(code_of(submit(i64::MIN)), "attestation.observed_at");
    submit(-1_000).unwrap();
}

#[test]
fn funds_sent_along_are_refused() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    let msg = ExecuteMsg::SubmitReports { reports: vec![world.good_report(feed_id)] };
    let user = world.user.clone();
    assert_eq!(code_of(world.oracle_do(&user, &msg, 1)), "funds.unexpected");
}
