//! What a reading can say (rules CMD-1, SEL-2, SEL-3). A command that expects anything else could not be settled, whatever its executor did.

use std::cmp::Ordering;

use cloudx3_attestation::proto::{Decimal, ReadingSelector, ReadingSource};
use cloudx3_attestation::Number;

/// CMD-1: `expect` is within the reading's bounds, and its source can be read as it.
pub(super) fn can_say(reading: &ReadingSelector, expect: Number) -> bool {
    is_within(reading, expect)
        && match reading.source() {
            ReadingSource::Boolean => [0, 1].iter().any(|source| says(reading, *source, 0, expect)),
            ReadingSource::MappedString => {
                let mut sources = reading.map.iter().filter_map(|entry| entry.value.as_ref());
                sources.any(|source| says(reading, source.mantissa, source.scale, expect))
            }
            _ => shifted(expect, reading.exponent.saturating_neg()).is_some(),
        }
}

fn is_within(reading: &ReadingSelector, value: Number) -> bool {
    let beyond = |bound: &Option<Decimal>, side: Ordering| {
        let bound = bound.as_ref().and_then(|bound| Number::try_from(bound).ok());
        bound.is_some_and(|bound| value.compare(bound) == side)
    };
    !beyond(&reading.min, Ordering::Less) && !beyond(&reading.max, Ordering::Greater)
}

/// Whether this source, times ten to the reading's power, is what is expected.
fn says(reading: &ReadingSelector, mantissa: i64, scale: u32, expect: Number) -> bool {
    let source = Number::new(mantissa, scale).ok().and_then(|source| shifted(source, reading.exponent));
    source.is_some_and(|source| source.compare(expect) == Ordering::Equal)
}

/// SEL-3: times ten to a power; `None` where no decimal holds the outcome.
fn shifted(number: Number, exponent: i32) -> Option<Number> {
    let (mut mantissa, mut scale) = (number.mantissa(), i64::from(number.scale()));
    scale = scale.checked_sub(i64::from(exponent))?;
    // Zeros at the end say nothing.
    while scale > 0 && mantissa.checked_rem(10)? == 0 {
        (mantissa, scale) = (mantissa.checked_div(10)?, scale.checked_sub(1)?);
    }
    if let Ok(scale) = u32::try_from(scale) {
        return Number::new(mantissa, scale).ok();
    }
    let power = u32::try_from(scale.unsigned_abs()).ok()?;
    Number::new(mantissa.checked_mul(10_i64.checked_pow(power)?)?, 0).ok()
}
