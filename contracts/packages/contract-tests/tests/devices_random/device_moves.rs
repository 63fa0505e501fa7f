use cloudx3_chain::Param;
use cloudx3_contract_tests::{attributes, LEASE_MS, SERVER};
use cosmwasm_std::{Addr, Uint128};
use devices::msg::{BindingResponse, DeviceChange, ExecuteMsg, QueryMsg};

use crate::stage::Stage;

const SERIALS: [&str; 3] = ["a8032abe54dc", "beef", "cafe"];
const MOST_DEVICES: usize = 6;

pub fn claim(stage: &mut Stage) {
    // Once there are enough, a key claims a second device, which it may not.
    let full = stage.devices.len() >= MOST_DEVICES;
    let owner = stage.random.of(&stage.owners).clone();
    let serial = *stage.random.of(&SERIALS);
    let mut spec = stage.world.device_spec(serial);
    spec.params = vec![Param::new("device_id", serial)];
    let number = 200 + u16::try_from(stage.devices.len() - usize::from(full)).unwrap();
    let msg = stage.world.registration(number, &owner, spec);
    let Some(response) = stage.send(&owner, &msg, 0) else { return };
    assert!(!full);
    stage.devices.push(attributes(&response, "device_registered")[0]["device"].clone());
}

pub fn bind(stage: &mut Stage) {
    let Some(device) = stage.device() else { return };
    let sender = stage.sender(&device.owner);
    let attestations = stage.world.proof(&device.id, |_| {});
    let msg = ExecuteMsg::BindDevice { device: device.id.clone(), attestations };
    if stage.send(&sender, &msg, 0).is_some() {
        assert_eq!(sender.as_str(), device.owner);
    }
}

pub fn complete(stage: &mut Stage) {
    let serial = stage.random.of(&SERIALS).to_string();
    let query = QueryMsg::Binding { server_name: SERVER.to_string(), serial };
    let Ok(before) = stage.world.ask_devices::<BindingResponse>(&query) else { return };
    let waiting = before.handover.as_ref().map(|handover| handover.device.clone());
    let sender = stage.sender(&before.owner);
    let device = waiting.unwrap_or(before.device);
    let msg = ExecuteMsg::CompleteHandover { server_name: SERVER.to_string(), device };
    if stage.send(&sender, &msg, 0).is_some() {
        // Nobody loses a device before its time to answer is over.
        assert!(before.handover.unwrap().completes_at_ms <= stage.world.now_ms());
    }
}

pub fn release(stage: &mut Stage) {
    let Some(device) = stage.device() else { return };
    if !stage.random.once_in(6) {
        return;
    }
    let sender = stage.sender(&device.owner);
    if stage.send(&sender, &ExecuteMsg::ReleaseDevice { device: device.id }, 0).is_some() {
        assert_eq!(sender.as_str(), device.owner);
    }
}

pub fn offer(stage: &mut Stage) {
    let Some(device) = stage.device() else { return };
    let sender = stage.sender(&device.owner);
    if !stage.random.once_in(3) {
        return;
    }
    let to = (!stage.random.once_in(4)).then(|| stage.random.of(&stage.owners).to_string());
    if stage.send(&sender, &ExecuteMsg::OfferDevice { device: device.id, to }, 0).is_some() {
        assert_eq!(sender.as_str(), device.owner);
    }
}

pub fn take(stage: &mut Stage) {
    let Some(device) = stage.device() else { return };
    let sender = stage.sender(device.offered_to.as_deref().unwrap_or(&device.owner));
    if let Some(response) = stage.send(&sender, &ExecuteMsg::TakeDevice { device: device.id.clone() }, 0) {
        assert_eq!(device.offered_to, Some(sender.to_string()));
        stage.sweep(&response);
        nothing_open(stage, &device.id);
    }
}

pub fn update(stage: &mut Stage) {
    let Some(device) = stage.device() else { return };
    if !stage.random.once_in(3) {
        return;
    }
    let sender = stage.sender(&device.owner);
    let change = match stage.random.below(4) {
        0 => {
            DeviceChange { price: Some(Uint128::new([50, 100][stage.random.below(2)])), ..Default::default() }
        }
        1 => DeviceChange {
            min_deadline_ms: Some(LEASE_MS + stage.random.below(2) as u64),
            ..Default::default()
        },
        2 => DeviceChange { label: Some("a lamp".to_string()), ..Default::default() },
        _ => {
            let keys = stage.world.notaries.iter().map(|party| party.key.binary());
            let kept = keys.take(1 + stage.random.below(3)).collect();
            DeviceChange { notaries: Some(kept), ..Default::default() }
        }
    };
    let msg = ExecuteMsg::UpdateDevice { device: device.id.clone(), change };
    if let Some(response) = stage.send(&sender, &msg, 0) {
        assert_eq!(sender.as_str(), device.owner);
        stage.sweep(&response);
        if stage.world.device_state(&device.id).terms != device.terms {
            nothing_open(stage, &device.id);
        }
    }
}

/// Terms did not change under anybody's command.
fn nothing_open(stage: &Stage, device: &str) {
    let query = |command_id| QueryMsg::Command { command_id };
    for command_id in stage.ledger.open.keys() {
        let command: devices::msg::Command = stage.world.ask_devices(&query(*command_id)).unwrap();
        assert_ne!(command.device, device);
        assert_eq!(Addr::unchecked(&command.issuer), stage.ledger.open[command_id].issuer);
    }
}
