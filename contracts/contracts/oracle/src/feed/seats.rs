//! Who sits in a feed.

use cloudx3_attestation::limits::OBSERVATIONS_PER_REPORT;
use cosmwasm_std::{Empty, Storage};

use super::draft::Draft;
use crate::error::ContractError;
use crate::event;
use crate::msg::Role;
use crate::record::{bit, load_pending, save_pending, FeedMember, MAX_SLOTS};
use crate::state::{Registrant, FEEDS_OF, FEED_COUNT};

/// Keys of one account that a feed remembers in a role, so that nobody who rotates often keeps others from joining.
const MAX_OF_ACCOUNT: usize = 5;

/// ACC-1: makes a key a member from a round on. `agreed` says whether that goes for a pending change too.
pub(super) fn join(
    storage: &mut dyn Storage,
    draft: &mut Draft,
    (role, pubkey, registrant): (&Role, &[u8], &Registrant),
    from_round: u64,
    agreed: bool,
) -> Result<(), ContractError> {
    check_join(draft, (role, pubkey, registrant), from_round)?;
    let group = registrant.group.clone().filter(|_| draft.record.rules.distinct_groups).unwrap_or_default();
    let id = draft.id();
    let stayed = draft.record.member(role, pubkey).is_some_and(|member| member.stays(from_round));
    let members = draft.record.members_mut(role);
    let found = members.binary_search_by(|member| member.pubkey.as_slice().cmp(pubkey));
    let place = match found {
        Ok(place) => place,
        Err(place) => {
            let slot = free_slot(members)?;
            let member = FeedMember {
                pubkey: pubkey.to_vec(),
                account: registrant.account.to_string(),
                seat: registrant.seat,
                slot,
                group,
                ..Default::default()
            };
            members.insert(place, member);
            remember(storage, registrant, id)?;
            place
        }
    };
    let member = members.get_mut(place).ok_or(ContractError::Record)?;
    member.join(from_round);
    member.jailed_until_ms = 0;
    let slot = member.slot;
    // Who accepts anew what it is a member of was missing all the same.
    if *role == Role::Operator && !stayed {
        draft.record.state.set_absent(slot, 0);
    }
    if draft.record.state.pending_from.is_some() {
        agree(storage, id, role, slot, agreed)?;
    }
    draft.events.push(event::member_joined(id, role, pubkey, from_round));
    Ok(())
}

fn check_join(
    draft: &Draft,
    (role, pubkey, registrant): (&Role, &[u8], &Registrant),
    from_round: u64,
) -> Result<(), ContractError> {
    let key = || event::hex(pubkey);
    if !registrant.active {
        return Err(ContractError::MemberInactive { key: key() });
    }
    if draft.record.rules.distinct_groups && registrant.group.is_none() {
        return Err(ContractError::NoGroup { key: key() });
    }
    let jailed = draft.record.member(role, pubkey).map(|member| member.jailed_until_ms);
    if let Some(until_ms) = jailed.filter(|until_ms| *until_ms > draft.now_ms) {
        return Err(ContractError::Jailed { key: key(), until_ms });
    }
    check_room(draft.record.members(role), (pubkey, registrant), from_round)?;
    let rules = &draft.record.rules;
    let twice = rules.operators.iter().chain(&rules.notaries).any(|member| {
        member.pubkey != pubkey && member.account == registrant.account.as_str() && member.stays(from_round)
    });
    if twice {
        return Err(ContractError::AccountTwice { account: registrant.account.to_string() });
    }
    Ok(())
}

/// ACC-1: no more sit in a round than a report has room for, and no account has the feed remember many keys of its line.
fn check_room(
    members: &[FeedMember],
    (pubkey, registrant): (&[u8], &Registrant),
    from_round: u64,
) -> Result<(), ContractError> {
    let others = || members.iter().filter(|member| member.pubkey != pubkey);
    let own = others().filter(|member| member.account == registrant.account.as_str()).count();
    for (count, most) in [
        (others().filter(|member| member.stays(from_round)).count(), OBSERVATIONS_PER_REPORT),
        (own, MAX_OF_ACCOUNT),
    ] {
        if count >= most {
            return Err(ContractError::Full { most });
        }
    }
    Ok(())
}

/// CHG-1: says of a member whether it agreed to the pending change.
pub(super) fn agree(
    storage: &mut dyn Storage,
    feed_id: u32,
    role: &Role,
    slot: u32,
    agreed: bool,
) -> Result<(), ContractError> {
    let mut pending = load_pending(storage, feed_id)?;
    let bits = match role {
        Role::Operator => &mut pending.operators,
        Role::Notary => &mut pending.notaries,
    };
    *bits = if agreed { *bits | bit(slot) } else { *bits & !bit(slot) };
    save_pending(storage, feed_id, &pending);
    Ok(())
}

fn free_slot(members: &[FeedMember]) -> Result<u32, ContractError> {
    let taken = members.iter().fold(0, |bits, member| bits | bit(member.slot));
    let slots = 0..u32::try_from(MAX_SLOTS).unwrap_or_default();
    let free = slots.into_iter().find(|slot| taken & bit(*slot) == 0);
    free.ok_or(ContractError::Full { most: MAX_SLOTS })
}

fn remember(storage: &mut dyn Storage, registrant: &Registrant, feed_id: u32) -> Result<(), ContractError> {
    FEEDS_OF.save(storage, (registrant.seat, feed_id), &Empty {})?;
    let count = FEED_COUNT.may_load(storage, registrant.line)?.unwrap_or_default();
    Ok(FEED_COUNT.save(storage, registrant.line, &count.saturating_add(1))?)
}
