use cosmwasm_std::Storage;

use super::rules::{load_rules, load_terms_before, save_rules, save_terms_before};
use super::state::{load_state, save_state};
use super::{bit, quorum_of};
use super::{load_pending, remove_pending, FeedMember, FeedRules, FeedState, PendingTerms, Terms};
use crate::error::ContractError;
use crate::msg::Role;

/// A feed or group with all that a report needs of it, and what of it has to be written.
pub(crate) struct FeedRecord {
    pub id: u32,
    pub rules: FeedRules,
    pub state: FeedState,
    /// Whether the rules have to be written.
    pub rewritten: bool,
    /// The terms that a change took the place of just now.
    replaced: Option<Terms>,
}

impl FeedRecord {
    pub(crate) fn new(id: u32, rules: FeedRules) -> Self {
        Self { id, rules, state: FeedState::default(), rewritten: true, replaced: None }
    }

    pub(crate) fn load(storage: &dyn Storage, id: u32) -> Result<Self, ContractError> {
        let (rules, state) = (load_rules(storage, id)?, load_state(storage, id)?);
        Ok(Self { id, rules, state, rewritten: false, replaced: None })
    }

    pub(crate) fn save(mut self, storage: &mut dyn Storage) {
        self.file_replaced(storage);
        save_state(storage, self.id, &self.state);
        if self.rewritten {
            save_rules(storage, self.id, &self.rules);
        }
    }

    /// Files the terms that a change took the place of. From then on another change can be announced.
    pub(crate) fn file_replaced(&mut self, storage: &mut dyn Storage) {
        if let Some(terms) = self.replaced.take() {
            save_terms_before(storage, self.id, &terms);
            remove_pending(storage, self.id);
        }
    }

    pub(crate) fn members(&self, role: &Role) -> &[FeedMember] {
        match role {
            Role::Operator => &self.rules.operators,
            Role::Notary => &self.rules.notaries,
        }
    }

    /// For changing them; the rules are written then.
    pub(crate) fn members_mut(&mut self, role: &Role) -> &mut Vec<FeedMember> {
        self.rewritten = true;
        match role {
            Role::Operator => &mut self.rules.operators,
            Role::Notary => &mut self.rules.notaries,
        }
    }

    pub(crate) fn member(&self, role: &Role, key: &[u8]) -> Option<&FeedMember> {
        let members = self.members(role);
        let found = members.binary_search_by(|member| member.pubkey.as_slice().cmp(key)).ok()?;
        members.get(found)
    }

    /// ACC-1: whether a member takes part in a round.
    pub(crate) fn takes_part(&self, role: &Role, member: &FeedMember, round: u64) -> bool {
        let jailed = *role == Role::Operator && self.state.is_jailed(member.slot, round);
        member.is_in(round) && !jailed
    }

    /// REP-13: until when a member cannot accept again, whether that was written down with the members or not; 0 where it can.
    pub(crate) fn jailed_until(&self, role: &Role, member: &FeedMember) -> u64 {
        let noted =
            self.state.jailed.iter().filter(|jailed| *role == Role::Operator && jailed.slot == member.slot);
        noted.map(|jailed| jailed.until_ms).max().unwrap_or_default().max(member.jailed_until_ms)
    }

    /// REP-13: lets an operator accept again at once that was put out by a round which left it out.
    pub(crate) fn lift_jail(&mut self, slot: u32, round: u64) {
        let out_from = round.saturating_add(1);
        let noted = self
            .state
            .jailed
            .iter_mut()
            .filter(|jailed| (jailed.slot, jailed.from_round) == (slot, out_from));
        noted.for_each(|jailed| jailed.until_ms = 0);
        let is_out = |member: &FeedMember| {
            member.slot == slot && member.jailed_until_ms > 0 && member.until() == Some(out_from)
        };
        if self.rules.operators.iter().any(is_out) {
            let members = self.members_mut(&Role::Operator);
            members.iter_mut().filter(|member| is_out(member)).for_each(|member| member.jailed_until_ms = 0);
        }
    }

    /// Those who count in the number of members, in the quorum and in the turns of a round.
    pub(crate) fn members_of(&self, role: &Role, round: u64) -> Vec<&FeedMember> {
        self.members(role).iter().filter(|member| self.takes_part(role, member, round)).collect()
    }

    /// QRM-2: observations that a report of a round with so many operators needs.
    pub(crate) fn quorum(&self, members: usize) -> u32 {
        quorum_of(members, self.rules.terms.quorum)
    }

    /// CHG-1: puts the pending terms into force where the round is theirs. Gives the members that leave by that.
    pub(crate) fn advance(
        &mut self,
        storage: &dyn Storage,
        round: u64,
    ) -> Result<Vec<(Role, Vec<u8>)>, ContractError> {
        let Some(from_round) = self.state.pending_from.filter(|from| *from <= round) else {
            return Ok(vec![]);
        };
        let PendingTerms { terms, operators, notaries } = load_pending(storage, self.id)?;
        let mut left = Vec::new();
        for (role, agreed) in [(Role::Operator, operators), (Role::Notary, notaries)] {
            for member in self.members_mut(&role) {
                if agreed & bit(member.slot) == 0 && member.stays(from_round) {
                    member.leave(from_round);
                    left.push((role.clone(), member.pubkey.clone()));
                }
            }
        }
        self.state.pending_from = None;
        self.replaced = Some(std::mem::replace(&mut self.rules.terms, terms));
        Ok(left)
    }

    /// CHG-1: for a report that lands after a change has begun, of a round before it. Such a record is written without its rules.
    pub(crate) fn go_back(&mut self, storage: &dyn Storage, round: u64) -> Result<(), ContractError> {
        if round < self.rules.terms.from_round {
            self.rules.terms = self.terms_of(storage, round)?.ok_or(ContractError::Record)?;
        }
        Ok(())
    }

    /// The terms of a round that may lie before the last change; `None` where they are forgotten.
    pub(crate) fn terms_of(&self, storage: &dyn Storage, round: u64) -> Result<Option<Terms>, ContractError> {
        if round >= self.rules.terms.from_round {
            return Ok(Some(self.rules.terms.clone()));
        }
        let before = match &self.replaced {
            Some(terms) => Some(terms.clone()),
            None => load_terms_before(storage, self.id)?,
        };
        Ok(before.filter(|terms| round >= terms.from_round))
    }
}
