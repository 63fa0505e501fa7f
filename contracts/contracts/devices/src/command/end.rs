//! Commands that nobody carried out (rule CMD-4). Deposits of leases that came to nothing are burned: an issuer that was paid them would
//! earn by a device that fails.

use cloudx3_chain::{no_funds, now_ms};
use cosmwasm_std::{coins, BankMsg, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};

use crate::account;
use crate::error::ContractError;
use crate::event;
use crate::msg::{Command, Lease, Status};
use crate::state::{self, CONFIG};

/// What endings have to say, and what they take out of the world.
#[derive(Default)]
pub(crate) struct Ended {
    pub events: Vec<Event>,
    pub burned: Uint128,
}

impl Ended {
    /// Ends a command whose deadline has passed; its escrow accrues to the issuer.
    pub(super) fn expire(&mut self, storage: &mut dyn Storage, command_id: u64) -> Result<(), ContractError> {
        let command = state::command(storage, command_id)?;
        account::accrue(storage, &[(command.issuer.clone(), command.escrow)].into())?;
        self.end(storage, command, Status::Refunded)
    }

    fn end(
        &mut self,
        storage: &mut dyn Storage,
        command: Command,
        status: Status,
    ) -> Result<(), ContractError> {
        let burned = forfeited(&command.leases)?;
        self.burned = self.burned.checked_add(burned)?;
        self.events.push(event::command_ended(&command, status, burned));
        state::finish(storage, command, status)
    }

    pub(crate) fn respond(self, denom: &str) -> Response {
        let response = Response::new().add_events(self.events);
        if self.burned.is_zero() {
            return response;
        }
        response.add_message(BankMsg::Burn { amount: coins(self.burned.u128(), denom) })
    }
}

/// Deposits of all leases; none has come to anything.
fn forfeited(leases: &[Lease]) -> Result<Uint128, ContractError> {
    Ok(leases.iter().try_fold(Uint128::zero(), |sum, lease| sum.checked_add(lease.deposit))?)
}

/// CMD-4: after the deadline the escrow goes back to the issuer, whoever asks.
pub(crate) fn refund(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    command_id: u64,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let command = state::pending_command(deps.storage, command_id)?;
    let deadline_ms = command.deadline_ms;
    if now_ms(env) <= deadline_ms {
        return Err(ContractError::NotExpired { deadline_ms });
    }
    pay_back(deps, command, Status::Refunded)
}

/// CMD-4: by the issuer, while nobody can have acted, or once who may have acted had time to show it.
pub(crate) fn cancel(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    command_id: u64,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let command = state::pending_command(deps.storage, command_id)?;
    if info.sender.as_str() != command.issuer {
        return Err(ContractError::Unauthorized { who: "the issuer of the command" });
    }
    let lease_ms = CONFIG.load(deps.storage)?.lease_ms;
    let after_ms = command.leases.last().map(|lease| lease.until_ms.saturating_add(lease_ms));
    if let Some(after_ms) = after_ms.filter(|after_ms| now_ms(env) <= *after_ms) {
        return Err(ContractError::PickedUp { after_ms });
    }
    pay_back(deps, command, Status::Cancelled)
}

fn pay_back(deps: DepsMut, command: Command, status: Status) -> Result<Response, ContractError> {
    let denom = CONFIG.load(deps.storage)?.denom;
    let (to_address, escrow) = (command.issuer.clone(), command.escrow);
    let mut ended = Ended::default();
    ended.end(deps.storage, command, status)?;
    let payment = BankMsg::Send { to_address, amount: coins(escrow.u128(), &denom) };
    Ok(ended.respond(&denom).add_message(payment))
}
