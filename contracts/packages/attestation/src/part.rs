//! What bodies, rows and reports are made of: parameters, readings, times, addresses (rules ATT-2, ATT-4, SEL-4, SEL-5).

use std::cmp::Ordering;

use crate::charset::{is_identifier, is_visible};
use crate::decimal::Number;
use crate::limits;
use crate::operation::is_unit_text;
use crate::order::strictly_increasing;
use crate::proto::{Network, Param, Quality, Reading, ReadingSelector};

/// Furthest that a vendor's time may lie after the session (rule SEL-4).
const OBSERVED_AT_TOLERANCE_MS: u64 = 60_000;

/// Which times an operation declares (rule SEL-4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    pub observed_at: bool,
    pub period_start: bool,
}

/// At most 16, strictly increasing, names of names' form, values of at most 256 bytes; in place of a value at most one has items, 1 to 32
/// of at most 256 bytes, strictly increasing.
pub(crate) fn params_are_formed(params: &[Param]) -> bool {
    let listed = |param: &Param| {
        param.value.is_empty()
            && param.items.len() <= limits::ROWS
            && param.items.iter().all(|item| (1..=limits::PARAMETER_VALUE).contains(&item.len()))
            && strictly_increasing(&param.items)
    };
    params.len() <= limits::PARAMETERS
        && params.iter().all(|p| is_identifier(&p.name) && p.value.len() <= limits::PARAMETER_VALUE)
        && params.iter().all(|param| param.items.is_empty() || listed(param))
        && params.iter().filter(|param| !param.items.is_empty()).count() <= 1
        && strictly_increasing(params.iter().map(|param| &param.name))
}

/// A decimal, and a quality that is known.
pub(crate) fn reading_is_formed(reading: &Reading) -> bool {
    reading.value.as_ref().is_some_and(|value| Number::try_from(value).is_ok())
        && Quality::try_from(reading.quality).is_ok()
        && is_identifier(&reading.name)
        && is_unit_text(&reading.unit)
}

/// At most 16 names with units, of their form, strictly increasing by name.
pub(crate) fn reading_kinds_are_formed<'a>(
    kinds: impl ExactSizeIterator<Item = (&'a str, &'a str)> + Clone,
) -> bool {
    kinds.len() <= limits::READINGS
        && kinds.clone().all(|(name, unit)| is_identifier(name) && is_unit_text(unit))
        && strictly_increasing(kinds.map(|(name, _)| name))
}

pub(crate) fn subject_is_formed(subject: &str) -> bool {
    subject.is_empty() || is_visible(subject, limits::ADDRESS)
}

pub(crate) fn network_is_formed(network: Option<&Network>) -> bool {
    network.is_some_and(|network| {
        is_visible(&network.chain_id, limits::CHAIN_ID) && is_visible(&network.oracle, limits::ADDRESS)
    })
}

pub(crate) fn readings_hold(selectors: &[ReadingSelector], readings: &[Reading]) -> bool {
    selectors.len() == readings.len()
        && selectors.iter().zip(readings).all(|(selector, reading)| {
            selector.name == reading.name
                && selector.unit == reading.unit
                && quality_holds(selector, reading.quality)
                && within_bounds(selector, reading)
        })
}

fn within_bounds(selector: &ReadingSelector, reading: &Reading) -> bool {
    let Some(Ok(value)) = reading.value.as_ref().map(Number::try_from) else { return false };
    let refuses = |bound: Option<&crate::proto::Decimal>, beyond: Ordering| {
        bound.is_some_and(|bound| Number::try_from(bound).is_ok_and(|bound| value.compare(bound) == beyond))
    };
    !refuses(selector.min.as_ref(), Ordering::Less) && !refuses(selector.max.as_ref(), Ordering::Greater)
}

/// ATT-4, SEL-4: a time is 0 exactly where the operation declares none, observed_at is at most a minute after the session, and a period
/// does not end before it begins.
pub(crate) fn observed_at_holds(times: Times, session: u64, observed_at: u64, period_start: u64) -> bool {
    let latest = session.saturating_add(OBSERVED_AT_TOLERANCE_MS);
    times.observed_at == (observed_at != 0)
        && times.period_start == (period_start != 0)
        && period_start <= observed_at
        && observed_at <= latest
}

/// SEL-5: whether a value of this quality counts; one that the vendor itself calls unfit never does.
pub(crate) fn counts(quality: Quality, measured_only: bool) -> bool {
    match quality {
        Quality::Unspecified | Quality::Ok => true,
        Quality::Estimated => !measured_only,
        Quality::Bad => false,
    }
}

/// A quality is given exactly where the operation asks for it.
pub(crate) fn quality_holds(selector: &ReadingSelector, quality: i32) -> bool {
    let known = Quality::try_from(quality).is_ok();
    known && selector.quality.is_some() == (quality != 0)
}
