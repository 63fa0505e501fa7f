use cloudx3_chain::{now_ms, page, Decimal};
use cosmwasm_std::{Deps, Env, Order};
use cw_storage_plus::Bound;

use super::values::{newest, Series};
use super::QueryResult;
use crate::amount;
use crate::error::ContractError;
use crate::feed::{record_of, require_record, sponsor_of, terms_text, worth};
use crate::msg::{
    Feed, FeedSpec, FeedTerms, FeedTermsResponse, FeedsResponse, GroupRow, PendingChange, PendingTerms,
    SponsorResponse,
};
use crate::record::FeedRecord;
use crate::reward;
use crate::state::{FeedInfo, FEED_INFO};

const MOST_FEEDS: u32 = 20;

pub(crate) fn feed(deps: Deps, env: &Env, feed_id: u32) -> QueryResult<Feed> {
    let info = info_of(deps, record_of(deps.storage, feed_id)?)?;
    to_feed(deps, env, feed_id, info)
}

pub(crate) fn feeds(
    deps: Deps,
    env: &Env,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> QueryResult<FeedsResponse> {
    let start = start_after.map(Bound::exclusive);
    let range = FEED_INFO.range(deps.storage, start, None, Order::Ascending);
    let feeds = range.take(page(limit, MOST_FEEDS)).map(|entry| {
        let (feed_id, info) = entry?;
        to_feed(deps, env, feed_id, info)
    });
    Ok(FeedsResponse { feeds: feeds.collect::<QueryResult<_>>()? })
}

pub(crate) fn feed_terms(deps: Deps, env: &Env, feed_id: u32) -> QueryResult<FeedTermsResponse> {
    require_record(deps.storage, feed_id)?;
    let info = info_of(deps, feed_id)?;
    let next = FeedRecord::load(deps.storage, feed_id)?.rules.clock().next_round(now_ms(env));
    let terms = |spec: &FeedSpec| -> QueryResult<FeedTerms> {
        let (text, digest) = terms_text(feed_id, info.admin.as_str(), spec)?;
        Ok(FeedTerms { digest: digest.into(), text })
    };
    let (current, later) = at_round(&info, next);
    let pending = later.map(|(from_round, spec)| -> QueryResult<PendingTerms> {
        Ok(PendingTerms { from_round, terms: terms(spec)? })
    });
    Ok(FeedTermsResponse { current: terms(current)?, pending: pending.transpose()? })
}

pub(crate) fn sponsor(deps: Deps, feed_id: u32, address: &str) -> QueryResult<SponsorResponse> {
    require_record(deps.storage, feed_id)?;
    let address = deps.api.addr_validate(address)?;
    let state = FeedRecord::load(deps.storage, feed_id)?.state;
    let sponsor = sponsor_of(deps.storage, (feed_id, &state), &address)?;
    Ok(SponsorResponse {
        shares: sponsor.shares,
        amount: worth(&state, sponsor.shares)?,
        withdrawable_at_ms: sponsor.withdrawable_at_ms,
    })
}

fn info_of(deps: Deps, feed_id: u32) -> QueryResult<FeedInfo> {
    FEED_INFO.may_load(deps.storage, feed_id)?.ok_or(ContractError::FeedUnknown { feed_id })
}

/// The spec that holds for a round, and the one that follows it.
fn at_round(info: &FeedInfo, round: u64) -> (&FeedSpec, Option<(u64, &FeedSpec)>) {
    match &info.pending {
        Some(pending) if pending.from_round <= round => (&pending.spec, None),
        Some(pending) => (&info.spec, Some((pending.from_round, &pending.spec))),
        None => (&info.spec, None),
    }
}

fn to_feed(deps: Deps, env: &Env, feed_id: u32, info: FeedInfo) -> QueryResult<Feed> {
    let series = Series::load(deps.storage, feed_id)?;
    let last = newest(deps.storage, &series)?;
    let Series { mut record, row } = series;
    let clock = record.rules.clock();
    let (runs, next) = (clock.round_at(now_ms(env)).unwrap_or_default(), clock.next_round(now_ms(env)));
    record.advance(deps.storage, runs)?;
    let (spec, later) = at_round(&info, runs);
    // Who is invited does not wait for a change.
    let with_invited = |spec: &FeedSpec| FeedSpec {
        operators: info.spec.operators.clone(),
        notaries: info.spec.notaries.clone(),
        ..spec.clone()
    };
    let state = &record.state;
    Ok(Feed {
        id: feed_id,
        admin: info.admin.to_string(),
        spec: with_invited(spec),
        row: row
            .and_then(|index| u32::try_from(index).ok())
            .map(|index| GroupRow { group_id: record.id, index }),
        active: state.is_open(runs),
        closed_from_round: state.closed_from,
        pending: later.map(|(from_round, spec)| PendingChange { from_round, spec: with_invited(spec) }),
        escrow: amount::read(&state.escrow)?,
        withdrawing: worth(state, amount::read(&state.announced)?)?,
        owed: amount::read(&state.owed)?,
        round_cost: reward::round_cost(&record, next)?,
        runway: reward::runway(&record, next)?,
        last_round: state.last_round(),
        last_value: last.map(|(_, row)| Decimal::new(row.value, record.rules.terms.decimals)),
    })
}
