//! What is read from the response: statuses, conditions, readings, time of observation (rule OP-2).

use std::cmp::Ordering;

use super::meaning::check_meaning;
use super::rows::check_rows;
use super::template::check_parts;
use crate::charset::{is_identifier, is_visible};
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::decimal::Number;
use crate::limits::FIRST_UNIT;
use crate::order::strictly_increasing;
use crate::proto::condition::Test;
use crate::proto::{part, step};
use crate::proto::{
    Condition, MappedText, Operation, OperationKind, Part, ReadingSelector, ReadingSource, Step,
};
use crate::proto::{Decimal, ObservedAt, TimeFormat};

const MAX_STATUSES: usize = 16;
const MAX_CONDITIONS: usize = 16;
const MAX_STEPS: usize = 16;
const MAX_READINGS: usize = 16;
/// In the first edition.
const MAX_UNIT_TEXT: usize = 64;
const MAX_MAP: usize = 64;
const MAX_EXPONENT: u32 = 18;
/// Bytes of a member name, of a text compared with, of a mapped text (rule LEN-1).
const MAX_TEXT: usize = 256;

pub(super) fn check_answer(operation: &Operation) -> RuleResult<()> {
    let statuses = &operation.success_statuses;
    let listed = (1..=MAX_STATUSES).contains(&statuses.len())
        && statuses.iter().all(|status| (200..=299).contains(status))
        && strictly_increasing(statuses);
    ensure(
        listed,
        Code::OperationStatuses,
        "success_statuses: are not strictly increasing within 200 to 299",
    )?;
    check_conditions(&operation.conditions)?;
    check_readings(operation)?;
    check_time(operation.observed_at.as_ref(), Code::OperationObservedAt)?;
    // SEL-6: a period ends at observed_at, so it begins nowhere without one.
    let ends = operation.period_start.is_none() || operation.observed_at.is_some();
    ensure(ends, Code::OperationPeriodStart, "period_start: goes with observed_at")?;
    check_time(operation.period_start.as_ref(), Code::OperationPeriodStart)?;
    check_rows(operation)
}

fn check_time(time: Option<&ObservedAt>, code: Code) -> RuleResult<()> {
    let Some(time) = time else { return Ok(()) };
    ensure(time.format() != TimeFormat::Unspecified, code, "a format of a time is not known")?;
    check_path(&time.path)
}

pub(super) fn check_conditions(conditions: &[Condition]) -> RuleResult<()> {
    let few = conditions.len() <= MAX_CONDITIONS;
    ensure(few, Code::OperationConditions, "conditions: at most 16 are allowed")?;
    conditions.iter().try_for_each(check_condition)
}

fn check_condition(condition: &Condition) -> RuleResult<()> {
    check_path(&condition.path)?;
    match &condition.test {
        Some(Test::EqualsString(text)) => check_comparison(&text.parts),
        Some(Test::EqualsLiteral(text)) => {
            let literal = text.len() <= MAX_TEXT && is_json_literal(text);
            ensure(literal, Code::OperationConditions, "conditions: not true, false, null or a JSON number")
        }
        Some(Test::Present(_)) => Ok(()),
        None => Err(Rejection::new(Code::OperationConditions, "conditions: one has no test")),
    }
}

fn is_json_literal(text: &str) -> bool {
    matches!(text, "true" | "false" | "null") || Number::is_json_number(text)
}

fn check_readings(operation: &Operation) -> RuleResult<()> {
    let readings = &operation.readings;
    let least = usize::from(operation.kind() == OperationKind::Read);
    let counted = (least..=MAX_READINGS).contains(&readings.len());
    ensure(counted, Code::OperationReadings, "readings: 1 to 16 for READ, at most 16 for ACTION")?;
    for reading in readings {
        if let Some(problem) = problem_of_reading(reading, operation.version) {
            return Err(Rejection::new(Code::OperationReadings, format!("readings: {problem}")));
        }
        if operation.version != 1 {
            check_meaning(reading)?;
        }
        check_path(&reading.path)?;
        check_path(reading.quality.as_ref().map_or(&[], |quality| &quality.path))?;
    }
    let sorted = strictly_increasing(readings.iter().map(|reading| &reading.name));
    ensure(sorted, Code::OperationReadings, "readings: names are not strictly increasing")
}

fn problem_of_reading(reading: &ReadingSelector, version: u32) -> Option<&'static str> {
    if !is_identifier(&reading.name) {
        return Some("a name is not of a-z, 0-9 and _");
    }
    // Those of the second edition are looked at with the rest that is of it.
    if version == 1 && !is_visible(&reading.unit, FIRST_UNIT) {
        return Some("a unit is not 1 to 16 characters of visible ASCII");
    }
    if reading.source() == ReadingSource::Unspecified {
        return Some("a source is not known");
    }
    if reading.exponent.unsigned_abs() > MAX_EXPONENT {
        return Some("an exponent is within -18 to 18");
    }
    problem_of_bounds(reading.min.as_ref(), reading.max.as_ref())
        .or_else(|| problem_of_map(reading.source(), &reading.map))
}

/// Units of either edition are visible ASCII; which ones an operation may have, its edition says (rules OP-2, UNI-1).
pub fn is_unit_text(text: &str) -> bool {
    is_visible(text, MAX_UNIT_TEXT)
}

fn problem_of_bounds(min: Option<&Decimal>, max: Option<&Decimal>) -> Option<&'static str> {
    match (min.map(Number::try_from).transpose(), max.map(Number::try_from).transpose()) {
        (Ok(Some(min)), Ok(Some(max))) => {
            (min.compare(max) == Ordering::Greater).then_some("a min is above its max")
        }
        (Ok(_), Ok(_)) => None,
        _ => Some("a min or max is no decimal"),
    }
}

fn problem_of_map(source: ReadingSource, map: &[MappedText]) -> Option<&'static str> {
    if source != ReadingSource::MappedString {
        return (!map.is_empty()).then_some("only a mapped string has a map");
    }
    if !(1..=MAX_MAP).contains(&map.len()) {
        return Some("a map has 1 to 64 entries");
    }
    let decimal =
        |entry: &MappedText| entry.value.as_ref().is_some_and(|value| Number::try_from(value).is_ok());
    if !map.iter().all(|entry| entry.text.len() <= MAX_TEXT && decimal(entry)) {
        return Some("a map entry has no decimal, or too long a text");
    }
    (!strictly_increasing(map.iter().map(|entry| &entry.text))).then_some("map texts are not increasing")
}

pub(super) fn check_path(path: &[Step]) -> RuleResult<()> {
    ensure(path.len() <= MAX_STEPS, Code::OperationPath, "path: at most 16 steps are allowed")?;
    for step in path {
        let (key, equals) = match &step.kind {
            None => return Err(Rejection::new(Code::OperationPath, "path: has an empty step")),
            Some(step::Kind::Key(key)) => (key.as_str(), None),
            Some(step::Kind::Index(_)) => ("", None),
            Some(step::Kind::Match(element)) => (element.key.as_str(), Some(&element.equals)),
        };
        ensure(key.len() <= MAX_TEXT, Code::OperationPath, "path: has too long a member name")?;
        if let Some(parts) = equals {
            check_comparison(parts)?;
        }
    }
    Ok(())
}

/// A text that something in the response is compared with: literals and parameters, and never a hole (rule OP-3).
fn check_comparison(parts: &[Part]) -> RuleResult<()> {
    let hole = parts.iter().any(|part| matches!(part.kind, Some(part::Kind::Hole(_))));
    ensure(!hole, Code::OperationHoleUse, "a hole may not stand in a condition or a path")?;
    check_parts(parts, "comparison", Code::OperationConditions, |text| text.len() <= MAX_TEXT)
}
