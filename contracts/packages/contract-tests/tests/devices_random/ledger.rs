//! Who has what, by the rules alone (rule CMD-4).

use std::collections::BTreeMap;

use cloudx3_contract_tests::DEPOSIT;
use cosmwasm_std::Addr;

/// A command that has not ended.
#[derive(Clone)]
pub struct Open {
    pub issuer: Addr,
    pub escrow: u128,
    pub deadline_ms: u64,
    /// Accounts that hold or held it, and until when.
    pub leases: Vec<(Addr, u64)>,
}

#[derive(Default)]
pub struct Ledger {
    pub open: BTreeMap<u64, Open>,
    pub owed: BTreeMap<Addr, u128>,
    /// What each account has, apart from what the contract holds.
    pub balances: BTreeMap<Addr, u128>,
}

impl Ledger {
    /// What the contract has to have.
    pub fn held(&self) -> u128 {
        let open = self.open.values().map(|open| open.escrow + DEPOSIT * open.leases.len() as u128);
        open.sum::<u128>() + self.owed.values().sum::<u128>()
    }

    pub fn pays_in(&mut self, account: &Addr, amount: u128) {
        *self.balances.get_mut(account).unwrap() -= amount;
    }

    pub fn is_paid(&mut self, account: &Addr, amount: u128) {
        *self.balances.get_mut(account).unwrap() += amount;
    }

    fn is_owed(&mut self, account: &Addr, amount: u128) {
        *self.owed.entry(account.clone()).or_default() += amount;
    }

    /// Nothing ends twice: what has ended is not there any more.
    fn ends(&mut self, command_id: u64) -> Open {
        self.open.remove(&command_id).unwrap_or_else(|| panic!("command {command_id} ended twice"))
    }

    /// Its deposits are nobody's then. Gives whom the escrow belongs to.
    pub fn comes_to_nothing(&mut self, command_id: u64) -> Open {
        self.ends(command_id)
    }

    /// The same, where the issuer is owed the escrow.
    pub fn expires(&mut self, command_id: u64, now_ms: u64) {
        let Open { issuer, escrow, deadline_ms, .. } = self.ends(command_id);
        assert!(now_ms > deadline_ms, "command {command_id} was refunded before its deadline");
        self.is_owed(&issuer, escrow);
    }

    /// By an executor and the notaries of its attestations; one where nothing had to be done.
    pub fn is_settled(&mut self, command_id: u64, executor: &Addr, notaries: &[Addr], now_ms: u64) {
        let Open { issuer, escrow, leases, .. } = self.ends(command_id);
        let pool = if notaries.len() == 2 { escrow } else { escrow * 20 / 100 };
        let each = pool * 30 / 100 / notaries.len() as u128;
        self.is_owed(executor, pool - each * notaries.len() as u128);
        for notary in notaries {
            self.is_owed(notary, each);
        }
        self.is_owed(&issuer, escrow - pool);
        for (account, until_ms) in leases {
            if account == *executor || now_ms < until_ms {
                self.is_owed(&account, DEPOSIT);
            }
        }
    }

    pub fn claims(&mut self, account: &Addr) {
        let amount = self.owed.remove(account).unwrap_or_default();
        assert!(amount > 0, "{account} claimed what it was not owed");
        self.is_paid(account, amount);
    }
}
