//! A feed's description in the form that reports are held against.

use cloudx3_attestation::operation::{holes_in_order, list_name};
use cloudx3_attestation::params::check_params;
use cloudx3_attestation::proto::{Hole, Operation, OperationKind, ReadingSelector};
use cloudx3_chain::params_from_json;
use cosmwasm_std::Storage;

use super::spec::require;
use crate::amount;
use crate::error::ContractError;
use crate::msg::{FeedRow, FeedSpec, ModePolicy};
use crate::operation;
use crate::record::{FeedRules, RowRules, Terms};

/// The rules of a new feed whose description is sound: nobody is a member yet.
pub(super) fn rules(storage: &dyn Storage, spec: &FeedSpec) -> Result<FeedRules, ContractError> {
    Ok(FeedRules {
        terms: terms(storage, spec, 0)?,
        interval_ms: spec.interval_ms,
        start_ms: spec.start_ms.unwrap_or_default(),
        notice_ms: spec.notice_ms.unwrap_or_default(),
        jail_after: spec.jail_after.unwrap_or_default(),
        jail_ms: spec.jail_ms.unwrap_or_default(),
        claim_window_ms: spec.claim_window_ms.unwrap_or_default(),
        distinct_groups: spec.distinct_groups,
        distinct_networks: spec.distinct_networks,
        operators: vec![],
        notaries: vec![],
    })
}

/// What can change, for rounds from this one on.
pub(super) fn terms(storage: &dyn Storage, spec: &FeedSpec, from_round: u64) -> Result<Terms, ContractError> {
    let operation = operation::load(storage, &spec.operation_id)?;
    require(operation.kind() == OperationKind::Read, "operation_id", "is no operation that reads")?;
    let params = params_from_json(&spec.params)?;
    check_params(&operation, &params)?;
    let list = list_name(&operation).map(str::to_string).unwrap_or_default();
    check_list(&list, spec)?;
    let moved = spec.step_up.and_then(|step_up| step_up.moved_more_than);
    Ok(Terms {
        from_round,
        operation_id: spec.operation_id.to_vec(),
        params,
        subject: spec.subject.clone(),
        rows: spec.rows.iter().map(row_rules).collect(),
        list,
        reading: reading_index(&operation, spec)?,
        declares_observed_at: operation.observed_at.is_some(),
        declares_period_start: operation.period_start.is_some(),
        holes: holes_in_order(&operation).into_iter().map(checked_part_of_hole).collect(),
        readings: operation.readings.into_iter().map(checked_part_of_reading).collect(),
        decimals: spec.decimals,
        quorum: spec.quorum,
        notaries_by_mode: spec.modes.by_mode().0.map(notaries_of).to_vec(),
        allow_custom_ca: spec.allow_custom_ca,
        measured_only: spec.measured_only,
        max_observed_age_ms: spec.max_observed_age_ms,
        max_age_ms: spec.max_age_ms,
        observer_reward: amount::write(spec.observer_reward),
        notary_reward: amount::write(spec.notary_reward),
        transmitter_reward: amount::write(spec.transmitter_reward),
        step_up_every_rounds: spec.step_up.and_then(|step_up| step_up.every_rounds).unwrap_or_default(),
        step_up_moved_more_than: moved.map(|moved| moved.mantissa.i64().unsigned_abs()).unwrap_or_default(),
    })
}

/// GRP-3: a group reads by an operation with rows, and its feeds are exactly the items of the list; a feed of its own reads by another.
fn check_list(list: &str, spec: &FeedSpec) -> Result<(), ContractError> {
    let (rows, has_list) = (!spec.rows.is_empty(), !list.is_empty());
    require(rows == has_list, "rows", "stand exactly where the operation answers in rows")?;
    let items = spec.params.iter().find(|param| param.name == list).map(|param| param.items.as_slice());
    let keys = spec.rows.iter().map(|row| &row.key);
    let same = !rows || items.is_some_and(|items| items.iter().flatten().eq(keys));
    require(same, "rows", "are not the items of the operation's list")
}

fn row_rules(row: &FeedRow) -> RowRules {
    RowRules { key: row.key.clone(), subject: row.subject.clone() }
}

fn notaries_of(policy: Option<ModePolicy>) -> u32 {
    policy.map(|policy| policy.notaries).unwrap_or_default()
}

fn reading_index(operation: &Operation, spec: &FeedSpec) -> Result<u32, ContractError> {
    let found = operation.readings.iter().position(|r| r.name == spec.reading && r.unit == spec.unit);
    found.and_then(|index| u32::try_from(index).ok()).ok_or(ContractError::FeedSpec {
        field: "reading",
        problem: "is no reading of the operation in this unit",
    })
}

/// What a contract needs of a selector; how a value is found in a response is the notary's part.
fn checked_part_of_reading(selector: ReadingSelector) -> ReadingSelector {
    let ReadingSelector { name, unit, min, max, quality, .. } = selector;
    let quality = quality.map(|_| Default::default());
    ReadingSelector { name, unit, min, max, quality, ..Default::default() }
}

/// What a contract needs of a hole.
fn checked_part_of_hole(hole: &Hole) -> Hole {
    Hole { name: String::new(), ..hole.clone() }
}
