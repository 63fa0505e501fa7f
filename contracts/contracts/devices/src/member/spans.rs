//! When a key was a member (rule DEV-5). State that can be taken back is judged at a session's time, so the past is kept.

use crate::msg::Span;

/// How many spans are kept; what is older grows together, so that nobody loses what was signed in one.
const MOST: usize = 4;

pub(super) fn is_open(spans: &[Span]) -> bool {
    spans.last().is_some_and(|span| span.until_ms.is_none())
}

pub(super) fn covers(spans: &[Span], time_ms: u64) -> bool {
    spans.iter().any(|span| span.from_ms <= time_ms && span.until_ms.is_none_or(|until| time_ms < until))
}

/// Begins a span, or goes on with one that has not ended.
pub(super) fn open(spans: &mut Vec<Span>, now_ms: u64) {
    match spans.last_mut() {
        Some(last) if last.until_ms.is_none_or(|until| now_ms <= until) => last.until_ms = None,
        _ => spans.push(Span { from_ms: now_ms, until_ms: None }),
    }
    if spans.len() > MOST {
        let oldest = spans.remove(0);
        if let Some(next) = spans.first_mut() {
            next.from_ms = oldest.from_ms;
        }
    }
}

/// Ends the open span; false where there is none.
pub(super) fn close(spans: &mut [Span], until_ms: u64) -> bool {
    let open = spans.last_mut().filter(|span| span.until_ms.is_none());
    open.map(|span| span.until_ms = Some(until_ms)).is_some()
}

#[cfg(test)]
mod tests {
    use super::{close, covers, is_open, open};

    #[test]
    fn the_past_is_kept_however_often_somebody_leaves_and_comes_back() {
        let mut spans = vec![];
        for turn in 0..20 {
            open(&mut spans, turn * 10);
            assert!(close(&mut spans, turn * 10 + 5));
            assert!(!is_open(&spans) && !close(&mut spans, 1_000));
        }
        assert_eq!(spans.len(), 4);
        assert!((0..20).all(|turn| covers(&spans, turn * 10)));
        assert!(!covers(&spans, 195) && !covers(&spans, 187));
    }

    #[test]
    fn who_comes_back_within_the_notice_never_left() {
        let mut spans = vec![];
        open(&mut spans, 0);
        close(&mut spans, 30);
        open(&mut spans, 20);
        assert!(spans.len() == 1 && is_open(&spans) && covers(&spans, 25));
    }
}
