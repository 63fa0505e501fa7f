//! Times, or rounds, at which something held: the ends of half-open spans in turn, `[from, until, from, until]`. An odd number of ends
//! says that the last span is open. What can be revoked is judged by these at the time of the session, never at that of the block.

/// Whether `at` lies in one of the spans.
pub(crate) fn contains(spans: &[u64], at: u64) -> bool {
    spans.chunks(2).any(|span| match span {
        [from, until] => (*from..*until).contains(&at),
        [from] => at >= *from,
        _ => false,
    })
}

pub(crate) fn is_open(spans: &[u64]) -> bool {
    spans.len() % 2 == 1
}

/// Where the last span ends; `None` while it is open, or where there is none.
pub(crate) fn end(spans: &[u64]) -> Option<u64> {
    if is_open(spans) {
        None
    } else {
        spans.last().copied()
    }
}

/// Opens a span, or goes on with one that ends no earlier. At most `most` are kept, the newest.
pub(crate) fn open(spans: &mut Vec<u64>, from: u64, most: usize) {
    if is_open(spans) {
        return;
    }
    if spans.last().is_some_and(|until| *until >= from) {
        spans.pop();
        return;
    }
    spans.push(from);
    while spans.len().div_ceil(2) > most {
        spans.drain(..2);
    }
}

/// Ends the last span at `until`, or earlier where it ends earlier. A span that would be empty is dropped.
pub(crate) fn close(spans: &mut Vec<u64>, until: u64) {
    if !is_open(spans) {
        if let Some(end) = spans.pop() {
            return close(spans, until.min(end));
        }
        return;
    }
    if spans.last().is_some_and(|from| *from >= until) {
        spans.pop();
    } else {
        spans.push(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_opened_closed_and_gone_on_with() {
        let mut spans = vec![];
        open(&mut spans, 5, 2);
        assert!(contains(&spans, 5) && contains(&spans, u64::MAX) && !contains(&spans, 4));
        close(&mut spans, 9);
        close(&mut spans, 12);
        assert!(contains(&spans, 8) && !contains(&spans, 9));
        open(&mut spans, 9, 2);
        assert_eq!(spans, [5]);
        close(&mut spans, 9);
        open(&mut spans, 11, 2);
        close(&mut spans, 20);
        close(&mut spans, 15);
        assert_eq!((spans.clone(), end(&spans)), (vec![5, 9, 11, 15], Some(15)));
        open(&mut spans, 30, 2);
        assert_eq!(spans, [11, 15, 30]);
        close(&mut spans, 30);
        assert_eq!(spans, [11, 15]);
        close(&mut spans, 11);
        assert_eq!((spans.clone(), end(&spans)), (vec![], None));
    }
}
