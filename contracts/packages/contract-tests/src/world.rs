use cloudx3_attestation::proto::{KeyRegistration, Network};
use cloudx3_attestation::registration::key_registration_digest;
use cosmwasm_std::{coins, to_json_vec, Addr, StdResult, Uint128};
use cw_multi_test::{App, AppBuilder, AppResponse, Executor};
use oracle::msg::{ExecuteMsg, QueryMsg, Role};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::deploy::{deploy_devices, deploy_oracle, deploy_stub, DENOM, NOTARY_BOND, OPERATOR_BOND};
use crate::keys::Key;
use crate::operations::{action_operation, readback_operation, reading_operation, Published};

const START_FUNDS: u128 = 1_000_000_000;

/// A key and the account that registered it.
#[derive(Clone)]
pub struct Party {
    pub key: Key,
    pub account: Addr,
}

pub struct World {
    pub app: App,
    pub oracle: Addr,
    pub devices: Addr,
    pub admin: Addr,
    /// Owner of devices, creator of feeds, and anybody else.
    pub user: Addr,
    /// Strictly increasing by key.
    pub operators: Vec<Party>,
    /// Strictly increasing by key.
    pub notaries: Vec<Party>,
    pub reading: Published,
    pub action: Published,
    pub readback: Published,
}

impl World {
    /// Four operators and two notaries.
    pub fn new() -> Self {
        Self::with(4, 2)
    }

    pub fn with(operators: u16, notaries: u16) -> Self {
        Self::on(deploy_oracle, operators, notaries)
    }

    /// The same on an oracle contract that answers what tests of devices tell it to.
    pub fn stubbed(operators: u16, notaries: u16) -> Self {
        Self::on(deploy_stub, operators, notaries)
    }

    fn on(oracle: fn(&mut App, &Addr) -> Addr, operators: u16, notaries: u16) -> Self {
        let mut app = AppBuilder::new().build(|router, api, storage| {
            for name in ["admin", "user"] {
                router.bank.init_balance(storage, &api.addr_make(name), coins(START_FUNDS, DENOM)).unwrap();
            }
            for number in 0..100 {
                let account = api.addr_make(&format!("party{number}"));
                router.bank.init_balance(storage, &account, coins(START_FUNDS, DENOM)).unwrap();
            }
        });
        let admin = app.api().addr_make("admin");
        let oracle = oracle(&mut app, &admin);
        let devices = deploy_devices(&mut app, &admin, &oracle);
        let user = app.api().addr_make("user");
        let published = |operation| Published::from(operation);
        let mut world = Self {
            oracle,
            devices,
            admin,
            user,
            operators: vec![],
            notaries: vec![],
            reading: published(reading_operation()),
            action: published(action_operation()),
            readback: published(readback_operation()),
            app,
        };
        world.operators = (0..operators).map(|number| world.party(number)).collect();
        world.notaries = (operators..operators + notaries).map(|number| world.party(number)).collect();
        world.operators.sort_by_key(|party| party.key.public());
        world.notaries.sort_by_key(|party| party.key.public());
        for party in world.operators.clone() {
            world.register(&party, "operator").unwrap();
        }
        for party in world.notaries.clone() {
            world.register(&party, "notary").unwrap();
        }
        for operation in [&world.reading, &world.action, &world.readback].map(Clone::clone) {
            world.publish(&operation).unwrap();
        }
        world.set_up_proofs();
        world
    }

    /// The key and account of a number, registered or not.
    pub fn party(&self, number: u16) -> Party {
        Party { key: Key::new(number), account: self.app.api().addr_make(&format!("party{number}")) }
    }

    pub fn execute<T: Serialize + std::fmt::Debug>(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        msg: &T,
        funds: u128,
    ) -> StdResult<AppResponse> {
        let funds = if funds == 0 { vec![] } else { coins(funds, DENOM) };
        self.app.execute_contract(sender.clone(), contract.clone(), msg, &funds)
    }

    pub fn oracle_do(&mut self, sender: &Addr, msg: &ExecuteMsg, funds: u128) -> StdResult<AppResponse> {
        let oracle = self.oracle.clone();
        self.execute(sender, &oracle, msg, funds)
    }

    pub fn devices_do(
        &mut self,
        sender: &Addr,
        msg: &devices::msg::ExecuteMsg,
        funds: u128,
    ) -> StdResult<AppResponse> {
        let devices = self.devices.clone();
        self.execute(sender, &devices, msg, funds)
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: &QueryMsg) -> StdResult<T> {
        self.app.wrap().query_wasm_smart(&self.oracle, msg)
    }

    pub fn ask_devices<T: DeserializeOwned>(&self, msg: &devices::msg::QueryMsg) -> StdResult<T> {
        self.app.wrap().query_wasm_smart(&self.devices, msg)
    }

    pub fn network(&self) -> Network {
        Network { chain_id: self.app.block_info().chain_id, oracle: self.oracle.to_string() }
    }

    pub fn now_ms(&self) -> u64 {
        self.app.block_info().time.nanos() / 1_000_000
    }

    /// A new block, this much later.
    pub fn pass(&mut self, milliseconds: u64) {
        self.app.update_block(|block| {
            block.height += 1;
            block.time = block.time.plus_nanos(milliseconds * 1_000_000);
        });
    }

    pub fn balance(&self, address: &Addr) -> Uint128 {
        let coin = self.app.wrap().query_balance(address, DENOM).unwrap();
        Uint128::try_from(coin.amount).unwrap()
    }

    pub fn registration_of(&self, party: &Party, role: &str) -> ExecuteMsg {
        let Network { chain_id, oracle } = self.network();
        let (pubkey, account) = (party.key.public(), party.account.to_string());
        let proof = KeyRegistration {
            version: 2,
            chain_id,
            oracle,
            role: role.to_string(),
            pubkey,
            account,
            replaces: vec![],
        };
        let signature = party.key.sign(&key_registration_digest(&proof)).into();
        let (pubkey, name) = (party.key.binary(), "somebody".to_string());
        match role {
            "operator" => {
                let endpoints = vec!["/ip4/192.0.2.1/tcp/4001/p2p/12D3KooW".to_string()];
                ExecuteMsg::RegisterOperator { pubkey, signature, name, endpoints, group: None }
            }
            _ => {
                let url = "wss://notary.example.com".to_string();
                ExecuteMsg::RegisterNotary { pubkey, signature, name, url, group: None }
            }
        }
    }

    /// The same for a key that takes the place of another of the same account (REG-2).
    pub fn rotation_of(&self, role: Role, old: &Party, new: &Key) -> ExecuteMsg {
        let Network { chain_id, oracle } = self.network();
        let proof = KeyRegistration {
            version: 2,
            chain_id,
            oracle,
            role: if role == Role::Operator { "operator" } else { "notary" }.to_string(),
            pubkey: new.public(),
            account: old.account.to_string(),
            replaces: old.key.public(),
        };
        let signature = new.sign(&key_registration_digest(&proof)).into();
        ExecuteMsg::RotateKey { role, old: old.key.binary(), new: new.binary(), signature }
    }

    pub fn register(&mut self, party: &Party, role: &str) -> StdResult<AppResponse> {
        let msg = self.registration_of(party, role);
        let bond = if role == "operator" { OPERATOR_BOND } else { NOTARY_BOND };
        self.oracle_do(&party.account, &msg, bond)
    }

    pub fn publish(&mut self, operation: &Published) -> StdResult<AppResponse> {
        let msg = ExecuteMsg::PublishOperation { operation: operation.bytes.clone() };
        self.oracle_do(&self.user.clone(), &msg, 0)
    }

    /// All that the oracle contract keeps, for tests that say that nothing changed.
    pub fn dump(&self) -> Vec<u8> {
        to_json_vec(&self.app.dump_wasm_raw(&self.oracle)).unwrap()
    }

    /// The same of the devices contract.
    pub fn dump_devices(&self) -> Vec<u8> {
        to_json_vec(&self.app.dump_wasm_raw(&self.devices)).unwrap()
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}
