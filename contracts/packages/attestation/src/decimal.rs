//! Exact decimals (rule DEC-1).

use std::cmp::Ordering;

use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::proto::Decimal;

pub const MAX_SCALE: u32 = 18;
/// Every decimal in range fits, but for leading zeros in an exponent; so the work for hostile text is bounded.
const MAX_TEXT: usize = 64;
const MANTISSA_END: u64 = 1_000_000_000_000_000_000;

/// A decimal that keeps rule DEC-1: value = mantissa / 10^scale, |mantissa| < 10^18, scale ≤ 18. 21.50 and 21.5 are two of them, which
/// [`Number::compare`] calls equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    mantissa: i64,
    scale: u32,
}

impl Number {
    pub fn new(mantissa: i64, scale: u32) -> RuleResult<Self> {
        if scale > MAX_SCALE || mantissa.unsigned_abs() >= MANTISSA_END {
            return Err(out_of_range());
        }
        Ok(Self { mantissa, scale })
    }

    /// DEC-1: reads the text of a JSON number. The scale is the one that the text shows; an exponent shifts it.
    pub fn parse(text: &str) -> RuleResult<Self> {
        let parts = split(text)
            .ok_or_else(|| Rejection::new(Code::DecimalSyntax, "not a number in JSON notation"))?;
        ensure(text.len() <= MAX_TEXT, Code::DecimalOutOfRange, "longer than 64 characters")?;
        let scale = i64::try_from(parts.fraction.len())
            .ok()
            .and_then(|shown| shown.checked_sub(parts.exponent))
            .ok_or_else(out_of_range)?;
        let mantissa = digits(parts.integer.bytes().chain(parts.fraction.bytes()))?;
        // A negative scale is multiplied out. Zero stays zero, however far it would be shifted.
        let (mantissa, scale) = match u32::try_from(scale) {
            Ok(scale) => (mantissa, scale),
            Err(_) if mantissa == 0 => (0, 0),
            Err(_) => (mantissa.checked_mul(power(scale.unsigned_abs())?).ok_or_else(out_of_range)?, 0),
        };
        let mantissa =
            if parts.negative { mantissa.checked_neg().ok_or_else(out_of_range)? } else { mantissa };
        Self::new(mantissa, scale)
    }

    /// Whether the text is a number in JSON notation, of whatever size.
    pub(crate) fn is_json_number(text: &str) -> bool {
        split(text).is_some()
    }

    pub fn mantissa(self) -> i64 {
        self.mantissa
    }

    pub fn scale(self) -> u32 {
        self.scale
    }

    /// The same value at another scale; what falls off rounds half away from zero.
    pub fn rescale(self, scale: u32) -> RuleResult<Self> {
        let mantissa = match scale.checked_sub(self.scale) {
            Some(up) => self.mantissa.checked_mul(power(u64::from(up))?).ok_or_else(out_of_range)?,
            None => divide(self.mantissa, power(u64::from(self.scale.saturating_sub(scale)))?),
        };
        Self::new(mantissa, scale)
    }

    /// Compares values, whatever their scales.
    pub fn compare(self, other: Self) -> Ordering {
        self.at_max_scale().cmp(&other.at_max_scale())
    }

    /// |mantissa| · 10^18 < 10^36, so that nothing here can leave 128 bits.
    fn at_max_scale(self) -> i128 {
        let shift = MAX_SCALE.saturating_sub(self.scale);
        i128::from(self.mantissa).saturating_mul(10_i128.saturating_pow(shift))
    }
}

impl TryFrom<&Decimal> for Number {
    type Error = Rejection;

    fn try_from(decimal: &Decimal) -> RuleResult<Self> {
        Self::new(decimal.mantissa, decimal.scale)
    }
}

impl From<Number> for Decimal {
    fn from(number: Number) -> Self {
        Self { mantissa: number.mantissa, scale: number.scale }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write_decimal(out, self.mantissa, self.scale)
    }
}

/// Writes mantissa / 10^scale with `scale` fraction digits. Takes any mantissa, since a spread may be wider than a decimal.
pub fn write_decimal(out: &mut impl std::fmt::Write, mantissa: i64, scale: u32) -> std::fmt::Result {
    let sign = if mantissa < 0 { "-" } else { "" };
    let magnitude = mantissa.unsigned_abs();
    if scale == 0 {
        return write!(out, "{sign}{magnitude}");
    }
    let width = usize::try_from(scale).unwrap_or(usize::MAX).min(64);
    let digits = format!("{magnitude:0>length$}", length = width.saturating_add(1));
    let (integer, fraction) = digits.split_at(digits.len().saturating_sub(width));
    write!(out, "{sign}{integer}.{fraction}")
}

/// Division that rounds half away from zero. `divisor` is positive.
pub(crate) fn divide(dividend: i64, divisor: i64) -> i64 {
    let quotient = dividend.checked_div(divisor).unwrap_or_default();
    let rest = dividend.checked_rem(divisor).unwrap_or_default().unsigned_abs();
    if rest.saturating_mul(2) < divisor.unsigned_abs() {
        return quotient;
    }
    quotient.saturating_add(dividend.signum())
}

struct Parts<'a> {
    negative: bool,
    integer: &'a str,
    fraction: &'a str,
    exponent: i64,
}

/// The grammar of RFC 8259, section 6. An exponent of more digits than a scale can ever need is none.
fn split(text: &str) -> Option<Parts<'_>> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (number, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, parse_exponent(exponent)?),
        None => (unsigned, 0),
    };
    let (integer, fraction) = match number.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (number, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = integer.len() > 1 && integer.starts_with('0');
    if integer.is_empty() || leading_zero || !all_digits(integer) || !all_digits(fraction) {
        return None;
    }
    Some(Parts { negative, integer, fraction, exponent })
}

fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Beyond a million the outcome is the same: out of range, or zero.
    let magnitude = digits.parse::<i64>().unwrap_or(i64::MAX).min(1_000_000);
    magnitude.checked_mul(if negative { -1 } else { 1 })
}

fn digits(text: impl Iterator<Item = u8>) -> RuleResult<i64> {
    let mut text = text;
    text.try_fold(0_i64, |value, byte| value.checked_mul(10)?.checked_add(i64::from(byte.checked_sub(b'0')?)))
        .ok_or_else(out_of_range)
}

fn power(exponent: u64) -> RuleResult<i64> {
    u32::try_from(exponent).ok().and_then(|exponent| 10_i64.checked_pow(exponent)).ok_or_else(out_of_range)
}

fn out_of_range() -> Rejection {
    Rejection::new(Code::DecimalOutOfRange, "a decimal has at most 18 digits and a scale of at most 18")
}
