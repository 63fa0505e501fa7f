use cloudx3_attestation::attestation::read_attestation;
use cloudx3_contract_tests::{attest, Party};
use cosmwasm_std::{Addr, Binary};
use devices::msg::{Command, ExecuteMsg, Role};

use crate::stage::{Shown, Stage};

/// Somebody shows what it did, or did not do, for a command that it took, or did not take.
pub fn settle(stage: &mut Stage) {
    let Some(command) = stage.command(true) else { return };
    let now_ms = stage.world.now_ms();
    let holder = command.leases.iter().rev().nth(stage.random.below(2));
    let holder = holder.or(command.leases.last()).map(|lease| lease.operator.clone());
    let known = stage.world.operators.iter().find(|party| Some(party.key.binary()) == holder).cloned();
    let executor = known.unwrap_or_else(|| stage.random.of(&stage.world.operators).clone());
    let back = *stage.random.of(&[0, 0, 0, 1, 1_000, 40_000]);
    let acted = !stage.random.once_in(3);
    let readback = attested(stage, &command, &executor, now_ms - back, false);
    let action = acted.then(|| attested(stage, &command, &executor, now_ms - back - 1, true));
    let signer = if stage.random.once_in(10) { stage.world.operators[0].clone() } else { executor };
    let signature = stage.world.settlement(&signer, &command, action.as_ref(), &readback);
    let shown = (command, action, readback, signature);
    stage.shown.push(shown.clone());
    show(stage, shown);
}

/// What was shown before is shown again, or in part.
pub fn settle_again(stage: &mut Stage) {
    if stage.shown.is_empty() {
        return;
    }
    let (command, action, readback, signature) = stage.random.of(&stage.shown).clone();
    let action = action.filter(|_| !stage.random.once_in(3));
    show(stage, (command, action, readback, signature));
}

fn attested(stage: &mut Stage, command: &Command, executor: &Party, time_ms: u64, act: bool) -> Binary {
    let notary = stage.random.of(&stage.world.notaries).clone();
    let mut body = if act { stage.world.action_body(command) } else { stage.world.readback_body(command) };
    (body.notary, body.prover) = (notary.key.public(), executor.key.public());
    body.session_time_ms = time_ms;
    attest(&notary.key, &body)
}

fn show(stage: &mut Stage, (command, action, readback, signature): Shown) {
    let anybody = stage.random.of(&stage.owners).clone();
    let msg = ExecuteMsg::SettleCommand {
        command_id: command.id,
        action: action.clone(),
        readback: readback.clone(),
        signature,
    };
    if stage.send(&anybody, &msg, 0).is_none() {
        return;
    }
    let bodies: Vec<_> =
        action.iter().chain([&readback]).map(|bytes| read_attestation(bytes).unwrap().0).collect();
    let act = &bodies[0];
    let kept = stage.world.again(&command);
    let lease = kept.leases.iter().find(|lease| lease.operator.as_slice() == act.prover).unwrap();
    // Who is paid acted within its own lease.
    assert!((lease.from_ms..=lease.until_ms).contains(&act.session_time_ms));
    let terms = stage.world.device_state(&command.device).terms;
    let mut notaries: Vec<Addr> = vec![];
    for body in &bodies {
        let key = Binary::from(body.notary.as_slice());
        assert!(stage.consent.held(&command.device, Role::Notary, &key, &terms, body.session_time_ms));
        let party = stage.world.notaries.iter().find(|party| party.key.binary() == key).unwrap();
        notaries.push(party.account.clone());
    }
    let executor = Addr::unchecked(&lease.account);
    stage.ledger.is_settled(command.id, &executor, &notaries, stage.world.now_ms());
}
