//! State that can be revoked is judged at the session's time (rules REG-3, REP-5, REP-11).

use cloudx3_contract_tests::{attributes, code_of, Key, Party, World, FEED_INTERVAL_MS, REACTIVATE_MS};
use cosmwasm_std::Binary;
use oracle::msg::{ExecuteMsg, KeyAt, MembersAtResponse, QueryMsg, Role};

fn switch(world: &mut World, role: &Role, party: &Party, active: bool) {
    let msg = ExecuteMsg::SetActive { pubkey: party.key.binary(), role: role.clone(), active };
    world.oracle_do(&party.account, &msg, 0).unwrap();
}

/// A good report whose sessions were a second ago.
fn made(world: &mut World, feed_id: u32) -> Binary {
    world.pass(1_000);
    let report = world.good_report(feed_id);
    world.pass(1_000);
    report
}

#[test]
fn a_member_that_switches_itself_off_before_the_report_undoes_nothing() {
    for (role, index) in [(Role::Operator, 1), (Role::Notary, 0)] {
        let mut world = World::new();
        let (feed_id, other) = (world.feed(1_000), world.feed(1_000));
        let report = made(&mut world, feed_id);
        let party = world.parties(&role)[index].clone();
        switch(&mut world, &role, &party, false);
        let response = world.submit(vec![report, world.good_report(feed_id)]).unwrap();
        assert_eq!(attributes(&response, "feed_updated").len(), 1);
        // What it says from then on does not count.
        world.pass(FEED_INTERVAL_MS);
        let reports = vec![world.good_report(feed_id), world.good_report(other)];
        assert!(world.submit(reports).is_err());
    }
}

#[test]
fn leaving_retiring_and_suspension_take_nothing_back_either() {
    let leave: [fn(Binary, Role) -> ExecuteMsg; 3] = [
        |pubkey, role| ExecuteMsg::Unbond { pubkey, role },
        |pubkey, role| ExecuteMsg::Retire { pubkey, role },
        |pubkey, role| ExecuteMsg::SetActive { pubkey, role, active: false },
    ];
    for (index, msg) in leave.into_iter().enumerate() {
        let mut world = World::new();
        let feed_id = world.feed(1_000);
        let report = made(&mut world, feed_id);
        let party = world.operators[0].clone();
        // The last one by the admin.
        let sender = if index == 2 { world.admin.clone() } else { party.account.clone() };
        world.oracle_do(&sender, &msg(party.key.binary(), Role::Operator), 0).unwrap();
        world.submit(vec![report]).unwrap();
    }
}

#[test]
fn sessions_while_a_key_was_off_do_not_count_once_it_is_on_again() {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.interval_ms = 4 * REACTIVATE_MS;
    let feed_id = world.try_feed(spec, 1_000).unwrap();
    let party = world.operators[0].clone();
    world.pass(1_000);
    let before = world.good_report(feed_id);
    world.pass(1_000);
    switch(&mut world, &Role::Operator, &party, false);
    world.pass(1_000);
    let during = world.good_report(feed_id);
    world.pass(REACTIVATE_MS);
    switch(&mut world, &Role::Operator, &party, true);
    world.pass(1_000);
    assert_eq!(code_of(world.submit(vec![during])), "observation.observer");
    world.submit(vec![before]).unwrap();
}

#[test]
fn one_bad_report_costs_the_others_nothing() {
    let mut world = World::new();
    let (first, second, third) = (world.feed(1_000), world.feed(1_000), world.feed(1_000));
    world.pass(FEED_INTERVAL_MS);
    let mut future = world.round(second);
    future.round += 1;
    let observations = world.observations(&future, &[(1, 0); 3]);
    let future = future.bytes(observations);
    let bad = vec![9; 40].into();
    let before = world.dump();
    assert_eq!(code_of(world.submit(vec![future.clone(), bad])), "report.future");
    assert_eq!(world.dump(), before);
    let reports = vec![world.good_report(first), future, vec![9; 40].into(), world.good_report(third)];
    let response = world.submit(reports).unwrap();
    let refused = attributes(&response, "report_refused");
    let codes: Vec<_> =
        refused.iter().map(|event| (event["feed_id"].as_str(), event["code"].as_str())).collect();
    assert_eq!(codes, [("2", "report.future"), ("0", "proto.malformed")]);
    let landed = attributes(&response, "feed_updated");
    let landed: Vec<_> = landed.iter().map(|event| event["feed_id"].as_str()).collect();
    assert_eq!(landed, ["1", "3"]);
}

#[test]
fn a_refused_report_of_a_feed_leaves_the_good_one_behind_it_untouched() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    let round = world.round(feed_id);
    let mut bad = world.observations(&round, &[(1, 0); 3]);
    bad[2].signature[0] ^= 1;
    let bad = round.bytes(bad);
    let response = world.submit(vec![bad, world.good_report(feed_id)]).unwrap();
    assert_eq!(attributes(&response, "report_refused")[0]["code"], "observation.signature");
    assert_eq!(attributes(&response, "feed_updated").len(), 1);
}

#[test]
fn the_registry_says_who_was_on_at_a_time() {
    let mut world = World::new();
    let (party, notary) = (world.operators[0].clone(), world.notaries[0].clone());
    let start = world.now_ms();
    let mut times = vec![(start - 1, false), (start, true)];
    for _ in 0..2 {
        world.pass(1_000);
        switch(&mut world, &Role::Operator, &party, false);
        times.extend([(world.now_ms() - 1, true), (world.now_ms(), false)]);
        world.pass(REACTIVATE_MS);
        switch(&mut world, &Role::Operator, &party, true);
        times.extend([(world.now_ms() - 1, false), (world.now_ms(), true)]);
    }
    let at = |key: &Party, time_ms| KeyAt { pubkey: key.key.binary(), time_ms };
    let operators = times.iter().map(|(time, _)| at(&party, *time)).collect();
    let query = QueryMsg::MembersAt { operators, notaries: vec![at(&notary, start)] };
    let found: MembersAtResponse = world.ask(&query).unwrap();
    let active: Vec<bool> = found.operators.iter().map(|member| member.active).collect();
    assert_eq!(active, times.iter().map(|(_, active)| *active).collect::<Vec<_>>());
    assert_eq!(
        (found.notaries[0].active, found.notaries[0].account.as_str()),
        (true, notary.account.as_str())
    );
    let many = QueryMsg::MembersAt { operators: vec![at(&party, 1); 32], notaries: vec![] };
    assert_eq!(code_of(world.ask::<MembersAtResponse>(&many)), "query.too_many");
    let unknown = QueryMsg::MembersAt { operators: vec![at(&notary, 1)], notaries: vec![] };
    assert_eq!(code_of(world.ask::<MembersAtResponse>(&unknown)), "registry.unknown");
}

#[test]
fn switching_often_undoes_no_report_about_a_time_that_is_forgotten() {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.interval_ms = 20 * REACTIVATE_MS;
    let feed_id = world.try_feed(spec, 1_000).unwrap();
    let report = made(&mut world, feed_id);
    let party = world.operators[0].clone();
    for _ in 0..9 {
        switch(&mut world, &Role::Operator, &party, false);
        world.pass(REACTIVATE_MS);
        switch(&mut world, &Role::Operator, &party, true);
        world.pass(1_000);
    }
    world.submit(vec![report]).unwrap();
}

#[test]
fn a_key_that_was_on_for_a_day_is_as_good_as_one_that_was_never_off() {
    let mut world = World::new();
    let feed_id = world.feed(10_000);
    let party = world.operators[0].clone();
    switch(&mut world, &Role::Operator, &party, false);
    world.pass(REACTIVATE_MS);
    switch(&mut world, &Role::Operator, &party, true);
    for day in 0..3 {
        world.submit(vec![world.good_report(feed_id)]).unwrap_or_else(|error| panic!("{day}: {error}"));
        world.pass(86_400_000);
    }
    switch(&mut world, &Role::Operator, &party, false);
    world.pass(1);
    assert_eq!(code_of(world.submit(vec![world.good_report(feed_id)])), "observation.observer");
}

#[test]
fn a_key_that_was_on_for_no_time_is_off_under_its_next_key_too() {
    let mut world = World::new();
    let (party, new) = (world.party(41), Key::new(80));
    world.register(&party, "notary").unwrap();
    switch(&mut world, &Role::Notary, &party, false);
    let rotate = world.rotation_of(Role::Notary, &party, &new);
    world.oracle_do(&party.account, &rotate, 0).unwrap();
    world.pass(1_000);
    let at = KeyAt { pubkey: new.binary(), time_ms: world.now_ms() };
    let found: MembersAtResponse =
        world.ask(&QueryMsg::MembersAt { operators: vec![], notaries: vec![at] }).unwrap();
    assert!(!found.notaries[0].active);
}
