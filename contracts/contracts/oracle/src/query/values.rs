use cloudx3_attestation::PerMode;
use cloudx3_chain::{now_ms, page, Decimal};
use cosmwasm_std::{Deps, Env, Storage};

use super::QueryResult;
use crate::error::ContractError;
use crate::feed::record_of;
use crate::msg::{FeedValue, HistoryResponse};
use crate::record::{load_value, FeedRecord, RoundValue, RowValue, RING};

const MOST_VALUES: u32 = 128;

/// The values of one feed, of its own or a row of a group.
pub(super) struct Series {
    pub record: FeedRecord,
    /// Which row of a group it is.
    pub row: Option<usize>,
}

impl Series {
    pub(super) fn load(storage: &dyn Storage, feed_id: u32) -> QueryResult<Self> {
        let id = record_of(storage, feed_id)?;
        let record = FeedRecord::load(storage, id)?;
        let row = feed_id.checked_sub(id).and_then(|place| place.checked_sub(1));
        Ok(Self { record, row: row.and_then(|row| usize::try_from(row).ok()) })
    }

    /// What a round says of the feed; a group itself has no value.
    fn of<'a>(&self, value: &'a RoundValue) -> Option<&'a RowValue> {
        if self.is_group() {
            return None;
        }
        value.rows.get(self.row.unwrap_or_default()).filter(|row| row.observations > 0)
    }

    /// A group as a whole has no values, its rows have.
    fn is_group(&self) -> bool {
        self.row.is_none() && !self.record.rules.terms.rows.is_empty()
    }

    fn id(&self) -> u32 {
        let row = self.row.and_then(|row| u32::try_from(row).ok());
        row.map_or(self.record.id, |row| self.record.id.saturating_add(row).saturating_add(1))
    }

    fn value_at(&self, storage: &dyn Storage, round: u64) -> QueryResult<Option<(RoundValue, RowValue)>> {
        let value = load_value(storage, self.record.id, round)?;
        Ok(value.and_then(|value| self.of(&value).cloned().map(|row| (value, row))))
    }
}

/// The newest value in the ring. A row that many rounds could not read has an older one than its group's last round.
pub(super) fn newest(storage: &dyn Storage, series: &Series) -> QueryResult<Option<(RoundValue, RowValue)>> {
    if series.is_group() {
        return Ok(None);
    }
    let mut round = series.record.state.last_round();
    let oldest = round.unwrap_or_default().saturating_sub(RING.saturating_sub(1));
    let mut newest = true;
    while let Some(current) = round {
        if current < oldest && !newest {
            return Ok(None);
        }
        newest = false;
        let Some(value) = load_value(storage, series.record.id, current)? else { return Ok(None) };
        if let Some(row) = series.of(&value).cloned() {
            return Ok(Some((value, row)));
        }
        round = current.checked_sub(value.since_last).filter(|_| value.since_last > 0);
    }
    Ok(None)
}

/// QRY-1. The age of a value is counted from its sessions, not from the transaction that brought it.
pub(crate) fn latest(deps: Deps, env: &Env, feed_id: u32, allow_stale: bool) -> QueryResult<FeedValue> {
    let series = load(deps.storage, feed_id)?;
    let (value, row) = newest(deps.storage, &series)?.ok_or(ContractError::NoValue { feed_id })?;
    let age_ms = now_ms(env).saturating_sub(value.session_time_ms);
    let max_age_ms = series.record.rules.terms.max_age_ms;
    if age_ms > max_age_ms && !allow_stale {
        return Err(ContractError::Stale { feed_id, age_ms, max_age_ms });
    }
    Ok(to_value(&series, value, &row))
}

pub(crate) fn value_at(deps: Deps, feed_id: u32, round: u64) -> QueryResult<FeedValue> {
    let series = load(deps.storage, feed_id)?;
    let found = series.value_at(deps.storage, round)?;
    let (value, row) = found.ok_or(ContractError::NoValue { feed_id })?;
    Ok(to_value(&series, value, &row))
}

pub(crate) fn history(
    deps: Deps,
    feed_id: u32,
    before: Option<u64>,
    limit: Option<u32>,
) -> QueryResult<HistoryResponse> {
    let series = load(deps.storage, feed_id)?;
    let next = series.record.state.next_round;
    let rounds = (next.saturating_sub(RING)..next.min(before.unwrap_or(u64::MAX))).rev();
    let mut values = Vec::new();
    for round in rounds {
        if values.len() >= page(limit, MOST_VALUES) {
            break;
        }
        if let Some((value, row)) = series.value_at(deps.storage, round)? {
            values.push(to_value(&series, value, &row));
        }
    }
    Ok(HistoryResponse { values })
}

fn load(storage: &dyn Storage, feed_id: u32) -> QueryResult<Series> {
    let series = Series::load(storage, feed_id)?;
    if series.is_group() {
        return Err(ContractError::FeedIsGroup { feed_id });
    }
    Ok(series)
}

fn to_value(series: &Series, value: RoundValue, row: &RowValue) -> FeedValue {
    let rules = &series.record.rules;
    let terms = &rules.terms;
    let selector = usize::try_from(terms.reading).ok().and_then(|index| terms.readings.get(index));
    FeedValue {
        feed_id: series.id(),
        round: value.round,
        value: Decimal::new(row.value, terms.decimals),
        unit: selector.map(|selector| selector.unit.clone()).unwrap_or_default(),
        decimals: terms.decimals,
        spread: Decimal::new(row.spread, terms.decimals),
        observations: row.observations,
        notaries: value.notaries,
        modes: PerMode::from_list(&value.attestations_by_mode).into(),
        custom_ca: value.custom_ca,
        round_start_ms: rules.clock().begin(value.round),
        session_time_ms: value.session_time_ms,
        updated_at_ms: value.updated_at_ms,
        height: value.height,
        transmitter: value.transmitter,
    }
}
