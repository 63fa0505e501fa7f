//! REP-13: who is missing for long is out, so that those who work still make a quorum.

use std::collections::BTreeSet;

use crate::msg::Role;
use crate::record::{FeedRecord, Jailed, MAX_SLOTS};

/// Counts who was missing in a round that landed, and gives the keys of those that are out from the next round on.
pub(super) fn count(record: &mut FeedRecord, round: u64, present: u64) -> Vec<Vec<u8>> {
    let members = record.members_of(&Role::Operator, round);
    let members: Vec<(u32, usize, Vec<u8>)> =
        members.into_iter().map(|member| (member.slot, member.index(), member.pubkey.clone())).collect();
    let most = record.rules.jail_after;
    let from_round = round.saturating_add(1);
    let until_ms = record.rules.clock().begin(from_round).saturating_add(record.rules.jail_ms);
    let mut out = Vec::new();
    let slots: BTreeSet<usize> = members.iter().map(|(_, index, _)| *index).collect();
    let length = slots.last().map_or(0, |last| last.saturating_add(1)).min(MAX_SLOTS);
    if record.state.absences.len() < length {
        record.state.absences.resize(length, 0);
    }
    for (slot, index, pubkey) in members {
        let Some(absent) = record.state.absences.get_mut(index) else { continue };
        if present & crate::record::bit(slot) != 0 {
            *absent = 0;
            continue;
        }
        *absent = absent.saturating_add(1);
        if most > 0 && *absent >= most {
            *absent = 0;
            record.state.jailed.push(Jailed { slot, from_round, until_ms });
            out.push(pubkey);
        }
    }
    out
}
