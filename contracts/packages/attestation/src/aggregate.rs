//! Medians and spread (rule AGG-1).

use crate::code::RuleResult;
use crate::decimal::{divide, Number};

/// What a report says of a feed: mantissas at the feed's decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aggregate {
    pub value: i64,
    /// Largest minus smallest observation; never negative.
    pub spread: i64,
}

/// AGG-1: the median over the observations of the median over each one's attestations, all rescaled to `decimals` first. `None` where
/// an observation, or the list of them, is empty.
pub fn aggregate(observations: &[Vec<Number>], decimals: u32) -> RuleResult<Option<Aggregate>> {
    let mut values = Vec::with_capacity(observations.len());
    for attested in observations {
        let mut mantissas = Vec::with_capacity(attested.len());
        for number in attested {
            mantissas.push(number.rescale(decimals)?.mantissa());
        }
        let Some(value) = median(&mut mantissas) else { return Ok(None) };
        values.push(value);
    }
    let Some(value) = median(&mut values) else { return Ok(None) };
    // `median` has sorted them. Both ends are below 10^18, so their difference fits.
    let spread = match (values.first(), values.last()) {
        (Some(least), Some(most)) => most.saturating_sub(*least),
        _ => 0,
    };
    Ok(Some(Aggregate { value, spread }))
}

/// AGG-1: the middle one, or the mean of the middle two, half away from zero. Sorts its input.
pub fn median(values: &mut [i64]) -> Option<i64> {
    values.sort_unstable();
    let upper = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *values.get((values.len() / 2).checked_sub(1)?)?;
    Some(divide(lower.checked_add(upper)?, 2))
}
