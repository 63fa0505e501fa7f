//! REG-4: a key is given up for ever. Its bond goes back as after any leave.

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response};

use super::own;
use super::switch::switch;
use crate::error::ContractError;
use crate::event;
use crate::msg::Role;
use crate::state::CONFIG;

pub(crate) fn retire(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    role: &Role,
    pubkey: &Binary,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut registrant = own(deps.storage, info, role, pubkey)?;
    if let Some(at_ms) = registrant.retired_at_ms {
        return Err(ContractError::Retired { at_ms });
    }
    let now_ms = now_ms(env);
    registrant.retired_at_ms = Some(now_ms);
    // A bond that is on its way out already waits no longer than it would have.
    let unbonded = now_ms.saturating_add(CONFIG.load(deps.storage)?.unbonding_ms);
    registrant.unbonded_at_ms = registrant.unbonded_at_ms.or(Some(unbonded));
    switch(deps.storage, env, (role, pubkey), &mut registrant, false)?;
    Ok(Response::new().add_event(event::retired(role, pubkey, None)))
}
