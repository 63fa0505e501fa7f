//! A device, its commands, and the receipts that settle them.

use cloudx3_attestation::attestation::attestation_id;
use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::context::Purpose;
use cloudx3_attestation::proto::{
    Attestation, AttestationBody, CommandContext, Context, Decimal, DeviceRegistration, Mode, Reading,
};
use cloudx3_attestation::registration::device_registration_digest;
use cloudx3_chain::{Decimal as JsonDecimal, Mode as JsonMode, Param};
use cosmwasm_std::{Binary, StdResult, Uint128};
use devices::msg::{Capability, CapabilityValue, Command, ExecuteMsg, QueryMsg};

use crate::events::attributes;
use crate::keys::Key;
use crate::world::{Party, World};

pub const PRICE: u128 = 100;
pub const SERIAL: &str = "a8032abe54dc";

impl World {
    /// Registers a plug with the capability `switch` for the user; its key is that of the number.
    pub fn device_registration(&self, number: u16, serial: &str) -> ExecuteMsg {
        let key = Key::new(number);
        let proof = DeviceRegistration {
            version: 2,
            chain_id: self.network().chain_id,
            devices: self.devices.to_string(),
            pubkey: key.public(),
            owner: self.user.to_string(),
            vendor: "shelly".to_string(),
            serial: serial.to_string(),
        };
        let value = |value: &str, expect| CapabilityValue {
            value: value.to_string(),
            expect: JsonDecimal::new(expect, 0),
        };
        let switch = Capability {
            name: "switch".to_string(),
            action_operation: self.action.id.clone(),
            value_param: "turn".to_string(),
            values: vec![value("on", 1), value("off", 0)],
            readback_operation: self.readback.id.clone(),
            readback_reading: "output".to_string(),
        };
        ExecuteMsg::RegisterDevice {
            pubkey: key.binary(),
            signature: key.sign(&device_registration_digest(&proof)).into(),
            vendor: "shelly".to_string(),
            serial: serial.to_string(),
            serial_param: "device_id".to_string(),
            params: vec![Param::new("device_id", serial)],
            capabilities: vec![switch],
            operators: self.operators.iter().map(|party| party.key.binary()).collect(),
            notaries: self.notaries.iter().map(|party| party.key.binary()).collect(),
            accepted_modes: vec![JsonMode::Mpc],
            allow_custom_ca: false,
            price: Uint128::new(PRICE),
            label: "a plug".to_string(),
        }
    }

    /// The id of a registered plug.
    pub fn device(&mut self, number: u16, serial: &str) -> String {
        let msg = self.device_registration(number, serial);
        let response = self.devices_do(&self.user.clone(), &msg, 0).unwrap();
        attributes(&response, "device_registered")[0]["device"].clone()
    }

    pub fn order(&self, device: &str, value: &str) -> ExecuteMsg {
        let (device, capability) = (device.to_string(), "switch".to_string());
        ExecuteMsg::IssueCommand {
            device,
            capability,
            value: value.to_string(),
            deadline_ms: self.now_ms() + 60_000,
        }
    }

    /// A command `switch on` with a deadline in a minute and the device's price as escrow.
    pub fn command(&mut self, device: &str) -> Command {
        let msg = self.order(device, "on");
        let response = self.devices_do(&self.user.clone(), &msg, PRICE).unwrap();
        let command_id = attributes(&response, "command_issued")[0]["command_id"].parse().unwrap();
        self.ask_devices(&QueryMsg::Command { command_id }).unwrap()
    }

    pub fn take(&mut self, command: &Command, party: &Party) -> StdResult<cw_multi_test::AppResponse> {
        let msg = ExecuteMsg::TakeCommand { command_id: command.id, pubkey: party.key.binary() };
        self.devices_do(&party.account, &msg, 0)
    }

    pub fn settle(
        &mut self,
        command: &Command,
        action: Option<Binary>,
        readback: Binary,
    ) -> StdResult<cw_multi_test::AppResponse> {
        let msg = ExecuteMsg::SettleCommand { command_id: command.id, action, readback };
        self.devices_do(&self.user.clone(), &msg, 0)
    }

    /// What a notary says of the read-back of a command that was carried out, by the first operator.
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

    /// The same of the action itself.
    pub fn action_body(&self, command: &Command) -> AttestationBody {
        self.command_body(command, &command.action_operation, &command.action_params, 2)
    }

    fn command_body(
        &self,
        command: &Command,
        operation: &Binary,
        params: &[Param],
        session: u8,
    ) -> AttestationBody {
        let context = CommandContext { devices: self.devices.to_string(), command_id: command.id };
        let params = params.iter().map(Param::to_proto);
        AttestationBody {
            version: 2,
            network: Some(self.network()),
            notary: self.notaries[0].key.public(),
            mode: Mode::Mpc.into(),
            operation_id: operation.to_vec(),
            params: params.collect(),
            subject: command.device.clone(),
            context: Some(Context { purpose: Some(Purpose::Command(context)) }),
            prover: self.operators[0].key.public(),
            session_id: vec![session; 16],
            session_time_ms: self.now_ms(),
            observed_at_ms: 0,
            readings: vec![],
            transcript_commitment: vec![9; 32],
            path: None,
            custom_ca: false,
            rows: vec![],
            period_start_ms: 0,
        }
    }
}

/// The attestation that this key makes of a body.
pub fn attest(key: &Key, body: &AttestationBody) -> Binary {
    let signature = key.sign(&attestation_id(body));
    encode(&Attestation { body: Some(body.clone()), signature }).into()
}
