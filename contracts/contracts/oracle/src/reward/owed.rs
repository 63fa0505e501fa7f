use cosmwasm_std::Uint128;

use crate::amount;
use crate::error::ContractError;
use crate::msg::Role;
use crate::record::{FeedMember, FeedState};

/// What a feed owes a member.
pub(crate) fn owed_to(state: &FeedState, role: &Role, member: &FeedMember) -> Result<Uint128, ContractError> {
    let list = amount::read_list(match role {
        Role::Operator => &state.operators_owed,
        Role::Notary => &state.notaries_owed,
    })?;
    Ok(list.get(member.index()).copied().unwrap_or_default())
}
