//! Sets are strictly increasing lists (rule ORD-1).

/// ORD-1: whether each key is greater than the one before it. Text compares by its UTF-8 bytes.
pub fn strictly_increasing<K: Ord>(keys: impl IntoIterator<Item = K>) -> bool {
    let mut keys = keys.into_iter();
    let Some(mut previous) = keys.next() else { return true };
    for key in keys {
        if key <= previous {
            return false;
        }
        previous = key;
    }
    true
}

/// Whether a key occurs twice in a list that is in no order.
pub fn has_duplicate<K: Ord>(keys: impl IntoIterator<Item = K>) -> bool {
    let mut sorted: Vec<K> = keys.into_iter().collect();
    sorted.sort_unstable();
    !strictly_increasing(sorted)
}
