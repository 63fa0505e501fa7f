//! Members of a device by consent (rule DEV-5).

mod consent;
mod leave;
mod list;
mod spans;

pub(crate) use consent::{accept, admit};
pub(crate) use leave::{leave, remove_unnamed};
pub(crate) use list::{members, memberships};

use cosmwasm_std::{StdResult, Storage};

use crate::msg::{Device, Role};
use crate::state::{Acceptance, ACCEPTANCES};

/// Where the acceptance of a key in a role is kept: role, then key.
fn place(role: Role, pubkey: &[u8]) -> Vec<u8> {
    let role = match role {
        Role::Operator => b'o',
        Role::Notary => b'n',
    };
    [&[role], pubkey].concat()
}

fn find(storage: &dyn Storage, role: Role, pubkey: &[u8], device: &str) -> StdResult<Option<Acceptance>> {
    ACCEPTANCES.may_load(storage, (&place(role, pubkey), device))
}

fn names(device: &Device, role: Role, pubkey: &[u8]) -> bool {
    let keys = match role {
        Role::Operator => &device.operators,
        Role::Notary => &device.notaries,
    };
    keys.iter().any(|key| key.as_slice() == pubkey)
}

/// DEV-5: whether a key serves now: it accepted the terms that hold, and is not leaving.
pub(crate) fn serves(storage: &dyn Storage, device: &Device, role: Role, pubkey: &[u8]) -> StdResult<bool> {
    let acceptance = find(storage, role, pubkey, &device.id)?;
    Ok(acceptance.is_some_and(|acceptance| is_serving(&acceptance, device)))
}

fn is_serving(acceptance: &Acceptance, device: &Device) -> bool {
    acceptance.terms == device.terms && spans::is_open(&acceptance.spans)
}

/// DEV-5: whether a key was a member at a time, of the terms that hold.
pub(crate) fn served_at(
    storage: &dyn Storage,
    device: &Device,
    role: Role,
    pubkey: &[u8],
    time_ms: u64,
) -> StdResult<bool> {
    let acceptance = find(storage, role, pubkey, &device.id)?;
    let held = |acceptance: Acceptance| {
        acceptance.terms == device.terms && spans::covers(&acceptance.spans, time_ms)
    };
    Ok(acceptance.is_some_and(held))
}
