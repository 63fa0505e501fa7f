//! Which rounds are still wanted (rule REP-4).

use cloudx3_attestation::feed::FeedTerms;

use crate::error::ContractError;
use crate::record::FeedState;

pub(super) enum Freshness {
    Wanted,
    /// The feed goes without this report, and the rest of the batch goes on.
    Skip(&'static str),
}

/// REP-4: a round that is not newer than the last one, or that ended more than one interval ago, is skipped; one that has not begun fails.
/// A feed that is switched off is skipped too: it may have been on when the transaction was made.
pub(super) fn judge(
    terms: &FeedTerms,
    state: &FeedState,
    round: u64,
    now_ms: u64,
) -> Result<Freshness, ContractError> {
    if !state.active {
        return Ok(Freshness::Skip("inactive"));
    }
    if round < state.next_round {
        return Ok(Freshness::Skip("not_newer"));
    }
    // A round so far ahead that its time leaves 64 bits has not begun either.
    let slice = terms.slice(round).filter(|slice| slice.start <= now_ms);
    let slice = slice.ok_or(ContractError::Future { feed_id: terms.source.ids().0, round })?;
    if slice.end.checked_add(terms.interval_ms).is_some_and(|latest| now_ms > latest) {
        return Ok(Freshness::Skip("too_old"));
    }
    Ok(Freshness::Wanted)
}
