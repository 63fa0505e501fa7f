//! Rows of a response that speaks of many devices (rules ATT-2, ATT-4, ROW-2).

use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::limits;
use crate::order::strictly_increasing;
use crate::part::{observed_at_holds, reading_is_formed, readings_hold, subject_is_formed, Times};
use crate::proto::{AttestationBody, Outcome, ReadingSelector, Row};

/// ATT-2: at most 32 rows, strictly increasing by key. What stands in rows stands nowhere else.
pub(crate) fn rows_are_formed(body: &AttestationBody) -> bool {
    let alone = body.subject.is_empty()
        && body.readings.is_empty()
        && body.observed_at_ms == 0
        && body.period_start_ms == 0;
    body.rows.is_empty()
        || (alone
            && body.rows.len() <= limits::ROWS
            && body.rows.iter().all(row_is_formed)
            && strictly_increasing(body.rows.iter().map(|row| &row.key)))
}

/// ATT-2: a row has readings and times where it could be read, and neither where not.
fn row_is_formed(row: &Row) -> bool {
    let said = match row.outcome() {
        Outcome::Unspecified => return false,
        Outcome::Ok => row.readings.iter().all(reading_is_formed),
        _ => row.readings.is_empty() && row.observed_at_ms == 0 && row.period_start_ms == 0,
    };
    // An outcome that is not known reads as unspecified.
    said && (1..=limits::PARAMETER_VALUE).contains(&row.key.len())
        && subject_is_formed(&row.subject)
        && row.observed_at_ms < limits::TIME_END_MS
        && row.period_start_ms <= row.observed_at_ms
        && row.readings.len() <= limits::READINGS
        && strictly_increasing(row.readings.iter().map(|reading| &reading.name))
}

/// ATT-4: rows are exactly the items of the operation's list, and each that could be read has the operation's readings.
pub(crate) fn check_rows(
    list: Option<&str>,
    selectors: &[ReadingSelector],
    times: Times,
    body: &AttestationBody,
) -> RuleResult<()> {
    let refuse = |detail: &str| Err(Rejection::new(Code::AttestationRows, detail));
    let Some(list) = list else {
        return ensure(body.rows.is_empty(), Code::AttestationRows, "rows: the operation has none");
    };
    let items = body.params.iter().find(|param| param.name == list).map(|param| &param.items);
    let Some(items) = items else { return refuse("rows: the list that names them is not given") };
    if items.len() != body.rows.len() || items.iter().zip(&body.rows).any(|(item, row)| *item != row.key) {
        return refuse("rows: are not those of the list");
    }
    for row in body.rows.iter().filter(|row| row.outcome() == Outcome::Ok) {
        let readings = readings_hold(selectors, &row.readings);
        ensure(readings, Code::AttestationReadings, "rows: readings are not the operation's")?;
        let timed = observed_at_holds(times, body.session_time_ms, row.observed_at_ms, row.period_start_ms);
        ensure(
            timed,
            Code::AttestationObservedAt,
            "rows: a time is missing, not declared, or after the session",
        )?;
    }
    Ok(())
}
