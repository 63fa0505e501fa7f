//! ACC-3: what an account agrees to before it is asked. A feed or device that fits a standing rule may name the key, and it takes part.

use cloudx3_attestation::charset::is_visible;
use cloudx3_attestation::limits::ADDRESS;
use cloudx3_chain::no_funds;
use cosmwasm_std::{Binary, DepsMut, MessageInfo, Response, Storage, Uint128};

use super::own;
use crate::error::ContractError;
use crate::event;
use crate::msg::{Role, StandingRule};
use crate::state::STANDING_RULES;

const MAX_OPERATIONS: usize = 32;
const MAX_ADMINS: usize = 16;
const MAX_FEEDS: u32 = 256;

/// What is held against a rule.
pub(crate) struct RuleCase<'a> {
    pub operations: &'a [Binary],
    pub admin: &'a str,
    /// What the role is paid for one piece of work.
    pub reward: Uint128,
}

pub(crate) fn set_rule(
    deps: DepsMut,
    info: &MessageInfo,
    role: &Role,
    pubkey: &Binary,
    rule: Option<StandingRule>,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    own(deps.storage, info, role, pubkey)?;
    let key = (role.as_str(), pubkey.as_slice());
    match &rule {
        None => STANDING_RULES.remove(deps.storage, key),
        Some(rule) => {
            check_rule(role, rule)?;
            STANDING_RULES.save(deps.storage, key, rule)?;
        }
    }
    Ok(Response::new().add_event(event::rule(role, pubkey, rule.is_some())))
}

pub(crate) fn rule_of(
    storage: &dyn Storage,
    role: &Role,
    pubkey: &[u8],
) -> Result<Option<StandingRule>, ContractError> {
    Ok(STANDING_RULES.may_load(storage, (role.as_str(), pubkey))?)
}

/// ACC-3: whether a rule lets this in, whatever its number of feeds.
pub(crate) fn fits(rule: &StandingRule, case: &RuleCase) -> bool {
    let operations =
        rule.operations.is_empty() || case.operations.iter().all(|id| rule.operations.contains(id));
    let admin = rule.admins.is_empty() || rule.admins.iter().any(|admin| admin == case.admin);
    operations && admin && case.reward >= rule.least_reward
}

/// REG-2: the account agreed, not the key.
pub(super) fn carry_over(
    storage: &mut dyn Storage,
    role: &Role,
    old: &[u8],
    new: &[u8],
) -> Result<(), ContractError> {
    if let Some(rule) = rule_of(storage, role, old)? {
        STANDING_RULES.remove(storage, (role.as_str(), old));
        STANDING_RULES.save(storage, (role.as_str(), new), &rule)?;
    }
    Ok(())
}

fn check_rule(role: &Role, rule: &StandingRule) -> Result<(), ContractError> {
    let refuse = |field, problem| Err(ContractError::StandingRule { field, problem });
    if *role == Role::Operator && rule.operations.is_empty() {
        return refuse(
            "operations",
            "an operator's credential is used for named operations alone: give 1 to 32",
        );
    }
    if rule.operations.len() > MAX_OPERATIONS || rule.operations.iter().any(|id| id.len() != 32) {
        return refuse("operations", "are at most 32 ids of 32 bytes");
    }
    if rule.admins.len() > MAX_ADMINS || !rule.admins.iter().all(|admin| is_visible(admin, ADDRESS)) {
        return refuse("admins", "are at most 16 addresses");
    }
    if !(1..=MAX_FEEDS).contains(&rule.most_feeds) {
        return refuse("most_feeds", "lies within 1 and 256");
    }
    Ok(())
}
