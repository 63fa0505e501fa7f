//! What a feed speaks about (rules SUB-1, SUB-2).

use cloudx3_chain::Param;
use cloudx3_contract_tests::{attributes, code_of, Subject, World, FEED_INTERVAL_MS};
use cosmwasm_std::Addr;
use oracle::msg::{ConfigResponse, ExecuteMsg, Feed, FeedSpec, QueryMsg};

const DEVICE: &str = "cloud1plug";
const ID: &str = "a8032abe54dc";

fn scene() -> (World, Addr) {
    let mut world = World::new();
    let subjects = world.set_subjects();
    let bound = world.bound(ID);
    world.say_of(&subjects, DEVICE, bound);
    (world, subjects)
}

fn about(world: &World, device: &str) -> FeedSpec {
    FeedSpec { subject: device.to_string(), ..world.feed_spec() }
}

#[test]
fn a_feed_speaks_about_a_bound_device_that_it_reads() {
    let (mut world, _) = scene();
    let feed_id = {
        let spec = about(&world, DEVICE);
        world.try_feed(spec, 0).unwrap()
    };
    world.submit(vec![world.good_report(feed_id)]).unwrap();
}

#[test]
fn a_feed_that_reads_something_else_than_the_device_it_names_is_not_made() {
    let (mut world, subjects) = scene();
    let mut spec = about(&world, DEVICE);
    spec.params[0].value = "beef".to_string();
    assert_eq!(code_of(world.try_feed(spec, 0)), "feed.subject");
    let unbound = about(&world, "cloud1nothing");
    assert_eq!(code_of(world.try_feed(unbound, 0)), "feed.subject");
    // The same parameters at another vendor.
    let elsewhere = Subject { server_name: "api.other.example".to_string(), ..world.bound(ID) };
    world.say_of(&subjects, DEVICE, elsewhere);
    let spec = about(&world, DEVICE);
    assert_eq!(code_of(world.try_feed(spec.clone(), 0)), "feed.subject");
    // A device with more parameters than the feed gives.
    let mut more = world.bound(ID);
    more.params.push(Param::new("channel", "1"));
    world.say_of(&subjects, DEVICE, more);
    assert_eq!(code_of(world.try_feed(spec, 0)), "feed.subject");
}

#[test]
fn without_a_devices_contract_there_are_no_subjects() {
    let mut world = World::new();
    let spec = about(&world, DEVICE);
    assert_eq!(code_of(world.try_feed(spec, 0)), "config.no_devices");
}

#[test]
fn the_devices_contract_is_set_by_the_admin_and_once() {
    let mut world = World::new();
    let (admin, user, devices) = (world.admin.clone(), world.user.clone(), world.devices.to_string());
    let set = ExecuteMsg::SetDevices { devices: devices.clone() };
    assert_eq!(code_of(world.oracle_do(&user, &set, 0)), "auth.unauthorized");
    world.oracle_do(&admin, &set, 0).unwrap();
    assert_eq!(code_of(world.oracle_do(&admin, &set, 0)), "config.devices");
    let config: ConfigResponse = world.ask(&QueryMsg::Config {}).unwrap();
    assert_eq!(config.devices, Some(devices));
}

#[test]
fn a_change_cannot_lead_away_from_the_device() {
    let (mut world, _) = scene();
    let spec = about(&world, DEVICE);
    let feed_id = world.try_feed(spec.clone(), 0).unwrap();
    let change = oracle::msg::FeedChange {
        operation_id: spec.operation_id,
        params: vec![Param::new("device_id", "beef")],
        quorum: spec.quorum,
        modes: spec.modes,
        step_up: None,
        max_age_ms: spec.max_age_ms,
        max_observed_age_ms: None,
        observer_reward: spec.observer_reward,
        notary_reward: spec.notary_reward,
        transmitter_reward: spec.transmitter_reward,
    };
    let msg = ExecuteMsg::ChangeFeed { feed_id, change };
    assert_eq!(code_of(world.oracle_do(&world.user.clone(), &msg, 0)), "feed.subject");
}

#[test]
fn anybody_closes_a_feed_whose_device_is_bound_no_longer() {
    let (mut world, subjects) = scene();
    let (spec, plain) = (about(&world, DEVICE), world.feed(0));
    let feed_id = world.try_feed(spec, 0).unwrap();
    let stranger = world.party(40).account;
    let revisit = |feed_id| ExecuteMsg::RevisitSubject { feed_id };
    assert_eq!(code_of(world.oracle_do(&stranger, &revisit(plain), 0)), "feed.no_subject");
    assert_eq!(code_of(world.oracle_do(&stranger, &revisit(feed_id), 0)), "feed.subject_holds");
    world.say_of(&subjects, DEVICE, Subject::default());
    let response = world.oracle_do(&stranger, &revisit(feed_id), 0).unwrap();
    assert_eq!(attributes(&response, "feed_activity")[0]["from_round"], "2");
    // With notice: what has begun is still paid for.
    world.submit(vec![world.good_report(feed_id)]).unwrap();
    world.pass(FEED_INTERVAL_MS);
    // Asking again puts nothing off.
    let response = world.oracle_do(&stranger, &revisit(feed_id), 0).unwrap();
    assert_eq!(attributes(&response, "feed_activity")[0]["from_round"], "2");
    world.pass(FEED_INTERVAL_MS);
    let feed: Feed = world.ask(&QueryMsg::Feed { feed_id }).unwrap();
    assert!(!feed.active);
}

#[test]
fn rows_of_a_group_speak_about_devices_that_have_their_keys() {
    let mut world = World::new();
    let subjects = world.set_subjects();
    let mut spec = world.group_spec(3);
    let bound = world.bound("0002");
    world.say_of(&subjects, DEVICE, bound);
    spec.rows[1].subject = DEVICE.to_string();
    let mut swapped = spec.clone();
    (swapped.rows[1].subject, swapped.rows[2].subject) = (String::new(), DEVICE.to_string());
    assert_eq!(code_of(world.try_feed(swapped, 0)), "feed.subject");
    // A parameter that merely happens to have the row's key is not what the vendor knows the device by.
    let mut other = world.bound("0009");
    other.params.push(Param::new("zone", "0002"));
    world.say_of(&subjects, DEVICE, other);
    assert_eq!(code_of(world.try_feed(spec.clone(), 0)), "feed.subject");
    let bound = world.bound("0002");
    world.say_of(&subjects, DEVICE, bound);
    let group = world.try_feed(spec, 0).unwrap();
    world.submit(vec![world.good_report(group)]).unwrap();
    world.say_of(&subjects, DEVICE, Subject::default());
    let user = world.user.clone();
    world.oracle_do(&user, &ExecuteMsg::RevisitSubject { feed_id: group }, 0).unwrap();
}

#[test]
fn who_opens_a_feed_again_cannot_have_it_speak_of_what_is_bound_no_longer() {
    let (mut world, subjects) = scene();
    let spec = about(&world, DEVICE);
    let feed_id = world.try_feed(spec, 0).unwrap();
    world.say_of(&subjects, DEVICE, Subject::default());
    let user = world.user.clone();
    world.oracle_do(&user, &ExecuteMsg::RevisitSubject { feed_id }, 0).unwrap();
    let open = ExecuteMsg::SetFeedActive { feed_id, active: true };
    assert_eq!(code_of(world.oracle_do(&user, &open, 0)), "feed.subject");
    let bound = world.bound(ID);
    world.say_of(&subjects, DEVICE, bound);
    world.oracle_do(&user, &open, 0).unwrap();
}
