//! What makes a capability sound: whatever value is commanded later, its two operations can be rendered for this device, and the
//! read-back speaks about this serial.

use cloudx3_attestation::order::has_duplicate;
use cloudx3_attestation::proto::{Operation, OperationKind};
use cloudx3_chain::{is_printable, Param};

use crate::error::ContractError;
use crate::msg::Capability;
use crate::operation::params_for;

const MAX_NAME: usize = 32;
const MAX_VALUE: usize = 64;
const MAX_VALUES: usize = 16;

/// What the device says of itself that a capability is held against.
pub(crate) struct Subject<'a> {
    pub params: &'a [Param],
    pub serial_param: &'a str,
}

pub(crate) fn check(
    capability: &Capability,
    action: &Operation,
    readback: &Operation,
    subject: &Subject,
) -> Result<(), ContractError> {
    let refuse = |problem| ContractError::Capability { name: capability.name.clone(), problem };
    let require = |holds: bool, problem| if holds { Ok(()) } else { Err(refuse(problem)) };
    require(is_name(&capability.name), "a name is of a-z, 0-9, - and _, at most 32")?;
    require(action.kind() == OperationKind::Action, "action_operation is no action")?;
    require(readback.kind() == OperationKind::Read, "readback_operation does not read")?;
    let fixed = subject.params.iter().any(|param| param.name == capability.value_param);
    require(!fixed, "value_param is a parameter of the device itself")?;
    require(declares(action, &capability.value_param), "the action does not declare value_param")?;
    let about = declares(action, subject.serial_param) && declares(readback, subject.serial_param);
    require(about, "an operation does not declare serial_param")?;
    let read = readback.readings.iter().any(|reading| reading.name == capability.readback_reading);
    require(read, "readback_reading is no reading of the read-back")?;
    require((1..=MAX_VALUES).contains(&capability.values.len()), "values are 1 to 16")?;
    let twice = has_duplicate(capability.values.iter().map(|value| &value.value));
    require(!twice, "a value stands twice")?;
    params_for(readback, subject.params, None)?;
    for value in &capability.values {
        require(is_printable(&value.value, MAX_VALUE), "a value has 1 to 64 printable characters")?;
        value.expect.number()?;
        params_for(action, subject.params, Some((&capability.value_param, &value.value)))?;
    }
    Ok(())
}

fn declares(operation: &Operation, name: &str) -> bool {
    operation.parameters.iter().any(|parameter| parameter.name == name)
}

fn is_name(text: &str) -> bool {
    (1..=MAX_NAME).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}
