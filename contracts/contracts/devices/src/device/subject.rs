//! What a feed may say about a device (rule DEV-6).

use cosmwasm_std::Storage;

use crate::error::ContractError;
use crate::msg::SubjectResponse;
use crate::state;

/// DEV-6: of a bound device, the parameters that its control was shown with. Others are only its owner's word.
pub(crate) fn subject(storage: &dyn Storage, id: &str) -> Result<SubjectResponse, ContractError> {
    let device = state::device(storage, id)?;
    let (bound, owner, serial_param) = (device.binding.is_some(), device.owner, device.serial_param);
    let (params, server_name) = match device.binding {
        Some(binding) => (binding.params, binding.server_name),
        None => (vec![], String::new()),
    };
    Ok(SubjectResponse { bound, owner, params, serial_param, server_name })
}
