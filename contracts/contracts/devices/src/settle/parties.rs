//! Executor and notaries (rule CMD-3), as they stood at their sessions: what somebody signed it cannot take back.

use cloudx3_attestation::code::ensure;
use cloudx3_attestation::Code;
use cosmwasm_std::{Addr, Deps};

use super::receipt::{Shown, Statement};
use crate::error::ContractError;
use crate::member;
use crate::msg::{Command, Role};
use crate::oracle::{self, KeyAt, MembersAt};
use crate::state;

/// Who is paid.
pub(super) struct Accounts {
    pub executor: String,
    /// One for each attestation.
    pub notaries: Vec<String>,
}

/// CMD-3: notaries were members of the device, all were switched on, and none has two parts. One question for all of them.
pub(super) fn check(
    deps: Deps,
    oracle: &Addr,
    command: &Command,
    shown: &Shown,
) -> Result<Accounts, ContractError> {
    let device = state::device(deps.storage, &command.device)?;
    for Statement { body, .. } in shown.all() {
        let time_ms = body.session_time_ms;
        let member = member::served_at(deps.storage, &device, Role::Notary, &body.notary, time_ms)?;
        ensure(member, Code::AttestationNotary, "notary: was no member of the device")?;
    }
    let at = |key: &[u8], time_ms| KeyAt { pubkey: key.into(), time_ms };
    let bodies = || shown.all().map(|statement| &statement.body);
    let operators = bodies().map(|body| at(&body.prover, body.session_time_ms)).collect();
    let notaries = bodies().map(|body| at(&body.notary, body.session_time_ms)).collect();
    let members = oracle::members_at(deps.querier, oracle, operators, notaries)?;
    let active = members.operators.iter().all(|member| member.active);
    ensure(active, Code::AttestationProver, "prover: was switched off")?;
    let active = members.notaries.iter().all(|member| member.active);
    ensure(active, Code::AttestationNotary, "notary: was switched off")?;
    let accounts = to_accounts(members)?;
    check_accounts(shown, &accounts)?;
    Ok(accounts)
}

fn to_accounts(MembersAt { operators, notaries }: MembersAt) -> Result<Accounts, ContractError> {
    let executor = operators.into_iter().next().ok_or(ContractError::NotTaken)?.account;
    Ok(Accounts { executor, notaries: notaries.into_iter().map(|member| member.account).collect() })
}

/// A notary may attest both sessions; under two keys it would only seem to be two.
fn check_accounts(shown: &Shown, accounts: &Accounts) -> Result<(), ContractError> {
    let keys: Vec<_> = shown.all().map(|statement| &statement.body.notary).collect();
    let one_key = keys.windows(2).all(|pair| pair.first() == pair.last());
    let one_account = accounts.notaries.windows(2).any(|pair| pair.first() == pair.last());
    if accounts.notaries.contains(&accounts.executor) || (one_account && !one_key) {
        return Err(ContractError::Accounts);
    }
    Ok(())
}
