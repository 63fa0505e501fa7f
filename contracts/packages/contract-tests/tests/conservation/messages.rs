//! Messages that anybody might send, most of them sensible, some of them not.

use cloudx3_contract_tests::{attributes, modes, Party};
use cosmwasm_std::{Addr, Binary, Uint128};
use oracle::msg::{ExecuteMsg, FeedChange, FeedSpec, FeedTermsResponse, MembersResponse, QueryMsg, Role};

use crate::walk::Walk;

const MOST_FEEDS: usize = 12;

impl Walk {
    pub fn step(&mut self) {
        match self.pick.below(74) {
            0..=8 | 10..=11 | 40..=51 => self.report(),
            9 => self.tidy(),
            12 | 58..=59 => self.show_omitted(),
            13 | 60..=61 => self.evidence(),
            14..=16 => self.pass(),
            17..=18 => self.new_feed(),
            19..=21 => self.accept(),
            22..=23 | 72..=73 => self.member(),
            24..=26 => self.admin(),
            27..=30 | 66..=69 => self.money(),
            31..=33 => self.key(),
            62..=65 => self.give_up(),
            34 => self.rule(),
            35 => self.new_key(),
            36 => self.rotate(),
            52..=57 | 70..=71 => self.rare(),
            _ => self.claim(),
        }
    }

    fn pass(&mut self) {
        let most = match self.pick.below(24) {
            0..=1 => 3_600_000,
            2 => 90_000_000,
            _ => 60_000,
        };
        let time = self.pick.below(most);
        self.world.pass(time);
    }

    /// A key of the pool, mostly one of the newer ones, and mostly its own account.
    pub fn someone(&mut self) -> (Role, Party, Addr) {
        let keys = self.keys();
        let (role, party) = self.pick.of(&keys);
        let sender = if self.pick.one_in(12) { self.pick.of(&self.accounts) } else { party.account.clone() };
        (role, party, sender)
    }

    fn some_feed(&mut self) -> u32 {
        if self.feeds.is_empty() || self.pick.one_in(60) {
            return self.pick.below(20) as u32;
        }
        self.pick.of(&self.feeds)
    }

    /// Keys of a role that are on, and now and then all of them.
    pub fn on(&mut self, role: &Role) -> Vec<Binary> {
        let careless = self.pick.one_in(20);
        let all: Vec<Binary> = self.world.parties(role).iter().map(|party| party.key.binary()).collect();
        let mut on = vec![];
        for keys in all.chunks(31) {
            let (operators, notaries) = match role {
                Role::Operator => (keys.to_vec(), vec![]),
                Role::Notary => (vec![], keys.to_vec()),
            };
            let found: MembersResponse = self.world.ask(&QueryMsg::Members { operators, notaries }).unwrap();
            let states = found.operators.into_iter().chain(found.notaries);
            let active = keys.iter().zip(states).filter(|(_, state)| state.active || careless);
            on.extend(active.map(|(key, _)| key.clone()));
        }
        on
    }

    fn some_keys(&mut self, role: &Role) -> Vec<Binary> {
        let on = self.on(role);
        let mut keys = self.pick.some(&on);
        keys.truncate(12);
        keys
    }

    /// One key of each account.
    fn of_accounts(&self, keys: Vec<Binary>, taken: &mut Vec<Addr>) -> Vec<Binary> {
        let known = self.keys();
        let mut own = |key: &Binary| {
            let party = known.iter().find(|(_, party)| party.key.binary() == *key).unwrap();
            let new = !taken.contains(&party.1.account);
            taken.push(party.1.account.clone());
            new
        };
        keys.into_iter().filter(|key| own(key)).collect()
    }

    fn new_feed(&mut self) {
        if self.feeds.len() >= MOST_FEEDS {
            return;
        }
        let (operators, notaries) = (self.some_keys(&Role::Operator), self.some_keys(&Role::Notary));
        let mut taken = vec![];
        let operators = self.of_accounts(operators, &mut taken);
        let notaries = self.of_accounts(notaries, &mut taken);
        let faulty = (operators.len().max(1) as u32 - 1) / 3;
        let group = self.pick.one_in(4);
        let reading = self.world.reading.clone();
        let base = if group { self.world.group_spec(3) } else { self.world.feed_spec() };
        self.world.reading = reading;
        let spec = FeedSpec {
            quorum: if self.pick.one_in(4) { 0 } else { 2 * faulty + 1 },
            operators,
            notaries,
            interval_ms: 10_000 + self.pick.below(50_000),
            modes: modes(Some(1 + self.pick.below(2) as u32), None),
            observer_reward: Uint128::from(self.pick.below(20)),
            notary_reward: Uint128::from(self.pick.below(7)),
            transmitter_reward: Uint128::from(self.pick.below(9)),
            jail_after: Some(self.pick.below(6) as u32),
            jail_ms: Some(self.pick.below(200_000)),
            claim_window_ms: Some(self.pick.below(1_000_000)),
            ..base
        };
        let spec = self.about_device(spec);
        let is_about = !spec.subject.is_empty();
        let (sender, funds) = (self.pick.of(&self.accounts), u128::from(self.pick.below(3_000)));
        if let Some(response) = self.send(&sender, &ExecuteMsg::CreateFeed { feed: spec }, funds) {
            let feed_id = attributes(&response, "feed_created")[0]["feed_id"].parse().unwrap();
            self.feeds.push(feed_id);
            if is_about {
                self.about_devices.push(feed_id);
            }
        }
    }

    /// Keys and feeds that are at their end make room for others, and an admin removes those of its feed that are off.
    fn tidy(&mut self) {
        let feed_id = self.some_feed();
        self.retire_ended_keys();
        if !self.feeds.contains(&feed_id) {
            return;
        }
        let feed = self.feed(feed_id);
        if feed.closed_from_round.is_some() && self.pick.one_in(2) {
            self.feeds.retain(|other| *other != feed_id);
            self.old_feeds.push(feed_id);
            return;
        }
        let (operators_on, notaries_on) = (self.on(&Role::Operator), self.on(&Role::Notary));
        let off = |keys: &[Binary], on: &[Binary]| -> Vec<Binary> {
            keys.iter().filter(|key| !on.contains(key)).take(3).cloned().collect()
        };
        let operators = off(&feed.spec.operators, &operators_on);
        let notaries = off(&feed.spec.notaries, &notaries_on);
        if operators.len() + notaries.len() > 0 {
            let msg = ExecuteMsg::RemoveMembers { feed_id, operators, notaries };
            self.send(&Addr::unchecked(feed.admin.as_str()), &msg, 0);
        }
        if feed.closed_from_round.is_some() {
            let msg = ExecuteMsg::SetFeedActive { feed_id, active: true };
            self.send(&Addr::unchecked(feed.admin.as_str()), &msg, 0);
        }
        for (role, on) in [(Role::Operator, operators_on), (Role::Notary, notaries_on)] {
            let invited = [feed.spec.operators.as_slice(), &feed.spec.notaries].concat();
            let new: Vec<Binary> = on.into_iter().filter(|key| !invited.contains(key)).take(8).collect();
            for key in self.pick.some(&new) {
                let (operators, notaries) =
                    if role == Role::Operator { (vec![key], vec![]) } else { (vec![], vec![key]) };
                let msg = ExecuteMsg::InviteMembers { feed_id, operators, notaries };
                self.send(&Addr::unchecked(feed.admin.as_str()), &msg, 0);
            }
        }
    }

    fn accept(&mut self) {
        let feed_id = self.some_feed();
        let Ok(found) = self.world.ask::<FeedTermsResponse>(&QueryMsg::FeedTerms { feed_id }) else { return };
        let pending = found.pending.filter(|_| !self.pick.one_in(3)).map(|pending| pending.terms);
        let terms = pending.unwrap_or(found.current).digest;
        // Whoever is asked, and sometimes somebody who is not.
        let spec = self.feed(feed_id).spec;
        let invited = |role: &Role, party: &Party| match role {
            Role::Operator => spec.operators.contains(&party.key.binary()),
            Role::Notary => spec.notaries.contains(&party.key.binary()),
        };
        let asked: Vec<_> = self.keys().into_iter().filter(|(role, party)| invited(role, party)).collect();
        for (role, party) in self.pick.some(&asked) {
            let (pubkey, terms) = (party.key.binary(), terms.clone());
            self.send(&party.account, &ExecuteMsg::Accept { feed_id, role, pubkey, terms }, 0);
        }
        let (role, party, sender) = self.someone();
        self.send(&sender, &ExecuteMsg::Accept { feed_id, role, pubkey: party.key.binary(), terms }, 0);
    }

    fn member(&mut self) {
        let (feed_id, (role, party, sender)) = (self.some_feed(), self.someone());
        let pubkey = party.key.binary();
        let msg = match self.pick.below(6) {
            0 | 4 => ExecuteMsg::Decline { feed_id, role, pubkey },
            1..=2 => ExecuteMsg::Leave { feed_id, role, pubkey },
            3 => {
                let (_, other, _) = self.someone();
                ExecuteMsg::MoveSeat { feed_id, role, old: pubkey, new: other.key.binary() }
            }
            _ => return,
        };
        self.send(&sender, &msg, 0);
    }

    fn admin(&mut self) {
        let feed_id = self.some_feed();
        let admin = if self.feeds.contains(&feed_id) { self.feed(feed_id).admin } else { String::new() };
        let sender = if self.pick.one_in(10) || admin.is_empty() {
            self.pick.of(&self.accounts)
        } else {
            Addr::unchecked(admin)
        };
        let few = |walk: &mut Walk, role: &Role| {
            let mut keys = walk.some_keys(role);
            keys.truncate(2);
            keys
        };
        let (operators, notaries) = (few(self, &Role::Operator), few(self, &Role::Notary));
        let msg = match self.pick.below(24) {
            0..=9 => ExecuteMsg::InviteMembers { feed_id, operators, notaries },
            10..=11 => ExecuteMsg::RemoveMembers { feed_id, operators, notaries },
            12..=13 => ExecuteMsg::SetFeedActive { feed_id, active: false },
            14..=18 => ExecuteMsg::SetFeedActive { feed_id, active: true },
            _ => match self.change(feed_id) {
                Some(change) => ExecuteMsg::ChangeFeed { feed_id, change },
                None => return,
            },
        };
        self.send(&sender, &msg, 0);
    }

    fn change(&mut self, feed_id: u32) -> Option<FeedChange> {
        let spec = self.feeds.contains(&feed_id).then(|| self.feed(feed_id).spec)?;
        Some(FeedChange {
            operation_id: spec.operation_id,
            params: spec.params,
            quorum: spec.quorum,
            modes: spec.modes,
            step_up: None,
            max_age_ms: spec.max_age_ms,
            max_observed_age_ms: None,
            observer_reward: Uint128::from(self.pick.below(20)),
            notary_reward: Uint128::from(self.pick.below(7)),
            transmitter_reward: Uint128::from(self.pick.below(9)),
        })
    }

    fn money(&mut self) {
        let (mut feed_id, mut sender) = (self.some_feed(), self.pick.of(&self.accounts));
        if !self.sponsors.is_empty() && !self.pick.one_in(4) {
            (feed_id, sender) = self.pick.of(&self.sponsors);
        }
        match self.pick.below(6) {
            0..=1 => {
                let funds = u128::from(self.pick.below(2_000));
                if self.send(&sender, &ExecuteMsg::FundFeed { feed_id }, funds).is_some() {
                    self.sponsors.push((feed_id, sender));
                }
            }
            2..=3 => {
                self.send(&sender, &ExecuteMsg::AnnounceWithdrawal { feed_id }, 0);
            }
            _ => {
                if self.send(&sender, &ExecuteMsg::WithdrawEscrow { feed_id }, 0).is_some() {
                    self.sponsors.retain(|sponsor| *sponsor != (feed_id, sender.clone()));
                }
            }
        }
    }

    fn claim(&mut self) {
        let sender = self.pick.of(&self.accounts);
        let feeds = self.pick.some(&self.feeds.clone());
        self.send(&sender, &ExecuteMsg::Claim { feeds }, 0);
    }
}
