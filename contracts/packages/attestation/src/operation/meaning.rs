//! What of an operation is of the second edition (rules OP-7, UNI-1, SEL-5).

use crate::code::{ensure, Code, RuleResult};
use crate::edition::Edition;
use crate::limits;
use crate::order::strictly_increasing;
use crate::proto::parameter::Type;
use crate::proto::{Operation, Quality, QualitySelector, ReadingSelector, StateKind};
use crate::unit::{is_quantity, is_unit};

const MAX_MAP: usize = 64;
/// Bytes of a text that is mapped (rule LEN-1).
const MAX_TEXT: usize = 256;

/// OP-7: the version is an edition, and one of the first has nothing of the second.
pub(super) fn check_edition(operation: &Operation) -> RuleResult<Edition> {
    let edition = Edition::of(operation.version, Code::OperationVersion)?;
    let known = edition.is_second() || is_of_the_first(operation);
    ensure(known, Code::OperationVersion, "version: is 1, and something is of the second edition")?;
    Ok(edition)
}

fn is_of_the_first(operation: &Operation) -> bool {
    let plain = |reading: &ReadingSelector| {
        reading.quantity.is_empty()
            && reading.kind == 0
            && reading.period_ms == 0
            && reading.quality.is_none()
    };
    operation.rows.is_none()
        && operation.period_start.is_none()
        && operation.readings.iter().all(plain)
        && !operation.parameters.iter().any(|parameter| matches!(parameter.r#type, Some(Type::List(_))))
}

/// OP-7 and UNI-1 for one reading of the second edition.
pub(super) fn check_meaning(reading: &ReadingSelector) -> RuleResult<()> {
    ensure(is_unit(&reading.unit), Code::OperationUnit, "readings: a unit is none of rule UNI-1")?;
    let refuse = |holds: bool, detail: &str| ensure(holds, Code::OperationReadings, detail);
    let named = reading.quantity.is_empty() || is_quantity(&reading.quantity);
    refuse(named, "readings: a quantity is not one of rule OP-7")?;
    // A kind that is not known reads as unspecified.
    refuse(reading.kind() != StateKind::Unspecified, "readings: a kind is not known")?;
    refuse(reading.period_ms < limits::TIME_END_MS, "readings: a period is beyond 2^53 ms")?;
    reading.quality.as_ref().map_or(Ok(()), check_quality)
}

/// SEL-5.
fn check_quality(selector: &QualitySelector) -> RuleResult<()> {
    let map = &selector.map;
    let counted = (1..=MAX_MAP).contains(&map.len());
    let fits =
        map.iter().all(|entry| entry.text.len() <= MAX_TEXT && entry.quality() != Quality::Unspecified);
    let sorted = strictly_increasing(map.iter().map(|entry| &entry.text));
    ensure(
        counted && fits && sorted,
        Code::OperationReadings,
        "readings: a map of qualities is not 1 to 64 texts, strictly increasing, each with a quality",
    )
}
