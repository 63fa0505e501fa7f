//! What was signed, rebuilt from what a report shares and what is each one's own (rule REP-1).

use super::shape::path_index;
use crate::attestation::{attestation_id, check_form};
use crate::code::{ensure, Code, RuleResult};
use crate::observation::{check_parts, FormedAttestation, FormedObservation};
use crate::proto::context::Purpose;
use crate::proto::{
    Attestation, AttestationBody, Context, Decimal, GroupRoundContext, Network, ObservationBody,
    PathEvidence, Reading, Report, ReportedAttestation, ReportedObservation, ReportedRow, RoundContext, Row,
};

/// REP-1: rebuilds the signed bodies under a network, with OBS-2 and ATT-2 for each. What comes out is what was signed only if the
/// signatures say so.
pub fn expand(report: &Report, network: &Network) -> RuleResult<Vec<FormedObservation>> {
    report.observations.iter().map(|observation| expand_observation(report, network, observation)).collect()
}

fn expand_observation(
    report: &Report,
    network: &Network,
    observation: &ReportedObservation,
) -> RuleResult<FormedObservation> {
    let mut attestations = Vec::with_capacity(observation.attestations.len());
    for own in &observation.attestations {
        check_own(report, own)?;
        let body = attestation_body(report, network, &observation.observer, own);
        let attestation = Attestation { body: Some(body), signature: own.signature.clone() };
        let id = attestation_id(check_form(&attestation)?);
        let Attestation { body, signature } = attestation;
        attestations.push(FormedAttestation { body: body.unwrap_or_default(), id, signature });
    }
    let body = ObservationBody {
        version: report.version,
        network: Some(network.clone()),
        feed_id: report.feed_id,
        group_id: report.group_id,
        round: report.round,
        observer: observation.observer.clone(),
        attestation_ids: attestations.iter().map(|attestation| attestation.id.to_vec()).collect(),
    };
    let formed = FormedObservation { body, signature: observation.signature.clone(), attestations };
    check_parts(&formed)?;
    Ok(formed)
}

/// One value for each reading and, where qualities are given, one of these too; in each row that could be read, where there are rows.
fn check_own(report: &Report, own: &ReportedAttestation) -> RuleResult<()> {
    let kinds = report.readings.len();
    let qualified = |values: &[Decimal], qualities: &[i32]| {
        let said = qualities.len() == values.len() && qualities.iter().any(|quality| *quality != 0);
        qualities.is_empty() || said
    };
    let valued = |row: &ReportedRow| {
        (row.values.is_empty() || row.values.len() == kinds) && qualified(&row.values, &row.qualities)
    };
    let holds = if report.rows.is_empty() {
        own.rows.is_empty() && own.values.len() == kinds && qualified(&own.values, &own.qualities)
    } else {
        own.values.is_empty() && own.rows.len() == report.rows.len() && own.rows.iter().all(valued)
    };
    ensure(holds, Code::ReportReadings, "values: are not one for each reading")
}

fn readings(report: &Report, values: &[Decimal], qualities: &[i32]) -> Vec<Reading> {
    let mut qualities = qualities.iter().copied();
    let reading = |(kind, value): (&crate::proto::ReadingKind, &Decimal)| Reading {
        name: kind.name.clone(),
        value: Some(*value),
        unit: kind.unit.clone(),
        quality: qualities.next().unwrap_or_default(),
    };
    report.readings.iter().zip(values).map(reading).collect()
}

fn rows(report: &Report, own: &ReportedAttestation) -> Vec<Row> {
    let row = |(kind, row): (&crate::proto::RowKind, &ReportedRow)| Row {
        key: kind.key.clone(),
        subject: kind.subject.clone(),
        outcome: row.outcome,
        readings: readings(report, &row.values, &row.qualities),
        observed_at_ms: row.observed_at_ms,
        period_start_ms: row.period_start_ms,
    };
    report.rows.iter().zip(&own.rows).map(row).collect()
}

fn purpose(report: &Report) -> Purpose {
    match report.group_id {
        0 => Purpose::Round(RoundContext { feed_id: report.feed_id, round: report.round }),
        group_id => Purpose::GroupRound(GroupRoundContext { group_id, round: report.round }),
    }
}

fn path(report: &Report, own: &ReportedAttestation) -> Option<PathEvidence> {
    path_index(own).and_then(|index| report.paths.get(index)).cloned()
}

fn attestation_body(
    report: &Report,
    network: &Network,
    observer: &[u8],
    own: &ReportedAttestation,
) -> AttestationBody {
    AttestationBody {
        version: report.version,
        network: Some(network.clone()),
        notary: own.notary.clone(),
        mode: own.mode,
        operation_id: report.operation_id.clone(),
        params: report.params.clone(),
        subject: report.subject.clone(),
        context: Some(Context { purpose: Some(purpose(report)) }),
        prover: observer.to_vec(),
        session_id: own.session_id.clone(),
        session_time_ms: own.session_time_ms,
        observed_at_ms: own.observed_at_ms,
        readings: readings(report, &own.values, &own.qualities),
        transcript_commitment: own.transcript_commitment.clone(),
        path: path(report, own),
        custom_ca: own.custom_ca,
        rows: rows(report, own),
        period_start_ms: own.period_start_ms,
    }
}
