//! Prints messages for a chain outside this process, to measure what reports cost there: registrations of as many operators and notaries
//! as asked for, the operation, a feed of all of them, and then a report a line for as many rounds.
//!
//! `report-messages setup CHAIN_ID ORACLE ACCOUNT MEMBERS START_MS INTERVAL_MS`, then
//! `report-messages report CHAIN_ID ORACLE MEMBERS START_MS INTERVAL_MS ROUND OBSERVATIONS mpc|proxy`.

use std::env::args;

use cloudx3_attestation::proto::{KeyRegistration, Mode, Network, ReadingKind};
use cloudx3_attestation::registration::key_registration_digest;
use cloudx3_chain::Param as JsonParam;
use cloudx3_contract_tests::{modes, path_to, reading_operation, Draft, Key, Published, Round};
use cosmwasm_std::{to_json_string, Binary, Uint128};
use oracle::msg::{ExecuteMsg, FeedSpec};

fn main() {
    let given: Vec<String> = args().skip(1).collect();
    match given.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["setup", chain_id, oracle, account, members, start_ms, interval_ms] => {
            let network = network(chain_id, oracle);
            setup(&network, account, number(members), number(start_ms), number(interval_ms));
        }
        ["report", chain_id, oracle, members, start_ms, interval_ms, round, observations, mode] => {
            let (members, observations) = (number(members), number(observations));
            let mode = if *mode == "mpc" { Mode::Mpc } else { Mode::Proxy };
            let round = number(round);
            let session_time_ms = number(start_ms) + round * number(interval_ms) + 1;
            report(round_of(network(chain_id, oracle), round, session_time_ms, mode), members, observations);
        }
        _ => eprintln!("see the head of this file"),
    }
}

fn number(text: &str) -> u64 {
    text.parse().expect("a number")
}

fn network(chain_id: &str, oracle: &str) -> Network {
    Network { chain_id: chain_id.to_string(), oracle: oracle.to_string() }
}

/// Operators have the numbers from 0, notaries those from 1000.
fn keys(from: u64, members: u64) -> Vec<Key> {
    let mut keys: Vec<Key> =
        (from..from + members).map(|n| Key::new(u16::try_from(n).expect("small"))).collect();
    keys.sort_by_key(Key::public);
    keys
}

fn print(msg: &ExecuteMsg) {
    println!("{}", to_json_string(msg).expect("JSON"));
}

fn setup(network: &Network, account: &str, members: u64, start_ms: u64, interval_ms: u64) {
    let sign = |key: &Key, role: &str| -> Binary {
        let proof = KeyRegistration {
            version: 2,
            chain_id: network.chain_id.clone(),
            oracle: network.oracle.clone(),
            role: role.to_string(),
            pubkey: key.public(),
            account: account.to_string(),
            replaces: vec![],
        };
        key.sign(&key_registration_digest(&proof)).into()
    };
    let (operators, notaries) = (keys(0, members), keys(1000, members));
    for key in &operators {
        let (pubkey, signature, name) = (key.binary(), sign(key, "operator"), "node".to_string());
        let endpoints = vec!["/ip4/192.0.2.1/tcp/4001".to_string()];
        print(&ExecuteMsg::RegisterOperator { pubkey, signature, name, endpoints });
    }
    for key in &notaries {
        let (pubkey, signature, name) = (key.binary(), sign(key, "notary"), "notary".to_string());
        print(&ExecuteMsg::RegisterNotary {
            pubkey,
            signature,
            name,
            url: "wss://notary.example".to_string(),
        });
    }
    let operation = Published::from(reading_operation());
    print(&ExecuteMsg::PublishOperation { operation: operation.bytes.clone() });
    let binary = |keys: &[Key]| keys.iter().map(Key::binary).collect();
    let faulty = (members - 1) / 3;
    print(&ExecuteMsg::CreateFeed {
        feed: FeedSpec {
            label: "gas".to_string(),
            operation_id: operation.id,
            params: vec![JsonParam::new("device_id", "a8032abe54dc")],
            subject: String::new(),
            reading: "power".to_string(),
            unit: "W".to_string(),
            decimals: 2,
            interval_ms,
            start_ms: Some(start_ms),
            operators: binary(&operators),
            notaries: binary(&notaries),
            quorum: u32::try_from(2 * faulty + 1).expect("small"),
            modes: modes(Some(1), Some(1)),
            step_up: None,
            allow_custom_ca: false,
            max_age_ms: 120_000,
            max_observed_age_ms: None,
            observer_reward: Uint128::new(10),
            notary_reward: Uint128::new(3),
            transmitter_reward: Uint128::new(5),
        },
    });
}

fn round_of(network: Network, round: u64, session_time_ms: u64, mode: Mode) -> Round {
    let operation = Published::from(reading_operation());
    let readings = operation.operation.readings.iter();
    Round {
        network,
        feed_id: 1,
        round,
        operation_id: operation.id.to_vec(),
        params: vec![JsonParam::new("device_id", "a8032abe54dc").to_proto()],
        subject: String::new(),
        readings: readings.map(|r| ReadingKind { name: r.name.clone(), unit: r.unit.clone() }).collect(),
        session_time_ms,
        observed_at_ms: 0,
        mode,
        paths: vec![path_to("192.0.2.7")],
        path: 1,
        custom_ca: false,
    }
}

fn report(round: Round, members: u64, observations: u64) {
    let (operators, notaries) = (keys(0, members), keys(1000, members));
    let parties = operators.iter().zip(notaries.iter().cycle()).zip(0..observations);
    let observations = parties.map(|((operator, notary), number)| {
        let value = (215 + i64::try_from(number).expect("small"), 1);
        round.observe(operator, &[Draft { notary, value, session: 1 }])
    });
    print(&ExecuteMsg::SubmitReports { reports: vec![round.bytes(observations.collect())] });
}
