use cloudx3_contract_tests::{Party, StandingRule, StubMsg};
use cosmwasm_std::{Addr, Uint128};
use devices::msg::{Device, ExecuteMsg, MemberKey, MembershipsResponse, QueryMsg, Role};

use crate::stage::Stage;

fn name(role: Role) -> String {
    if role == Role::Operator { "operator" } else { "notary" }.to_string()
}

fn tell_oracle(stage: &mut Stage, account: &Addr, msg: &StubMsg) {
    let oracle = stage.world.oracle.clone();
    stage.world.execute(account, &oracle, msg, 0).unwrap();
}

/// Some keys, or all of them.
pub fn accept(stage: &mut Stage) {
    let Some(device) = stage.device() else { return };
    let operators = stage.world.operators.clone().into_iter().map(|party| (Role::Operator, party));
    let notaries = stage.world.notaries.clone().into_iter().map(|party| (Role::Notary, party));
    let all = stage.random.once_in(2);
    for (role, party) in operators.chain(notaries) {
        if all || stage.random.once_in(4) {
            accept_one(stage, &device, role, &party);
        }
    }
}

fn accept_one(stage: &mut Stage, device: &Device, role: Role, party: &Party) {
    let sender = stage.sender(party.account.as_str());
    let (pubkey, terms) = (party.key.binary(), device.terms.clone());
    let msg = ExecuteMsg::AcceptDevice { device: device.id.clone(), role, pubkey: pubkey.clone(), terms };
    if stage.send(&sender, &msg, 0).is_some() {
        assert_eq!(sender, party.account);
        stage.consent.agrees(&device.id, role, &pubkey, device.terms.clone(), stage.world.now_ms());
    }
}

/// By the account of the key alone.
pub fn set_rule(stage: &mut Stage) {
    let (role, party) = stage.party();
    let (place, pubkey) = ((role as u8, party.key.binary()), party.key.binary());
    let rule = stage.random.once_in(2).then(|| StandingRule {
        admins: stage.owners[..2].iter().map(Addr::to_string).collect(),
        least_reward: Uint128::new(10),
        ..Default::default()
    });
    match rule {
        Some(_) => stage.rules.insert(place),
        None => stage.rules.remove(&place),
    };
    tell_oracle(stage, &party.account, &StubMsg::SetRule { pubkey, role: name(role), rule });
}

pub fn admit(stage: &mut Stage) {
    let Some(device) = stage.device() else { return };
    let (role, party) = stage.party();
    let pubkey = party.key.binary();
    let sender = stage.random.of(&stage.owners).clone();
    let left = stage.consent.has_left(&device.id, role, &pubkey);
    let members = vec![MemberKey { role, pubkey: pubkey.clone() }];
    let msg = ExecuteMsg::AdmitMembers { device: device.id.clone(), members };
    if stage.send(&sender, &msg, 0).is_some() {
        assert!(!left && stage.rules.contains(&(role as u8, pubkey.clone())));
        assert!(stage.owners[..2].contains(&Addr::unchecked(&device.owner)));
        stage.consent.agrees(&device.id, role, &pubkey, device.terms, stage.world.now_ms());
    }
}

pub fn leave(stage: &mut Stage) {
    let Some(device) = stage.device() else { return };
    let (role, party) = stage.party();
    if !stage.random.once_in(3) {
        return;
    }
    let sender = stage.sender(party.account.as_str());
    let pubkey = party.key.binary();
    let msg = ExecuteMsg::LeaveDevice { device: device.id.clone(), role, pubkey: pubkey.clone() };
    if stage.send(&sender, &msg, 0).is_some() {
        assert_eq!(sender, party.account);
        stage.consent.leaves(&device.id, role, &pubkey);
    }
}

/// A key is switched off, and soon on again.
pub fn switch(stage: &mut Stage) {
    let (role, party) = stage.party();
    let active = !stage.random.once_in(10);
    let msg = StubMsg::SetActive { pubkey: party.key.binary(), role: name(role), active };
    tell_oracle(stage, &party.account, &msg);
}

/// Nobody is held, whatever became of the device.
pub fn everybody_leaves(stage: &mut Stage) {
    let operators = stage.world.operators.clone().into_iter().map(|party| (Role::Operator, party));
    let notaries = stage.world.notaries.clone().into_iter().map(|party| (Role::Notary, party));
    for (role, party) in operators.chain(notaries) {
        for device in stage.devices.clone() {
            if stage.consent.holds(
                &device,
                role,
                &party.key.binary(),
                &stage.world.device_state(&device).terms,
            ) {
                // Who was named no more has left already.
                let _ = stage.world.leave_device(&device, role, &party);
            }
        }
        let query =
            QueryMsg::Memberships { role, pubkey: party.key.binary(), start_after: None, limit: None };
        let page: MembershipsResponse = stage.world.ask_devices(&query).unwrap();
        assert!(page.memberships.iter().all(|membership| !membership.member.member));
    }
}
