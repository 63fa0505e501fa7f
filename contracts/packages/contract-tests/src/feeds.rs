//! A feed of the small network, and good reports to it.

use cloudx3_attestation::proto::{Mode, ReadingKind, ReportedObservation};
use cloudx3_chain::Param;
use cosmwasm_std::{Addr, Binary, StdResult, Uint128};
use cw_multi_test::AppResponse;
use oracle::msg::{ExecuteMsg, Feed, FeedSpec, FeedValue, ModePolicies, ModePolicy, QueryMsg, Rewards};

use crate::events::attributes;
use crate::reports::{path_to, Draft, Round};
use crate::world::World;

pub const FEED_INTERVAL_MS: u64 = 60_000;

/// Notaries that an observation of each mode needs.
pub fn modes(mpc: Option<u32>, proxy: Option<u32>) -> ModePolicies {
    let policy = |notaries| ModePolicy { notaries };
    ModePolicies { mpc: mpc.map(policy), proxy: proxy.map(policy) }
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
            observer_reward: Uint128::new(10),
            notary_reward: Uint128::new(3),
            transmitter_reward: Uint128::new(5),
        }
    }

    pub fn try_feed(&mut self, feed: FeedSpec, escrow: u128) -> StdResult<u32> {
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
        Round {
            network: self.network(),
            feed_id,
            round: (self.now_ms() - feed.spec.start_ms.unwrap()) / feed.spec.interval_ms,
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

    pub fn submit(&mut self, reports: Vec<Binary>) -> StdResult<AppResponse> {
        let sender = self.user.clone();
        self.oracle_do(&sender, &ExecuteMsg::SubmitReports { reports }, 0)
    }

    pub fn latest(&self, feed_id: u32) -> StdResult<FeedValue> {
        self.ask(&QueryMsg::Latest { feed_id, allow_stale: None })
    }

    pub fn rewards(&self, address: &Addr) -> Rewards {
        self.ask(&QueryMsg::Rewards { address: address.to_string() }).unwrap()
    }
}
