use cloudx3_chain::page;
use cosmwasm_std::{Binary, Deps, Order, StdResult};
use cw_storage_plus::Bound;

use crate::error::ContractError;
use crate::member;
use crate::msg::{BindingResponse, DevicesResponse, MembershipsResponse, Role};
use crate::serial::canonical;
use crate::state::{self, DEVICES, HOLDERS};

const MOST_DEVICES: u32 = 10;

pub(crate) fn devices(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
) -> StdResult<DevicesResponse> {
    let start = start_after.as_deref().map(Bound::exclusive);
    let range = DEVICES.range(deps.storage, start, None, Order::Ascending);
    let devices = range.take(page(limit, MOST_DEVICES)).map(|entry| entry.map(|(_, device)| device));
    Ok(DevicesResponse { devices: devices.collect::<Result<_, _>>()? })
}

pub(crate) fn binding(deps: Deps, server_name: &str, serial: &str) -> Result<BindingResponse, ContractError> {
    let unknown = || ContractError::DeviceUnknown { device: format!("{server_name}/{serial}") };
    let canonical = canonical(serial).ok_or_else(unknown)?;
    let holder = HOLDERS.may_load(deps.storage, (server_name, &canonical))?.ok_or_else(unknown)?;
    let device = state::device(deps.storage, &holder.device)?;
    let binding = device.binding.ok_or_else(unknown)?;
    Ok(BindingResponse { device: device.id, owner: device.owner, binding, handover: holder.handover })
}

pub(crate) fn memberships(
    deps: Deps,
    role: Role,
    pubkey: &Binary,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<MembershipsResponse, ContractError> {
    member::memberships(deps.storage, role, pubkey, start_after, page(limit, MOST_DEVICES))
}
