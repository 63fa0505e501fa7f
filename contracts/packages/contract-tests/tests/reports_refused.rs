//! Reports whose form, order, quorum or signatures do not hold (rules ENC-2, REP-1, REP-2, REP-3). A bad report lands nothing, and costs the others of its batch nothing (REP-11).

use cloudx3_attestation::proto::Report;
use cloudx3_contract_tests::{code_of, refusal, refusal_of, resign, World};
use cosmwasm_std::Binary;
use oracle::msg::ExecuteMsg;

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
    assert_eq!(refusal_of(|report| report.version = 3), "report.version");
    assert_eq!(refusal_of(|report| report.version = 1), "report.malformed");
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
        refusal_of(|r| r.observations[0].attestations[0].session_time_ms -= 1),
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

#[test]
fn funds_sent_along_are_refused() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    let msg = ExecuteMsg::SubmitReports { reports: vec![world.good_report(feed_id)] };
    let user = world.user.clone();
    assert_eq!(code_of(world.oracle_do(&user, &msg, 1)), "funds.unexpected");
}
