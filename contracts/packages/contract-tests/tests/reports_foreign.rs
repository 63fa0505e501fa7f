//! Reports with good signatures by the wrong parties, for something else, or of what the feed does not take (rules OBS-3, OBS-5, OBS-6, REP-5).

use cloudx3_attestation::proto::Mode;
use cloudx3_contract_tests::{
    code_of, modes, refusal, resign, Draft, Party, Round, World, FEED_INTERVAL_MS, REACTIVATE_MS, VALUES,
};
use oracle::msg::{ExecuteMsg, Role};

/// Not in the feed, and not registered either.
fn outsider(world: &World) -> Party {
    world.party(40)
}

#[test]
fn observers_and_notaries_outside_the_feed() {
    let code = refusal(|world, round, observations| {
        let draft = Draft { notary: &world.notaries[0].key, value: (1, 0), session: 1 };
        observations[0] = round.observe(&outsider(world).key, &[draft]);
    });
    assert_eq!(code, "observation.observer");
    let code = refusal(|world, round, observations| {
        let draft = Draft { notary: &outsider(world).key, value: (1, 0), session: 1 };
        observations[0] = round.observe(&world.operators[0].key, &[draft]);
    });
    assert_eq!(code, "attestation.notary");
    // An operator is no notary.
    let code = refusal(|world, round, observations| {
        let draft = Draft { notary: &world.operators[1].key, value: (1, 0), session: 1 };
        observations[0] = round.observe(&world.operators[0].key, &[draft]);
    });
    assert_eq!(code, "attestation.notary");
}

#[test]
fn observers_and_notaries_that_were_switched_off_at_their_sessions() {
    for role in [Role::Operator, Role::Notary] {
        let mut world = World::new();
        let feed_id = world.feed(0);
        let (party, code) = match role {
            Role::Operator => (world.operators[1].clone(), "observation.observer"),
            Role::Notary => (world.notaries[1].clone(), "attestation.notary"),
        };
        let switch =
            |active| ExecuteMsg::SetActive { pubkey: party.key.binary(), role: role.clone(), active };
        world.oracle_do(&party.account, &switch(false), 0).unwrap();
        assert_eq!(code_of(world.submit(vec![world.good_report(feed_id)])), code);
        world.pass(REACTIVATE_MS);
        assert_eq!(code_of(world.submit(vec![world.good_report(feed_id)])), code);
        world.oracle_do(&party.account, &switch(true), 0).unwrap();
        world.submit(vec![world.good_report(feed_id)]).unwrap();
    }
}

#[test]
fn attestations_made_for_something_else() {
    // Another round.
    let code = refusal(|world, round, observations| {
        let other = Round { round: round.round + 1, ..round.clone() };
        observations[0].attestations = resign(world, &other)[0].attestations.clone();
    });
    assert_eq!(code, "attestation.signature");
    // Another round, everything of it.
    let code = refusal(|world, round, observations| {
        *observations = resign(world, &Round { round: round.round + 1, ..round.clone() });
    });
    assert_eq!(code, "observation.signature");
    // Another feed, everything of it.
    let code = refusal(|world, round, observations| {
        *observations = resign(world, &Round { feed_id: 1, ..round.clone() });
    });
    assert_eq!(code, "observation.signature");
    // Another chain, another contract.
    let code = refusal(|world, round, observations| {
        let mut other = round.clone();
        other.network.chain_id = "elsewhere-1".to_string();
        *observations = resign(world, &other);
    });
    assert_eq!(code, "observation.signature");
    let code = refusal(|world, round, observations| {
        let mut other = round.clone();
        other.network.oracle = world.devices.to_string();
        *observations = resign(world, &other);
    });
    assert_eq!(code, "observation.signature");
}

/// The first observation is fresh, but over an attestation that its notary signed for what `change` makes of the round.
fn fresh_over_foreign(change: impl FnOnce(&World, &mut Round)) -> String {
    refusal(|world, round, observations| {
        let mut other = round.clone();
        change(world, &mut other);
        let foreign = resign(world, &other).swap_remove(0);
        let observer = world.operators.iter().find(|party| party.key.public() == foreign.observer);
        let place = observations.iter().position(|own| own.observer == foreign.observer);
        observations[place.unwrap()] = round.over(&observer.unwrap().key, foreign.attestations);
    })
}

#[test]
fn a_fresh_observation_over_an_attestation_for_something_else() {
    // What the observer signs anew holds; what the notary signed does not.
    assert_eq!(fresh_over_foreign(|_, other| other.round += 1), "attestation.signature");
    assert_eq!(fresh_over_foreign(|_, other| other.feed_id += 1), "attestation.signature");
    let elsewhere = |_: &World, other: &mut Round| other.network.chain_id = "elsewhere-1".to_string();
    assert_eq!(fresh_over_foreign(elsewhere), "attestation.signature");
    let contract = |world: &World, other: &mut Round| other.network.oracle = world.devices.to_string();
    assert_eq!(fresh_over_foreign(contract), "attestation.signature");
    let subject = |_: &World, other: &mut Round| other.subject = "another".to_string();
    assert_eq!(fresh_over_foreign(subject), "attestation.signature");
}

#[test]
fn a_fresh_observation_over_an_attestation_for_this_round_holds() {
    let mut world = World::new();
    let feed_id = world.feed(0);
    let round = world.round(feed_id);
    let mut observations = world.observations(&round, &VALUES);
    let own = observations[0].clone();
    let observer = world.operators.iter().find(|party| party.key.public() == own.observer);
    observations[0] = round.over(&observer.unwrap().key, own.attestations);
    world.submit(vec![round.bytes(observations)]).unwrap();
}

#[test]
fn an_attestation_taken_over_by_another_observer() {
    // The thief signs an observation of its own over another observer's attestation.
    let code = refusal(|world, round, observations| {
        let stolen = observations[0].attestations[0].clone();
        observations[1] = round.over(&world.operators[1].key, vec![stolen]);
        // Not in the same report as the original, whose session id would give it away earlier.
        observations[0] = world.observations(round, &[(1, 0), (1, 0), (1, 0), (1, 0)])[3].clone();
    });
    assert_eq!(code, "attestation.signature");
}

#[test]
fn one_session_used_twice() {
    let code = refusal(|_, _, observations| {
        let (first, second) = observations.split_at_mut(1);
        second[0].attestations[0].notary = first[0].attestations[0].notary.clone();
        second[0].attestations[0].session_id = first[0].attestations[0].session_id.clone();
    });
    assert_eq!(code, "report.session_reused");
    // A session is its notary's: the same number at another one is another session, and so cannot shut an honest observer out.
    let code = refusal(|world, _, observations| {
        let (first, second) = observations.split_at_mut(1);
        let (first, second) = (&mut first[0].attestations[0], &mut second[0].attestations[0]);
        second.session_id = first.session_id.clone();
        let other = world.notaries.iter().map(|notary| notary.key.public()).find(|key| *key != first.notary);
        second.notary = other.unwrap();
    });
    assert_eq!(code, "observation.signature");
    let code = refusal(|_, _, observations| {
        let twin = observations[0].attestations[0].clone();
        observations[0].attestations.push(twin);
    });
    assert_eq!(code, "report.session_reused");
    let code = refusal(|_, _, observations| {
        let mut twin = observations[0].attestations[0].clone();
        twin.session_id[0] ^= 0x55;
        observations[0].attestations.push(twin);
    });
    assert_eq!(code, "observation.order");
}

#[test]
fn modes_authorities_and_times_that_the_feed_does_not_take() {
    let change = |change: fn(&mut Round)| {
        refusal(|world, round, observations| {
            change(round);
            *observations = resign(world, round);
        })
    };
    assert_eq!(change(|round| round.mode = Mode::Proxy), "attestation.mode");
    assert_eq!(change(|round| round.custom_ca = true), "attestation.custom_ca");
    assert_eq!(change(|round| round.observed_at_ms = round.session_time_ms), "attestation.observed_at");
    assert_eq!(change(|round| round.session_time_ms += FEED_INTERVAL_MS), "attestation.session_time");
    // A millisecond after the end of gathering, when the report comes.
    assert_eq!(change(|round| round.session_time_ms += 45_001 - 10), "report.session_time");
    assert_eq!(change(|round| round.session_time_ms -= 11), "attestation.session_time");
    assert_eq!(change(|round| round.session_time_ms = u64::MAX), "attestation.malformed");
    assert_eq!(change(|round| round.session_time_ms = 0), "attestation.malformed");
}

#[test]
fn values_out_of_bounds_or_that_do_not_fit() {
    let signed = |value: (i64, u32)| {
        refusal(|world, round, observations| *observations = world.observations(round, &[value; 3]))
    };
    assert_eq!(signed((5001, 0)), "attestation.readings");
    assert_eq!(signed((-50_000_001, 4)), "attestation.readings");
    assert_eq!(signed((i64::MAX, 0)), "attestation.malformed");
    assert_eq!(signed((i64::MIN, 18)), "attestation.malformed");
    assert_eq!(signed((1, u32::MAX)), "attestation.malformed");
}

#[test]
fn values_that_do_not_fit_the_decimals_of_the_feed() {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.decimals = 16;
    let feed_id = world.try_feed(spec, 0).unwrap();
    let round = world.round(feed_id);
    let report = round.bytes(world.observations(&round, &[(100, 0); 3]));
    assert_eq!(code_of(world.submit(vec![report])), "attestation.reading");
}

#[test]
fn too_few_notaries() {
    let mut world = World::new();
    let mut spec = world.feed_spec();
    spec.modes = modes(Some(2), None);
    let feed_id = world.try_feed(spec, 0).unwrap();
    assert_eq!(code_of(world.submit(vec![world.good_report(feed_id)])), "observation.notaries_required");
}

#[test]
fn times_of_observation() {
    let mut world = World::new();
    let operation = world.reading.with_observed_at();
    world.publish(&operation).unwrap();
    let mut spec = world.feed_spec();
    spec.operation_id = operation.id.clone();
    spec.max_observed_age_ms = Some(1_000);
    world.reading = operation;
    let feed_id = world.try_feed(spec, 0).unwrap();
    let mut submit = |shift: i64| {
        let mut round = world.round(feed_id);
        round.observed_at_ms = round.session_time_ms.saturating_add_signed(shift);
        let report = round.bytes(world.observations(&round, &VALUES));
        world.submit(vec![report])
    };
    assert_eq!(code_of(submit(-1_001)), "attestation.observed_at");
    assert_eq!(code_of(submit(60_001)), "attestation.observed_at");
    assert_eq!(code_of(submit(i64::MIN)), "attestation.observed_at");
    submit(-1_000).unwrap();
}
