//! Reports, good and bad, and what they left out.

use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::ReportedObservation;
use cloudx3_contract_tests::{group_operation, Draft, Key, Party, Round};
use cosmwasm_std::Binary;
use oracle::msg::{ExecuteMsg, FeedMember, FeedMembersResponse, QueryMsg, Role};

use crate::walk::Walk;

fn of_round<'a>(
    members: &'a [FeedMember],
    parties: &'a [Party],
    round: u64,
) -> impl Iterator<Item = Key> + 'a {
    let within = move |member: &&FeedMember| {
        member.rounds.iter().any(|span| span.from <= round && span.until.is_none_or(|until| round < until))
    };
    members.iter().filter(within).filter_map(|member| {
        parties.iter().find(|party| party.key.binary() == member.pubkey).map(|party| party.key.clone())
    })
}

impl Walk {
    /// One or two reports in a transaction, of which one may be bad.
    pub fn report(&mut self) {
        if self.feeds.is_empty() {
            return;
        }
        let mut reports = vec![];
        for _ in 0..=self.pick.below(2) {
            let feed_id = self.pick.of(&self.feeds);
            reports.extend(self.one_report(feed_id));
        }
        if self.pick.one_in(15) {
            reports.extend(reports.first().cloned());
        }
        if !reports.is_empty() {
            if !self.pick.one_in(3) {
                self.world.gather(&reports);
            }
            let sender = self.pick.of(&self.accounts);
            self.send(&sender, &ExecuteMsg::SubmitReports { reports }, 0);
        }
    }

    fn round(&mut self, feed_id: u32) -> Round {
        let feed = self.feed(feed_id);
        let reading = self.world.reading.clone();
        if !feed.spec.rows.is_empty() {
            self.world.reading = group_operation().into();
        }
        let mut round = self.world.round(feed_id);
        self.world.reading = reading;
        round.session_time_ms -= self.pick.below(2_000);
        round
    }

    fn one_report(&mut self, feed_id: u32) -> Option<Binary> {
        let mut round = self.round(feed_id);
        let found: FeedMembersResponse = self.world.ask(&QueryMsg::FeedMembers { feed_id }).unwrap();
        let needed = self.feed(feed_id).spec.modes.mpc.map_or(1, |policy| policy.notaries as usize);
        let (operators_on, notaries_on) = (self.on(&Role::Operator), self.on(&Role::Notary));
        let number = round.round;
        let mut observers: Vec<Key> = of_round(&found.operators, &self.world.operators, number)
            .filter(|key| operators_on.contains(&key.binary()))
            .collect();
        let notaries: Vec<Key> = of_round(&found.notaries, &self.world.notaries, number)
            .filter(|key| notaries_on.contains(&key.binary()))
            .collect();
        if observers.is_empty() || notaries.len() < needed {
            return None;
        }
        if self.pick.one_in(25) {
            observers.push(self.pick.of(&self.world.operators).key);
        }
        let mut observations = vec![];
        for observer in &observers {
            let from = self.pick.below((notaries.len() - needed + 1) as u64) as usize;
            let value = (self.pick.below(4_000) as i64, 0);
            let drafts: Vec<Draft> = notaries[from..from + needed]
                .iter()
                .map(|notary| Draft { notary, value, session: 1 })
                .collect();
            observations.push(round.observe(observer, &drafts));
        }
        let turns = self.world.turns(feed_id, round.round);
        if self.pick.one_in(10) && !turns.is_empty() {
            round.transmitter = Some(self.pick.of(&turns)).filter(|_| !self.pick.one_in(3));
        }
        let kept = if !self.pick.one_in(4) { observations.clone() } else { self.pick.some(&observations) };
        let left_out: Vec<_> = observations.iter().filter(|own| !kept.contains(own)).cloned().collect();
        self.remember(&round, if left_out.is_empty() { &observations } else { &left_out });
        let mut report = round.report(kept);
        if self.pick.one_in(25) && report.observations.len() > 1 {
            report.observations.remove(0);
        }
        Some(encode(&report).into())
    }

    fn remember(&mut self, round: &Round, observations: &[ReportedObservation]) {
        let own = self.pick.of(observations);
        self.gossip.push((round.clone(), own));
        if self.gossip.len() > 5 {
            self.gossip.remove(0);
        }
    }

    pub fn show_omitted(&mut self) {
        if self.gossip.is_empty() {
            return;
        }
        let (round, own) = self.pick.of(&self.gossip.clone());
        let observation = encode(&round.gossiped(&own)).into();
        let sender = self.pick.of(&self.accounts);
        self.send(&sender, &ExecuteMsg::ClaimOmitted { observation }, 0);
    }
}
