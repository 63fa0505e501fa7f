//! Runs the vectors of rules RND-1 and QRM-1 natively: what the oracle contract asks when a feed is made and a report comes.

#![allow(clippy::unwrap_used)] // A test fails by panicking.

use std::fs;
use std::path::Path;

use cloudx3_attestation::feed::{FeedTerms, Source, StepUp};
use cloudx3_attestation::proto::Network;
use cloudx3_attestation::quorum::check_quorum;
use cloudx3_attestation::{Edition, PerMode};
use serde_json::Value;

fn load(name: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../test/vectors");
    serde_json::from_str(&fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}

fn number(vector: &Value, field: &str) -> u64 {
    vector[field].as_u64().unwrap()
}

/// Terms of which only the schedule matters.
fn scheduled<'a>(network: &'a Network, vector: &Value) -> FeedTerms<'a> {
    FeedTerms {
        network,
        edition: Edition::Second,
        source: Source::Feed { feed_id: 1, subject: "" },
        operation_id: &[],
        params: &[],
        reading: "",
        unit: "",
        decimals: 0,
        start_ms: number(vector, "start_ms"),
        interval_ms: number(vector, "interval_ms"),
        operators: vec![],
        notaries: vec![],
        quorum: 1,
        modes: PerMode::make(|_| None),
        step_up: StepUp::default(),
        latest: None,
        allow_custom_ca: false,
        measured_only: false,
        max_observed_age_ms: None,
        operation: None,
    }
}

#[test]
fn slices_are_those_of_the_vectors() {
    let network = Network::default();
    let (mut slices, mut moments) = (0, 0);
    for vector in load("round.json").iter().filter(|vector| vector["rule"] == "RND-1") {
        let terms = scheduled(&network, vector);
        let slice = vector["round"].as_str().map(|round| terms.slice(round.parse().unwrap()).unwrap());
        if vector.get("at_ms").is_some() {
            let at = number(vector, "at_ms");
            // Of a moment before the first round no round is told.
            let expected = slice.unwrap_or_else(|| terms.slice(0).unwrap());
            assert_eq!(expected.contains(&at), vector["round"].is_string(), "{}", vector["name"]);
            moments += 1;
        } else {
            let expected = number(vector, "slice_start_ms")..number(vector, "slice_end_ms");
            assert_eq!(slice.unwrap(), expected, "{}", vector["name"]);
            slices += 1;
        }
    }
    assert!(slices > 2 && moments > 2, "{slices} slices and {moments} moments");
}

#[test]
fn quorums_are_those_of_the_vectors() {
    let vectors = load("quorum.json");
    assert!(vectors.len() > 20, "{} vectors", vectors.len());
    for vector in &vectors {
        let field = |name| u32::try_from(number(vector, name)).unwrap();
        let code =
            check_quorum(field("members"), field("quorum")).err().map(|rejection| rejection.code.as_str());
        assert_eq!(code, vector["code"].as_str(), "{}", vector["name"]);
    }
}
