//! One party is not many (rules ACC-1, REP-9).

use cloudx3_attestation::proto::Mode;
use cloudx3_contract_tests::{
    code_of, modes, path_to, Draft, Key, Party, World, FEED_INTERVAL_MS, NOTARY_BOND, OPERATOR_BOND,
};
use cosmwasm_std::Addr;
use oracle::msg::{ExecuteMsg, FeedSpec, Role};

/// Registers a key of this number for an account, with a declared group.
fn register(world: &mut World, number: u16, account: &Addr, role: &str, group: Option<&str>) -> Party {
    let party = Party { key: Key::new(number), account: account.clone() };
    let mut msg = world.registration_of(&party, role);
    match &mut msg {
        ExecuteMsg::RegisterOperator { group: own, .. } | ExecuteMsg::RegisterNotary { group: own, .. } => {
            *own = group.map(str::to_string);
        }
        _ => unreachable!(),
    }
    let bond = if role == "operator" { OPERATOR_BOND } else { NOTARY_BOND };
    world.oracle_do(account, &msg, bond).unwrap();
    party
}

#[test]
fn one_account_is_not_an_operator_and_three_notaries_of_a_feed() {
    let mut world = World::new();
    let account = world.party(50).account;
    let operator = register(&mut world, 60, &account, "operator", None);
    let notaries: Vec<Party> = [61, 62, 63]
        .into_iter()
        .map(|number| register(&mut world, number, &account, "notary", None))
        .collect();
    let mut spec = world.feed_spec();
    spec.notaries = notaries.iter().map(|party| party.key.binary()).collect();
    assert_eq!(code_of(world.try_offer(spec.clone(), 0)), "feed.account");
    spec.notaries.truncate(1);
    world.try_offer(spec.clone(), 0).unwrap();
    spec.operators.push(operator.key.binary());
    assert_eq!(code_of(world.try_offer(spec, 0)), "feed.account");
}

#[test]
fn a_second_seat_is_refused_when_it_is_taken_and_free_once_the_first_is_left() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    let account = world.operators[0].account.clone();
    let notary = register(&mut world, 60, &account, "notary", None);
    let invite = |notaries| ExecuteMsg::InviteMembers { feed_id, operators: vec![], notaries };
    let user = world.user.clone();
    world.oracle_do(&user, &invite(vec![notary.key.binary()]), 0).unwrap();
    assert_eq!(code_of(world.accept(feed_id, Role::Notary, &notary)), "feed.account");
    world.leave(feed_id, Role::Operator, &world.operators[0].clone()).unwrap();
    assert_eq!(code_of(world.accept(feed_id, Role::Notary, &notary)), "feed.account");
    world.pass(FEED_INTERVAL_MS);
    world.accept(feed_id, Role::Notary, &notary).unwrap();
    assert_eq!(code_of(world.accept(feed_id, Role::Operator, &world.operators[0].clone())), "feed.account");
}

#[test]
fn a_standing_rule_seats_an_account_once_too() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    let account = world.notaries[0].account.clone();
    let notary = register(&mut world, 60, &account, "notary", None);
    world.set_rule(Role::Notary, &notary, Some(world.rule(0))).unwrap();
    let notaries = vec![notary.key.binary()];
    let msg = ExecuteMsg::InviteMembers { feed_id, operators: vec![], notaries };
    world.oracle_do(&world.user.clone(), &msg, 0).unwrap();
    assert_eq!(world.feed_members(feed_id).notaries.len(), 2);
}

/// A feed of two notaries an observation whose keys are of these groups: three operators, then two notaries.
fn grouped(groups: [Option<&str>; 5]) -> String {
    let mut world = World::new();
    let mut parties = vec![];
    for (index, group) in groups.into_iter().enumerate() {
        let number = 60 + index as u16;
        let account = world.party(number).account;
        let role = if index < 3 { "operator" } else { "notary" };
        parties.push(register(&mut world, number, &account, role, group));
    }
    world.notaries = parties.split_off(3);
    world.operators = parties;
    world.operators.sort_by_key(|party| party.key.public());
    world.notaries.sort_by_key(|party| party.key.public());
    let spec =
        FeedSpec { distinct_groups: true, quorum: 3, modes: modes(Some(2), None), ..world.feed_spec() };
    let feed_id = world.try_offer(spec, 0).unwrap();
    for (role, list) in [(Role::Operator, world.operators.clone()), (Role::Notary, world.notaries.clone())] {
        for party in list {
            if let Err(error) = world.accept(feed_id, role.clone(), &party) {
                return code_of(Err::<(), _>(error));
            }
        }
    }
    world.pass(FEED_INTERVAL_MS);
    let round = world.round(feed_id);
    let drafts: Vec<Draft> = world
        .notaries
        .iter()
        .map(|notary| Draft { notary: &notary.key, value: (1, 0), session: 1 })
        .collect();
    let observations = world.operators.iter().map(|operator| round.observe(&operator.key, &drafts)).collect();
    let report = round.bytes(observations);
    world.submit(vec![report]).map_or_else(|error| code_of(Err::<(), _>(error)), |_| "ok".to_string())
}

#[test]
fn a_feed_may_ask_for_notaries_of_different_groups_and_another_than_the_observers() {
    let (a, b, c) = (Some("a"), Some("b"), Some("c"));
    assert_eq!(grouped([a, a, a, b, c]), "ok");
    assert_eq!(grouped([a, a, a, b, b]), "report.groups");
    assert_eq!(grouped([a, b, a, b, c]), "report.groups");
    assert_eq!(grouped([a, a, a, b, None]), "feed.no_group");
}

#[test]
fn a_feed_may_ask_that_notaries_see_the_server_in_different_networks() {
    for (addresses, code) in [
        (["192.0.2.7", "192.0.3.7"], "ok"),
        (["192.0.2.7", "192.0.2.250"], "report.networks"),
        (["2001:db8:1:2::1", "2001:db8:2:2::1"], "ok"),
        (["2001:db8:1:2::1", "2001:db8:1:ffff::1"], "report.networks"),
        (["192.0.2.7", "2001:db8:1:2::1"], "ok"),
    ] {
        let mut world = World::new();
        let spec = FeedSpec { distinct_networks: true, modes: modes(None, Some(2)), ..world.feed_spec() };
        let feed_id = world.try_feed(spec, 0).unwrap();
        let mut round = world.round(feed_id);
        round.mode = Mode::Proxy;
        round.paths = addresses.map(path_to).to_vec();
        round.paths.sort_by_key(cloudx3_attestation::canonical::encode);
        let observations = world.operators[..3].iter().map(|operator| {
            let mut own = None;
            for (path, notary) in (1..).zip(&world.notaries) {
                round.path = path;
                let draft = Draft { notary: &notary.key, value: (1, 0), session: 1 };
                let made = round.observe(&operator.key, &[draft]);
                match &mut own {
                    None => own = Some(made),
                    Some(own) => own.attestations.extend(made.attestations),
                }
            }
            round.over(&operator.key, own.unwrap().attestations)
        });
        let observations = observations.collect();
        let report = round.bytes(observations);
        let found = world
            .submit(vec![report])
            .map_or_else(|error| code_of(Err::<(), _>(error)), |_| "ok".to_string());
        assert_eq!(found, code, "{addresses:?}");
    }
}
