//! Receipts of a command, signed as notaries sign them.

use cloudx3_attestation::proto::AttestationBody;
use cosmwasm_std::Binary;
use devices::msg::Command;

use crate::gadget::{attest, SERIAL};
use crate::world::World;

/// A command that the first operator took five seconds after it was issued, two seconds ago.
pub fn taken() -> (World, Command) {
    let mut world = World::new();
    let device = world.device(90, SERIAL);
    let command = world.command(&device);
    world.pass(5_000);
    world.take(&command, &world.operators[0].clone()).unwrap();
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
