//! What a report comes to, as it is kept and as the chain is told.

use cloudx3_attestation::decimal::write_decimal;
use cloudx3_attestation::feed::FeedTerms;
use cloudx3_attestation::observation::FormedObservation;
use cloudx3_attestation::report::Outcome;
use cloudx3_attestation::PerMode;
use cloudx3_chain::now_ms;
use cosmwasm_std::{Addr, Env, Event};

use crate::event::hex;
use crate::record::RoundValue;
use crate::reward::Payments;

pub(super) fn value(round: u64, outcome: &Outcome, env: &Env, transmitter: &Addr) -> RoundValue {
    let feed = outcome.feeds.first().copied().flatten();
    let (value, spread) = feed.map(|feed| (feed.aggregate.value, feed.aggregate.spread)).unwrap_or_default();
    RoundValue {
        round,
        value,
        spread,
        observations: outcome.observations,
        notaries: outcome.notaries,
        attestations_by_mode: outcome.modes.0.to_vec(),
        custom_ca: outcome.custom_ca,
        session_time_ms: outcome.session_time_ms,
        updated_at_ms: now_ms(env),
        height: env.block.height,
        transmitter: transmitter.to_string(),
    }
}

pub(super) fn event(
    terms: &FeedTerms,
    observations: &[FormedObservation],
    value: &RoundValue,
    payments: Option<&Payments>,
) -> Event {
    let observers: Vec<String> =
        observations.iter().map(|observation| hex(&observation.body.observer)).collect();
    let rewards: Vec<String> =
        payments.into_iter().flatten().map(|(account, amount)| format!("{account}:{amount}")).collect();
    let modes = PerMode::from_list(&value.attestations_by_mode);
    let modes = modes.iter().map(|(row, count)| (format!("mode_{}", row.name), count.to_string()));
    Event::new("feed_updated")
        .add_attribute("feed_id", terms.source.ids().0.to_string())
        .add_attribute("round", value.round.to_string())
        .add_attribute("value", decimal(value.value, terms.decimals))
        .add_attribute("unit", terms.unit)
        .add_attribute("spread", decimal(value.spread, terms.decimals))
        .add_attribute("observations", value.observations.to_string())
        .add_attribute("notaries", value.notaries.to_string())
        .add_attributes(modes)
        .add_attribute("custom_ca", value.custom_ca.to_string())
        .add_attribute("transmitter", value.transmitter.as_str())
        .add_attribute("observers", observers.join(","))
        .add_attribute("underfunded", payments.is_none().to_string())
        .add_attribute("rewards", rewards.join(","))
}

fn decimal(mantissa: i64, scale: u32) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_decimal(&mut text, mantissa, scale);
    text
}
