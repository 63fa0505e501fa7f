//! Conservation and authority of the devices contract (rules DEV-1 to DEV-6, CMD-1 to CMD-4): random messages by random actors with time,
//! beside a ledger that is kept by the rules alone. `CLOUDX3_RANDOM_STEPS` makes the run longer.

mod admin_moves;
mod command_moves;
mod consent;
mod device_moves;
mod ledger;
mod member_moves;
mod random;
mod settle_moves;
mod stage;

use std::env;

use cloudx3_contract_tests::{schema_variants, Tally};
use stage::Stage;

const STEPS: u64 = 3_000;
/// A world of its own for each, so that neither many commands nor few are all that is tried.
const STEPS_OF_A_WORLD: u64 = 1_000;

fn moves() -> Vec<fn(&mut Stage)> {
    use {
        admin_moves as admin, command_moves as command, device_moves as device, member_moves as member,
        settle_moves as settle,
    };
    vec![
        admin::set_notaries,
        admin::set_proof,
        device::claim,
        device::bind,
        device::bind,
        device::complete,
        device::release,
        device::offer,
        device::take,
        device::update,
        member::accept,
        member::accept,
        member::set_rule,
        member::admit,
        member::leave,
        member::switch,
        command::issue,
        command::issue,
        command::issue,
        command::take,
        command::take,
        command::take,
        command::take,
        command::cancel,
        command::refund,
        command::refund,
        command::claim,
        settle::settle,
        settle::settle,
        settle::settle,
        settle::settle_again,
        stage::pass,
        stage::pass,
    ]
}

#[test]
fn random_messages_by_random_actors_lose_no_coin_and_engage_nobody_who_did_not_agree() {
    let steps = env::var("CLOUDX3_RANDOM_STEPS").map_or(STEPS, |steps| steps.parse().unwrap());
    let moves = moves();
    let mut tally = Tally::default();
    for seed in 0..steps.div_ceil(STEPS_OF_A_WORLD) {
        let mut stage = Stage::new(seed);
        for step in 0..STEPS_OF_A_WORLD {
            let choice = stage.random.below(moves.len());
            moves[choice](&mut stage);
            stage.check(step % 100 == 0);
        }
        stage.wind_up();
        tally.add(stage.tally);
    }
    println!("{}", tally.summary());
    let messages = schema_variants(include_str!("../../../../schema/devices.json"), "execute");
    assert_eq!(tally.lacking(&messages), Vec::<&String>::new(), "taken and refused at least once");
}
