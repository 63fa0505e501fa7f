//! Reports (rules REP-1 to REP-13). The order of the checks is by cost: decoding, then whether the round is still wanted, whose turn it
//! is, what is said and by whom, and the signatures last. Nothing is written before all of a report holds, so a bad one leaves no trace.

mod absence;
mod distinct;
mod freshness;
mod judge;
mod land;
mod omitted;
mod outcome;
mod participants;
mod terms;
mod turn;

pub(crate) use omitted::claim_omitted;

use cloudx3_attestation::proto::Network;
use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{Api, Binary, DepsMut, Env, Event, MessageInfo, Response, Storage};

use crate::error::ContractError;
use crate::event;
use crate::registry::Activity;
use judge::Verdict;

const MAX_REPORTS: usize = 32;
/// Bytes of a refusal's text in its event.
const MAX_DETAIL: usize = 256;

/// What all reports of a transaction share.
struct Batch<'a> {
    env: &'a Env,
    now_ms: u64,
    api: &'a dyn Api,
    network: Network,
    activity: Activity,
}

impl<'a> Batch<'a> {
    fn new(env: &'a Env, api: &'a dyn Api) -> Self {
        let oracle = env.contract.address.to_string();
        let network = Network { chain_id: env.block.chain_id.clone(), oracle };
        let now_ms = now_ms(env);
        Self { env, now_ms, api, network, activity: Activity::new(now_ms) }
    }
}

/// REP-11: each report by itself. Fails with the first refusal where nothing landed and nothing was merely late.
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
    let mut batch = Batch::new(env, deps.api);
    let mut response = Response::new();
    let (mut first, mut taken) = (None, false);
    for report in reports {
        match batch.process(deps.storage, report)? {
            Processed::Taken(events) => {
                taken = true;
                response = response.add_events(events);
            }
            Processed::Refused(event, code) => {
                first = first.or(Some(code));
                response = response.add_event(event);
            }
        }
    }
    if let Some(refusal) = first.filter(|_| !taken) {
        return Err(refusal);
    }
    batch.activity.remember(deps.storage);
    Ok(response)
}

enum Processed {
    /// Landed, or came too late.
    Taken(Vec<Event>),
    Refused(Event, ContractError),
}

impl Batch<'_> {
    fn process(&mut self, storage: &mut dyn Storage, bytes: &[u8]) -> Result<Processed, ContractError> {
        let (report, refusal) = match cloudx3_attestation::report::read_report(bytes) {
            Err(refusal) => return Ok(refused(0, 0, refusal.into())),
            Ok(report) => match judge::judge(self, storage, &report) {
                Ok(Verdict::Skip(reason)) => {
                    let id = report.feed_id.max(report.group_id);
                    return Ok(Processed::Taken(vec![event::feed_skipped(id, report.round, reason)]));
                }
                Ok(Verdict::Good(judged)) => {
                    return Ok(Processed::Taken(land::land(self, storage, *judged, &report)?));
                }
                Err(refusal) => (report, refusal),
            },
        };
        Ok(refused(report.feed_id.max(report.group_id), report.round, refusal))
    }
}

fn refused(feed_id: u32, round: u64, refusal: ContractError) -> Processed {
    let (code, text) = (refusal.code(), refusal.to_string());
    let detail = text.split_once(": ").map(|(_, detail)| detail).unwrap_or_default();
    let detail: String = detail.chars().take(MAX_DETAIL).collect();
    Processed::Refused(event::report_refused(feed_id, round, &code, &detail), refusal)
}
