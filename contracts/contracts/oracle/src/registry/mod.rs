//! Operators and notaries (rules REG-1 to REG-2): how keys come, are switched, bonded, replaced, and go.

mod activity;
mod bond;
mod register;
mod retire;
mod rotate;
mod rule;
mod switch;

pub(crate) use activity::{was_active, Activity};
pub(crate) use bond::{rebond, top_up, unbond, withdraw};
pub(crate) use register::{register, update, Registration};
pub(crate) use retire::retire;
pub(crate) use rotate::{current_key, rotate};
pub(crate) use rule::{fits, rule_of, set_rule, RuleCase};
pub(crate) use switch::{set_active, suspend};

use cosmwasm_std::{Binary, MessageInfo, Storage, Uint128};
use cw_storage_plus::Map;

use crate::error::ContractError;
use crate::event;
use crate::msg::Role;
use crate::state::{Config, Registrant, NOTARIES, OPERATORS};

impl Role {
    pub(crate) fn as_str(&self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::Notary => "notary",
        }
    }

    pub(crate) fn keys(&self) -> Map<&'static [u8], Registrant> {
        match self {
            Role::Operator => OPERATORS,
            Role::Notary => NOTARIES,
        }
    }

    /// The least bond of a key that is switched on.
    fn bond(&self, config: &Config) -> Uint128 {
        match self {
            Role::Operator => config.operator_bond,
            Role::Notary => config.notary_bond,
        }
    }
}

pub(crate) fn load(storage: &dyn Storage, role: &Role, pubkey: &[u8]) -> Result<Registrant, ContractError> {
    role.keys()
        .may_load(storage, pubkey)?
        .ok_or_else(|| ContractError::NotRegistered { role: role.as_str(), key: event::hex(pubkey) })
}

/// A registered key, where the sender is its account.
pub(crate) fn own(
    storage: &dyn Storage,
    info: &MessageInfo,
    role: &Role,
    pubkey: &Binary,
) -> Result<Registrant, ContractError> {
    let registrant = load(storage, role, pubkey)?;
    if info.sender == registrant.account {
        return Ok(registrant);
    }
    Err(ContractError::Unauthorized { who: "the account of the key" })
}
