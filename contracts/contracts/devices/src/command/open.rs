//! What has not ended, by device and by issuer: bounded, so that nobody is held up by what others leave behind (rule CMD-1).

use cosmwasm_std::{Order, StdResult, Storage};
use cw_storage_plus::Map;

use super::end::Ended;
use crate::error::ContractError;
use crate::msg::Device;
use crate::state::{OPEN_OF_DEVICE, OPEN_OF_ISSUER};

const MOST_OF_DEVICE: usize = 16;
const MOST_OF_ISSUER: usize = 64;

/// Ids and deadlines under a key, oldest first.
fn entries(
    storage: &dyn Storage,
    open: &Map<(&str, u64), u64>,
    whose: &str,
    most: usize,
) -> StdResult<Vec<(u64, u64)>> {
    open.prefix(whose).range(storage, None, None, Order::Ascending).take(most).collect()
}

/// The commands of a device that are to be done now, oldest first.
pub(crate) fn to_do(storage: &dyn Storage, device: &str, now_ms: u64) -> StdResult<Vec<u64>> {
    let entries = entries(storage, &OPEN_OF_DEVICE, device, MOST_OF_DEVICE)?;
    Ok(entries.into_iter().filter(|(_, deadline_ms)| now_ms <= *deadline_ms).map(|(id, _)| id).collect())
}

/// CMD-1: one more command of this device and its owner. What expired is refunded where there is no room.
pub(super) fn make_room(
    storage: &mut dyn Storage,
    device: &Device,
    now_ms: u64,
) -> Result<Ended, ContractError> {
    let mut ended = Ended::default();
    let of_device = ("the device", &OPEN_OF_DEVICE, device.id.as_str(), MOST_OF_DEVICE);
    let of_issuer = ("the issuer", &OPEN_OF_ISSUER, device.owner.as_str(), MOST_OF_ISSUER);
    for (whose, open, key, most) in [of_device, of_issuer] {
        let entries = entries(storage, open, key, most)?;
        if entries.len() < most {
            continue;
        }
        let expired = entries.iter().find(|(_, deadline_ms)| now_ms > *deadline_ms);
        let (id, _) = expired.ok_or(ContractError::Limit { whose, most })?;
        ended.expire(storage, *id)?;
    }
    Ok(ended)
}

/// DEV-4: no command of the device is open. What expired is refunded.
pub(crate) fn end_all(storage: &mut dyn Storage, device: &str, now_ms: u64) -> Result<Ended, ContractError> {
    let mut ended = Ended::default();
    for (command_id, deadline_ms) in entries(storage, &OPEN_OF_DEVICE, device, MOST_OF_DEVICE)? {
        if now_ms <= deadline_ms {
            return Err(ContractError::Busy { command_id });
        }
        ended.expire(storage, command_id)?;
    }
    Ok(ended)
}
