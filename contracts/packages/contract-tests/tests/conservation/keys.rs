//! Keys that come, are switched, bonded and replaced.

use cloudx3_contract_tests::{group_operation, Key, Party, Published, NOTARY_BOND, OPERATOR_BOND};
use cosmwasm_std::{Binary, Uint128};
use oracle::msg::{ExecuteMsg, Notary, Operator, QueryMsg, Role, StandingRule};

use crate::walk::Walk;

impl Walk {
    /// Most keys stay on most of the time.
    pub fn key(&mut self) {
        let (role, party, mut sender) = self.someone();
        let pubkey = party.key.binary();
        if self.pick.one_in(20) {
            sender = self.world.admin.clone();
        }
        let bond = if role == Role::Operator { OPERATOR_BOND } else { NOTARY_BOND };
        let funds = if self.pick.one_in(2) { bond } else { u128::from(self.pick.below(500)) };
        let (msg, funds) = match self.pick.below(24) {
            0 => (ExecuteMsg::SetActive { pubkey, role, active: false }, 0),
            1..=8 => (ExecuteMsg::SetActive { pubkey, role, active: true }, 0),
            9..=16 => (ExecuteMsg::Rebond { pubkey, role }, funds),
            _ => (ExecuteMsg::TopUpBond { pubkey, role }, funds),
        };
        self.send(&sender, &msg, funds);
    }

    /// A key goes, for a while or for ever, or takes its bond along.
    pub fn give_up(&mut self) {
        let (role, party, mut sender) = self.someone();
        if self.pick.one_in(4) {
            sender = self.pick.of(&self.accounts);
        }
        let pubkey = party.key.binary();
        let msg = match self.pick.below(9) {
            0 => ExecuteMsg::Retire { pubkey, role },
            1 => ExecuteMsg::Unbond { pubkey, role },
            _ => return self.withdraw_bond(),
        };
        if self.send(&sender, &msg, 0).is_some() {
            let (ExecuteMsg::Retire { role, .. } | ExecuteMsg::Unbond { role, .. }) = msg else { return };
            self.leaving.push((role, party));
        }
    }

    /// Of a key that has left, or of any.
    fn withdraw_bond(&mut self) {
        let (mut role, mut party, mut sender) = self.someone();
        if !self.leaving.is_empty() && !self.pick.one_in(4) {
            (role, party) = self.pick.of(&self.leaving);
            sender = party.account.clone();
        }
        let pubkey = party.key.binary();
        if self.send(&sender, &ExecuteMsg::WithdrawBond { pubkey: pubkey.clone(), role }, 0).is_some() {
            self.leaving.retain(|(_, left)| left.key.binary() != pubkey);
        }
    }

    pub fn rule(&mut self) {
        let (role, party, sender) = self.someone();
        let rule = StandingRule {
            admins: if !self.pick.one_in(4) {
                vec![]
            } else {
                vec![self.pick.of(&self.accounts).to_string()]
            },
            least_reward: Uint128::from(self.pick.below(6)),
            most_feeds: 1 + self.pick.below(30) as u32,
            operations: vec![self.world.reading.id.clone(), self.group_id()],
        };
        let sender = if self.pick.one_in(4) { self.pick.of(&self.accounts) } else { sender };
        let rule = Some(rule).filter(|_| !self.pick.one_in(6));
        self.send(&sender, &ExecuteMsg::SetStandingRule { role, pubkey: party.key.binary(), rule }, 0);
    }

    /// Keys that will never be on again leave the pool; they are seen off at the end.
    pub fn retire_ended_keys(&mut self) {
        for (role, party) in self.keys() {
            let pubkey = party.key.binary();
            let ended = match role {
                Role::Operator => {
                    let key: Operator = self.world.ask(&QueryMsg::Operator { pubkey }).unwrap();
                    key.retired_at_ms.is_some() || key.suspended
                }
                Role::Notary => {
                    let key: Notary = self.world.ask(&QueryMsg::Notary { pubkey }).unwrap();
                    key.retired_at_ms.is_some() || key.suspended
                }
            };
            if ended {
                let pool = match role {
                    Role::Operator => &mut self.world.operators,
                    Role::Notary => &mut self.world.notaries,
                };
                pool.retain(|other| other.key.public() != party.key.public());
                self.old_keys.push((role, party));
            }
        }
    }

    /// Somebody comes with a new key while there are few that are on.
    pub fn new_key(&mut self) {
        if self.next_key > 60_000 || self.world.operators.len() + self.world.notaries.len() > 24 {
            return;
        }
        let account = self.pick.of(&self.accounts);
        let party = Party { key: Key::new(self.next_key), account: account.clone() };
        self.next_key += 1;
        let (role, bond) =
            if self.pick.one_in(2) { ("operator", OPERATOR_BOND) } else { ("notary", NOTARY_BOND) };
        let bond = if self.pick.one_in(3) { bond - 1 } else { bond };
        let msg = self.world.registration_of(&party, role);
        if self.send(&account, &msg, bond).is_some() {
            let list = if role == "operator" { &mut self.world.operators } else { &mut self.world.notaries };
            list.push(party.clone());
            let role = if role == "operator" { Role::Operator } else { Role::Notary };
            self.set_any_rule(role, &party);
        }
    }

    fn group_id(&self) -> Binary {
        Published::from(group_operation()).id
    }

    /// Most who come agree to whatever reads what they know.
    pub fn set_any_rule(&mut self, role: Role, party: &Party) {
        if !self.pick.one_in(4) {
            let operations = vec![self.world.reading.id.clone(), self.group_id()];
            let rule = StandingRule { operations, admins: vec![], most_feeds: 200, ..self.world.rule(0) };
            let pubkey = party.key.binary();
            self.send(&party.account, &ExecuteMsg::SetStandingRule { role, pubkey, rule: Some(rule) }, 0);
        }
    }

    pub fn rotate(&mut self) {
        if self.world.operators.len() + self.world.notaries.len() > 40 {
            return;
        }
        let (role, old, sender) = self.someone();
        let new = Key::new(self.next_key);
        self.next_key += 1;
        let msg = self.world.rotation_of(role.clone(), &old, &new);
        if self.send(&sender, &msg, 0).is_some() {
            let party = Party { key: new.clone(), account: old.account.clone() };
            let list =
                if role == Role::Operator { &mut self.world.operators } else { &mut self.world.notaries };
            list.push(party);
            for feed_id in self.feeds.clone() {
                let (old, new) = (old.key.binary(), new.binary());
                self.send(&sender, &ExecuteMsg::MoveSeat { feed_id, role: role.clone(), old, new }, 0);
            }
        }
    }
}
