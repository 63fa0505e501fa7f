//! Units and quantities of the second edition, and exact conversion (rules UNI-1 and OP-7).

use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::decimal::{Number, MAX_SCALE};

// Included, since rustfmt would follow a module. Written by scripts/generate from verifier/core/src/unit.
include!("gen/units.rs");

const MAX_URI: usize = 64;

/// A unit in terms of its base: `value · numerator / denominator + offset`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Scale<'a> {
    base: &'a str,
    numerator: i128,
    denominator: i128,
    offset: i128,
}

/// UNI-1: a symbol of the table, or a URI of 3 to 64 visible characters.
pub fn is_unit(unit: &str) -> bool {
    scale_of(unit).is_some()
}

/// OP-7: a word for what is measured.
pub fn is_quantity(word: &str) -> bool {
    QUANTITIES.binary_search(&word).is_ok()
}

/// UNI-1: the same value in another unit of the same base, exactly, with the fewest decimals.
pub fn convert(number: Number, from: &str, to: &str) -> RuleResult<Number> {
    let unknown = |unit: &str| Rejection::new(Code::UnitUnknown, format!("{unit}: is no unit of rule UNI-1"));
    let source = scale_of(from).ok_or_else(|| unknown(from))?;
    let target = scale_of(to).ok_or_else(|| unknown(to))?;
    ensure(source.base == target.base, Code::UnitMismatch, "the units are not told in the same base")?;
    // |mantissa| < 10^18, 10^scale ≤ 10^18, and no part of a scale is above 10^12: where 128 bits are not enough, 18 digits are not either.
    let fraction = || {
        let one = 10_i128.checked_pow(number.scale())?.checked_mul(source.denominator)?;
        let offset = source.offset.checked_sub(target.offset)?.checked_mul(one)?;
        let in_base = i128::from(number.mantissa()).checked_mul(source.numerator)?.checked_add(offset)?;
        Some((in_base.checked_mul(target.denominator)?, one.checked_mul(target.numerator)?))
    };
    let (numerator, denominator) = fraction().ok_or_else(out_of_range)?;
    shortest(numerator, denominator)
}

/// The fraction as a decimal with the fewest decimals. The denominator is above 0.
fn shortest(numerator: i128, denominator: i128) -> RuleResult<Number> {
    let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
    let divisor = i128::try_from(divisor).map_err(|_| out_of_range())?;
    let top = numerator.checked_div(divisor).ok_or_else(out_of_range)?;
    let bottom = denominator.checked_div(divisor).ok_or_else(out_of_range)?;
    for scale in 0..=MAX_SCALE {
        let power = 10_i128.saturating_pow(scale);
        if power.checked_rem(bottom) != Some(0) {
            continue;
        }
        let mantissa = power.checked_div(bottom).and_then(|factor| top.checked_mul(factor));
        let mantissa = mantissa.and_then(|mantissa| i64::try_from(mantissa).ok()).ok_or_else(out_of_range)?;
        return Number::new(mantissa, scale);
    }
    Err(Rejection::new(Code::UnitInexact, "has no decimal of at most 18 decimals in this unit"))
}

fn gcd(a: u128, b: u128) -> u128 {
    let (mut large, mut small) = (a, b);
    while let Some(rest) = large.checked_rem(small) {
        (large, small) = (small, rest);
    }
    large
}

fn scale_of(unit: &str) -> Option<Scale<'_>> {
    if PRIMARY_UNITS.binary_search(&unit).is_ok() || is_uri(unit) {
        return Some(Scale { base: unit, numerator: 1, denominator: 1, offset: 0 });
    }
    let at = SECONDARY_UNITS.binary_search_by(|(symbol, ..)| (*symbol).cmp(unit)).ok()?;
    let (_, base, numerator, denominator, offset) = SECONDARY_UNITS.get(at)?;
    let (numerator, denominator) = (i128::from(*numerator), i128::from(*denominator));
    Some(Scale { base, numerator, denominator, offset: i128::from(*offset) })
}

/// A scheme, a colon, and something behind it.
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let in_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+.-".contains(&byte);
    text.len() <= MAX_URI
        && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(in_scheme)
        && !rest.is_empty()
        && rest.bytes().all(|byte| byte.is_ascii_graphic())
}

fn out_of_range() -> Rejection {
    Rejection::new(Code::DecimalOutOfRange, "more than 18 digits")
}
