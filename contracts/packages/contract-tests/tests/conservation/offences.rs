//! What keys do that they may not, and what is shown of it, rightly or not.

use cloudx3_attestation::canonical::encode;
use cloudx3_attestation::proto::ReportedObservation;
use cloudx3_contract_tests::{bytes_of, evidence_hash, Draft, Key, Round, SALT};
use cosmwasm_std::Binary;
use oracle::msg::{Evidence, ExecuteMsg, Role};

use crate::walk::Walk;

/// Beyond what the reading operation lets through.
const OUT_OF_BOUNDS: (i64, u32) = (9_999, 0);
/// Well after the grace that a retired key has.
const LATE_MS: u64 = 200_000;

impl Walk {
    /// Somebody signs what it may not, now and then, and somebody commits to it and shows it later.
    pub fn evidence(&mut self) {
        if let Some((finder, evidence)) = self.committed.pop() {
            let finder = if self.pick.one_in(10) { self.pick.of(&self.accounts) } else { finder };
            self.send(&finder, &ExecuteMsg::RevealEvidence { evidence, salt: SALT.into() }, 0);
            return;
        }
        let Some(evidence) = self.offence() else { return };
        let finder = self.pick.of(&self.accounts);
        let hash = evidence_hash(&finder, SALT, &evidence);
        let again = self.pick.one_in(4);
        for _ in 0..=u8::from(again) {
            if self.send(&finder, &ExecuteMsg::CommitEvidence { hash: hash.clone() }, 0).is_some() {
                self.committed.push((finder.clone(), evidence.clone()));
            }
        }
    }

    fn offence(&mut self) -> Option<Evidence> {
        let (round, own) = self.gossip.last().cloned().filter(|_| self.pick.one_in(3))?;
        let notary = self.world.notaries.first()?.key.clone();
        let said = |round: &Round, own: &ReportedObservation| round.gossiped(own);
        match self.pick.below(5) {
            0 => {
                let key = self.key_of(&own.observer)?;
                // Now and then the same once more, which is none.
                let value = if self.pick.one_in(4) { None } else { Some((9, 0)) };
                let second = value.map_or(own.clone(), |value| {
                    round.observe(&key, &[Draft { notary: &notary, value, session: 9 }])
                });
                let bytes = |own: &ReportedObservation| -> Binary { encode(&said(&round, own)).into() };
                Some(Evidence::Observations { first: bytes(&own), second: bytes(&second) })
            }
            1 => {
                let key = self.key_of(&own.observer)?;
                let attested = |value| {
                    let draft = Draft { notary: &notary, value, session: 7 };
                    bytes_of(&said(&round, &round.observe(&key, &[draft])).attestations[0])
                };
                Some(Evidence::Attestations { first: attested((1, 0)), second: attested((2, 0)) })
            }
            2 => {
                let key = self.key_of(&own.observer)?;
                let value = if self.pick.one_in(3) { (3, 0) } else { OUT_OF_BOUNDS };
                let draft = Draft { notary: &notary, value, session: 8 };
                let observed = said(&round, &round.observe(&key, &[draft]));
                Some(Evidence::Attestation { attestation: bytes_of(&observed.attestations[0]) })
            }
            _ => self.still_at_work(round, &notary),
        }
    }

    fn key_of(&self, pubkey: &[u8]) -> Option<Key> {
        let party = self.world.operators.iter().find(|party| party.key.public() == pubkey);
        party.map(|party| party.key.clone())
    }

    /// A key that was retired, or only switched off, signs once more.
    fn still_at_work(&mut self, mut round: Round, notary: &Key) -> Option<Evidence> {
        if self.old_keys.is_empty() {
            return None;
        }
        let (role, party) = self.pick.of(&self.old_keys);
        round.session_time_ms = self.world.now_ms() + LATE_MS;
        let observer = self.world.operators.first()?.key.clone();
        let (observer, notary) = match role {
            Role::Operator => (&party.key, notary),
            Role::Notary => (&observer, &party.key),
        };
        let draft = Draft { notary, value: (3, 0), session: 6 };
        let observation = round.gossiped(&round.observe(observer, &[draft]));
        Some(match role {
            Role::Operator => Evidence::RetiredOperator { observation: bytes_of(&observation) },
            Role::Notary => Evidence::RetiredNotary { attestation: bytes_of(&observation.attestations[0]) },
        })
    }
}
