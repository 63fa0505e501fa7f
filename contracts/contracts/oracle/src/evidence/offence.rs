//! EVD-1: what is an offence, by what this contract has published.

use cloudx3_attestation::evidence::{
    judge as judge_evidence, Accused, Evidence as Shown, Offence, Published,
};
use cloudx3_attestation::proto::{Network, Operation};
use cloudx3_chain::HostVerifier;
use cosmwasm_std::{Deps, Env, Storage};

use crate::error::ContractError;
use crate::msg::{Evidence, Role};
use crate::operation;
use crate::registry;

pub(super) fn judge(deps: Deps, env: &Env, evidence: &Evidence) -> Result<Offence, ContractError> {
    let oracle = env.contract.address.to_string();
    let network = Network { chain_id: env.block.chain_id.clone(), oracle };
    judge_evidence(&HostVerifier(deps.api), &network, &Chain(deps.storage), &shown(evidence))
}

pub(super) fn shown(evidence: &Evidence) -> Shown<'_> {
    match evidence {
        Evidence::Observations { first, second } => Shown::Observations { first, second },
        Evidence::Attestations { first, second } => Shown::Attestations { first, second },
        Evidence::Attestation { attestation } => Shown::Attestation { attestation },
        Evidence::RetiredNotary { attestation } => Shown::RetiredNotary { attestation },
        Evidence::RetiredOperator { observation } => Shown::RetiredOperator { observation },
    }
}

pub(super) fn role_of(accused: Accused) -> Role {
    match accused {
        Accused::Operator => Role::Operator,
        Accused::Notary => Role::Notary,
    }
}

struct Chain<'a>(&'a dyn Storage);

impl Published for Chain<'_> {
    type Error = ContractError;

    fn operation(&self, id: &[u8]) -> Result<Operation, ContractError> {
        operation::load(self.0, id)
    }

    fn retired_at_ms(&self, accused: Accused, key: &[u8]) -> Result<Option<u64>, ContractError> {
        Ok(registry::load(self.0, &role_of(accused), key)?.retired_at_ms)
    }
}
