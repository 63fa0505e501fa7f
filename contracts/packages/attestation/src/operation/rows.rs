//! Rows of an operation (rule ROW-1).

use super::answer::{check_conditions, check_path};
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::proto::parameter::Type;
use crate::proto::{ListType, Operation, OperationKind, ReadingSelector};

/// What a row takes in an attestation besides its key (twice, since it is an item too) and its readings: subject, outcome, times, lengths.
const ROW_BYTES: u64 = 121;
/// The same for a reading besides its name and unit.
const READING_BYTES: u64 = 23;
/// What the rows of an attestation may take of the 8,192 bytes that are read of one.
const ALL_ROWS_BYTES: u64 = 7_168;

pub(super) fn check_rows(operation: &Operation) -> RuleResult<()> {
    let Some(rows) = &operation.rows else { return Ok(()) };
    let reads = operation.kind() == OperationKind::Read;
    ensure(reads, Code::OperationRows, "rows: only a READ has them")?;
    let list = operation.parameters.iter().find_map(|parameter| match &parameter.r#type {
        Some(Type::List(list)) if parameter.name == rows.list => Some(list),
        _ => None,
    });
    let Some(list) = list else {
        return Err(Rejection::new(Code::OperationRows, "rows: the list is not declared"));
    };
    check_path(&rows.path)?;
    check_path(&rows.key)?;
    check_conditions(&rows.conditions)?;
    let fits = bytes_of_rows(&operation.readings, list) <= ALL_ROWS_BYTES;
    ensure(fits, Code::OperationRows, "rows: no attestation holds so many; take fewer items or readings")
}

/// Of what was checked before: at most 32 items of at most 256 bytes, and 16 readings of bounded names and units.
fn bytes_of_rows(readings: &[ReadingSelector], list: &ListType) -> u64 {
    let length = |text: &str| u64::try_from(text.len()).unwrap_or(u64::MAX);
    let key = list.item.as_ref().map_or(0, |item| u64::from(item.max_length));
    let row = readings.iter().fold(ROW_BYTES.saturating_add(key.saturating_mul(2)), |sum, reading| {
        let text = length(&reading.name).saturating_add(length(&reading.unit));
        sum.saturating_add(READING_BYTES).saturating_add(text)
    });
    row.saturating_mul(u64::from(list.max_items))
}
