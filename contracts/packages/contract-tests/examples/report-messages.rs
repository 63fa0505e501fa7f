//! Prints messages for a chain outside this process, to measure what reports cost there: registrations of as many operators and notaries
//! as asked for, the operation, a feed of all of them, and then a report a line for as many rounds.
//!
//! `report-messages setup CHAIN_ID ORACLE MEMBERS START_MS INTERVAL_MS`, which reads an account a line, two for each member, for an account
//! sits in a feed once. Each line that it prints has a sender and its message; the first account is the feed's admin. Members join by
//! standing rules, so the feed is created before START_MS. Then
//! `report-messages report CHAIN_ID ORACLE MEMBERS START_MS INTERVAL_MS ROUND OBSERVATIONS mpc|proxy`. One with fewer observations than
//! members lands from the end of gathering on (REP-10), one of all with the round.

use std::env::args;
use std::io::stdin;

use cloudx3_attestation::proto::{KeyRegistration, Mode, Network, ReadingKind};
use cloudx3_attestation::registration::key_registration_digest;
use cloudx3_chain::Param as JsonParam;
use cloudx3_contract_tests::{in_turn, modes, path_to, reading_operation, Draft, Key, Published, Round};
use cosmwasm_std::{to_json_string, Uint128};
use oracle::msg::{ExecuteMsg, FeedSpec, Role, StandingRule};

fn main() {
    let given: Vec<String> = args().skip(1).collect();
    match given.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["setup", chain_id, oracle, members, start_ms, interval_ms] => {
            let accounts: Vec<String> = stdin().lines().map(|line| line.expect("an account")).collect();
            let network = network(chain_id, oracle);
            setup(&network, &accounts, number(members), number(start_ms), number(interval_ms));
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

/// By whom, and what.
fn print_as(sender: &str, msg: &ExecuteMsg) {
    println!("{sender} {}", to_json_string(msg).expect("JSON"));
}

fn setup(network: &Network, accounts: &[String], members: u64, start_ms: u64, interval_ms: u64) {
    let (operators, notaries) = (keys(0, members), keys(1000, members));
    let operation = Published::from(reading_operation());
    let admin = accounts.first().expect("an account");
    print_as(admin, &ExecuteMsg::PublishOperation { operation: operation.bytes.clone() });
    let mut accounts = accounts.iter();
    for (role, keys) in [(Role::Operator, &operators), (Role::Notary, &notaries)] {
        for key in keys {
            let account = accounts.next().expect("two accounts for each member");
            print_as(account, &registration(network, &role, key, account));
            let rule = StandingRule {
                operations: vec![operation.id.clone()],
                admins: vec![],
                least_reward: Uint128::zero(),
                most_feeds: 256,
            };
            let (role, pubkey) = (role.clone(), key.binary());
            print_as(account, &ExecuteMsg::SetStandingRule { role, pubkey, rule: Some(rule) });
        }
    }
    let binary = |keys: &[Key]| keys.iter().map(Key::binary).collect();
    let faulty = (members - 1) / 3;
    let feed = FeedSpec {
        label: "gas".to_string(),
        operation_id: operation.id,
        params: vec![JsonParam::new("device_id", "a8032abe54dc")],
        subject: String::new(),
        rows: vec![],
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
        measured_only: false,
        distinct_groups: false,
        distinct_networks: false,
        max_age_ms: 120_000,
        max_observed_age_ms: None,
        notice_ms: None,
        jail_after: None,
        jail_ms: None,
        claim_window_ms: None,
        observer_reward: Uint128::new(10),
        notary_reward: Uint128::new(3),
        transmitter_reward: Uint128::new(5),
    };
    print_as(admin, &ExecuteMsg::CreateFeed { feed });
}

fn registration(network: &Network, role: &Role, key: &Key, account: &str) -> ExecuteMsg {
    let name = if *role == Role::Operator { "operator" } else { "notary" };
    let proof = KeyRegistration {
        version: 2,
        chain_id: network.chain_id.clone(),
        oracle: network.oracle.clone(),
        role: name.to_string(),
        pubkey: key.public(),
        account: account.to_string(),
        replaces: vec![],
    };
    let signature = key.sign(&key_registration_digest(&proof)).into();
    let (pubkey, name, group) = (key.binary(), name.to_string(), None);
    match role {
        Role::Operator => {
            let endpoints = vec!["/ip4/192.0.2.1/tcp/4001".to_string()];
            ExecuteMsg::RegisterOperator { pubkey, signature, name, endpoints, group }
        }
        Role::Notary => {
            let url = "wss://notary.example".to_string();
            ExecuteMsg::RegisterNotary { pubkey, signature, name, url, group }
        }
    }
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
        rows: vec![],
        unread: vec![],
        transmitter: None,
    }
}

fn report(mut round: Round, members: u64, observations: u64) {
    let (operators, notaries) = (keys(0, members), keys(1000, members));
    round.transmitter = in_turn(round.feed_id, round.round, operators.clone()).into_iter().next();
    let parties = operators.iter().zip(notaries.iter().cycle()).zip(0..observations);
    let observations = parties.map(|((operator, notary), number)| {
        let value = (215 + i64::try_from(number).expect("small"), 1);
        round.observe(operator, &[Draft { notary, value, session: 1 }])
    });
    print(&ExecuteMsg::SubmitReports { reports: vec![round.bytes(observations.collect())] });
}
