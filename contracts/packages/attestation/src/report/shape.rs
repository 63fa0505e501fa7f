//! The form of a report (rules REP-1, REP-7, ED-1): what its observations share, read strictly and made whole.

use crate::canonical;
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::edition::Edition;
use crate::limits;
use crate::order::strictly_increasing;
use crate::part::{params_are_formed, reading_kinds_are_formed, subject_is_formed};
use crate::proto::{PathEvidence, Report, ReportedAttestation};
use crate::signature::{is_key, SIGNATURE_BYTES};

/// Reads a report strictly: ENC-2, then the form of what its observations share.
pub fn read_report(bytes: &[u8]) -> RuleResult<Report> {
    let mut report: Report = canonical::decode("report", bytes, limits::REPORT)?;
    check_shape(&report)?;
    if Edition::of(report.version, Code::ReportVersion)?.is_second() {
        let detail = "paths: one says a key that the one before it has";
        ensure(complete_paths(&mut report), Code::ReportPaths, detail)?;
    }
    check_paths(&report)?;
    Ok(report)
}

fn check_shape(report: &Report) -> RuleResult<()> {
    let edition = Edition::of(report.version, Code::ReportVersion)?;
    formed(
        edition.is_second() || is_of_the_first(report),
        "version: is 1, and something is of the second edition",
    )?;
    let named = !edition.is_second() || (report.feed_id == 0) != (report.group_id == 0);
    formed(named, "feed_id: a report is of one feed or of one group")?;
    check_row_kinds(report)?;
    let signed = is_key(&report.transmitter) && report.signature.len() == SIGNATURE_BYTES;
    let unsigned = report.transmitter.is_empty() && report.signature.is_empty();
    ensure(signed || unsigned, Code::ReportTransmitter, "transmitter: a key with a signature, or neither")?;
    formed(report.operation_id.len() == 32, "operation_id: has not 32 bytes")?;
    formed(params_are_formed(&report.params), "params: are not of the form of ATT-2")?;
    formed(subject_is_formed(&report.subject), "subject: is not of the form of ATT-2")?;
    let kinds = report.readings.iter().map(|reading| (reading.name.as_str(), reading.unit.as_str()));
    formed(reading_kinds_are_formed(kinds), "readings: are not of the form of ATT-2")
}

/// ED-1: nothing that came with the second edition.
fn is_of_the_first(report: &Report) -> bool {
    let own = report.observations.iter().flat_map(|observation| &observation.attestations);
    let mut own = own.map(|own| own.qualities.is_empty() && own.period_start_ms == 0 && own.rows.is_empty());
    report.group_id == 0
        && report.rows.is_empty()
        && report.transmitter.is_empty()
        && report.signature.is_empty()
        && report.params.iter().all(|param| param.items.is_empty())
        && report.readings.iter().all(|kind| kind.unit.len() <= limits::FIRST_UNIT)
        && own.all(|is_first| is_first)
}

/// Rows stand exactly in a report of a group, and say then what the report is about.
fn check_row_kinds(report: &Report) -> RuleResult<()> {
    let refuse = |detail| ensure(false, Code::ReportRows, detail);
    if (report.group_id == 0) != report.rows.is_empty() {
        return refuse("rows: stand exactly in a report of a group");
    }
    if report.rows.len() > limits::ROWS || !strictly_increasing(report.rows.iter().map(|row| &row.key)) {
        return refuse("rows: are not at most 32, strictly increasing by key");
    }
    if !report.rows.is_empty() && !report.subject.is_empty() {
        return refuse("subject: stands in the rows of a group");
    }
    Ok(())
}

/// REP-7: gives each path what it leaves out because the one before it has the same; false where it says that again.
fn complete_paths(report: &mut Report) -> bool {
    let mut before: Option<&PathEvidence> = None;
    for path in &mut report.paths {
        if let Some(before) = before {
            let keys = [
                (&mut path.server_spki_sha256, &before.server_spki_sha256),
                (&mut path.issuer_spki_sha256, &before.issuer_spki_sha256),
            ];
            for (own, its) in keys {
                if own.is_empty() {
                    own.clone_from(its);
                } else if own == its {
                    return false;
                }
            }
        }
        before = Some(path);
    }
    true
}

/// REP-7. The form of each path is checked with the bodies that have it (ATT-2).
fn check_paths(report: &Report) -> RuleResult<()> {
    let sorted = strictly_increasing(report.paths.iter().map(canonical::encode));
    ensure(sorted, Code::ReportPaths, "paths: are not strictly increasing")?;
    let mut unnamed = vec![true; report.paths.len()];
    for own in report.observations.iter().flat_map(|observation| &observation.attestations) {
        if let Some(index) = path_index(own) {
            let entry = unnamed.get_mut(index);
            *entry.ok_or_else(|| {
                Rejection::new(Code::ReportPaths, "paths: one is named that is not there")
            })? = false;
        }
    }
    ensure(!unnamed.contains(&true), Code::ReportPaths, "paths: one is not named")
}

/// REP-7: positions are counted from 1; 0 is none.
pub(super) fn path_index(own: &ReportedAttestation) -> Option<usize> {
    own.path.checked_sub(1).map(|index| usize::try_from(index).unwrap_or(usize::MAX))
}

fn formed(holds: bool, detail: &str) -> RuleResult<()> {
    ensure(holds, Code::ReportMalformed, detail)
}
