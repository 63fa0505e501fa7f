//! Rule AGG-1 against a model that works with fractions, and DEC-1 against itself.

use cloudx3_attestation::aggregate::aggregate;
use cloudx3_attestation::Number;
use proptest::prelude::*;

/// Half away from zero, worked out on 128 bits the long way.
fn round(numerator: i128, denominator: i128) -> i128 {
    let doubled = numerator.abs() * 2 + denominator;
    let magnitude = doubled / (denominator * 2);
    if numerator < 0 {
        -magnitude
    } else {
        magnitude
    }
}

fn rescaled(mantissa: i64, scale: u32, decimals: u32) -> i128 {
    let mantissa = i128::from(mantissa);
    match decimals.checked_sub(scale) {
        Some(up) => mantissa * 10_i128.pow(up),
        None => round(mantissa, 10_i128.pow(scale - decimals)),
    }
}

fn median(mut values: Vec<i128>) -> i128 {
    // By counting: the lower and the upper middle are where half of the others lie on each side.
    values.sort();
    let (lower, upper) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
    round(lower + upper, 2)
}

fn observations() -> impl Strategy<Value = Vec<Vec<(i64, u32)>>> {
    let value = (-999_999_999_i64..=999_999_999, 0_u32..=9);
    prop::collection::vec(prop::collection::vec(value, 1..=8), 1..=31)
}

proptest! {
    #[test]
    fn medians_are_those_of_the_model(observations in observations(), decimals in 0_u32..=8) {
        let numbers: Vec<Vec<Number>> = observations
            .iter()
            .map(|values| values.iter().map(|(m, s)| Number::new(*m, *s).unwrap()).collect())
            .collect();
        let model: Vec<i128> = observations
            .iter()
            .map(|values| median(values.iter().map(|(m, s)| rescaled(*m, *s, decimals)).collect()))
            .collect();
        let found = aggregate(&numbers, decimals).unwrap().unwrap();
        let spread = model.iter().max().unwrap() - model.iter().min().unwrap();
        prop_assert_eq!(i128::from(found.value), median(model.clone()));
        prop_assert_eq!(i128::from(found.spread), spread);
    }

    #[test]
    fn the_order_of_observations_does_not_matter(observations in observations(), turn in 0_usize..31) {
        let numbers: Vec<Vec<Number>> = observations
            .iter()
            .map(|values| values.iter().map(|(m, s)| Number::new(*m, *s).unwrap()).collect())
            .collect();
        let mut turned = numbers.clone();
        turned.rotate_left(turn % numbers.len());
        prop_assert_eq!(aggregate(&numbers, 3).unwrap(), aggregate(&turned, 3).unwrap());
    }

    #[test]
    fn text_of_a_decimal_reads_back(mantissa in -999_999_999_999_999_999_i64..=999_999_999_999_999_999, scale in 0_u32..=18) {
        let number = Number::new(mantissa, scale).unwrap();
        prop_assert_eq!(Number::parse(&number.to_string()).unwrap(), number);
    }

    #[test]
    fn any_text_parses_or_is_refused(text in "[-+0-9.eE]{0,70}|.{0,20}") {
        let _ = Number::parse(&text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = cloudx3_attestation::operation::read_operation(&bytes);
        let _ = cloudx3_attestation::attestation::read_attestation(&bytes);
        let _ = cloudx3_attestation::observation::read_observation(&bytes);
        let _ = cloudx3_attestation::report::read_report(&bytes);
    }
}

#[test]
fn ends_of_the_range() {
    let most = Number::new(999_999_999_999_999_999, 0).unwrap();
    let least = Number::new(-999_999_999_999_999_999, 0).unwrap();
    let found = aggregate(&[vec![most], vec![least]], 0).unwrap().unwrap();
    assert_eq!((found.value, found.spread), (0, 1_999_999_999_999_999_998));
    assert!(aggregate(&[vec![most]], 1).is_err());
    assert_eq!(aggregate(&[], 0).unwrap(), None);
    assert_eq!(aggregate(&[vec![]], 0).unwrap(), None);
    assert!(Number::new(1_000_000_000_000_000_000, 0).is_err());
    assert!(Number::new(i64::MIN, 0).is_err());
    assert!(Number::new(0, 19).is_err());
    assert!(Number::new(1, 0).unwrap().rescale(u32::MAX).is_err());
}
