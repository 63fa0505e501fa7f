//! An operator and a notary that may do wrong, and somebody who shows it.

use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::{Attestation, Observation};
use cosmwasm_std::{Addr, Binary, StdResult};
use cw_multi_test::AppResponse;
use oracle::msg::{Evidence, Operator, QueryMsg};

use crate::events::code_of;
use crate::keys::Key;
use crate::reports::{Draft, Round};
use crate::world::World;

pub struct Court {
    pub world: World,
    pub feed_id: u32,
    /// What the accused sign is of this round.
    pub round: Round,
    pub finder: Addr,
}

impl Court {
    /// Over a feed with this escrow.
    pub fn new(escrow: u128) -> Self {
        let mut world = World::new();
        let feed_id = world.feed(escrow);
        world.pass(10);
        let (round, finder) = (world.round(feed_id), world.party(50).account);
        Self { world, feed_id, round, finder }
    }

    /// By the first operator with the first notary, always of the same session.
    pub fn observation(&self, value: i64) -> Observation {
        let draft = Draft { notary: &self.world.notaries[0].key, value: (value, 0), session: 1 };
        self.round.gossiped(&self.round.observe(&self.world.operators[0].key, &[draft]))
    }

    pub fn attestation(&self, value: i64) -> Attestation {
        self.observation(value).attestations.remove(0)
    }

    /// Two observations of the round, which are an offence.
    pub fn equivocation(&self) -> Evidence {
        observations(&self.observation(1), &self.observation(2))
    }

    pub fn show(&mut self, evidence: Evidence) -> StdResult<AppResponse> {
        self.world.show(&self.finder.clone(), evidence)
    }

    /// With which code the contract refuses evidence that was committed to.
    pub fn refused(&mut self, evidence: Evidence) -> String {
        let finder = self.finder.clone();
        self.world.commit(&finder, &evidence).unwrap();
        self.world.pass(1_000);
        let before = self.world.dump();
        let code = code_of(self.world.reveal(&finder, evidence));
        assert_eq!(self.world.dump(), before);
        code
    }

    pub fn operator(&self, key: &Key) -> Operator {
        self.world.ask(&QueryMsg::Operator { pubkey: key.binary() }).unwrap()
    }
}

pub fn observations(first: &Observation, second: &Observation) -> Evidence {
    Evidence::Observations { first: bytes_of(first), second: bytes_of(second) }
}

pub fn bytes_of<M: prost::Message>(message: &M) -> Binary {
    encode(message).into()
}
