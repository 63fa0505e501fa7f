//! Who takes part in a feed (rules ACC-1, ACC-2, ACC-4, QRM-2): only those whose accounts agreed.

use cloudx3_attestation::digest::domain_digest;
use cloudx3_contract_tests::{attributes, code_of, Draft, Key, Party, World, FEED_INTERVAL_MS};
use oracle::msg::{ExecuteMsg, Feed, FeedSpec, FeedTermsResponse, OwedResponse, QueryMsg, Role};

fn offer(world: &mut World, change: impl FnOnce(&mut FeedSpec)) -> u32 {
    let mut spec = world.feed_spec();
    change(&mut spec);
    world.try_offer(spec, 1_000).unwrap()
}

fn members(world: &World, feed_id: u32) -> (usize, usize) {
    let found = world.feed_members(feed_id);
    let count = |list: Vec<oracle::msg::FeedMember>| list.into_iter().filter(|member| member.member).count();
    (count(found.operators), count(found.notaries))
}

fn owing_feeds(world: &World, party: &Party) -> usize {
    let (role, pubkey) = (Role::Operator, party.key.binary());
    let page: OwedResponse =
        world.ask(&QueryMsg::Owed { role, pubkey, start_after: None, limit: None }).unwrap();
    page.feeds.len()
}

#[test]
fn a_strangers_feed_engages_nobody_and_takes_no_report() {
    let mut world = World::new();
    // Six free feeds that name everybody, and read whatever a stranger likes.
    for _ in 0..6 {
        let feed_id = offer(&mut world, |_| ());
        assert_eq!(members(&world, feed_id), (0, 0));
        world.pass(FEED_INTERVAL_MS);
        let report = world.good_report(feed_id);
        assert_eq!(code_of(world.submit(vec![report])), "feed.members");
    }
    for party in world.operators.clone() {
        assert_eq!(owing_feeds(&world, &party), 0);
    }
}

#[test]
fn only_those_who_accepted_count_in_quorum_and_turns() {
    let mut world = World::new();
    let feed_id = offer(&mut world, |_| ());
    for index in [0, 1, 2] {
        world.accept(feed_id, Role::Operator, &world.operators[index].clone()).unwrap();
    }
    world.accept(feed_id, Role::Notary, &world.notaries[0].clone()).unwrap();
    world.pass(FEED_INTERVAL_MS);
    assert_eq!(members(&world, feed_id), (3, 1));
    let round = world.round(feed_id);
    let observe = |operator: usize, notary: usize| {
        let draft = Draft { notary: &world.notaries[notary].key, value: (1, 0), session: 1 };
        round.observe(&world.operators[operator].key, &[draft])
    };
    // The fourth operator was named, and did not agree: what it says counts for nothing. Nor does what the second notary says.
    let foreign = round.bytes(vec![observe(1, 0), observe(2, 0), observe(3, 0)]);
    let unagreed = round.bytes(vec![observe(0, 0), observe(1, 1), observe(2, 0)]);
    let good = round.bytes(vec![observe(0, 0), observe(1, 0), observe(2, 0)]);
    assert_eq!(code_of(world.submit(vec![foreign])), "observation.observer");
    assert_eq!(code_of(world.submit(vec![unagreed])), "attestation.notary");
    world.submit(vec![good]).unwrap();
    assert_eq!(world.turns(feed_id, round.round).len(), 3);
}

#[test]
fn the_quorum_grows_with_the_members() {
    let mut world = World::with(10, 1);
    let feed_id = offer(&mut world, |spec| {
        spec.operators.truncate(4);
        spec.quorum = 3;
    });
    world.accept_all(feed_id);
    assert_eq!(world.feed_members(feed_id).quorum, 3);
    let operators = world.operators[4..].iter().map(|party| party.key.binary()).collect();
    let msg = ExecuteMsg::InviteMembers { feed_id, operators, notaries: vec![] };
    world.oracle_do(&world.user.clone(), &msg, 0).unwrap();
    for party in world.operators.clone().into_iter().skip(4) {
        world.accept(feed_id, Role::Operator, &party).unwrap();
    }
    assert_eq!(world.feed_members(feed_id).quorum, 7);
    world.pass(FEED_INTERVAL_MS);
    let round = world.round(feed_id);
    let report = round.bytes(world.observations(&round, &[(1, 0); 6]));
    assert_eq!(code_of(world.submit(vec![report])), "report.quorum");
    let report = round.bytes(world.observations(&round, &[(1, 0); 7]));
    world.submit(vec![report]).unwrap();
}

#[test]
fn an_acceptance_names_the_terms_and_is_the_accounts_own() {
    let mut world = World::new();
    let (feed_id, other) = (offer(&mut world, |_| ()), offer(&mut world, |spec| spec.quorum = 4));
    let (party, stranger) = (world.operators[0].clone(), world.operators[1].account.clone());
    let pubkey = party.key.binary();
    let accept = |role: Role, pubkey: &cosmwasm_std::Binary, terms| ExecuteMsg::Accept {
        feed_id,
        role,
        pubkey: pubkey.clone(),
        terms,
    };
    let terms = world.terms(feed_id);
    let theirs = accept(Role::Operator, &pubkey, terms.clone());
    assert_eq!(code_of(world.oracle_do(&stranger, &theirs, 0)), "auth.unauthorized");
    let elsewhere = accept(Role::Operator, &pubkey, world.terms(other));
    assert_eq!(code_of(world.oracle_do(&party.account, &elsewhere, 0)), "feed.terms");
    let nothing = accept(Role::Operator, &pubkey, Default::default());
    assert_eq!(code_of(world.oracle_do(&party.account, &nothing, 0)), "feed.terms");
    let as_notary = accept(Role::Notary, &pubkey, terms.clone());
    assert_eq!(code_of(world.oracle_do(&party.account, &as_notary, 0)), "registry.unknown");
    let outsider = world.party(40);
    world.register(&outsider, "operator").unwrap();
    let uninvited = accept(Role::Operator, &outsider.key.binary(), terms.clone());
    assert_eq!(code_of(world.oracle_do(&outsider.account, &uninvited, 0)), "feed.not_invited");
    let response = world.oracle_do(&party.account, &accept(Role::Operator, &pubkey, terms), 0).unwrap();
    // Round 0 began with the feed.
    assert_eq!(attributes(&response, "member_joined")[0]["from_round"], "1");
}

#[test]
fn the_digest_is_of_the_text_that_is_shown() {
    let mut world = World::new();
    let feed_id = offer(&mut world, |spec| spec.label = "„größer\" \\ 😀".to_string());
    let found: FeedTermsResponse = world.ask(&QueryMsg::FeedTerms { feed_id }).unwrap();
    let digest = domain_digest("cloudx3/feed-terms/v2", found.current.text.as_bytes());
    assert_eq!(found.current.digest, digest);
    let text: serde_json::Value = serde_json::from_str(&found.current.text).unwrap();
    assert_eq!((text["feed_id"].as_u64(), text["admin"].as_str()), (Some(1), Some(world.user.as_str())));
    assert_eq!(text["spec"]["operation_id"], serde_json::to_value(&world.reading.id).unwrap());
    assert_eq!(text["spec"]["operators"].as_array().unwrap().len(), 0);
    assert_eq!(text["spec"]["label"], "„größer\" \\ 😀");
}

#[test]
fn who_declines_is_not_asked_again_and_a_member_leaves_instead() {
    let mut world = World::new();
    let feed_id = offer(&mut world, |_| ());
    let (party, member) = (world.operators[0].clone(), world.operators[1].clone());
    world.accept(feed_id, Role::Operator, &member).unwrap();
    let decline =
        |party: &Party| ExecuteMsg::Decline { feed_id, role: Role::Operator, pubkey: party.key.binary() };
    assert_eq!(code_of(world.oracle_do(&member.account, &decline(&party), 0)), "auth.unauthorized");
    assert_eq!(code_of(world.oracle_do(&member.account, &decline(&member), 0)), "feed.member");
    world.oracle_do(&party.account, &decline(&party), 0).unwrap();
    assert_eq!(code_of(world.oracle_do(&party.account, &decline(&party), 0)), "feed.not_invited");
    assert_eq!(code_of(world.accept(feed_id, Role::Operator, &party)), "feed.not_invited");
    assert_eq!(code_of(world.leave(feed_id, Role::Operator, &party)), "feed.not_member");
}

#[test]
fn a_leave_takes_the_notice_and_no_longer() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    let party = world.operators[3].clone();
    let response = world.leave(feed_id, Role::Operator, &party).unwrap();
    assert_eq!(attributes(&response, "member_leaves")[0]["until_round"], "2");
    world.pass(FEED_INTERVAL_MS);
    assert_eq!(world.turns(feed_id, 1).len(), 4);
    world.pass(FEED_INTERVAL_MS);
    let round = world.round(feed_id);
    let observations = world.observations(&round, &[(1, 0); 4]);
    assert_eq!(code_of(world.submit(vec![round.bytes(observations[1..].to_vec())])), "observation.observer");
    world.submit(vec![round.bytes(observations[..3].to_vec())]).unwrap();
    // And back again, for it is invited still.
    world.accept(feed_id, Role::Operator, &party).unwrap();
    assert_eq!(world.turns(feed_id, 3).len(), 4);
    assert_eq!(world.turns(feed_id, 2).len(), 3);
}

#[test]
fn who_accepts_while_it_leaves_stays() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    let party = world.operators[3].clone();
    world.leave(feed_id, Role::Operator, &party).unwrap();
    world.accept(feed_id, Role::Operator, &party).unwrap();
    for round in 0..5 {
        assert_eq!(world.turns(feed_id, round).len(), 4);
    }
}

#[test]
fn a_seat_moves_to_the_key_that_took_the_place_of_the_old_one() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    let (old, new) = (world.operators[0].clone(), Key::new(60));
    let moving = |new: &Key| ExecuteMsg::MoveSeat {
        feed_id,
        role: Role::Operator,
        old: old.key.binary(),
        new: new.binary(),
    };
    assert_eq!(code_of(world.oracle_do(&old.account, &moving(&new), 0)), "registry.unknown");
    let rotation = world.rotation_of(Role::Operator, &old, &new);
    world.oracle_do(&old.account, &rotation, 0).unwrap();
    let other = world.operators[1].account.clone();
    assert_eq!(code_of(world.oracle_do(&other, &moving(&new), 0)), "auth.unauthorized");
    assert_eq!(code_of(world.oracle_do(&old.account, &moving(&old.key), 0)), "registry.successor");
    let response = world.oracle_do(&old.account, &moving(&new), 0).unwrap();
    assert_eq!(attributes(&response, "member_leaves")[0]["until_round"], "1");
    assert_eq!(attributes(&response, "member_joined")[0]["from_round"], "1");
    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    assert!(feed.spec.operators.contains(&new.binary()) && !feed.spec.operators.contains(&old.key.binary()));
    world.operators[0].key = new;
    world.operators.sort_by_key(|party| party.key.public());
    world.pass(FEED_INTERVAL_MS);
    assert_eq!(world.turns(feed_id, 1).len(), 4);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
}
