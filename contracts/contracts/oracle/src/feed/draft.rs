//! A feed as it is changed by a message: pending terms that have begun are put into force first, jails are written down, and members that
//! left long ago are forgotten.

use cosmwasm_std::{Event, MessageInfo, Storage};

use super::forgotten::forget;
use crate::error::ContractError;
use crate::event;
use crate::msg::{FeedSpec, Role};
use crate::record::FeedRecord;
use crate::state::{FeedInfo, FEED_INFO, GROUP_OF};

pub(crate) struct Draft {
    pub record: FeedRecord,
    pub info: FeedInfo,
    /// Whether the info has to be written.
    pub info_rewritten: bool,
    pub now_ms: u64,
    /// What happened so far.
    pub events: Vec<Event>,
}

impl Draft {
    pub(super) fn load(storage: &mut dyn Storage, id: u32, now_ms: u64) -> Result<Self, ContractError> {
        require_record(storage, id)?;
        let info = FEED_INFO.may_load(storage, id)?.ok_or(ContractError::FeedUnknown { feed_id: id })?;
        let record = FeedRecord::load(storage, id)?;
        let mut draft = Self { record, info, info_rewritten: false, now_ms, events: vec![] };
        if let Some(round) = draft.record.rules.clock().round_at(now_ms) {
            draft.advance(storage, round)?;
            draft.record.file_replaced(storage);
        }
        draft.write_jails();
        forget(storage, &mut draft.record, now_ms)?;
        Ok(draft)
    }

    pub(super) fn id(&self) -> u32 {
        self.record.id
    }

    /// The first round that has not begun.
    pub(super) fn next_round(&self) -> u64 {
        self.record.rules.clock().next_round(self.now_ms)
    }

    pub(super) fn require_admin(&self, info: &MessageInfo) -> Result<(), ContractError> {
        if info.sender == self.info.admin {
            return Ok(());
        }
        Err(ContractError::Unauthorized { who: "the admin of the feed" })
    }

    /// The spec that holds for a round.
    pub(super) fn spec_of(&self, round: u64) -> &FeedSpec {
        match &self.info.pending {
            Some(pending) if pending.from_round <= round => &pending.spec,
            _ => &self.info.spec,
        }
    }

    /// Keys that are invited, members or not.
    pub(super) fn invited(&mut self, role: &Role) -> &mut Vec<cosmwasm_std::Binary> {
        match role {
            Role::Operator => &mut self.info.spec.operators,
            Role::Notary => &mut self.info.spec.notaries,
        }
    }

    pub(super) fn save(self, storage: &mut dyn Storage) -> Result<Vec<Event>, ContractError> {
        let id = self.id();
        self.record.save(storage);
        if self.info_rewritten {
            FEED_INFO.save(storage, id, &self.info)?;
        }
        Ok(self.events)
    }

    /// CHG-1: the report of a round may have put the terms into force already; their spec follows.
    fn advance(&mut self, storage: &dyn Storage, round: u64) -> Result<(), ContractError> {
        let left = self.record.advance(storage, round)?;
        let leaves = left
            .into_iter()
            .map(|(role, key)| event::member_leaves(self.record.id, &role, &key, round, "terms"));
        self.events.extend(leaves);
        if self.info.pending.as_ref().is_some_and(|pending| pending.from_round <= round) {
            if let Some(pending) = self.info.pending.take() {
                let FeedSpec { operators, notaries, .. } = self.info.spec.clone();
                self.info.spec = FeedSpec { operators, notaries, ..pending.spec };
                self.info_rewritten = true;
            }
        }
        Ok(())
    }

    /// REP-13: what reports noted of members that are out.
    fn write_jails(&mut self) {
        for jailed in std::mem::take(&mut self.record.state.jailed) {
            let members = self.record.members_mut(&Role::Operator);
            if let Some(member) = members.iter_mut().find(|member| member.slot == jailed.slot) {
                member.leave(jailed.from_round);
                member.jailed_until_ms = jailed.until_ms;
            }
        }
    }
}

/// Refuses the id of a row, which has no record of its own.
pub(crate) fn require_record(storage: &dyn Storage, feed_id: u32) -> Result<(), ContractError> {
    match GROUP_OF.may_load(storage, feed_id)? {
        Some(group_id) => Err(ContractError::FeedIsRow { feed_id, group_id }),
        None => Ok(()),
    }
}

/// The id under which a feed or the group of a row is kept.
pub(crate) fn record_of(storage: &dyn Storage, feed_id: u32) -> Result<u32, ContractError> {
    Ok(GROUP_OF.may_load(storage, feed_id)?.unwrap_or(feed_id))
}
