//! A feed's rules as the shared checks take them.

use cloudx3_attestation::feed::{FeedTerms, OperationTerms, RowTerms, Source, StepUp};
use cloudx3_attestation::part::Times;
use cloudx3_attestation::proto::Network;
use cloudx3_attestation::{Edition, PerMode};

use crate::error::ContractError;
use crate::msg::Role;
use crate::record::{FeedRecord, Terms};

/// Subjects and keys of a group's rows; none for a feed of its own.
pub(super) fn rows(terms: &Terms) -> Vec<RowTerms<'_>> {
    terms.rows.iter().map(|row| RowTerms { key: &row.key, subject: &row.subject }).collect()
}

/// What observations and reports of a round have to be, by the members of that round.
pub(super) fn terms_of<'a>(
    record: &'a FeedRecord,
    terms: &'a Terms,
    rows: &'a [RowTerms<'a>],
    network: &'a Network,
    round: u64,
) -> Result<FeedTerms<'a>, ContractError> {
    let reading = usize::try_from(terms.reading).ok().and_then(|index| terms.readings.get(index));
    let reading = reading.ok_or(ContractError::Record)?;
    let source = if rows.is_empty() {
        Source::Feed { feed_id: record.id, subject: &terms.subject }
    } else {
        Source::Group { group_id: record.id, rows }
    };
    let keys = |role| record.members_of(role, round).into_iter().map(|member| member.pubkey.as_slice());
    let operators: Vec<&[u8]> = keys(&Role::Operator).collect();
    let quorum = record.quorum(operators.len());
    Ok(FeedTerms {
        network,
        edition: Edition::Second,
        source,
        operation_id: &terms.operation_id,
        params: &terms.params,
        reading: &reading.name,
        unit: &reading.unit,
        decimals: terms.decimals,
        start_ms: record.rules.start_ms,
        interval_ms: record.rules.interval_ms,
        operators,
        notaries: keys(&Role::Notary).collect(),
        quorum,
        modes: PerMode(PerMode::from_list(&terms.notaries_by_mode).0.map(above_zero)),
        step_up: StepUp {
            every_rounds: above_zero(terms.step_up_every_rounds),
            moved_more_than: above_zero(terms.step_up_moved_more_than)
                .and_then(|bound| i64::try_from(bound).ok()),
        },
        latest: None,
        allow_custom_ca: terms.allow_custom_ca,
        measured_only: terms.measured_only,
        max_observed_age_ms: terms.max_observed_age_ms,
        operation: Some(OperationTerms {
            readings: &terms.readings,
            times: Times {
                observed_at: terms.declares_observed_at,
                period_start: terms.declares_period_start,
            },
            list: Some(terms.list.as_str()).filter(|list| !list.is_empty()),
            holes: &terms.holes,
        }),
    })
}

/// Records hold 0 for what a feed has not.
fn above_zero<N: Default + PartialEq>(number: N) -> Option<N> {
    (number != N::default()).then_some(number)
}
