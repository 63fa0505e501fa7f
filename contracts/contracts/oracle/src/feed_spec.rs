//! What makes a feed's description sound, and its way into the form that reports are held against.

use cloudx3_attestation::charset::is_visible;
use cloudx3_attestation::operation::{holes_in_order, is_unit_text};
use cloudx3_attestation::order::strictly_increasing;
use cloudx3_attestation::params::check_params;
use cloudx3_attestation::proto::{Hole, Operation, OperationKind, ReadingSelector};
use cloudx3_attestation::quorum::check_quorum;
use cloudx3_attestation::{decimal, limits};
use cloudx3_chain::{check_text, params_from_json, Param};
use cosmwasm_std::{Binary, Storage};

use crate::error::ContractError;
use crate::event;
use crate::msg::{FeedSpec, ModePolicy, Role};
use crate::operation;
use crate::record::{amount_bytes, FeedMember, FeedRules};
use crate::registry;

const MAX_LABEL: usize = 64;
const MAX_MEMBERS: usize = limits::OBSERVATIONS_PER_REPORT;
/// 366 days: so that no sum of times comes near 64 bits.
const MAX_SPAN_MS: u64 = 31_622_400_000;
/// The year 5138; later starts are mistakes.
const MAX_START_MS: u64 = 100_000_000_000_000;

/// Puts lists in order, fills the start in, and refuses what is not sound.
pub(crate) fn normalise(mut spec: FeedSpec, now_ms: u64) -> Result<FeedSpec, ContractError> {
    check_text("label", &spec.label, MAX_LABEL)?;
    sort_set("operators", &mut spec.operators, MAX_MEMBERS)?;
    sort_set("notaries", &mut spec.notaries, MAX_MEMBERS)?;
    let subject = spec.subject.is_empty() || is_visible(&spec.subject, limits::ADDRESS);
    require(subject, "subject", "is empty or an address of at most 90 characters")?;
    require(spec.params.len() <= limits::PARAMETERS, "params", "are at most 16")?;
    require(spec.decimals <= decimal::MAX_SCALE, "decimals", "are at most 18")?;
    check_times(&spec)?;
    spec.start_ms = Some(spec.start_ms.unwrap_or(now_ms));
    check_modes(&spec)?;
    check_step_up(&spec)?;
    check_quorum(u32::try_from(spec.operators.len()).unwrap_or(u32::MAX), spec.quorum)?;
    spec.params = params_from_json(&spec.params)?.into_iter().map(Param::from).collect();
    Ok(spec)
}

/// The rules of a feed whose description [`normalise`] let pass.
pub(crate) fn rules(storage: &dyn Storage, spec: &FeedSpec) -> Result<FeedRules, ContractError> {
    let operation = operation::load(storage, &spec.operation_id)?;
    require(operation.kind() == OperationKind::Read, "operation_id", "is no operation that reads")?;
    let params = params_from_json(&spec.params)?;
    check_params(&operation, &params)?;
    Ok(FeedRules {
        operation_id: spec.operation_id.to_vec(),
        params,
        subject: spec.subject.clone(),
        reading: reading_index(&operation, spec)?,
        declares_observed_at: operation.observed_at.is_some(),
        holes: holes_in_order(&operation).into_iter().map(lengths_only).collect(),
        readings: operation.readings.into_iter().map(bounds_only).collect(),
        decimals: spec.decimals,
        interval_ms: spec.interval_ms,
        start_ms: spec.start_ms.unwrap_or_default(),
        operators: members(storage, &Role::Operator, &spec.operators)?,
        notaries: members(storage, &Role::Notary, &spec.notaries)?,
        quorum: spec.quorum,
        notaries_by_mode: spec.modes.by_mode().0.map(notaries_of).to_vec(),
        allow_custom_ca: spec.allow_custom_ca,
        max_observed_age_ms: spec.max_observed_age_ms,
        max_age_ms: spec.max_age_ms,
        observer_reward: amount_bytes(spec.observer_reward),
        notary_reward: amount_bytes(spec.notary_reward),
        transmitter_reward: amount_bytes(spec.transmitter_reward),
        step_up_every_rounds: spec.step_up.and_then(|step_up| step_up.every_rounds).unwrap_or_default(),
        step_up_moved_more_than: moved_bound(spec).unwrap_or_default().unsigned_abs(),
    })
}

/// OBS-6: at least one mode, and in each as many notaries as the feed has and an observation may carry.
fn check_modes(spec: &FeedSpec) -> Result<(), ContractError> {
    let policies = spec.modes.by_mode().0;
    require(policies.iter().any(Option::is_some), "modes", "name at least one")?;
    let most = spec.notaries.len().min(limits::ATTESTATIONS_PER_OBSERVATION);
    let possible = |policy: &ModePolicy| {
        usize::try_from(policy.notaries).is_ok_and(|notaries| (1..=most).contains(&notaries))
    };
    let problem = "notaries lie within 1 and the number of the feed's, at most 8";
    require(policies.iter().flatten().all(possible), "modes", problem)
}

/// OBS-9: a strict mode and another one, and at least one reason to step up.
fn check_step_up(spec: &FeedSpec) -> Result<(), ContractError> {
    let Some(step_up) = spec.step_up else { return Ok(()) };
    let accepts = |strict: bool| {
        spec.modes.by_mode().iter().any(|(row, policy)| row.is_strict == strict && policy.is_some())
    };
    require(accepts(true) && accepts(false), "step_up", "needs both modes")?;
    let given = step_up.every_rounds.is_some() || step_up.moved_more_than.is_some();
    require(given, "step_up", "give every_rounds, moved_more_than or both")?;
    require(step_up.every_rounds.is_none_or(|every| every >= 2), "step_up.every_rounds", "is at least 2")?;
    let Some(moved) = step_up.moved_more_than else { return Ok(()) };
    require(moved.scale == spec.decimals, "step_up.moved_more_than", "is at the feed's decimals")?;
    let bound = moved.number()?;
    require(bound.mantissa() > 0, "step_up.moved_more_than", "is above 0")
}

fn moved_bound(spec: &FeedSpec) -> Option<i64> {
    Some(spec.step_up?.moved_more_than?.mantissa.i64())
}

fn notaries_of(policy: Option<ModePolicy>) -> u32 {
    policy.map(|policy| policy.notaries).unwrap_or_default()
}

fn check_times(spec: &FeedSpec) -> Result<(), ContractError> {
    require((1..=MAX_SPAN_MS).contains(&spec.interval_ms), "interval_ms", "lies within 1 ms and 366 days")?;
    require((1..=MAX_SPAN_MS).contains(&spec.max_age_ms), "max_age_ms", "lies within 1 ms and 366 days")?;
    let start = spec.start_ms.is_none_or(|start| start <= MAX_START_MS);
    require(start, "start_ms", "is in milliseconds since 1970")
}

fn reading_index(operation: &Operation, spec: &FeedSpec) -> Result<u32, ContractError> {
    require(is_unit_text(&spec.unit), "unit", "has 1 to 64 visible characters")?;
    let found = operation.readings.iter().position(|r| r.name == spec.reading && r.unit == spec.unit);
    found.and_then(|index| u32::try_from(index).ok()).ok_or(ContractError::FeedSpec {
        field: "reading",
        problem: "is no reading of the operation in this unit",
    })
}

/// What a contract needs of a selector; how a value is found in a response is the notary's part.
fn bounds_only(selector: ReadingSelector) -> ReadingSelector {
    let ReadingSelector { name, unit, min, max, .. } = selector;
    ReadingSelector { name, unit, min, max, ..Default::default() }
}

/// What a contract needs of a hole.
fn lengths_only(hole: &Hole) -> Hole {
    Hole { min_length: hole.min_length, max_length: hole.max_length, ..Default::default() }
}

fn members(storage: &dyn Storage, role: &Role, keys: &[Binary]) -> Result<Vec<FeedMember>, ContractError> {
    keys.iter()
        .map(|key| {
            let registrant = registry::load(storage, role, key)?;
            if !registrant.active {
                return Err(ContractError::MemberInactive { key: event::hex(key) });
            }
            let account = registrant.account.into_string();
            Ok(FeedMember { pubkey: key.to_vec(), account, seat: registrant.seat })
        })
        .collect()
}

fn sort_set(field: &'static str, keys: &mut [Binary], most: usize) -> Result<(), ContractError> {
    require((1..=most).contains(&keys.len()), field, "are 1 to 31")?;
    keys.sort_unstable();
    require(strictly_increasing(keys.iter()), field, "one stands twice")
}

fn require(holds: bool, field: &'static str, problem: &'static str) -> Result<(), ContractError> {
    if holds {
        Ok(())
    } else {
        Err(ContractError::FeedSpec { field, problem })
    }
}
