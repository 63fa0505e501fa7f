//! Reports (rules REP-1 to REP-8). The order is by cost: decoding, then whether the round is still wanted, what is said and by whom, and
//! the signatures last.

mod freshness;
mod outcome;
mod participants;

use cloudx3_attestation::feed::{FeedTerms, OperationTerms, Source, StepUp};
use cloudx3_attestation::observation::check_signatures;
use cloudx3_attestation::part::Times;
use cloudx3_attestation::proto::Network;
use cloudx3_attestation::report::{check_report, check_transmitter, read_report};
use cloudx3_attestation::{Edition, PerMode};
use cloudx3_chain::{no_funds, now_ms, HostVerifier};
use cosmwasm_std::{Addr, Api, Binary, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};

use crate::activity::Activity;
use crate::error::ContractError;
use crate::event;
use crate::record::{
    load_rules, load_state, load_value, save_state, save_value, FeedMember, FeedRules, FeedState,
};
use crate::reward;
use freshness::Freshness;

const MAX_REPORTS: usize = 32;

/// What all reports of a transaction share.
struct Batch<'a> {
    env: &'a Env,
    api: &'a dyn Api,
    transmitter: &'a Addr,
    network: Network,
    activity: Activity,
    /// What the transmitter earned so far.
    earned: Uint128,
}

pub(crate) fn submit(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    reports: &[Binary],
) -> Result<Response, ContractError> {
    no_funds(info)?;
    if !(1..=MAX_REPORTS).contains(&reports.len()) {
        return Err(ContractError::Batch);
    }
    let network = Network { chain_id: env.block.chain_id.clone(), oracle: env.contract.address.to_string() };
    let mut batch = Batch {
        env,
        api: deps.api,
        transmitter: &info.sender,
        network,
        activity: Activity::default(),
        earned: Uint128::zero(),
    };
    let mut response = Response::new();
    for report in reports {
        response = response.add_event(batch.process(deps.storage, report)?);
    }
    reward::credit(deps.storage, &info.sender, batch.earned)?;
    Ok(response)
}

impl Batch<'_> {
    fn process(&mut self, storage: &mut dyn Storage, bytes: &[u8]) -> Result<Event, ContractError> {
        let report = read_report(bytes)?;
        let (feed_id, round) = (report.feed_id, report.round);
        let rules = load_rules(storage, feed_id)?;
        let mut state = load_state(storage, feed_id)?;
        let mut terms = terms(&rules, feed_id, &self.network)?;
        if let Freshness::Skip(reason) = freshness::judge(&terms, &state, round, now_ms(self.env))? {
            return Ok(event::feed_skipped(feed_id, round, reason));
        }
        terms.latest = latest(storage, feed_id, &terms, &state)?;
        let (observations, outcome) = check_report(&terms, &report)?;
        let earners = participants::find(storage, &mut self.activity, &rules, &observations)?;
        let verifier = HostVerifier(self.api);
        for observation in &observations {
            check_signatures(&verifier, observation)?;
        }
        check_transmitter(&verifier, &report, &self.network, &observations)?;
        participants::engage(storage, feed_id, &rules, &mut state, &earners)?;
        let payments = reward::accrue(&rules, &mut state, &earners, self.transmitter)?;
        if payments.is_some() {
            self.earned = self.earned.checked_add(reward::transmitter_reward(&rules)?)?;
        }
        state.next_round = round.checked_add(1).ok_or(ContractError::Overflow)?;
        let value = outcome::value(round, &outcome, self.env, self.transmitter);
        save_value(storage, feed_id, &value);
        save_state(storage, feed_id, &state);
        Ok(outcome::event(&terms, &observations, &value, payments.as_ref()))
    }
}

/// The feed's rules as the shared checks take them.
fn terms<'a>(
    rules: &'a FeedRules,
    feed_id: u32,
    network: &'a Network,
) -> Result<FeedTerms<'a>, ContractError> {
    let reading = usize::try_from(rules.reading).ok().and_then(|index| rules.readings.get(index));
    let reading = reading.ok_or(ContractError::Record)?;
    let keys = |members: &'a [FeedMember]| members.iter().map(|member| member.pubkey.as_slice()).collect();
    Ok(FeedTerms {
        network,
        edition: Edition::Second,
        source: Source::Feed { feed_id, subject: &rules.subject },
        operation_id: &rules.operation_id,
        params: &rules.params,
        reading: &reading.name,
        unit: &reading.unit,
        decimals: rules.decimals,
        start_ms: rules.start_ms,
        interval_ms: rules.interval_ms,
        operators: keys(&rules.operators),
        notaries: keys(&rules.notaries),
        quorum: rules.quorum,
        modes: PerMode(PerMode::from_list(&rules.notaries_by_mode).0.map(above_zero)),
        step_up: StepUp {
            every_rounds: above_zero(rules.step_up_every_rounds),
            moved_more_than: above_zero(rules.step_up_moved_more_than)
                .and_then(|bound| i64::try_from(bound).ok()),
        },
        latest: None,
        allow_custom_ca: rules.allow_custom_ca,
        measured_only: false,
        max_observed_age_ms: rules.max_observed_age_ms,
        operation: Some(OperationTerms {
            readings: &rules.readings,
            times: Times { observed_at: rules.declares_observed_at, period_start: false },
            list: None,
            holes: &rules.holes,
        }),
    })
}

/// Records hold 0 for what a feed has not.
fn above_zero<N: Default + PartialEq>(number: N) -> Option<N> {
    (number != N::default()).then_some(number)
}

/// OBS-9: the feed's newest value, read only where the feed steps up by it. A wanted round is newer than every one that landed.
fn latest(
    storage: &dyn Storage,
    feed_id: u32,
    terms: &FeedTerms,
    state: &FeedState,
) -> Result<Option<i64>, ContractError> {
    match (terms.step_up.moved_more_than, state.last_round()) {
        (Some(_), Some(round)) => Ok(load_value(storage, feed_id, round)?.map(|value| value.value)),
        _ => Ok(None),
    }
}
