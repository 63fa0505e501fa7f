//! SUB-1: a feed speaks about a device only where that is bound, and reads what the device is read by.

use cloudx3_attestation::charset::is_visible;
use cloudx3_attestation::limits;
use cloudx3_chain::Param;
use cosmwasm_schema::cw_serde;
use cosmwasm_schema::serde::{Deserialize, Serialize};
use cosmwasm_std::{QuerierWrapper, Storage};

use crate::error::ContractError;
use crate::msg::FeedSpec;
use crate::operation;
use crate::state::CONFIG;

/// What the devices contract is asked.
#[cw_serde]
enum DevicesQuery {
    Subject { device: String },
}

/// What it answers, and what else it may come to answer: whether the device is bound, and then by which parameters it is read at which
/// server, and which of them the vendor knows it by.
#[derive(Serialize, Deserialize)]
#[serde(crate = "cosmwasm_schema::serde")]
struct SubjectResponse {
    bound: bool,
    params: Vec<Param>,
    #[serde(default)]
    serial_param: String,
    server_name: String,
}

/// The form of an address.
pub(super) fn is_subject(text: &str) -> bool {
    is_visible(text, limits::ADDRESS)
}

/// SUB-1: every device that the spec names is bound, and is what the feed reads.
pub(super) fn check(
    storage: &dyn Storage,
    querier: QuerierWrapper,
    spec: &FeedSpec,
) -> Result<(), ContractError> {
    let rows = spec.rows.iter().map(|row| (row.subject.as_str(), Some(row.key.as_str())));
    let named = std::iter::once((spec.subject.as_str(), None)).chain(rows);
    let named: Vec<_> = named.filter(|(device, _)| !device.is_empty()).collect();
    if named.is_empty() {
        return Ok(());
    }
    let devices = CONFIG.load(storage)?.devices.ok_or(ContractError::NoDevices)?;
    let server_name = operation::load(storage, &spec.operation_id)?.server_name;
    for (device, key) in named {
        let refuse = |problem| Err(ContractError::Subject { device: device.to_string(), problem });
        let query = DevicesQuery::Subject { device: device.to_string() };
        let found: SubjectResponse = querier.query_wasm_smart(&devices, &query)?;
        if !found.bound {
            return refuse("is not bound");
        }
        if found.server_name != server_name {
            return refuse("is bound at another server than the operation asks");
        }
        let mut params = found.params;
        params.sort_unstable();
        let same = match key {
            None => params == spec.params,
            Some(key) => params.iter().any(|param| param.name == found.serial_param && param.value == key),
        };
        if !same {
            return refuse("is read by other parameters");
        }
    }
    Ok(())
}
