//! Good reports that are spoiled in one place, and the code with which the contract refuses them.

use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::{Report, ReportedObservation};
use cosmwasm_std::Binary;

use crate::events::{attributes, code_of};
use crate::reports::Round;
use crate::world::World;

/// What the first three operators observe.
pub const VALUES: [(i64, u32); 3] = [(1, 0), (2, 0), (3, 0)];

/// Submits what `spoil` makes of a good report, and says with which code that fails. Behind a good report of another feed it is skipped with
/// the same code, and the other one lands.
pub fn refusal(spoil: impl FnOnce(&World, &mut Round, &mut Vec<ReportedObservation>)) -> String {
    let mut world = World::new();
    let (other, feed_id) = (world.feed(1_000), world.feed(1_000));
    world.pass(10);
    let mut round = world.round(feed_id);
    let mut observations = world.observations(&round, &VALUES);
    spoil(&world, &mut round, &mut observations);
    let report = round.bytes(observations);
    refused(&mut world, other, report)
}

/// The same for a change of the finished message.
pub fn refusal_of(spoil: impl FnOnce(&mut Report)) -> String {
    let mut world = World::new();
    let (other, feed_id) = (world.feed(1_000), world.feed(1_000));
    world.pass(10);
    let round = world.round(feed_id);
    let mut report = round.report(world.observations(&round, &VALUES));
    spoil(&mut report);
    refused(&mut world, other, encode(&report).into())
}

fn refused(world: &mut World, other: u32, report: Binary) -> String {
    let before = world.dump();
    let code = code_of(world.submit(vec![report.clone()]));
    assert_eq!(world.dump(), before, "a refused report changed the state");
    let good = world.good_report(other);
    let response = world.submit(vec![good, report]).unwrap();
    assert_eq!(attributes(&response, "report_refused")[0]["code"], code);
    assert_eq!(attributes(&response, "feed_updated")[0]["feed_id"], other.to_string());
    code
}

/// Makes the observations again after a change of what their authors sign.
pub fn resign(world: &World, round: &Round) -> Vec<ReportedObservation> {
    world.observations(round, &VALUES)
}
