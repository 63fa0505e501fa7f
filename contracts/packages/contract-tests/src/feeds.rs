//! A feed of the small network, and good reports to it.

use cloudx3_attestation::digest::domain_digest;
use cloudx3_attestation::proto::{Mode, ReadingKind, Report, ReportedObservation, RowKind};
use cloudx3_chain::Param;
use cosmwasm_std::{Binary, StdResult, Uint128};
use cw_multi_test::AppResponse;
use oracle::msg::{
    ExecuteMsg, Feed, FeedMembersResponse, FeedRow, FeedSpec, FeedValue, ModePolicies, ModePolicy, QueryMsg,
};
use prost::Message;

use crate::events::attributes;
use crate::keys::Key;
use crate::operations::{group_operation, Published};
use crate::reports::{path_to, Draft, Round};
use crate::world::World;

pub const FEED_INTERVAL_MS: u64 = 60_000;

/// Notaries that an observation of each mode needs.
pub fn modes(mpc: Option<u32>, proxy: Option<u32>) -> ModePolicies {
    let policy = |notaries| ModePolicy { notaries };
    ModePolicies { mpc: mpc.map(policy), proxy: proxy.map(policy) }
}

/// Keys in the order in which they transmit in a round of a feed or group (RND-2).
pub fn in_turn(id: u32, round: u64, mut members: Vec<Key>) -> Vec<Key> {
    members.sort_by_key(|key| {
        let place = [&id.to_be_bytes()[..], &round.to_be_bytes(), &key.public()].concat();
        domain_digest("cloudx3/transmitter-order/v1", &place)
    });
    members
}

impl World {
    /// All operators and notaries, quorum 3, one notary each, MPC only.
    pub fn feed_spec(&self) -> FeedSpec {
        FeedSpec {
            label: "power of a plug".to_string(),
            operation_id: self.reading.id.clone(),
            params: vec![Param::new("device_id", "a8032abe54dc")],
            subject: String::new(),
            reading: "power".to_string(),
            unit: "W".to_string(),
            decimals: 2,
            interval_ms: FEED_INTERVAL_MS,
            start_ms: None,
            operators: self.operators.iter().map(|party| party.key.binary()).collect(),
            notaries: self.notaries.iter().map(|party| party.key.binary()).collect(),
            quorum: 3,
            modes: modes(Some(1), None),
            step_up: None,
            allow_custom_ca: false,
            max_age_ms: 120_000,
            max_observed_age_ms: None,
            rows: vec![],
            measured_only: false,
            distinct_groups: false,
            distinct_networks: false,
            notice_ms: None,
            jail_after: None,
            jail_ms: None,
            claim_window_ms: None,
            observer_reward: Uint128::new(10),
            notary_reward: Uint128::new(3),
            transmitter_reward: Uint128::new(5),
        }
    }

    /// A group of the first devices of a list that ends with 0032, by the operation of [`crate::group_operation`], which is published.
    pub fn group_spec(&mut self, devices: u32) -> FeedSpec {
        let operation = Published::from(group_operation());
        self.publish(&operation).unwrap();
        self.reading = operation;
        let keys: Vec<String> = (1..=devices).map(|number| format!("{number:04}")).collect();
        let row =
            |key: &String| FeedRow { key: key.clone(), subject: String::new(), label: format!("plug {key}") };
        let rows = keys.iter().map(row).collect();
        let ids = Param { name: "ids".to_string(), value: String::new(), items: Some(keys) };
        FeedSpec { rows, params: vec![ids], ..self.feed_spec() }
    }

    /// Makes a feed of which all that it names are members from its first round, and waits until that begins.
    pub fn try_feed(&mut self, mut feed: FeedSpec, escrow: u128) -> StdResult<u32> {
        let start_ms = *feed.start_ms.get_or_insert(self.now_ms() + 1);
        let feed_id = self.try_offer(feed, escrow)?;
        self.accept_all(feed_id);
        self.pass(start_ms.saturating_sub(self.now_ms()));
        Ok(feed_id)
    }

    /// Makes a feed that invites and has no members yet.
    pub fn try_offer(&mut self, feed: FeedSpec, escrow: u128) -> StdResult<u32> {
        let response = self.oracle_do(&self.user.clone(), &ExecuteMsg::CreateFeed { feed }, escrow)?;
        Ok(attributes(&response, "feed_created")[0]["feed_id"].parse().unwrap())
    }

    /// Makes the feed of [`World::feed_spec`].
    pub fn feed(&mut self, escrow: u128) -> u32 {
        let spec = self.feed_spec();
        self.try_feed(spec, escrow).unwrap()
    }

    /// The feed's round that runs now, with sessions at this moment.
    pub fn round(&self, feed_id: u32) -> Round {
        let feed: Feed = self.ask(&QueryMsg::Feed { feed_id }).unwrap();
        let operation = [&self.reading, &self.action, &self.readback]
            .into_iter()
            .find(|o| o.id == feed.spec.operation_id);
        let readings = operation.map(|o| o.operation.readings.clone()).unwrap_or_default();
        let params = feed.spec.params.iter();
        let round = (self.now_ms() - feed.spec.start_ms.unwrap()) / feed.spec.interval_ms;
        let rows = feed.spec.rows.iter();
        Round {
            network: self.network(),
            feed_id,
            round,
            rows: rows.map(|row| RowKind { key: row.key.clone(), subject: row.subject.clone() }).collect(),
            unread: vec![],
            transmitter: self.turns(feed_id, round).into_iter().next(),
            operation_id: feed.spec.operation_id.to_vec(),
            params: params.map(Param::to_proto).collect(),
            subject: feed.spec.subject,
            readings: readings.into_iter().map(|r| ReadingKind { name: r.name, unit: r.unit }).collect(),
            session_time_ms: self.now_ms(),
            observed_at_ms: 0,
            mode: Mode::Mpc,
            paths: vec![path_to("192.0.2.7")],
            path: 1,
            custom_ca: false,
        }
    }

    /// Observations of the first operators, one value each, notaries by turns.
    pub fn observations(&self, round: &Round, values: &[(i64, u32)]) -> Vec<ReportedObservation> {
        let parties = self.operators.iter().zip(values).enumerate();
        parties
            .map(|(index, (operator, value))| {
                let notary = &self.notaries[index % self.notaries.len()].key;
                round.observe(&operator.key, &[Draft { notary, value: *value, session: 1 }])
            })
            .collect()
    }

    /// A good report of the round that runs now.
    pub fn good_report(&self, feed_id: u32) -> Binary {
        let round = self.round(feed_id);
        round.bytes(self.observations(&round, &[(215, 1), (2160, 2), (22, 0)]))
    }

    /// Once the chain takes them: one that lacks a member's observation not before the end of its gathering (REP-10).
    pub fn submit(&mut self, reports: Vec<Binary>) -> StdResult<AppResponse> {
        self.gather(&reports);
        self.submit_now(reports)
    }

    /// Waits until nobody need be waited for any more.
    pub fn gather(&mut self, reports: &[Binary]) {
        if let Some(wait_ms) = reports.iter().filter_map(|report| self.gathering_ms(report)).max() {
            self.pass(wait_ms);
        }
    }

    /// How long a member is still waited for that is not in a report; none of a round to come.
    fn gathering_ms(&self, report: &Binary) -> Option<u64> {
        let report: Report = Message::decode(report.as_slice()).ok()?;
        let feed_id = report.feed_id.max(report.group_id);
        let spec = self.ask::<Feed>(&QueryMsg::Feed { feed_id }).ok()?.spec;
        let begins_ms = report.round.checked_mul(spec.interval_ms)?.checked_add(spec.start_ms?)?;
        let into_ms = self.now_ms().checked_sub(begins_ms)?;
        let complete = report.observations.len() >= self.turns(feed_id, report.round).len();
        (spec.interval_ms * 3 / 4).checked_sub(into_ms).filter(|left_ms| *left_ms > 0 && !complete)
    }

    /// At this very moment.
    pub fn submit_now(&mut self, reports: Vec<Binary>) -> StdResult<AppResponse> {
        let sender = self.user.clone();
        self.oracle_do(&sender, &ExecuteMsg::SubmitReports { reports }, 0)
    }

    /// Keys of the members of a round in the order in which they transmit (RND-2).
    pub fn turns(&self, feed_id: u32, round: u64) -> Vec<Key> {
        let found: FeedMembersResponse = self.ask(&QueryMsg::FeedMembers { feed_id }).unwrap();
        let mut keys = vec![];
        for member in found.operators {
            let within = member
                .rounds
                .iter()
                .any(|span| span.from <= round && span.until.is_none_or(|until| round < until));
            let party = self.operators.iter().find(|party| party.key.binary() == member.pubkey);
            keys.extend(party.filter(|_| within).map(|party| party.key.clone()));
        }
        in_turn(feed_id, round, keys)
    }

    pub fn latest(&self, feed_id: u32) -> StdResult<FeedValue> {
        self.ask(&QueryMsg::Latest { feed_id, allow_stale: None })
    }
}
