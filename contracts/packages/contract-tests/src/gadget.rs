//! A device: its claim, the proof of its control, its members.

use cloudx3_attestation::proto::context::Purpose;
use cloudx3_attestation::proto::{
    AttestationBody, BindingContext, Context, Decimal, DeviceRegistration, Reading,
};
use cloudx3_attestation::registration::device_registration_digest;
use cloudx3_chain::{Decimal as JsonDecimal, Mode as JsonMode, Param};
use cosmwasm_std::{Addr, Binary, StdResult, Uint128};
use cw_multi_test::AppResponse;
use devices::msg::{Capability, CapabilityValue, Device, DeviceSpec, ExecuteMsg, ProofTerms, QueryMsg, Role};

use crate::deploy::LEASE_MS;
use crate::events::attributes;
use crate::keys::Key;
use crate::sessions::attest;
use crate::world::{Party, World};

pub const PRICE: u128 = 100;
pub const SERIAL: &str = "a8032abe54dc";
/// Where the operations of the world are.
pub const SERVER: &str = "api.example.com";

impl World {
    /// Reading the read-back operation shows control of the vendor's devices, to both of the first two notaries.
    pub(crate) fn set_up_proofs(&mut self) {
        let notaries: Vec<Binary> = self.notaries.iter().take(2).map(|party| party.key.binary()).collect();
        let required = u32::try_from(notaries.len().max(1)).unwrap();
        let msg = ExecuteMsg::SetBindingNotaries { notaries, required };
        let admin = self.admin.clone();
        self.devices_do(&admin, &msg, 0).unwrap();
        let operation = self.readback.id.clone();
        self.set_proof(&operation, "shelly", "device_id").unwrap();
    }

    pub fn set_proof(
        &mut self,
        operation: &Binary,
        vendor: &str,
        serial_param: &str,
    ) -> StdResult<AppResponse> {
        let proof = ProofTerms { vendor: vendor.to_string(), serial_param: serial_param.to_string() };
        let msg = ExecuteMsg::SetProof { operation: operation.clone(), proof: Some(proof) };
        let admin = self.admin.clone();
        self.devices_do(&admin, &msg, 0)
    }

    /// A plug with the capability `switch`.
    pub fn device_spec(&self, serial: &str) -> DeviceSpec {
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
        DeviceSpec {
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
            min_deadline_ms: LEASE_MS,
            label: "a plug".to_string(),
        }
    }

    /// What registers a device for an owner; its key is that of the number.
    pub fn registration(&self, number: u16, owner: &Addr, device: DeviceSpec) -> ExecuteMsg {
        let key = Key::new(number);
        let proof = DeviceRegistration {
            version: 2,
            chain_id: self.network().chain_id,
            devices: self.devices.to_string(),
            pubkey: key.public(),
            owner: owner.to_string(),
            vendor: device.vendor.clone(),
            serial: device.serial.clone(),
        };
        let signature = key.sign(&device_registration_digest(&proof)).into();
        ExecuteMsg::RegisterDevice { pubkey: key.binary(), signature, device }
    }

    /// What registers a plug for the user.
    pub fn device_registration(&self, number: u16, serial: &str) -> ExecuteMsg {
        self.registration(number, &self.user, self.device_spec(serial))
    }

    /// The id of a device that an owner claims.
    pub fn claim_spec(&mut self, number: u16, owner: &Addr, device: DeviceSpec) -> String {
        let msg = self.registration(number, owner, device);
        let response = self.devices_do(owner, &msg, 0).unwrap();
        attributes(&response, "device_registered")[0]["device"].clone()
    }

    /// The id of a plug that an owner claims.
    pub fn claim_device(&mut self, number: u16, owner: &Addr, serial: &str) -> String {
        self.claim_spec(number, owner, self.device_spec(serial))
    }

    /// The id of the user's plug, bound, with all members that it names.
    pub fn device(&mut self, number: u16, serial: &str) -> String {
        let owner = self.user.clone();
        self.device_of(number, &owner, serial)
    }

    /// The same of another owner.
    pub fn device_of(&mut self, number: u16, owner: &Addr, serial: &str) -> String {
        let device = self.claim_device(number, owner, serial);
        self.bind(&device).unwrap();
        self.join_all(&device);
        device
    }

    pub fn device_state(&self, device: &str) -> Device {
        self.ask_devices(&QueryMsg::Device { device: device.to_string() }).unwrap()
    }

    /// What a notary says of a read that shows control of a device to its owner now, by the first operator.
    pub fn binding_body(&self, device: &str) -> AttestationBody {
        let Device { id, owner, serial, serial_param, .. } = self.device_state(device);
        let context = BindingContext { devices: self.devices.to_string(), device: id, claimant: owner };
        let context = Some(Context { purpose: Some(Purpose::Binding(context)) });
        let value = Some(Decimal { mantissa: 0, scale: 0 });
        let (name, unit) = ("output".to_string(), "1".to_string());
        AttestationBody {
            readings: vec![Reading { name, value, unit, quality: 0 }],
            context,
            ..self.body(device, &self.readback.id, &[Param::new(serial_param, serial)], 7)
        }
    }

    /// A proof of control by the first two notaries, after a change of both bodies.
    pub fn proof(&self, device: &str, change: impl Fn(&mut AttestationBody)) -> Vec<Binary> {
        let attestation = |notary: &Party| {
            let mut body = self.binding_body(device);
            body.notary = notary.key.public();
            change(&mut body);
            attest(&notary.key, &body)
        };
        self.notaries.iter().take(2).map(attestation).collect()
    }

    pub fn bind_with(&mut self, device: &str, attestations: Vec<Binary>) -> StdResult<AppResponse> {
        let owner = Addr::unchecked(self.device_state(device).owner);
        self.devices_do(&owner, &ExecuteMsg::BindDevice { device: device.to_string(), attestations }, 0)
    }

    pub fn bind(&mut self, device: &str) -> StdResult<AppResponse> {
        let proof = self.proof(device, |_| {});
        self.bind_with(device, proof)
    }

    /// The account of a key accepts the terms that hold.
    pub fn join(&mut self, device: &str, role: Role, party: &Party) -> StdResult<AppResponse> {
        let terms = self.device_state(device).terms;
        let pubkey = party.key.binary();
        let msg = ExecuteMsg::AcceptDevice { device: device.to_string(), role, pubkey, terms };
        self.devices_do(&party.account, &msg, 0)
    }

    pub fn leave_device(&mut self, device: &str, role: Role, party: &Party) -> StdResult<AppResponse> {
        let pubkey = party.key.binary();
        let msg = ExecuteMsg::LeaveDevice { device: device.to_string(), role, pubkey };
        self.devices_do(&party.account, &msg, 0)
    }

    pub fn join_all(&mut self, device: &str) {
        for party in self.operators.clone() {
            self.join(device, Role::Operator, &party).unwrap();
        }
        for party in self.notaries.clone() {
            self.join(device, Role::Notary, &party).unwrap();
        }
    }
}
