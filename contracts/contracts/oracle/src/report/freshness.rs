//! Which rounds are still wanted (rule REP-4).

use crate::error::ContractError;
use crate::record::FeedRecord;

/// REP-4: why a round is not wanted any more: it is not newer than the last one, it ended more than one interval ago, or the feed was
/// closed before it. One that has not begun is refused.
pub(super) fn late(
    record: &FeedRecord,
    round: u64,
    now_ms: u64,
) -> Result<Option<&'static str>, ContractError> {
    if !record.state.is_open(round) {
        return Ok(Some("inactive"));
    }
    if round < record.state.next_round {
        return Ok(Some("not_newer"));
    }
    // A round so far ahead that its time leaves 64 bits has not begun either.
    let slice = record.rules.clock().slice(round).filter(|slice| slice.start <= now_ms);
    let slice = slice.ok_or(ContractError::Future { feed_id: record.id, round })?;
    if slice.end.checked_add(record.rules.interval_ms).is_some_and(|latest| now_ms > latest) {
        return Ok(Some("too_old"));
    }
    Ok(None)
}
