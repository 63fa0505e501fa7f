//! Commands of a device, and the receipts that settle them, signed as notaries and executors sign.

use cloudx3_attestation::attestation::{attestation_id, read_attestation};
use cloudx3_attestation::proto::context::Purpose;
use cloudx3_attestation::proto::{AttestationBody, CommandContext, Context, Decimal, Reading, Settlement};
use cloudx3_attestation::settlement::settlement_digest;
use cloudx3_chain::Param;
use cosmwasm_std::{Binary, StdResult};
use cw_multi_test::AppResponse;
use devices::msg::{Command, ExecuteMsg, QueryMsg};

use crate::deploy::DEPOSIT;
use crate::events::attributes;
use crate::gadget::{PRICE, SERIAL};
use crate::sessions::attest;
use crate::world::{Party, World};

/// A command that the first operator took five seconds after it was issued, two seconds ago.
pub fn taken() -> (World, Command) {
    let mut world = World::stubbed(4, 2);
    let device = world.device(90, SERIAL);
    let command = world.command(&device);
    world.pass(5_000);
    let command = world.take(&command, &world.operators[0].clone()).map(|_| world.again(&command)).unwrap();
    world.pass(2_000);
    (world, command)
}

/// The read-back that settles a command, by the first notary.
pub fn readback(world: &World, command: &Command, change: impl FnOnce(&mut AttestationBody)) -> Binary {
    let mut body = world.readback_body(command);
    change(&mut body);
    attest(&world.notaries[0].key, &body)
}

/// The action that goes along with it, by the second notary.
pub fn action(world: &World, command: &Command, change: impl FnOnce(&mut AttestationBody)) -> Binary {
    let mut body = world.action_body(command);
    body.notary = world.notaries[1].key.public();
    change(&mut body);
    attest(&world.notaries[1].key, &body)
}

impl World {
    pub fn order(&self, device: &str, value: &str) -> ExecuteMsg {
        self.order_until(device, value, self.now_ms() + 60_000)
    }

    pub fn order_until(&self, device: &str, value: &str, deadline_ms: u64) -> ExecuteMsg {
        let (device, capability) = (device.to_string(), "switch".to_string());
        ExecuteMsg::IssueCommand { device, capability, value: value.to_string(), deadline_ms }
    }

    /// A command `switch on` with a deadline in a minute and the device's price as escrow.
    pub fn command(&mut self, device: &str) -> Command {
        let msg = self.order(device, "on");
        let owner = self.device_state(device).owner;
        let response = self.devices_do(&cosmwasm_std::Addr::unchecked(owner), &msg, PRICE).unwrap();
        let command_id = attributes(&response, "command_issued")[0]["command_id"].parse().unwrap();
        self.ask_devices(&QueryMsg::Command { command_id }).unwrap()
    }

    /// The command as it stands now.
    pub fn again(&self, command: &Command) -> Command {
        self.ask_devices(&QueryMsg::Command { command_id: command.id }).unwrap()
    }

    pub fn take(&mut self, command: &Command, party: &Party) -> StdResult<AppResponse> {
        let msg = ExecuteMsg::TakeCommand { command_id: command.id, pubkey: party.key.binary() };
        self.devices_do(&party.account, &msg, DEPOSIT)
    }

    /// Settles with what the first operator signed for.
    pub fn settle(
        &mut self,
        command: &Command,
        action: Option<Binary>,
        readback: Binary,
    ) -> StdResult<AppResponse> {
        let executor = self.operators[0].clone();
        self.settle_by(&executor, command, action, readback)
    }

    /// Settles with what this operator signed for; anybody submits it.
    pub fn settle_by(
        &mut self,
        executor: &Party,
        command: &Command,
        action: Option<Binary>,
        readback: Binary,
    ) -> StdResult<AppResponse> {
        let signature = self.settlement(executor, command, action.as_ref(), &readback);
        let msg = ExecuteMsg::SettleCommand { command_id: command.id, action, readback, signature };
        self.devices_do(&self.user.clone(), &msg, 0)
    }

    /// The executor's signature over both attestations; over none that is no attestation.
    pub fn settlement(
        &self,
        executor: &Party,
        command: &Command,
        action: Option<&Binary>,
        readback: &Binary,
    ) -> Binary {
        let id = |bytes: &Binary| read_attestation(bytes).map(|(body, _)| attestation_id(&body).to_vec());
        let settlement = Settlement {
            version: 2,
            chain_id: self.network().chain_id,
            devices: self.devices.to_string(),
            command_id: command.id,
            executor: executor.key.public(),
            action_id: action.map(|action| id(action).unwrap_or_default()).unwrap_or_default(),
            readback_id: id(readback).unwrap_or_default(),
        };
        executor.key.sign(&settlement_digest(&settlement)).into()
    }

    /// What a notary says of the read-back of a command that was carried out, by the first operator, now.
    pub fn readback_body(&self, command: &Command) -> AttestationBody {
        let value = Decimal { mantissa: command.expect.mantissa.i64(), scale: command.expect.scale };
        let reading = Reading {
            name: command.readback_reading.clone(),
            value: Some(value),
            unit: "1".to_string(),
            quality: 0,
        };
        let (operation, params) = (&command.readback_operation, &command.readback_params);
        AttestationBody { readings: vec![reading], ..self.command_body(command, operation, params, 1) }
    }

    /// The same of the action itself, a second ago.
    pub fn action_body(&self, command: &Command) -> AttestationBody {
        let body = self.command_body(command, &command.action_operation, &command.action_params, 2);
        AttestationBody { session_time_ms: body.session_time_ms - 1_000, ..body }
    }

    fn command_body(
        &self,
        command: &Command,
        operation: &Binary,
        params: &[Param],
        session: u8,
    ) -> AttestationBody {
        let context = CommandContext { devices: self.devices.to_string(), command_id: command.id };
        let context = Some(Context { purpose: Some(Purpose::Command(context)) });
        AttestationBody { context, ..self.body(&command.device, operation, params, session) }
    }
}
