//! What accounts of the small network do: accept, leave, claim.

use cosmwasm_std::{Addr, Binary, StdResult, Uint128};
use cw_multi_test::AppResponse;
use oracle::msg::{
    ExecuteMsg, Feed, FeedMembersResponse, FeedTermsResponse, OwedResponse, QueryMsg, Rewards, Role,
    StandingRule,
};

use crate::world::{Party, World};

/// Feeds that one page of owed amounts has at most.
const PAGE: usize = 20;

impl World {
    /// The parties of a role.
    pub fn parties(&self, role: &Role) -> &[Party] {
        match role {
            Role::Operator => &self.operators,
            Role::Notary => &self.notaries,
        }
    }

    /// The digest of the terms that the next round has.
    pub fn terms(&self, feed_id: u32) -> Binary {
        let terms: FeedTermsResponse = self.ask(&QueryMsg::FeedTerms { feed_id }).unwrap();
        terms.current.digest
    }

    pub fn accept(&mut self, feed_id: u32, role: Role, party: &Party) -> StdResult<AppResponse> {
        let (pubkey, terms) = (party.key.binary(), self.terms(feed_id));
        self.oracle_do(&party.account, &ExecuteMsg::Accept { feed_id, role, pubkey, terms }, 0)
    }

    pub fn leave(&mut self, feed_id: u32, role: Role, party: &Party) -> StdResult<AppResponse> {
        let pubkey = party.key.binary();
        self.oracle_do(&party.account, &ExecuteMsg::Leave { feed_id, role, pubkey }, 0)
    }

    /// All whom the feed invites, and whose keys the network knows, accept.
    pub fn accept_all(&mut self, feed_id: u32) {
        let feed: Feed = self.ask(&QueryMsg::Feed { feed_id }).unwrap();
        for (role, keys) in [(Role::Operator, feed.spec.operators), (Role::Notary, feed.spec.notaries)] {
            for party in self.parties(&role).to_vec() {
                if keys.contains(&party.key.binary()) {
                    self.accept(feed_id, role.clone(), &party).unwrap();
                }
            }
        }
    }

    pub fn feed_members(&self, feed_id: u32) -> FeedMembersResponse {
        self.ask(&QueryMsg::FeedMembers { feed_id }).unwrap()
    }

    /// A rule that lets every feed of the user in that reads by one of the network's operations.
    pub fn rule(&self, least_reward: u128) -> StandingRule {
        StandingRule {
            operations: vec![self.reading.id.clone(), self.readback.id.clone()],
            admins: vec![self.user.to_string()],
            least_reward: Uint128::new(least_reward),
            most_feeds: 256,
        }
    }

    pub fn set_rule(
        &mut self,
        role: Role,
        party: &Party,
        rule: Option<StandingRule>,
    ) -> StdResult<AppResponse> {
        let pubkey = party.key.binary();
        self.oracle_do(&party.account, &ExecuteMsg::SetStandingRule { role, pubkey, rule }, 0)
    }

    /// Feeds that owe an account, with what they do.
    pub fn owed(&self, address: &Addr) -> Vec<(u32, Uint128)> {
        let mut owed = vec![];
        for role in [Role::Operator, Role::Notary] {
            for party in self.parties(&role).iter().filter(|party| party.account == *address) {
                let mut start_after = None;
                loop {
                    let (role, pubkey) = (role.clone(), party.key.binary());
                    let query = QueryMsg::Owed { role, pubkey, start_after, limit: None };
                    let page: OwedResponse = self.ask(&query).unwrap();
                    owed.extend(page.feeds.iter().map(|feed| (feed.feed_id, feed.owed)));
                    start_after = page.feeds.last().map(|feed| feed.feed_id);
                    if page.feeds.len() < PAGE {
                        break;
                    }
                }
            }
        }
        owed
    }

    /// What an account has earned, what feeds owe it included.
    pub fn rewards(&self, address: &Addr) -> Rewards {
        let mut rewards: Rewards = self.ask(&QueryMsg::Rewards { address: address.to_string() }).unwrap();
        rewards.accrued += self.owed(address).into_iter().map(|(_, owed)| owed).sum::<Uint128>();
        rewards
    }

    /// Claims all that an account has earned, 64 feeds at a time, and gives what came of it.
    pub fn claim(&mut self, account: &Addr) -> u128 {
        let before = self.balance(account);
        let owing = self.owed(account).into_iter().filter(|(_, owed)| !owed.is_zero());
        let feeds: Vec<u32> = owing.map(|(feed_id, _)| feed_id).collect();
        for feeds in feeds.chunks(64) {
            self.oracle_do(account, &ExecuteMsg::Claim { feeds: feeds.to_vec() }, 0).unwrap();
        }
        (self.balance(account) - before).u128()
    }
}
