//! What a query of the devices contract costs is bounded, whatever has piled up: pages hold no more than what they say, and what strangers
//! leave behind is on nobody's way.

use cloudx3_contract_tests::{code_of, World, PRICE, SERIAL};
use devices::msg::{
    AllRewardsResponse, CommandsResponse, DevicesResponse, ExecuteMsg, MembershipsResponse, QueryMsg, Role,
};

const MANY: Option<u32> = Some(u32::MAX);

fn commands(world: &World, query: &QueryMsg) -> usize {
    world.ask_devices::<CommandsResponse>(query).unwrap().commands.len()
}

#[test]
fn pages_of_devices_and_memberships_hold_ten() {
    let mut world = World::stubbed(1, 2);
    let (owner, party) = (world.user.clone(), world.operators[0].clone());
    for number in 100..112 {
        let device = world.claim_device(number, &owner, &format!("beef{number}"));
        world.join(&device, Role::Operator, &party).unwrap();
    }
    let query = QueryMsg::Devices { start_after: None, limit: MANY };
    assert_eq!(world.ask_devices::<DevicesResponse>(&query).unwrap().devices.len(), 10);
    let (role, pubkey) = (Role::Operator, party.key.binary());
    let query =
        |start_after| QueryMsg::Memberships { role, pubkey: pubkey.clone(), start_after, limit: MANY };
    let first: MembershipsResponse = world.ask_devices(&query(None)).unwrap();
    let last = first.memberships.last().map(|membership| membership.device.clone());
    let second: MembershipsResponse = world.ask_devices(&query(last)).unwrap();
    assert_eq!((first.memberships.len(), second.memberships.len()), (10, 2));
}

#[test]
fn pages_of_commands_hold_what_they_say() {
    let mut world = World::stubbed(4, 2);
    let user = world.user.clone();
    let devices: Vec<String> =
        (0..2).map(|number| world.device(90 + number, &format!("beef{number}"))).collect();
    for device in &devices {
        for _ in 0..16 {
            world.command(device);
        }
    }
    assert_eq!(commands(&world, &QueryMsg::OpenCommands { device: devices[0].clone() }), 16);
    let issued =
        |start_after| QueryMsg::IssuedCommands { issuer: user.to_string(), start_after, limit: MANY };
    assert_eq!(commands(&world, &issued(None)), 16);
    assert_eq!(commands(&world, &issued(Some(30))), 2);
    assert_eq!(commands(&world, &QueryMsg::Commands { start_after: None, limit: MANY }), 30);
}

#[test]
fn what_many_owners_are_owed_is_paid_in_one_claim_of_one_entry() {
    let mut world = World::stubbed(4, 2);
    let device = world.device(90, SERIAL);
    let user = world.user.clone();
    // Each time one expired command makes room, and its escrow accrues: one sum, however many there were.
    for _ in 0..16 {
        world.command(&device);
    }
    world.pass(60_001);
    for _ in 0..16 {
        world.command(&device);
    }
    let query = QueryMsg::AllRewards { start_after: None, limit: MANY };
    let rewards = world.ask_devices::<AllRewardsResponse>(&query).unwrap().rewards;
    assert_eq!((rewards.len(), rewards[0].accrued.u128()), (1, 16 * PRICE));
    let before = world.balance(&user).u128();
    world.devices_do(&user, &ExecuteMsg::Claim {}, 0).unwrap();
    assert_eq!(world.balance(&user).u128(), before + 16 * PRICE);
    assert_eq!(code_of(world.devices_do(&user, &ExecuteMsg::Claim {}, 0)), "reward.nothing");
}
