//! Who is there, what has happened, and what has to hold at any time.

use std::collections::BTreeSet;

use cloudx3_attestation::proto::ReportedObservation;
use cloudx3_contract_tests::{code_of, Party, Round, Tally, World, REACTIVATE_MS, UNBONDING_MS};
use cosmwasm_std::{Addr, Uint128};
use cw_multi_test::AppResponse;
use oracle::msg::{
    AllRewardsResponse, Evidence, ExecuteMsg, Feed, FeedsResponse, NotariesResponse, OperatorsResponse,
    QueryMsg, Role,
};

use crate::ledger::Ledger;
use crate::pick::Pick;

const ACCOUNTS: u16 = 16;
const START: u128 = 1_000_000_000;

pub struct Walk {
    pub world: World,
    pub pick: Pick,
    pub ledger: Ledger,
    pub accounts: Vec<Addr>,
    pub feeds: Vec<u32>,
    /// Closed ones, with which nothing is done any more.
    pub old_feeds: Vec<u32>,
    pub next_key: u16,
    /// Feeds with who funded them.
    pub sponsors: Vec<(u32, Addr)>,
    /// Keys whose bond is on its way out, or was.
    pub leaving: Vec<(Role, Party)>,
    /// Whether nothing is sent that is no good.
    careful: bool,
    /// Keys that are out of the pool.
    pub old_keys: Vec<(Role, Party)>,
    /// Observations that were made and that a report may have left out.
    pub gossip: Vec<(Round, ReportedObservation)>,
    pub committed: Vec<(Addr, Evidence)>,
    /// A devices contract that says of a device what it is told to.
    pub subjects: Addr,
    /// Feeds that speak about it, and one that is not there.
    pub about_devices: Vec<u32>,
    tally: Tally,
}

impl Walk {
    pub fn new(seed: u64) -> Self {
        let mut world = World::with(6, 4);
        let subjects = world.subjects();
        let accounts = (0..ACCOUNTS).map(|number| world.party(number).account).collect();
        let mut walk = Self {
            world,
            pick: Pick(seed),
            ledger: Ledger::default(),
            accounts,
            feeds: vec![],
            old_feeds: vec![],
            old_keys: vec![],
            leaving: vec![],
            careful: false,
            sponsors: vec![],
            next_key: 200,
            gossip: vec![],
            committed: vec![],
            subjects,
            about_devices: vec![99_999],
            tally: Tally::default(),
        };
        for (role, party) in walk.keys() {
            walk.set_any_rule(role, &party);
        }
        walk
    }

    /// Sends a message; a refusal is fine, and leaves nothing behind.
    pub fn send(&mut self, sender: &Addr, msg: &ExecuteMsg, funds: u128) -> Option<AppResponse> {
        // A coin that nobody asked for, now and then.
        let stray = funds == 0 && !self.careful && self.pick.one_in(100);
        let funds = if stray { 1 } else { funds };
        let before = self.pick.one_in(100).then(|| self.world.dump());
        match self.world.oracle_do(sender, msg, funds) {
            Ok(response) => {
                self.tally.took(msg);
                self.ledger.took(msg, &response);
                Some(response)
            }
            Err(error) => {
                if let Some(before) = before {
                    assert!(self.world.dump() == before, "a refusal changed the state: {msg:?}");
                }
                let code = code_of(Err::<(), _>(error));
                assert!(!code.starts_with("contract."), "{code}: {msg:?}");
                self.tally.refused(msg, &code);
                None
            }
        }
    }

    pub fn landed(&self) -> u64 {
        self.ledger.landed
    }

    pub fn summary(&self) -> String {
        let Self { ledger, feeds, old_feeds, tally, .. } = self;
        format!(
            "{} and {} feeds, {} reports, {} burned, {}",
            feeds.len(),
            old_feeds.len(),
            ledger.landed,
            ledger.burned,
            tally.summary()
        )
    }

    /// Messages that were not both taken and refused.
    pub fn lacking<'a>(&self, messages: &'a BTreeSet<String>) -> Vec<&'a String> {
        self.tally.lacking(messages)
    }

    pub fn feed(&self, feed_id: u32) -> Feed {
        self.world.ask(&QueryMsg::Feed { feed_id }).unwrap()
    }

    /// Every key of the pool, with its role.
    pub fn keys(&self) -> Vec<(Role, Party)> {
        let of =
            |role: Role| self.world.parties(&role).iter().map(move |party| (role.clone(), party.clone()));
        of(Role::Operator).chain(of(Role::Notary)).collect()
    }

    /// The contract holds what it says it holds, and what it owes is what was earned.
    pub fn check(&self) {
        let (bonds, feeds, accrued) = (self.bonds(), self.all_feeds(), self.accrued());
        let escrows: Uint128 = feeds.iter().map(|feed| feed.escrow).sum();
        let owed: Uint128 = feeds.iter().map(|feed| feed.owed).sum();
        let held = self.world.balance(&self.world.oracle);
        assert_eq!(held, bonds + escrows + owed + accrued, "the contract does not hold what it says");
        assert_eq!((owed + accrued).u128(), self.ledger.total_outstanding(), "what is owed was not earned");
        let outside: Uint128 = self.accounts.iter().map(|account| self.world.balance(account)).sum();
        let all = u128::from(ACCOUNTS) * START;
        assert_eq!((outside + held).u128() + self.ledger.burned, all, "a coin was lost or made");
    }

    fn bonds(&self) -> Uint128 {
        let mut bonds = Uint128::zero();
        let mut start_after = None;
        loop {
            let query = QueryMsg::Operators { start_after: start_after.take(), limit: None };
            let page: OperatorsResponse = self.world.ask(&query).unwrap();
            bonds += page.operators.iter().map(|operator| operator.bond).sum::<Uint128>();
            let Some(last) = page.operators.last() else { break };
            start_after = Some(last.pubkey.clone());
        }
        loop {
            let query = QueryMsg::Notaries { start_after: start_after.take(), limit: None };
            let page: NotariesResponse = self.world.ask(&query).unwrap();
            bonds += page.notaries.iter().map(|notary| notary.bond).sum::<Uint128>();
            let Some(last) = page.notaries.last() else { break };
            start_after = Some(last.pubkey.clone());
        }
        bonds
    }

    fn all_feeds(&self) -> Vec<Feed> {
        let mut feeds: Vec<Feed> = vec![];
        loop {
            let start_after = feeds.last().map(|feed| feed.id);
            let query = QueryMsg::Feeds { start_after, limit: None };
            let page = self.world.ask::<FeedsResponse>(&query).unwrap().feeds;
            if page.is_empty() {
                return feeds;
            }
            feeds.extend(page);
        }
    }

    fn accrued(&self) -> Uint128 {
        let query = QueryMsg::AllRewards { start_after: None, limit: None };
        let page: AllRewardsResponse = self.world.ask(&query).unwrap();
        page.rewards.iter().map(|rewards| rewards.accrued).sum()
    }

    /// Nobody needs anybody else's leave: all go, and the contract is empty.
    pub fn everybody_leaves(&mut self) {
        self.careful = true;
        let feeds = [self.feeds.clone(), self.old_feeds.clone()].concat();
        let keys = [self.keys(), self.old_keys.clone()].concat();
        for feed_id in feeds.clone() {
            for (role, party) in self.keys() {
                let pubkey = party.key.binary();
                let _ = self.send(&party.account, &ExecuteMsg::Leave { feed_id, role, pubkey }, 0);
            }
            for account in self.accounts.clone() {
                let _ = self.send(&account, &ExecuteMsg::AnnounceWithdrawal { feed_id }, 0);
            }
        }
        for (role, party) in keys.clone() {
            let _ = self.send(&party.account, &ExecuteMsg::Unbond { pubkey: party.key.binary(), role }, 0);
        }
        self.world.pass(UNBONDING_MS.max(REACTIVATE_MS) + 30 * 86_400_000);
        for (role, party) in keys {
            let pubkey = party.key.binary();
            let _ = self.send(&party.account, &ExecuteMsg::WithdrawBond { pubkey, role }, 0);
        }
        for account in self.accounts.clone() {
            for feed_id in feeds.clone() {
                let _ = self.send(&account, &ExecuteMsg::WithdrawEscrow { feed_id }, 0);
            }
            for feeds in feeds.chunks(64) {
                let _ = self.send(&account, &ExecuteMsg::Claim { feeds: feeds.to_vec() }, 0);
            }
        }
        // What feeds put into accounts when they forgot somebody.
        for account in self.accounts.clone() {
            let _ = self.send(&account, &ExecuteMsg::Claim { feeds: vec![] }, 0);
            assert_eq!(self.ledger.outstanding(account.as_str()), 0, "{account} was not paid out");
        }
        self.check();
        let held = self.world.balance(&self.world.oracle);
        assert_eq!(held, Uint128::zero(), "something is left that nobody can take");
    }
}
