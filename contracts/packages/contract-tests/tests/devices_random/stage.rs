//! Where the moves are made: a world, its actors, and the ledger beside it.

use std::collections::BTreeSet;

use cloudx3_contract_tests::{attributes, code_of, Party, Tally, World, HANDOVER_MS, LEASE_MS};
use cosmwasm_std::{Addr, Binary};
use cw_multi_test::AppResponse;
use devices::msg::{AllRewardsResponse, Command, Device, DevicesResponse, ExecuteMsg, QueryMsg, Role};

use crate::consent::Consent;
use crate::ledger::{Ledger, Open};
use crate::random::Random;

/// What was shown for a command once, to be shown again.
pub type Shown = (Command, Option<Binary>, Binary, Binary);

pub struct Stage {
    pub world: World,
    pub random: Random,
    pub ledger: Ledger,
    pub consent: Consent,
    /// Accounts that claim devices.
    pub owners: Vec<Addr>,
    pub devices: Vec<String>,
    pub commands: u64,
    pub shown: Vec<Shown>,
    /// Keys that have a standing rule.
    pub rules: BTreeSet<(u8, Binary)>,
    pub tally: Tally,
}

impl Stage {
    pub fn new(seed: u64) -> Self {
        let world = World::stubbed(5, 3);
        let owners: Vec<Addr> = (40..44).map(|number| world.party(number).account).collect();
        let parties = world.operators.iter().chain(&world.notaries).map(|party| party.account.clone());
        let accounts: Vec<Addr> = parties.chain(owners.clone()).chain([world.admin.clone()]).collect();
        let balances = accounts.iter().map(|account| (account.clone(), world.balance(account).u128()));
        let ledger = Ledger { balances: balances.collect(), ..Default::default() };
        Self {
            random: Random::new(seed),
            consent: Consent::default(),
            devices: vec![],
            commands: 0,
            shown: vec![],
            rules: BTreeSet::new(),
            tally: Tally::default(),
            owners,
            ledger,
            world,
        }
    }

    /// A key in a role, with its account.
    pub fn party(&mut self) -> (Role, Party) {
        if self.random.once_in(2) {
            (Role::Operator, self.random.of(&self.world.operators).clone())
        } else {
            (Role::Notary, self.random.of(&self.world.notaries).clone())
        }
    }

    pub fn device(&mut self) -> Option<Device> {
        if self.devices.is_empty() {
            return None;
        }
        let device = self.random.of(&self.devices).clone();
        Some(self.world.device_state(&device))
    }

    /// Mostly one that has not ended, and that somebody took where it should.
    pub fn command(&mut self, taken: bool) -> Option<Command> {
        let fits = |open: &&Open| !taken || !open.leases.is_empty();
        let open = self.ledger.open.iter().filter(|(_, open)| fits(open));
        let open: Vec<u64> = open.map(|(command_id, _)| *command_id).collect();
        let any = open.is_empty() || self.random.once_in(6);
        let last = usize::try_from(self.commands).unwrap();
        let command_id = if any { self.random.below(last.max(1)) as u64 + 1 } else { *self.random.of(&open) };
        self.world.ask_devices(&QueryMsg::Command { command_id }).ok()
    }

    /// Who should send a message, or now and then anybody else.
    pub fn sender(&mut self, rightful: &str) -> Addr {
        if self.random.once_in(8) {
            let accounts: Vec<Addr> = self.ledger.balances.keys().cloned().collect();
            return self.random.of(&accounts).clone();
        }
        Addr::unchecked(rightful)
    }

    /// Sends a message; what is refused leaves the contract as it was.
    pub fn send(&mut self, sender: &Addr, msg: &ExecuteMsg, funds: u128) -> Option<AppResponse> {
        let before = self.random.once_in(40).then(|| self.world.dump_devices());
        match self.world.devices_do(sender, msg, funds) {
            Ok(response) => {
                self.ledger.pays_in(sender, funds);
                self.tally.took(msg);
                Some(response)
            }
            Err(error) => {
                let code = code_of(Err::<(), _>(error));
                let is_fault = code.starts_with("contract.") && code != "contract.config";
                assert!(!is_fault, "{msg:?} failed with {code}");
                self.tally.refused(msg, &code);
                assert!(
                    before.is_none_or(|before| before == self.world.dump_devices()),
                    "{code} changed the state"
                );
                None
            }
        }
    }

    /// Commands that were refunded since there was no room, or since the device changed.
    pub fn sweep(&mut self, response: &AppResponse) {
        let now_ms = self.world.now_ms();
        for event in attributes(response, "command_refunded") {
            self.ledger.expires(event["command_id"].parse().unwrap(), now_ms);
        }
    }

    /// Every coin is where the ledger has it.
    pub fn check(&self, thoroughly: bool) {
        assert_eq!(self.world.balance(&self.world.devices).u128(), self.ledger.held());
        if !thoroughly {
            return;
        }
        for (account, balance) in &self.ledger.balances {
            assert_eq!(self.world.balance(account).u128(), *balance, "{account}");
        }
        let query = QueryMsg::AllRewards { start_after: None, limit: None };
        for rewards in self.world.ask_devices::<AllRewardsResponse>(&query).unwrap().rewards {
            let owed = self.ledger.owed.get(&Addr::unchecked(&rewards.address)).copied();
            assert_eq!(rewards.accrued.u128(), owed.unwrap_or_default(), "{}", rewards.address);
        }
        self.check_serials();
    }

    /// A serial at a server is one device's.
    fn check_serials(&self) {
        let mut bound = BTreeSet::new();
        let mut start_after = None;
        loop {
            let query = QueryMsg::Devices { start_after: start_after.clone(), limit: None };
            let page: DevicesResponse = self.world.ask_devices(&query).unwrap();
            let Some(last) = page.devices.last() else { break };
            start_after = Some(last.id.clone());
            for binding in page.devices.iter().filter_map(|device| device.binding.as_ref()) {
                assert!(bound.insert((binding.server_name.clone(), binding.serial.clone())), "{binding:?}");
            }
        }
    }

    /// Whatever happened, everybody gets what is theirs, leaves, and nothing stays behind.
    pub fn wind_up(&mut self) {
        self.world.pass(32 * 86_400_000);
        let anybody = self.owners[0].clone();
        for command_id in self.ledger.open.keys().copied().collect::<Vec<_>>() {
            let refund = ExecuteMsg::RefundCommand { command_id };
            self.send(&anybody, &refund, 0).unwrap();
            let open = self.ledger.comes_to_nothing(command_id);
            self.ledger.is_paid(&open.issuer, open.escrow);
        }
        for account in self.ledger.owed.keys().cloned().collect::<Vec<_>>() {
            if self.ledger.owed[&account] > 0 {
                self.send(&account, &ExecuteMsg::Claim {}, 0).unwrap();
                self.ledger.claims(&account);
            }
        }
        self.check(true);
        assert_eq!(self.world.balance(&self.world.devices).u128(), 0);
        crate::member_moves::everybody_leaves(self);
    }
}

/// A moment, a lease, or the time of a handover.
pub fn pass(stage: &mut Stage) {
    let time_ms = *stage.random.of(&[1, 500, 2_000, 2_000, 5_000, 20_000, LEASE_MS]);
    let time_ms = if stage.random.once_in(15) { HANDOVER_MS } else { time_ms };
    stage.world.pass(time_ms);
}
