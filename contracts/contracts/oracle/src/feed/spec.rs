//! What makes a feed's description sound.

use cloudx3_attestation::order::strictly_increasing;
use cloudx3_attestation::quorum::check_quorum;
use cloudx3_attestation::{decimal, limits};
use cloudx3_chain::{check_text, params_from_json, Param};
use cosmwasm_std::{Binary, Uint128};

use super::subject::is_subject;
use crate::error::ContractError;
use crate::msg::{FeedRow, FeedSpec, ModePolicy, Role};

const MAX_LABEL: usize = 64;
const MAX_MEMBERS: usize = limits::OBSERVATIONS_PER_REPORT;
const HOUR_MS: u64 = 3_600_000;
/// 366 days: so that no sum of times comes near 64 bits.
const MAX_SPAN_MS: u64 = 31_622_400_000;
/// The year 5138; later starts are mistakes.
const MAX_START_MS: u64 = 100_000_000_000_000;
/// 30 days, so that nobody is held longer by what they agreed to.
const MAX_NOTICE_MS: u64 = 2_592_000_000;
const MAX_CLAIM_WINDOW_MS: u64 = 604_800_000;
const DEFAULT_JAIL_AFTER: u32 = 50;

/// Puts lists in order, fills defaults in, and refuses what is not sound.
pub(super) fn normalise(mut spec: FeedSpec, now_ms: u64) -> Result<FeedSpec, ContractError> {
    check_text("label", &spec.label, MAX_LABEL)?;
    sort_set("operators", &mut spec.operators)?;
    sort_set("notaries", &mut spec.notaries)?;
    let subject = spec.subject.is_empty() || is_subject(&spec.subject);
    require(subject, "subject", "is empty or an address of at most 90 characters")?;
    check_rows(&mut spec)?;
    require(spec.params.len() <= limits::PARAMETERS, "params", "are at most 16")?;
    require(spec.decimals <= decimal::MAX_SCALE, "decimals", "are at most 18")?;
    check_times(&mut spec, now_ms)?;
    check_modes(&spec)?;
    check_step_up(&spec)?;
    check_quorum(u32::try_from(spec.operators.len()).unwrap_or(u32::MAX), spec.quorum)?;
    spec.params = params_from_json(&spec.params)?.into_iter().map(Param::from).collect();
    Ok(spec)
}

/// ACC-1: who may be invited to a feed at a time.
pub(super) fn check_invited(role: &Role, keys: &mut [Binary]) -> Result<(), ContractError> {
    match role {
        Role::Operator => sort_set("operators", keys),
        Role::Notary => sort_set("notaries", keys),
    }
}

/// What a role is paid for one piece of work (ACC-3).
pub(super) fn reward_of(role: &Role, spec: &FeedSpec) -> Uint128 {
    match role {
        Role::Operator => spec.observer_reward,
        Role::Notary => spec.notary_reward,
    }
}

/// GRP-3: a group has 2 to 32 feeds, each with a key and a label of its own.
fn check_rows(spec: &mut FeedSpec) -> Result<(), ContractError> {
    if spec.rows.is_empty() {
        return Ok(());
    }
    require((2..=limits::ROWS).contains(&spec.rows.len()), "rows", "are none, or 2 to 32")?;
    require(spec.subject.is_empty(), "subject", "of a group stands in its rows")?;
    spec.rows.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    require(strictly_increasing(spec.rows.iter().map(|row| &row.key)), "rows", "one key stands twice")?;
    for FeedRow { key, subject, label } in &spec.rows {
        check_text("label", label, MAX_LABEL)?;
        check_text("rows.key", key, limits::PARAMETER_VALUE)?;
        let subject = subject.is_empty() || is_subject(subject);
        require(subject, "rows.subject", "is empty or an address of at most 90 characters")?;
    }
    Ok(())
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
    require(spec.rows.is_empty(), "step_up.moved_more_than", "is not for a group, which has no one value")?;
    require(moved.scale == spec.decimals, "step_up.moved_more_than", "is at the feed's decimals")?;
    let bound = moved.number()?;
    require(bound.mantissa() > 0, "step_up.moved_more_than", "is above 0")
}

fn check_times(spec: &mut FeedSpec, now_ms: u64) -> Result<(), ContractError> {
    require((1..=MAX_SPAN_MS).contains(&spec.interval_ms), "interval_ms", "lies within 1 ms and 366 days")?;
    require((1..=MAX_SPAN_MS).contains(&spec.max_age_ms), "max_age_ms", "lies within 1 ms and 366 days")?;
    let start = *spec.start_ms.get_or_insert(now_ms);
    require(start <= MAX_START_MS, "start_ms", "is in milliseconds since 1970")?;
    let least = spec.interval_ms.saturating_mul(2);
    let notice = *spec.notice_ms.get_or_insert(least);
    let possible = (least..=least.max(MAX_NOTICE_MS)).contains(&notice);
    require(possible, "notice_ms", "lies within two intervals and 30 days")?;
    let jail = *spec.jail_ms.get_or_insert(HOUR_MS);
    require(jail <= MAX_NOTICE_MS, "jail_ms", "is at most 30 days")?;
    spec.jail_after.get_or_insert(DEFAULT_JAIL_AFTER);
    let window = *spec.claim_window_ms.get_or_insert(HOUR_MS);
    require(window <= MAX_CLAIM_WINDOW_MS, "claim_window_ms", "is at most 7 days")
}

fn sort_set(field: &'static str, keys: &mut [Binary]) -> Result<(), ContractError> {
    require((1..=MAX_MEMBERS).contains(&keys.len()), field, "are 1 to 31")?;
    keys.sort_unstable();
    require(strictly_increasing(keys.iter()), field, "one stands twice")
}

pub(super) fn require(holds: bool, field: &'static str, problem: &'static str) -> Result<(), ContractError> {
    if holds {
        Ok(())
    } else {
        Err(ContractError::FeedSpec { field, problem })
    }
}
