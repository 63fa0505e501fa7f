//! Settlement of a command (rules CMD-3 and CMD-4).

mod executor;
mod parties;
mod pay;
mod reading;
mod receipt;

use cloudx3_attestation::proto::Network;
use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response};

use crate::command::Ended;
use crate::error::ContractError;
use crate::event;
use crate::msg::{Receipt, Status};
use crate::state::{self, CONFIG};
use receipt::{Expected, Shown};

/// What is shown for a command.
pub(crate) struct Receipts {
    pub action: Option<Binary>,
    pub readback: Binary,
    /// By the executor over the Settlement that names both.
    pub signature: Binary,
}

/// CMD-3: once, before the deadline, by what its executor signed for. Costly checks come last.
pub(crate) fn settle(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    command_id: u64,
    receipts: &Receipts,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut command = state::pending_command(deps.storage, command_id)?;
    let now_ms = now_ms(env);
    if now_ms > command.deadline_ms {
        return Err(ContractError::Expired { deadline_ms: command.deadline_ms });
    }
    let config = CONFIG.load(deps.storage)?;
    let network = Network { chain_id: env.block.chain_id.clone(), oracle: config.oracle.to_string() };
    let devices = env.contract.address.as_str();
    let shown = receipt::read(
        deps.storage,
        &Expected { network: &network, devices, command: &command, now_ms },
        receipts,
    )?;
    let lease = executor::lease_of(&command, &shown, now_ms, config.lease_ms)?;
    reading::check(&command, &shown.readback)?;
    let accounts = parties::check(deps.as_ref(), &config.oracle, &command, &shown)?;
    executor::check_signatures(deps.api, env, command_id, &shown, &receipts.signature)?;
    let paid = pay::pay(deps.storage, &config, &command, &lease, &accounts, now_ms)?;
    command.receipt = Some(to_receipt(&shown, now_ms));
    let event = event::command_settled(&command, &paid);
    state::finish(deps.storage, command, Status::Settled)?;
    Ok(Ended { events: vec![event], burned: paid.burned }.respond(&config.denom))
}

fn to_receipt(shown: &Shown, settled_at_ms: u64) -> Receipt {
    Receipt {
        readback_id: event::hex(&shown.readback.id),
        action_id: shown.action.as_ref().map(|action| event::hex(&action.id)),
        executor: shown.readback.body.prover.as_slice().into(),
        settled_at_ms,
    }
}
