//! Who is counted as missing, and who is not (rules REP-12, REP-13).

use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::ReportedObservation;
use cloudx3_contract_tests::{code_of, Key, Round, World, FEED_INTERVAL_MS};
use oracle::msg::{ExecuteMsg, FeedSpec, Role};

fn scene(escrow: u128, change: impl FnOnce(&mut FeedSpec)) -> (World, u32) {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.jail_after = Some(3);
    change(&mut spec);
    let feed_id = world.try_feed(spec, escrow).unwrap();
    (world, feed_id)
}

/// A round that lands without the fourth operator, and the observation that it left out.
fn leave_out(world: &mut World, feed_id: u32) -> (Round, ReportedObservation) {
    let round = world.round(feed_id);
    let mut observations = world.observations(&round, &[(1, 0); 4]);
    let left_out = observations.pop().unwrap();
    world.submit(vec![round.bytes(observations)]).unwrap();
    (round, left_out)
}

fn show(world: &mut World, (round, own): &(Round, ReportedObservation)) -> cosmwasm_std::StdResult<()> {
    let msg = ExecuteMsg::ClaimOmitted { observation: encode(&round.gossiped(own)).into() };
    world.oracle_do(&world.user.clone(), &msg, 0).map(|_| ())
}

#[test]
fn who_accepts_again_is_missing_all_the_same() {
    let (mut world, feed_id) = scene(10_000, |_| ());
    let party = world.operators[3].clone();
    for _ in 0..2 {
        leave_out(&mut world, feed_id);
        world.leave(feed_id, Role::Operator, &party).unwrap();
        world.accept(feed_id, Role::Operator, &party).unwrap();
        world.pass(FEED_INTERVAL_MS);
    }
    leave_out(&mut world, feed_id);
    assert_eq!(world.turns(feed_id, 9).len(), 3);
}

#[test]
fn who_comes_with_another_key_is_missing_all_the_same() {
    let (mut world, feed_id) = scene(10_000, |_| ());
    let (party, new) = (world.operators[3].clone(), Key::new(80));
    for number in 0..4 {
        let round = world.round(feed_id);
        let report = round.bytes(world.observations(&round, &[(1, 0); 3]));
        // After everybody's turn has begun.
        world.pass(FEED_INTERVAL_MS);
        world.submit(vec![report]).unwrap();
        if number == 1 {
            let rotate = world.rotation_of(Role::Operator, &party, &new);
            world.oracle_do(&party.account, &rotate, 0).unwrap();
            let (old, new) = (party.key.binary(), new.binary());
            let msg = ExecuteMsg::MoveSeat { feed_id, role: Role::Operator, old, new };
            world.oracle_do(&party.account, &msg, 0).unwrap();
        }
    }
    let members = world.feed_members(feed_id).operators;
    assert_eq!(members.iter().filter(|member| member.member).count(), 3);
}

#[test]
fn an_escrow_that_cannot_pay_puts_nobody_out_who_shows_its_work() {
    let (mut world, feed_id) = scene(44, |_| ());
    for _ in 0..4 {
        let own = leave_out(&mut world, feed_id);
        show(&mut world, &own).unwrap();
        // Shown is shown; what it is owed can be claimed once there is money.
        assert_eq!(code_of(show(&mut world, &own)), "omitted.unfunded");
        assert_eq!(world.feed_members(feed_id).operators[3].absent, 0);
        world.pass(FEED_INTERVAL_MS);
    }
    let own = leave_out(&mut world, feed_id);
    show(&mut world, &own).unwrap();
    let user = world.user.clone();
    world.oracle_do(&user, &ExecuteMsg::FundFeed { feed_id }, 13).unwrap();
    let account = world.operators[3].account.clone();
    let before = world.rewards(&account).accrued;
    show(&mut world, &own).unwrap();
    assert_eq!(world.rewards(&account).accrued - before, cosmwasm_std::Uint128::new(10));
    assert_eq!(code_of(show(&mut world, &own)), "omitted.counted");
}

#[test]
fn who_was_put_out_by_a_round_that_left_it_out_comes_back_at_once() {
    for touched in [false, true] {
        let (mut world, feed_id) = scene(10_000, |spec| spec.jail_after = Some(1));
        let own = leave_out(&mut world, feed_id);
        let (party, other) = (world.operators[3].clone(), world.operators[0].clone());
        if touched {
            world.accept(feed_id, Role::Operator, &other).unwrap();
        }
        assert_eq!(code_of(world.accept(feed_id, Role::Operator, &party)), "feed.jailed");
        show(&mut world, &own).unwrap();
        world.accept(feed_id, Role::Operator, &party).unwrap();
        assert_eq!(world.turns(feed_id, 1).len(), 4, "{touched}");
    }
}

#[test]
fn a_jail_outlives_its_member_being_forgotten() {
    let (mut world, feed_id) = scene(10_000, |spec| {
        spec.jail_after = Some(1);
        spec.jail_ms = Some(100 * FEED_INTERVAL_MS);
        spec.claim_window_ms = Some(0);
    });
    let (party, other) = (world.operators[3].clone(), world.operators[0].clone());
    world.leave(feed_id, Role::Operator, &party).unwrap();
    leave_out(&mut world, feed_id);
    world.pass(10 * FEED_INTERVAL_MS);
    world.claim(&other.account);
    assert_eq!(code_of(world.accept(feed_id, Role::Operator, &party)), "feed.jailed");
}
