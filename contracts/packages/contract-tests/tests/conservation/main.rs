//! Conservation and authority on random messages by random actors, with time: every coin is accounted for, nobody is paid twice, nobody is
//! engaged who did not agree, what is refused leaves nothing behind, and at the end everybody leaves with what is theirs. Each message that
//! the contract takes is taken and refused at least once. `CLOUDX3_RANDOM_STEPS` says how many messages (3,000 where it is not set),
//! `CLOUDX3_SEED` which.

mod keys;
mod ledger;
mod messages;
mod offences;
mod pick;
mod rare;
mod reports;
mod walk;

use std::env;

use cloudx3_contract_tests::schema_variants;
use walk::Walk;

fn number(name: &str, default: u64) -> u64 {
    env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

#[test]
fn money_and_consent_are_conserved() {
    let (steps, seed) = (number("CLOUDX3_RANDOM_STEPS", 3_000), number("CLOUDX3_SEED", 3));
    let mut walk = Walk::new(seed);
    for step in 0..steps {
        walk.step();
        if step % (steps / 250).max(40) == 0 {
            walk.check();
        }
    }
    walk.check();
    println!("{}", walk.summary());
    // A walk in which hardly anything happens shows nothing.
    assert!(walk.landed() > steps / 100, "only {} reports landed", walk.landed());
    let messages = schema_variants(include_str!("../../../../schema/oracle.json"), "execute");
    assert_eq!(walk.lacking(&messages), Vec::<&String>::new(), "taken and refused at least once");
    walk.everybody_leaves();
}
