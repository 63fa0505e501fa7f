//! Standing rules (rule ACC-3): what an account agrees to before it is asked.

use cloudx3_contract_tests::{code_of, Key, World};
use cosmwasm_std::Uint128;
use oracle::msg::{
    ExecuteMsg, FeedChange, FeedSpec, FitsRuleResponse, QueryMsg, Role, StandingRule, StandingRuleResponse,
};

/// How many operators are members of a feed's next round.
fn members(world: &World, feed_id: u32) -> usize {
    world.feed_members(feed_id).operators.into_iter().filter(|member| member.member).count()
}

fn offer(world: &mut World, change: impl FnOnce(&mut FeedSpec)) -> u32 {
    let mut spec = world.feed_spec();
    change(&mut spec);
    world.try_offer(spec, 1_000).unwrap()
}

fn with_rule(
    change: impl FnOnce(&World, &mut StandingRule),
    spec: impl FnOnce(&World, &mut FeedSpec),
) -> bool {
    let mut world = World::new();
    let party = world.operators[0].clone();
    let mut rule = world.rule(10);
    change(&world, &mut rule);
    world.set_rule(Role::Operator, &party, Some(rule)).unwrap();
    let mut offered = world.feed_spec();
    spec(&world, &mut offered);
    let feed_id = world.try_offer(offered, 0).unwrap();
    members(&world, feed_id) == 1
}

#[test]
fn a_standing_rule_lets_in_what_it_says_and_nothing_else() {
    assert!(with_rule(|_, _| (), |_, _| ()));
    assert!(with_rule(|_, rule| rule.admins.clear(), |_, _| ()));
    assert!(!with_rule(|world, rule| rule.admins = vec![world.admin.to_string()], |_, _| ()));
    assert!(!with_rule(|world, rule| rule.operations = vec![world.readback.id.clone()], |_, _| ()));
    assert!(!with_rule(|_, _| (), |_, spec| spec.observer_reward = Uint128::new(9)));
    assert!(!with_rule(|_, rule| rule.least_reward = Uint128::new(11), |_, _| ()));
}

#[test]
fn a_rule_bounds_how_many_feeds_it_lets_in() {
    let mut world = World::new();
    let party = world.operators[0].clone();
    let rule = StandingRule { most_feeds: 2, ..world.rule(0) };
    world.set_rule(Role::Operator, &party, Some(rule)).unwrap();
    let joined: Vec<usize> = (0..4)
        .map(|_| {
            let feed_id = offer(&mut world, |_| ());
            members(&world, feed_id)
        })
        .collect();
    assert_eq!(joined, [1, 1, 0, 0]);
    let (role, pubkey) = (Role::Operator, party.key.binary());
    let found: StandingRuleResponse = world.ask(&QueryMsg::StandingRule { role, pubkey }).unwrap();
    assert_eq!(found.feeds, 2);
    // An account accepts what it likes all the same.
    world.accept(3, Role::Operator, &party).unwrap();
    world.set_rule(Role::Operator, &party, None).unwrap();
    let feed_id = offer(&mut world, |_| ());
    assert_eq!(members(&world, feed_id), 0);
}

#[test]
fn rules_that_say_too_little_or_too_much_are_refused() {
    let mut world = World::new();
    let (operator, notary) = (world.operators[0].clone(), world.notaries[0].clone());
    let good = world.rule(0);
    let any = StandingRule { operations: vec![], ..good.clone() };
    let set = |world: &mut World, rule: StandingRule| {
        code_of(world.set_rule(Role::Operator, &operator, Some(rule)))
    };
    assert_eq!(set(&mut world, any.clone()), "registry.rule");
    let long = vec![good.operations[0].clone(); 33];
    assert_eq!(set(&mut world, StandingRule { operations: long, ..good.clone() }), "registry.rule");
    assert_eq!(
        set(&mut world, StandingRule { operations: vec![vec![1; 31].into()], ..good.clone() }),
        "registry.rule"
    );
    let many = vec![world.user.to_string(); 17];
    assert_eq!(set(&mut world, StandingRule { admins: many, ..good.clone() }), "registry.rule");
    assert_eq!(set(&mut world, StandingRule { most_feeds: 0, ..good.clone() }), "registry.rule");
    assert_eq!(set(&mut world, StandingRule { most_feeds: 257, ..good.clone() }), "registry.rule");
    world.set_rule(Role::Notary, &notary, Some(any)).unwrap();
    let msg =
        ExecuteMsg::SetStandingRule { role: Role::Operator, pubkey: operator.key.binary(), rule: Some(good) };
    assert_eq!(code_of(world.oracle_do(&notary.account, &msg, 0)), "auth.unauthorized");
}

#[test]
fn the_devices_contract_asks_whether_a_rule_lets_it_in() {
    let mut world = World::new();
    let (party, user) = (world.operators[0].clone(), world.user.to_string());
    let ask = |world: &World, operations, admin: &str, reward: u128| {
        let (role, pubkey, admin) = (Role::Operator, party.key.binary(), admin.to_string());
        let query = QueryMsg::FitsRule { role, pubkey, operations, admin, reward: Uint128::new(reward) };
        world.ask::<FitsRuleResponse>(&query).map(|found| found.fits)
    };
    let ids = vec![world.reading.id.clone(), world.readback.id.clone()];
    assert!(!ask(&world, ids.clone(), &user, 5).unwrap());
    world.set_rule(Role::Operator, &party, Some(world.rule(5))).unwrap();
    assert!(ask(&world, ids.clone(), &user, 5).unwrap());
    assert!(!ask(&world, ids.clone(), &user, 4).unwrap());
    assert!(!ask(&world, ids.clone(), "somebody", 5).unwrap());
    assert!(!ask(&world, vec![ids[0].clone(), world.action.id.clone()], &user, 5).unwrap());
    assert_eq!(code_of(ask(&world, vec![ids[0].clone(); 33], &user, 5)), "query.too_many");
    let msg = ExecuteMsg::SetActive { pubkey: party.key.binary(), role: Role::Operator, active: false };
    world.oracle_do(&party.account, &msg, 0).unwrap();
    assert!(!ask(&world, ids, &user, 5).unwrap());
}

#[test]
fn a_rule_that_fits_joins_on_invitation_to_a_running_feed() {
    let mut world = World::with(5, 2);
    let feed_id = offer(&mut world, |spec| spec.operators.truncate(4));
    world.accept_all(feed_id);
    let party = world.operators[4].clone();
    world.set_rule(Role::Operator, &party, Some(world.rule(0))).unwrap();
    let invite = ExecuteMsg::InviteMembers { feed_id, operators: vec![party.key.binary()], notaries: vec![] };
    assert_eq!(code_of(world.oracle_do(&party.account, &invite, 0)), "auth.unauthorized");
    let user = world.user.clone();
    world.oracle_do(&user, &invite, 0).unwrap();
    assert_eq!(members(&world, feed_id), 5);
    assert_eq!(code_of(world.oracle_do(&user, &invite, 0)), "feed.spec");
}

#[test]
fn another_key_of_a_line_lets_no_more_feeds_in() {
    let mut world = World::new();
    let party = world.operators[0].clone();
    let rule = StandingRule { most_feeds: 1, ..world.rule(0) };
    world.set_rule(Role::Operator, &party, Some(rule)).unwrap();
    let feed_id = offer(&mut world, |_| ());
    assert_eq!(members(&world, feed_id), 1);
    let new = Key::new(80);
    let rotate = world.rotation_of(Role::Operator, &party, &new);
    world.oracle_do(&party.account, &rotate, 0).unwrap();
    let second = offer(&mut world, |spec| spec.operators[0] = new.binary());
    assert_eq!(members(&world, second), 0);
    // Once the old key's seat is forgotten there is room again.
    world.leave(feed_id, Role::Operator, &party).unwrap();
    world.pass(10_000_000);
    let user = world.user.clone();
    world.oracle_do(&user, &ExecuteMsg::SetFeedActive { feed_id, active: true }, 0).unwrap();
    let third = offer(&mut world, |spec| spec.operators[0] = new.binary());
    assert_eq!(members(&world, third), 1);
}

#[test]
fn a_rule_takes_no_leave_back() {
    let mut world = World::new();
    let (party, user) = (world.operators[0].clone(), world.user.clone());
    world.set_rule(Role::Operator, &party, Some(world.rule(0))).unwrap();
    let feed_id = world.feed(1_000);
    world.leave(feed_id, Role::Operator, &party).unwrap();
    let spec = world.feed_spec();
    let change = FeedChange {
        operation_id: spec.operation_id,
        params: spec.params,
        quorum: spec.quorum,
        modes: spec.modes,
        step_up: None,
        max_age_ms: spec.max_age_ms,
        max_observed_age_ms: None,
        observer_reward: spec.observer_reward,
        notary_reward: spec.notary_reward,
        transmitter_reward: spec.transmitter_reward,
    };
    world.oracle_do(&user, &ExecuteMsg::ChangeFeed { feed_id, change }, 0).unwrap();
    let invite = ExecuteMsg::InviteMembers { feed_id, operators: vec![party.key.binary()], notaries: vec![] };
    world.oracle_do(&user, &invite, 0).unwrap();
    let members = world.feed_members(feed_id).operators;
    let left = members.into_iter().find(|member| member.pubkey == party.key.binary()).unwrap();
    assert_eq!(left.rounds.last().and_then(|span| span.until), Some(2));
    // Its account comes back where it says so.
    world.accept(feed_id, Role::Operator, &party).unwrap();
}
