//! What members accept (rule DEV-5).

use cloudx3_attestation::digest::{domain_digest, DEVICE_TERMS};
use cosmwasm_std::{to_json_vec, Binary, Env, StdResult};

use crate::msg::{Device, DeviceTerms};

/// DEV-5: names the terms of a device. Keys that are asked are none of them: who else serves changes nothing for who serves.
pub(crate) fn digest(env: &Env, device: &Device) -> StdResult<Binary> {
    let terms = DeviceTerms {
        chain_id: env.block.chain_id.clone(),
        devices: env.contract.address.to_string(),
        device: device.id.clone(),
        owner: device.owner.clone(),
        vendor: device.vendor.clone(),
        params: device.params.clone(),
        capabilities: device.capabilities.clone(),
        accepted_modes: device.accepted_modes.clone(),
        allow_custom_ca: device.allow_custom_ca,
        price: device.price,
        min_deadline_ms: device.min_deadline_ms,
    };
    Ok(domain_digest(DEVICE_TERMS, &to_json_vec(&terms)?).into())
}
