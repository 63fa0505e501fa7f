use cloudx3_contract_tests::{attributes, DEPOSIT, LEASE_MS, PRICE};
use cosmwasm_std::Addr;
use devices::msg::{Command, ExecuteMsg, QueryMsg, Role, Status};

use crate::ledger::Open;
use crate::stage::Stage;

pub fn issue(stage: &mut Stage) {
    let Some(device) = stage.device() else { return };
    let sender = stage.sender(&device.owner);
    let escrow = PRICE - 1 + stage.random.below(10) as u128;
    let ahead = *stage.random.of(&[6_000, LEASE_MS, 3 * LEASE_MS, 10 * LEASE_MS, 30 * LEASE_MS]);
    let value = if stage.random.once_in(2) { "on" } else { "off" };
    let deadline_ms = stage.world.now_ms() + ahead;
    let order = stage.world.order_until(&device.id, value, deadline_ms);
    let Some(response) = stage.send(&sender, &order, escrow) else { return };
    assert!(sender.as_str() == device.owner && device.binding.is_some());
    assert!(escrow >= device.price.u128() && ahead >= device.min_deadline_ms);
    stage.sweep(&response);
    stage.commands = attributes(&response, "command_issued")[0]["command_id"].parse().unwrap();
    let open = Open { issuer: sender, escrow, deadline_ms, leases: vec![] };
    stage.ledger.open.insert(stage.commands, open);
}

pub fn take(stage: &mut Stage) {
    let Some(command) = stage.command(false) else { return };
    let party = stage.random.of(&stage.world.operators).clone();
    let sender = stage.sender(party.account.as_str());
    let pubkey = party.key.binary();
    let msg = ExecuteMsg::TakeCommand { command_id: command.id, pubkey: pubkey.clone() };
    let Some(_) = stage.send(&sender, &msg, DEPOSIT) else { return };
    assert_eq!(sender, party.account);
    let device = stage.world.device_state(&command.device);
    assert!(stage.consent.holds(&device.id, Role::Operator, &pubkey, &device.terms));
    let lease = stage.world.again(&command).leases.pop().unwrap();
    stage.ledger.open.get_mut(&command.id).unwrap().leases.push((sender, lease.until_ms));
    one_lease_a_device(stage, &device.id);
}

/// Nothing contradicting is carried out at once.
fn one_lease_a_device(stage: &Stage, device: &str) {
    let now_ms = stage.world.now_ms();
    let open = stage.ledger.open.keys().map(|command_id| {
        stage.world.ask_devices::<Command>(&QueryMsg::Command { command_id: *command_id }).unwrap()
    });
    let running = open.filter(|command| {
        let leased = command.leases.last().is_some_and(|lease| now_ms < lease.until_ms);
        command.device == device && command.status == Status::Pending && leased
    });
    assert!(running.count() <= 1);
}

pub fn cancel(stage: &mut Stage) {
    let Some(command) = stage.command(false) else { return };
    if !stage.random.once_in(4) {
        return;
    }
    let sender = stage.sender(&command.issuer);
    if stage.send(&sender, &ExecuteMsg::CancelCommand { command_id: command.id }, 0).is_some() {
        assert_eq!(sender.as_str(), command.issuer);
        let now_ms = stage.world.now_ms();
        assert!(command.leases.iter().all(|lease| now_ms > lease.until_ms + LEASE_MS));
        back_to_issuer(stage, command.id);
    }
}

pub fn refund(stage: &mut Stage) {
    let Some(command) = stage.command(false) else { return };
    let sender = stage.sender(&command.issuer);
    if stage.send(&sender, &ExecuteMsg::RefundCommand { command_id: command.id }, 0).is_some() {
        assert!(stage.world.now_ms() > command.deadline_ms);
        back_to_issuer(stage, command.id);
    }
}

fn back_to_issuer(stage: &mut Stage, command_id: u64) {
    let open = stage.ledger.comes_to_nothing(command_id);
    stage.ledger.is_paid(&open.issuer, open.escrow);
}

pub fn claim(stage: &mut Stage) {
    let accounts: Vec<Addr> = stage.ledger.balances.keys().cloned().collect();
    let account = stage.random.of(&accounts).clone();
    if stage.send(&account, &ExecuteMsg::Claim {}, 0).is_some() {
        stage.ledger.claims(&account);
    }
}
