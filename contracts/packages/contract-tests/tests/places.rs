//! How many members a feed has (rule ACC-1).

use cloudx3_contract_tests::{code_of, Key, Party, World, FEED_INTERVAL_MS};
use cosmwasm_std::Uint128;
use oracle::msg::{ExecuteMsg, FeedChange, FeedTermsResponse, QueryMsg, Role};

#[test]
fn a_round_has_no_more_members_than_a_report_has_room_for() {
    let mut world = World::with(32, 2);
    let mut spec = world.feed_spec();
    spec.operators.truncate(31);
    spec.quorum = 21;
    let feed_id = world.try_feed(spec, 10_000).unwrap();
    let (user, newcomer) = (world.user.clone(), world.operators[31].clone());
    let operators = vec![world.operators[0].key.binary()];
    world.oracle_do(&user, &ExecuteMsg::RemoveMembers { feed_id, operators, notaries: vec![] }, 0).unwrap();
    let operators = vec![newcomer.key.binary()];
    world.oracle_do(&user, &ExecuteMsg::InviteMembers { feed_id, operators, notaries: vec![] }, 0).unwrap();
    // Whose place it is stays until its notice is over.
    assert_eq!(code_of(world.accept(feed_id, Role::Operator, &newcomer)), "feed.full");
    world.pass(FEED_INTERVAL_MS);
    world.accept(feed_id, Role::Operator, &newcomer).unwrap();
    assert_eq!([1, 2].map(|round| world.turns(feed_id, round).len()), [31, 31]);
}

#[test]
fn a_seat_that_moves_to_a_key_that_is_invited_already_is_one() {
    let mut world = World::new();
    let feed_id = world.feed(10_000);
    let (party, new) = (world.operators[0].clone(), Key::new(80));
    let rotate = world.rotation_of(Role::Operator, &party, &new);
    world.oracle_do(&party.account, &rotate, 0).unwrap();
    let user = world.user.clone();
    let invite =
        |key: &Key| ExecuteMsg::InviteMembers { feed_id, operators: vec![key.binary()], notaries: vec![] };
    world.oracle_do(&user, &invite(&new), 0).unwrap();
    let msg =
        ExecuteMsg::MoveSeat { feed_id, role: Role::Operator, old: party.key.binary(), new: new.binary() };
    world.oracle_do(&party.account, &msg, 0).unwrap();
    let other: Party = world.party(41);
    world.register(&other, "operator").unwrap();
    world.oracle_do(&user, &invite(&other.key), 0).unwrap();
}

#[test]
fn a_seat_of_rounds_to_come_moves_to_these_and_to_no_earlier_one() {
    let mut world = World::new();
    let spec = world.feed_spec();
    let feed_id = world.try_offer(spec.clone(), 10_000).unwrap();
    let change = FeedChange {
        operation_id: spec.operation_id,
        params: spec.params,
        quorum: spec.quorum,
        modes: spec.modes,
        step_up: None,
        max_age_ms: spec.max_age_ms,
        max_observed_age_ms: None,
        observer_reward: Uint128::new(1_000),
        notary_reward: spec.notary_reward,
        transmitter_reward: spec.transmitter_reward,
    };
    world.oracle_do(&world.user.clone(), &ExecuteMsg::ChangeFeed { feed_id, change }, 0).unwrap();
    let (party, new) = (world.operators[0].clone(), Key::new(80));
    let later: FeedTermsResponse = world.ask(&QueryMsg::FeedTerms { feed_id }).unwrap();
    let later = later.pending.unwrap();
    let (pubkey, terms) = (party.key.binary(), later.terms.digest);
    let accept = ExecuteMsg::Accept { feed_id, role: Role::Operator, pubkey, terms };
    world.oracle_do(&party.account, &accept, 0).unwrap();
    let rotate = world.rotation_of(Role::Operator, &party, &new);
    world.oracle_do(&party.account, &rotate, 0).unwrap();
    let (old, new) = (party.key.binary(), new.binary());
    let msg = ExecuteMsg::MoveSeat { feed_id, role: Role::Operator, old, new: new.clone() };
    world.oracle_do(&party.account, &msg, 0).unwrap();
    let members = world.feed_members(feed_id).operators;
    let moved = members.into_iter().find(|member| member.pubkey == new).unwrap();
    assert_eq!(moved.rounds.first().map(|span| span.from), Some(later.from_round));
}

#[test]
fn who_rotates_often_does_not_fill_a_feed() {
    let mut world = World::new();
    let feed_id = world.feed(10_000);
    let mut party = world.notaries[0].clone();
    let moved: Vec<bool> = (0..7)
        .map(|number| {
            let new = Key::new(80 + number);
            let rotate = world.rotation_of(Role::Notary, &party, &new);
            world.oracle_do(&party.account, &rotate, 0).unwrap();
            let (old, key) = (party.key.binary(), new.binary());
            let msg = ExecuteMsg::MoveSeat { feed_id, role: Role::Notary, old, new: key };
            world.pass(FEED_INTERVAL_MS);
            let moved = world.oracle_do(&party.account, &msg, 0).is_ok();
            party.key = new;
            moved
        })
        .collect();
    assert_eq!(moved, [true, true, true, true, false, false, false]);
}
