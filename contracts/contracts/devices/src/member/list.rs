//! Who stands how to a device, and to which devices a key stands (rule DEV-5).

use cosmwasm_std::{Binary, Order, StdResult, Storage};
use cw_storage_plus::Bound;

use super::{find, is_serving, names, place};
use crate::error::ContractError;
use crate::msg::{Device, Member, MembersResponse, Membership, MembershipsResponse, Role};
use crate::state::{self, Acceptance, ACCEPTANCES};

pub(crate) fn members(storage: &dyn Storage, id: &str) -> Result<MembersResponse, ContractError> {
    let device = state::device(storage, id)?;
    let of = |role, keys: &[Binary]| {
        let member = |key: &Binary| Ok(to_member(&device, role, key, find(storage, role, key, id)?));
        keys.iter().map(member).collect::<StdResult<Vec<_>>>()
    };
    Ok(MembersResponse {
        operators: of(Role::Operator, &device.operators)?,
        notaries: of(Role::Notary, &device.notaries)?,
    })
}

pub(crate) fn memberships(
    storage: &dyn Storage,
    role: Role,
    pubkey: &Binary,
    start_after: Option<String>,
    most: usize,
) -> Result<MembershipsResponse, ContractError> {
    let place = place(role, pubkey);
    let start = start_after.as_deref().map(Bound::exclusive);
    let range = ACCEPTANCES.prefix(&place).range(storage, start, None, Order::Ascending);
    let entries = range.take(most).collect::<StdResult<Vec<_>>>()?;
    let membership = |(id, acceptance): (String, Acceptance)| {
        let device = state::device(storage, &id)?;
        Ok(Membership { device: id, member: to_member(&device, role, pubkey, Some(acceptance)) })
    };
    let memberships = entries.into_iter().map(membership);
    Ok(MembershipsResponse { memberships: memberships.collect::<Result<_, ContractError>>()? })
}

fn to_member(device: &Device, role: Role, pubkey: &Binary, kept: Option<Acceptance>) -> Member {
    let member = kept.as_ref().is_some_and(|acceptance| is_serving(acceptance, device));
    let (terms, spans) = kept.map(|kept| (kept.terms, kept.spans)).unzip();
    Member {
        pubkey: pubkey.clone(),
        invited: names(device, role, pubkey),
        member,
        terms,
        spans: spans.unwrap_or_default(),
    }
}
