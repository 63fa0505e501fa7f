//! What a report comes to, as it is kept and as the chain is told.

use cloudx3_attestation::decimal::write_decimal;
use cloudx3_attestation::observation::FormedObservation;
use cloudx3_attestation::report::Outcome;
use cloudx3_attestation::PerMode;
use cosmwasm_std::Event;

use super::Batch;
use crate::event::hex_list;
use crate::record::{FeedRecord, RoundValue, RowValue};
use crate::reward::Paid;

/// `present`: bits of the observers' slots; `transmitter`: its account.
pub(super) fn value(
    batch: &Batch,
    record: &FeedRecord,
    round: u64,
    outcome: &Outcome,
    (present, transmitter): (u64, String),
) -> RoundValue {
    let since_last = record.state.last_round().and_then(|last| round.checked_sub(last));
    let rows = outcome.feeds.iter().map(|feed| {
        feed.map_or(RowValue::default(), |feed| RowValue {
            value: feed.aggregate.value,
            spread: feed.aggregate.spread,
            observations: feed.observations,
        })
    });
    RoundValue {
        round,
        rows: rows.collect(),
        observations: outcome.observations,
        notaries: outcome.notaries,
        attestations_by_mode: outcome.modes.0.to_vec(),
        custom_ca: outcome.custom_ca,
        session_time_ms: outcome.session_time_ms,
        updated_at_ms: batch.now_ms,
        height: batch.env.block.height,
        transmitter,
        observers: present,
        since_last: since_last.unwrap_or_default(),
        shown: 0,
    }
}

/// One event for a feed of its own; for a group one, and one more for each row that has a value.
pub(super) fn events(
    record: &FeedRecord,
    observations: &[FormedObservation],
    value: &RoundValue,
    paid: &Paid,
) -> Vec<Event> {
    let terms = &record.rules.terms;
    if terms.rows.is_empty() {
        let row = value.rows.first().cloned().unwrap_or_default();
        let event = of_value(record, record.id, value, &row);
        return vec![of_report(event, observations, value, paid)];
    }
    let head = Event::new("group_updated")
        .add_attribute("group_id", record.id.to_string())
        .add_attribute("round", value.round.to_string());
    let mut events = vec![of_report(head, observations, value, paid)];
    for (row, feed_id) in value.rows.iter().zip(record.id.saturating_add(1)..) {
        if row.observations > 0 {
            let event = of_value(record, feed_id, value, row);
            events.push(event.add_attribute("group_id", record.id.to_string()));
        }
    }
    events
}

fn of_value(record: &FeedRecord, feed_id: u32, value: &RoundValue, row: &RowValue) -> Event {
    let terms = &record.rules.terms;
    let reading = usize::try_from(terms.reading).ok().and_then(|index| terms.readings.get(index));
    Event::new("feed_updated")
        .add_attribute("feed_id", feed_id.to_string())
        .add_attribute("round", value.round.to_string())
        .add_attribute("value", decimal(row.value, terms.decimals))
        .add_attribute("unit", reading.map(|reading| reading.unit.as_str()).unwrap_or_default())
        .add_attribute("spread", decimal(row.spread, terms.decimals))
        .add_attribute("observations", row.observations.to_string())
}

fn of_report(event: Event, observations: &[FormedObservation], value: &RoundValue, paid: &Paid) -> Event {
    let observers = hex_list(observations.iter().map(|observation| &observation.body.observer));
    let modes = PerMode::from_list(&value.attestations_by_mode);
    let modes = modes.iter().map(|(row, count)| (format!("mode_{}", row.name), count.to_string()));
    event
        .add_attribute("notaries", value.notaries.to_string())
        .add_attributes(modes)
        .add_attribute("custom_ca", value.custom_ca.to_string())
        .add_attribute("transmitter", value.transmitter.as_str())
        .add_attribute("observers", observers)
        .add_attribute("underfunded", (!paid.unpaid.is_zero()).to_string())
        .add_attribute("unpaid", paid.unpaid)
        .add_attribute("rewards", paid.text())
}

fn decimal(mantissa: i64, scale: u32) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_decimal(&mut text, mantissa, scale);
    text
}
