//! Changes with notice, and sponsors' money (rules CHG-1, CHG-2, CHG-3, ESC-1, ESC-2).

use cloudx3_contract_tests::{attributes, code_of, modes, World, FEED_INTERVAL_MS};
use cosmwasm_std::{Addr, Binary, Uint128};
use oracle::msg::{ExecuteMsg, Feed, FeedChange, FeedTermsResponse, QueryMsg, Role, SponsorResponse};

fn change_of(world: &World, change: impl FnOnce(&mut FeedChange)) -> FeedChange {
    let spec = world.feed_spec();
    let mut changed = FeedChange {
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
    change(&mut changed);
    changed
}

fn announce(world: &mut World, feed_id: u32, change: impl FnOnce(&mut FeedChange)) {
    let change = change_of(world, change);
    world.oracle_do(&world.user.clone(), &ExecuteMsg::ChangeFeed { feed_id, change }, 0).unwrap();
}

fn feed(world: &World, feed_id: u32) -> Feed {
    world.ask(&QueryMsg::Feed { feed_id }).unwrap()
}

fn sponsor(world: &World, feed_id: u32, address: &Addr) -> SponsorResponse {
    world.ask(&QueryMsg::Sponsor { feed_id, address: address.to_string() }).unwrap()
}

/// The account agrees to the change that is announced.
fn agree(world: &mut World, feed_id: u32, role: Role, index: usize) {
    let party = world.parties(&role)[index].clone();
    let terms: FeedTermsResponse = world.ask(&QueryMsg::FeedTerms { feed_id }).unwrap();
    let terms: Binary = terms.pending.unwrap().terms.digest;
    let pubkey = party.key.binary();
    world.oracle_do(&party.account, &ExecuteMsg::Accept { feed_id, role, pubkey, terms }, 0).unwrap();
}

#[test]
fn closing_a_feed_before_its_report_lands_takes_nothing_from_its_members() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    let report = world.good_report(feed_id);
    let user = world.user.clone();
    let off = ExecuteMsg::SetFeedActive { feed_id, active: false };
    let stranger = world.party(40).account;
    assert_eq!(code_of(world.oracle_do(&stranger, &off, 0)), "auth.unauthorized");
    let response = world.oracle_do(&user, &off, 0).unwrap();
    assert_eq!(attributes(&response, "feed_activity")[0]["from_round"], "2");
    assert_eq!(
        code_of(world.oracle_do(&user, &ExecuteMsg::WithdrawEscrow { feed_id }, 0)),
        "escrow.too_early"
    );
    world.submit(vec![report]).unwrap();
    world.pass(FEED_INTERVAL_MS);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    world.pass(FEED_INTERVAL_MS);
    let response = world.submit(vec![world.good_report(feed_id)]).unwrap();
    assert_eq!(attributes(&response, "feed_skipped")[0]["reason"], "inactive");
    assert_eq!((feed(&world, feed_id).owed, feed(&world, feed_id).active), (Uint128::new(2 * 44), false));
}

#[test]
fn what_a_third_party_funded_is_its_own() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    let (user, sponsors) = (world.user.clone(), [world.party(50).account, world.party(51).account]);
    let fund = ExecuteMsg::FundFeed { feed_id };
    for (account, amount) in sponsors.iter().zip([300, 100]) {
        world.oracle_do(account, &fund, amount).unwrap();
    }
    assert_eq!(code_of(world.oracle_do(&user, &fund, 0)), "escrow.too_little");
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    let off = ExecuteMsg::SetFeedActive { feed_id, active: false };
    world.oracle_do(&user, &off, 0).unwrap();
    world.pass(4 * FEED_INTERVAL_MS);
    let back = ExecuteMsg::WithdrawEscrow { feed_id };
    assert_eq!(code_of(world.oracle_do(&user, &back, 0)), "escrow.nothing");
    // 356 are left of 400.
    for (account, left) in sponsors.iter().zip([267, 89]) {
        let before = world.balance(account);
        world.oracle_do(account, &back, 0).unwrap();
        assert_eq!(world.balance(account), before + Uint128::new(left));
        assert_eq!(code_of(world.oracle_do(account, &back, 0)), "escrow.nothing");
    }
    assert_eq!(feed(&world, feed_id).escrow, Uint128::zero());
}

#[test]
fn a_sponsor_leaves_an_open_feed_with_notice_and_the_runway_says_so() {
    let mut world = World::new();
    let feed_id = world.feed(570);
    let other = world.party(50).account;
    world.oracle_do(&other, &ExecuteMsg::FundFeed { feed_id }, 570).unwrap();
    // Four members: 4·(10 + 3) + 5 = 57.
    assert_eq!((feed(&world, feed_id).round_cost.u128(), feed(&world, feed_id).runway), (57, Some(20)));
    let (back, leave) = (ExecuteMsg::WithdrawEscrow { feed_id }, ExecuteMsg::AnnounceWithdrawal { feed_id });
    assert_eq!(code_of(world.oracle_do(&other, &back, 0)), "escrow.notice");
    let stranger = world.party(51).account;
    assert_eq!(code_of(world.oracle_do(&stranger, &leave, 0)), "escrow.nothing");
    world.oracle_do(&other, &leave, 0).unwrap();
    assert_eq!((feed(&world, feed_id).withdrawing.u128(), feed(&world, feed_id).runway), (570, Some(10)));
    assert_eq!(code_of(world.oracle_do(&other, &back, 0)), "escrow.too_early");
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    world.pass(2 * FEED_INTERVAL_MS);
    world.oracle_do(&other, &back, 0).unwrap();
    assert_eq!((feed(&world, feed_id).escrow.u128(), feed(&world, feed_id).runway), (548, Some(9)));
}

#[test]
fn money_that_was_not_announced_waits_for_its_own_notice() {
    let mut world = World::new();
    let feed_id = world.feed(10);
    let user = world.user.clone();
    world.oracle_do(&user, &ExecuteMsg::AnnounceWithdrawal { feed_id }, 0).unwrap();
    world.pass(2 * FEED_INTERVAL_MS);
    world.oracle_do(&user, &ExecuteMsg::FundFeed { feed_id }, 1_000).unwrap();
    assert_eq!(code_of(world.oracle_do(&user, &ExecuteMsg::WithdrawEscrow { feed_id }, 0)), "escrow.notice");
    let found = sponsor(&world, feed_id, &user);
    assert_eq!((found.amount.u128(), found.withdrawable_at_ms), (1_010, None));
    assert_eq!(feed(&world, feed_id).withdrawing, Uint128::zero());
}

#[test]
fn an_escrow_that_was_used_up_begins_anew_for_who_funds_it_then() {
    let mut world = World::new();
    let feed_id = world.feed(44);
    let (user, other) = (world.user.clone(), world.party(50).account);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    assert_eq!(sponsor(&world, feed_id, &user).amount, Uint128::zero());
    world.oracle_do(&other, &ExecuteMsg::FundFeed { feed_id }, 500).unwrap();
    assert_eq!(sponsor(&world, feed_id, &user).shares, Uint128::zero());
    assert_eq!(sponsor(&world, feed_id, &other).amount, Uint128::new(500));
    assert_eq!(
        code_of(world.oracle_do(&user, &ExecuteMsg::AnnounceWithdrawal { feed_id }, 0)),
        "escrow.nothing"
    );
}

#[test]
fn other_rewards_hold_for_rounds_to_come_only() {
    let mut world = World::new();
    let feed_id = world.feed(10_000);
    announce(&mut world, feed_id, |change| change.observer_reward = Uint128::zero());
    let (again, user) = (change_of(&world, |_| ()), world.user.clone());
    let again = ExecuteMsg::ChangeFeed { feed_id, change: again };
    assert_eq!(code_of(world.oracle_do(&user, &again, 0)), "feed.pending");
    let stranger = world.party(40).account;
    assert_eq!(code_of(world.oracle_do(&stranger, &again, 0)), "auth.unauthorized");
    for index in 0..4 {
        agree(&mut world, feed_id, Role::Operator, index);
    }
    for index in 0..2 {
        agree(&mut world, feed_id, Role::Notary, index);
    }
    let mut owed = 0;
    for (round, cost) in [(0, 44), (1, 44), (2, 44), (3, 44), (4, 14)] {
        assert_eq!(world.round(feed_id).round, round);
        world.submit(vec![world.good_report(feed_id)]).unwrap();
        owed += cost;
        assert_eq!(feed(&world, feed_id).owed, Uint128::new(owed), "{round}");
        world.pass(FEED_INTERVAL_MS);
    }
    assert_eq!(feed(&world, feed_id).spec.observer_reward, Uint128::zero());
    assert_eq!(feed(&world, feed_id).pending, None);
    announce(&mut world, feed_id, |_| ());
}

#[test]
fn a_change_that_begins_without_a_report_makes_room_for_the_next() {
    let mut world = World::new();
    for party in world.operators.clone() {
        world.set_rule(Role::Operator, &party, Some(world.rule(0))).unwrap();
    }
    for party in world.notaries.clone() {
        world.set_rule(Role::Notary, &party, Some(world.rule(0))).unwrap();
    }
    let feed_id = world.feed(10_000);
    for reward in [20, 30] {
        announce(&mut world, feed_id, |change| change.observer_reward = Uint128::new(reward));
        world.pass(4 * FEED_INTERVAL_MS);
        assert_eq!(feed(&world, feed_id).spec.observer_reward, Uint128::new(reward));
    }
    assert_eq!(world.turns(feed_id, 4).len(), 4);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    assert_eq!(feed(&world, feed_id).owed, Uint128::new(5 + 3 * 30 + 3 * 3));
}

#[test]
fn who_does_not_agree_to_another_operation_is_out_before_it_is_read() {
    let mut world = World::new();
    let feed_id = world.feed(10_000);
    let operation = world.reading.with_observed_at();
    world.publish(&operation).unwrap();
    announce(&mut world, feed_id, |change| change.operation_id = operation.id.clone());
    let pending = feed(&world, feed_id).pending.unwrap();
    assert_eq!((pending.from_round, pending.spec.operation_id), (4, operation.id.clone()));
    agree(&mut world, feed_id, Role::Operator, 0);
    world.pass(FEED_INTERVAL_MS);
    // Until then everything is as it was.
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    world.pass(3 * FEED_INTERVAL_MS);
    let members = world.feed_members(feed_id);
    let staying: Vec<bool> = members.operators.iter().map(|member| member.member).collect();
    assert_eq!(staying, [true, false, false, false]);
    assert!(members.notaries.iter().all(|member| !member.member));
    world.reading = operation;
    let mut round = world.round(feed_id);
    round.observed_at_ms = round.session_time_ms;
    let report = round.bytes(world.observations(&round, &[(1, 0); 3]));
    assert_eq!(code_of(world.submit(vec![report])), "feed.members");
}

#[test]
fn a_standing_rule_agrees_to_a_change_that_it_lets_in_and_to_no_other() {
    for (reward, staying) in [(12, 4), (9, 0)] {
        let mut world = World::new();
        for party in world.operators.clone() {
            world.set_rule(Role::Operator, &party, Some(world.rule(10))).unwrap();
        }
        let feed_id = world.feed(10_000);
        announce(&mut world, feed_id, |change| change.observer_reward = Uint128::new(reward));
        world.pass(4 * FEED_INTERVAL_MS);
        assert_eq!(world.turns(feed_id, 4).len(), staying, "{reward}");
    }
}

#[test]
fn changes_that_make_no_sound_feed_are_refused() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    let user = world.user.clone();
    let mut refused = |change: fn(&mut FeedChange)| {
        let change = change_of(&world, change);
        code_of(world.oracle_do(&user, &ExecuteMsg::ChangeFeed { feed_id, change }, 0))
    };
    assert_eq!(refused(|change| change.quorum = 2), "feed.quorum");
    assert_eq!(refused(|change| change.modes = modes(Some(3), None)), "feed.spec");
    assert_eq!(refused(|change| change.max_age_ms = 0), "feed.spec");
    assert_eq!(refused(|change| change.params.clear()), "params.missing");
    assert_eq!(refused(|change| change.operation_id = vec![1; 32].into()), "operation.unknown");
}

#[test]
fn a_member_is_removed_with_notice_and_paid_until_then() {
    let mut world = World::new();
    let feed_id = world.feed(10_000);
    let party = world.operators[0].clone();
    let (user, operators) = (world.user.clone(), vec![party.key.binary()]);
    let remove = ExecuteMsg::RemoveMembers { feed_id, operators, notaries: vec![] };
    assert_eq!(code_of(world.oracle_do(&party.account, &remove, 0)), "auth.unauthorized");
    let report = world.good_report(feed_id);
    world.oracle_do(&user, &remove, 0).unwrap();
    assert_eq!(code_of(world.oracle_do(&user, &remove, 0)), "feed.not_invited");
    world.submit(vec![report]).unwrap();
    world.pass(FEED_INTERVAL_MS);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    world.pass(FEED_INTERVAL_MS);
    assert_eq!(code_of(world.submit(vec![world.good_report(feed_id)])), "observation.observer");
    assert_eq!(code_of(world.accept(feed_id, Role::Operator, &party)), "feed.not_invited");
    assert!(world.rewards(&party.account).accrued >= Uint128::new(20));
}

#[test]
fn a_closing_can_be_taken_back_before_it_begins() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    let user = world.user.clone();
    for active in [false, true] {
        world.oracle_do(&user, &ExecuteMsg::SetFeedActive { feed_id, active }, 0).unwrap();
    }
    world.pass(5 * FEED_INTERVAL_MS);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    assert_eq!(feed(&world, feed_id).closed_from_round, None);
}

#[test]
fn a_feed_that_is_opened_again_engages_nobody_by_what_they_agreed_to_before() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    let user = world.user.clone();
    world.oracle_do(&user, &ExecuteMsg::SetFeedActive { feed_id, active: false }, 0).unwrap();
    world.pass(3 * FEED_INTERVAL_MS);
    let party = world.operators[0].clone();
    assert_eq!(code_of(world.accept(feed_id, Role::Operator, &party)), "feed.closed");
    world.oracle_do(&user, &ExecuteMsg::SetFeedActive { feed_id, active: true }, 0).unwrap();
    assert!(world.turns(feed_id, 4).is_empty());
    world.accept(feed_id, Role::Operator, &party).unwrap();
    assert_eq!(world.turns(feed_id, 4).len(), 1);
}
