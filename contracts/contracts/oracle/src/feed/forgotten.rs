//! Members that left are forgotten once nothing can come of it any more.

use cosmwasm_std::{Addr, Storage, Uint128};

use crate::account;
use crate::amount;
use crate::error::ContractError;
use crate::msg::Role;
use crate::record::{FeedMember, FeedRecord};
use crate::registry;
use crate::state::{FEEDS_OF, FEED_COUNT};

/// Forgets members that left, once no round of theirs can land or be claimed. What they are owed waits in their accounts.
pub(crate) fn forget(
    storage: &mut dyn Storage,
    record: &mut FeedRecord,
    now_ms: u64,
) -> Result<(), ContractError> {
    for role in [Role::Operator, Role::Notary] {
        let gone: Vec<FeedMember> = record
            .members(&role)
            .iter()
            .filter(|member| is_gone(record, &role, member, now_ms))
            .cloned()
            .collect();
        if gone.is_empty() {
            continue;
        }
        record.members_mut(&role).retain(|member| !gone.contains(member));
        let owed = match role {
            Role::Operator => &mut record.state.operators_owed,
            Role::Notary => &mut record.state.notaries_owed,
        };
        let mut list = amount::read_list(owed)?;
        let mut total = Uint128::zero();
        for member in &gone {
            let due = list.get_mut(member.index()).map(std::mem::take).unwrap_or_default();
            // The account was an address of this chain when its key registered.
            account::credit(storage, &Addr::unchecked(&member.account), due)?;
            total = total.checked_add(due)?;
            FEEDS_OF.remove(storage, (member.seat, record.id));
            let line = registry::load(storage, &role, &member.pubkey)?.line;
            let count = FEED_COUNT.may_load(storage, line)?.unwrap_or_default();
            FEED_COUNT.save(storage, line, &count.saturating_sub(1))?;
        }
        *owed = amount::write_list(&list);
        let rest = amount::read(&record.state.owed)?.checked_sub(total)?;
        record.state.owed = amount::write(rest);
    }
    Ok(())
}

fn is_gone(record: &FeedRecord, role: &Role, member: &FeedMember, now_ms: u64) -> bool {
    let closed = record.state.closed_from;
    let until = match (member.until(), closed) {
        (Some(until), Some(closed)) => until.min(closed),
        (Some(until), None) => until,
        (None, Some(closed)) => closed,
        (None, None) => return false,
    };
    let rules = &record.rules;
    let latest = rules.clock().begin(until).saturating_add(rules.interval_ms.saturating_mul(2));
    // Who is in jail is remembered, lest it came back sooner by being forgotten.
    let jailed_ms = record.jailed_until(role, member);
    now_ms > latest.saturating_add(rules.claim_window_ms).max(jailed_ms)
}
