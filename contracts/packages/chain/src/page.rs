/// How many entries a query returns: what is asked for, at most `most`, and `most` where nothing is asked for. A client reads on until
/// a page is empty.
pub fn page(limit: Option<u32>, most: u32) -> usize {
    usize::try_from(limit.unwrap_or(most).min(most)).unwrap_or_default()
}
