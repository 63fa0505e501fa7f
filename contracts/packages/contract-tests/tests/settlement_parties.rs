//! Executor and notaries of a settlement (rule CMD-3): who they are, when they were it, and what the executor signed for.

use cloudx3_contract_tests::{action, attest, code_of, readback, taken, Party, StubMsg, World, SERIAL};
use cosmwasm_std::Binary;
use devices::msg::{Command, ExecuteMsg, Role};

fn switch_off(world: &mut World, role: Role, party: &Party) {
    let role = if role == Role::Operator { "operator" } else { "notary" };
    let off = StubMsg::SetActive { pubkey: party.key.binary(), role: role.to_string(), active: false };
    let oracle = world.oracle.clone();
    world.execute(&party.account, &oracle, &off, 0).unwrap();
}

#[test]
fn executor_and_notaries_are_judged_at_their_sessions() {
    for (role, code) in [(Role::Operator, "attestation.prover"), (Role::Notary, "attestation.notary")] {
        let (mut world, command) = taken();
        let party = match role {
            Role::Operator => world.operators[0].clone(),
            Role::Notary => world.notaries[0].clone(),
        };
        let before = readback(&world, &command, |_| {});
        world.pass(1);
        switch_off(&mut world, role, &party);
        let receipt = readback(&world, &command, |_| {});
        assert_eq!(code_of(world.settle(&command, None, receipt)), code);
        // Nobody takes back what it did while it was switched on.
        world.settle(&command, None, before).unwrap();
    }
}

#[test]
fn an_executor_that_was_switched_off_after_its_act_has_no_read_back() {
    let (mut world, command) = taken();
    let acted = action(&world, &command, |_| {});
    let executor = world.operators[0].clone();
    switch_off(&mut world, Role::Operator, &executor);
    let receipt = readback(&world, &command, |_| {});
    assert_eq!(code_of(world.settle(&command, Some(acted), receipt)), "attestation.prover");
}

#[test]
fn nobody_settles_with_less_than_the_executor_signed_for() {
    let (mut world, command) = taken();
    let (acted, receipt) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
    let executor = world.operators[0].clone();
    let signature = world.settlement(&executor, &command, Some(&acted), &receipt);
    let notary = world.notaries[0].account.clone();
    let msg = |action: Option<&Binary>, signature: &Binary| ExecuteMsg::SettleCommand {
        command_id: command.id,
        action: action.cloned(),
        readback: receipt.clone(),
        signature: signature.clone(),
    };
    // The read-back's notary leaves the action out, to have a larger part.
    assert_eq!(code_of(world.devices_do(&notary, &msg(None, &signature), 0)), "settlement.signature");
    // It signs itself, and so does another operator.
    for other in [world.notaries[0].clone(), world.operators[1].clone()] {
        let signature = other.key.sign(&[7; 32]).into();
        assert_eq!(code_of(world.devices_do(&notary, &msg(None, &signature), 0)), "settlement.signature");
    }
    // What was signed for another command, contract or chain.
    let other = Command { id: command.id + 1, ..command.clone() };
    let elsewhere = world.settlement(&executor, &other, Some(&acted), &receipt);
    assert_eq!(code_of(world.devices_do(&notary, &msg(Some(&acted), &elsewhere), 0)), "settlement.signature");
    assert_eq!(
        code_of(world.devices_do(&notary, &msg(Some(&acted), &Binary::default()), 0)),
        "settlement.signature"
    );
    // Whoever submits what the executor signed pays whom the executor meant.
    world.devices_do(&notary, &msg(Some(&acted), &signature), 0).unwrap();
}

#[test]
fn an_act_of_another_session_than_was_signed_for_is_none() {
    let (mut world, command) = taken();
    let (acted, receipt) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
    let other = action(&world, &command, |body| body.session_id = vec![3; 16]);
    let signature = world.settlement(&world.operators[0], &command, Some(&acted), &receipt);
    let action = Some(other);
    let msg = ExecuteMsg::SettleCommand { command_id: command.id, action, readback: receipt, signature };
    let user = world.user.clone();
    assert_eq!(code_of(world.devices_do(&user, &msg, 0)), "settlement.signature");
}

type PartyOf = fn(&World) -> Party;

/// A command that the first operator took, where a notary's key is of another account.
fn with_account(notary: usize, account: PartyOf) -> (World, Command) {
    let mut world = World::stubbed(4, 2);
    let other = account(&world).account;
    world.notaries[notary].account = other;
    let party = world.notaries[notary].clone();
    world.register(&party, "notary").unwrap();
    let owner = world.user.clone();
    let device = world.claim_device(90, &owner, SERIAL);
    let spare = [world.party(60), world.party(61)];
    for party in &spare {
        world.register(party, "notary").unwrap();
    }
    // Proofs are attested by others, so that the claim itself is sound.
    let notaries = spare.iter().map(|party| party.key.binary()).collect();
    let admin = world.admin.clone();
    let msg = ExecuteMsg::SetBindingNotaries { notaries, required: 2 };
    world.devices_do(&admin, &msg, 0).unwrap();
    let proof = spare.iter().map(|party| {
        let mut body = world.binding_body(&device);
        body.notary = party.key.public();
        attest(&party.key, &body)
    });
    let proof = proof.collect();
    world.bind_with(&device, proof).unwrap();
    world.join_all(&device);
    let command = world.command(&device);
    world.take(&command, &world.operators[0].clone()).unwrap();
    world.pass(2_000);
    (world, command)
}

#[test]
fn one_account_is_not_two_parties_of_a_settlement() {
    // The second notary is the first one's other key; the first is the executor's, the second is the executor's.
    let cases: [(usize, PartyOf); 3] = [
        (1, |world| world.notaries[0].clone()),
        (0, |world| world.operators[0].clone()),
        (1, |world| world.operators[0].clone()),
    ];
    for (notary, account) in cases {
        let (mut world, command) = with_account(notary, account);
        let (acted, receipt) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
        assert_eq!(code_of(world.settle(&command, Some(acted), receipt)), "command.accounts");
    }
    // Of an operator that has no part in it, a key may be.
    let (mut world, command) = with_account(0, |world| world.operators[1].clone());
    let (acted, receipt) = (action(&world, &command, |_| {}), readback(&world, &command, |_| {}));
    world.settle(&command, Some(acted), receipt).unwrap();
}

#[test]
fn an_act_that_the_vendor_refused_is_paid_as_none() {
    let (mut world, command) = taken();
    // A refusal has no attestation, and the lamp was on already: only the read-back can be shown.
    let receipt = readback(&world, &command, |_| {});
    world.settle(&command, None, receipt).unwrap();
    let query = devices::msg::QueryMsg::Rewards { address: world.user.to_string() };
    let rewards: devices::msg::Rewards = world.ask_devices(&query).unwrap();
    assert_eq!(rewards.accrued.u128(), 80);
}
