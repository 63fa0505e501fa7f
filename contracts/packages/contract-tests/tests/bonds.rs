//! Bonds (rules REG-2, REG-4): leaving is by time alone, whatever anybody else does.

use cloudx3_contract_tests::{
    attributes, code_of, Key, Party, World, FEED_INTERVAL_MS, OPERATOR_BOND, REACTIVATE_MS, UNBONDING_MS,
};
use cosmwasm_std::{Addr, Binary, StdResult, Uint128};
use cw_multi_test::AppResponse;
use oracle::msg::{ExecuteMsg, Operator, QueryMsg, Role};

type Message = fn(Binary, Role) -> ExecuteMsg;

const UNBOND: Message = |pubkey, role| ExecuteMsg::Unbond { pubkey, role };
const REBOND: Message = |pubkey, role| ExecuteMsg::Rebond { pubkey, role };
const WITHDRAW: Message = |pubkey, role| ExecuteMsg::WithdrawBond { pubkey, role };
const TOP_UP: Message = |pubkey, role| ExecuteMsg::TopUpBond { pubkey, role };
const RETIRE: Message = |pubkey, role| ExecuteMsg::Retire { pubkey, role };

fn run(world: &mut World, by: &Addr, key: &Key, msg: Message, funds: u128) -> StdResult<AppResponse> {
    world.oracle_do(by, &msg(key.binary(), Role::Operator), funds)
}

fn own(world: &mut World, party: &Party, msg: Message, funds: u128) -> StdResult<AppResponse> {
    run(world, &party.account, &party.key, msg, funds)
}

fn operator(world: &World, key: &Key) -> Operator {
    world.ask(&QueryMsg::Operator { pubkey: key.binary() }).unwrap()
}

#[test]
fn one_report_to_a_feed_that_stays_open_locks_no_bond() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    let party = world.operators[0].clone();
    own(&mut world, &party, UNBOND, 0).unwrap();
    world.pass(UNBONDING_MS - 1);
    assert_eq!(code_of(own(&mut world, &party, WITHDRAW, 0)), "registry.unbonding");
    world.pass(1);
    let before = world.balance(&party.account);
    own(&mut world, &party, WITHDRAW, 0).unwrap();
    assert_eq!(world.balance(&party.account), before + Uint128::new(OPERATOR_BOND));
    assert_eq!(code_of(own(&mut world, &party, WITHDRAW, 0)), "registry.no_bond");
}

#[test]
fn the_longest_notice_of_a_feed_holds_no_bond() {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.notice_ms = Some(30 * 86_400_000);
    world.try_feed(spec, 0).unwrap();
    let party = world.operators[0].clone();
    own(&mut world, &party, RETIRE, 0).unwrap();
    world.pass(UNBONDING_MS);
    own(&mut world, &party, WITHDRAW, 0).unwrap();
}

#[test]
fn what_the_admin_switched_off_goes_back_all_the_same() {
    let mut world = World::new();
    let party = world.operators[0].clone();
    let off = ExecuteMsg::SetActive { pubkey: party.key.binary(), role: Role::Operator, active: false };
    world.oracle_do(&world.admin.clone(), &off, 0).unwrap();
    own(&mut world, &party, UNBOND, 0).unwrap();
    world.pass(UNBONDING_MS);
    own(&mut world, &party, WITHDRAW, 0).unwrap();
    // But it does not launder the key.
    assert_eq!(code_of(own(&mut world, &party, REBOND, OPERATOR_BOND)), "registry.suspended");
}

#[test]
fn a_key_that_unbonds_counts_for_no_later_session_and_comes_back_with_a_full_bond() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    let party = world.operators[0].clone();
    let response = own(&mut world, &party, UNBOND, 0).unwrap();
    assert_eq!(
        attributes(&response, "unbonding")[0]["until_ms"],
        (world.now_ms() + UNBONDING_MS).to_string()
    );
    assert_eq!(code_of(own(&mut world, &party, UNBOND, 0)), "registry.unbonding");
    assert_eq!(code_of(own(&mut world, &party, REBOND, 0)), "registry.resting");
    let on = ExecuteMsg::SetActive { pubkey: party.key.binary(), role: Role::Operator, active: true };
    world.pass(REACTIVATE_MS);
    assert_eq!(code_of(world.oracle_do(&party.account, &on, 0)), "registry.unbonding");
    assert_eq!(code_of(world.submit(vec![world.good_report(feed_id)])), "observation.observer");
    own(&mut world, &party, REBOND, 0).unwrap();
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    assert_eq!(operator(&world, &party.key).unbonded_at_ms, None);
    assert_eq!(code_of(own(&mut world, &party, WITHDRAW, 0)), "registry.bonded");
    assert_eq!(code_of(own(&mut world, &party, REBOND, 0)), "registry.bonded");
    world.pass(1);
    own(&mut world, &party, UNBOND, 0).unwrap();
    world.pass(UNBONDING_MS);
    own(&mut world, &party, WITHDRAW, 0).unwrap();
    assert_eq!(code_of(own(&mut world, &party, REBOND, OPERATOR_BOND - 1)), "registry.bond");
    own(&mut world, &party, REBOND, OPERATOR_BOND).unwrap();
    assert_eq!(operator(&world, &party.key).bond, Uint128::new(OPERATOR_BOND));
    world.submit(vec![world.good_report(feed_id)]).unwrap();
}

#[test]
fn bonds_are_their_accounts_alone() {
    let mut world = World::new();
    let (party, other) = (world.operators[0].clone(), world.operators[1].account.clone());
    for msg in [UNBOND, WITHDRAW, RETIRE] {
        assert_eq!(code_of(run(&mut world, &other, &party.key, msg, 0)), "auth.unauthorized");
        assert_eq!(code_of(run(&mut world, &party.account, &party.key, msg, 1)), "funds.unexpected");
    }
    for msg in [REBOND, TOP_UP] {
        assert_eq!(code_of(run(&mut world, &other, &party.key, msg, 1)), "auth.unauthorized");
    }
    own(&mut world, &party, TOP_UP, 11).unwrap();
    assert_eq!(operator(&world, &party.key).bond, Uint128::new(OPERATOR_BOND + 11));
}

#[test]
fn a_retired_key_never_comes_back() {
    let mut world = World::new();
    let party = world.operators[0].clone();
    own(&mut world, &party, UNBOND, 0).unwrap();
    world.pass(UNBONDING_MS - 1_000);
    own(&mut world, &party, RETIRE, 0).unwrap();
    for msg in [RETIRE, UNBOND] {
        assert_eq!(code_of(own(&mut world, &party, msg, 0)), "registry.retired");
    }
    for msg in [REBOND, TOP_UP] {
        assert_eq!(code_of(own(&mut world, &party, msg, 5)), "registry.retired");
    }
    let new = Key::new(60);
    let rotation = world.rotation_of(Role::Operator, &party, &new);
    assert_eq!(code_of(world.oracle_do(&party.account, &rotation, 0)), "registry.retired");
    // It waits no longer than it had to anyway.
    world.pass(1_000);
    own(&mut world, &party, WITHDRAW, 0).unwrap();
}

#[test]
fn a_key_that_takes_the_place_of_another_takes_bond_group_and_rule() {
    let mut world = World::new();
    let (party, new) = (world.operators[0].clone(), Key::new(60));
    world.set_rule(Role::Operator, &party, Some(world.rule(1))).unwrap();
    let rotation = world.rotation_of(Role::Operator, &party, &new);
    let other = world.operators[1].account.clone();
    assert_eq!(code_of(world.oracle_do(&other, &rotation, 0)), "auth.unauthorized");
    let ExecuteMsg::RotateKey { role, old, signature, .. } = rotation.clone() else { unreachable!() };
    let stolen = ExecuteMsg::RotateKey { role, old, new: Key::new(61).binary(), signature };
    assert_eq!(code_of(world.oracle_do(&party.account, &stolen, 0)), "registration.signature");
    // A registration that replaces nothing is no rotation.
    let plain =
        world.registration_of(&Party { key: new.clone(), account: party.account.clone() }, "operator");
    let ExecuteMsg::RegisterOperator { signature, .. } = plain else { unreachable!() };
    let ExecuteMsg::RotateKey { role, old, new: key, .. } = rotation.clone() else { unreachable!() };
    let unsaid = ExecuteMsg::RotateKey { role, old, new: key, signature };
    assert_eq!(code_of(world.oracle_do(&party.account, &unsaid, 0)), "registration.signature");
    world.oracle_do(&party.account, &rotation, 0).unwrap();
    let (before, after) = (operator(&world, &party.key), operator(&world, &new));
    assert_eq!((before.bond.u128(), before.active, before.replaced_by), (0, false, Some(new.binary())));
    assert_eq!(
        (after.bond.u128(), after.active, after.account),
        (OPERATOR_BOND, true, party.account.to_string())
    );
    let (role, pubkey) = (Role::Operator, new.binary());
    let rule: oracle::msg::StandingRuleResponse =
        world.ask(&QueryMsg::StandingRule { role, pubkey }).unwrap();
    assert_eq!(rule.rule, Some(world.rule(1)));
    assert_eq!(code_of(own(&mut world, &party, WITHDRAW, 0)), "registry.no_bond");
    assert_eq!(code_of(world.oracle_do(&party.account, &rotation, 0)), "registry.retired");
    // A key once used is used up.
    let again =
        world.rotation_of(Role::Operator, &Party { key: new, account: party.account.clone() }, &party.key);
    assert_eq!(code_of(world.oracle_do(&party.account, &again, 0)), "registry.registered");
}

#[test]
fn a_key_that_is_off_does_not_come_on_sooner_under_another_name() {
    let mut world = World::new();
    let (party, new) = (world.operators[0].clone(), Key::new(60));
    let switch =
        |key: &Key, active| ExecuteMsg::SetActive { pubkey: key.binary(), role: Role::Operator, active };
    world.pass(1);
    world.oracle_do(&party.account, &switch(&party.key, false), 0).unwrap();
    let rotation = world.rotation_of(Role::Operator, &party, &new);
    world.oracle_do(&party.account, &rotation, 0).unwrap();
    assert!(!operator(&world, &new).active);
    assert_eq!(code_of(world.oracle_do(&party.account, &switch(&new, true), 0)), "registry.resting");
    world.pass(REACTIVATE_MS);
    world.oracle_do(&party.account, &switch(&new, true), 0).unwrap();
}

#[test]
fn who_left_and_was_paid_is_forgotten_by_the_feed() {
    let mut world = World::new();
    let feed_id = world.feed(1_000);
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    let party = world.operators[0].clone();
    world.leave(feed_id, Role::Operator, &party).unwrap();
    world.pass(3_600_000 + 10 * FEED_INTERVAL_MS);
    // Somebody else's message forgets it; what it is owed waits in its account.
    let other = world.operators[1].account.clone();
    world.oracle_do(&other, &ExecuteMsg::Claim { feeds: vec![feed_id] }, 0).unwrap();
    assert!(!world.feed_members(feed_id).operators.iter().any(|member| member.pubkey == party.key.binary()));
    let earned = world.rewards(&party.account).accrued;
    assert!(earned >= Uint128::new(10));
    world.oracle_do(&party.account, &ExecuteMsg::Claim { feeds: vec![] }, 0).unwrap();
    assert_eq!(world.rewards(&party.account).claimed, earned);
}
