//! What the read-back says (rules CMD-3 and SEL-5).

use std::cmp::Ordering;

use cloudx3_attestation::code::ensure;
use cloudx3_attestation::proto::Quality;
use cloudx3_attestation::{Code, Number};

use super::receipt::Statement;
use crate::error::ContractError;
use crate::msg::Command;

/// CMD-3: the state is what was commanded, and the vendor has it from the device.
pub(super) fn check(command: &Command, readback: &Statement) -> Result<(), ContractError> {
    let reading = readback.body.readings.iter().find(|reading| reading.name == command.readback_reading);
    let measured = reading.is_none_or(|reading| is_measured(reading.quality()));
    ensure(measured, Code::AttestationQuality, "readings: the vendor guesses the state, or calls it unfit")?;
    let found = reading.and_then(|reading| reading.value.as_ref()).map(Number::try_from).transpose()?;
    let expected = command.expect.number()?;
    if found.is_some_and(|found| found.compare(expected) == Ordering::Equal) {
        return Ok(());
    }
    let found = found.map(|found| found.to_string()).unwrap_or_default();
    Err(ContractError::Reading { found, expected: expected.to_string() })
}

fn is_measured(quality: Quality) -> bool {
    matches!(quality, Quality::Unspecified | Quality::Ok)
}

#[cfg(test)]
mod tests {
    use super::{is_measured, Quality};

    #[test]
    fn what_the_vendor_guesses_shows_no_act() {
        assert!(is_measured(Quality::Unspecified) && is_measured(Quality::Ok));
        assert!(!is_measured(Quality::Estimated) && !is_measured(Quality::Bad));
    }
}
