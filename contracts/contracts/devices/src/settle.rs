//! Settlement of a command by its receipt (rules CMD-3 and CMD-4).

use std::cmp::Ordering;

use cloudx3_attestation::attestation::check_attestation_signature;
use cloudx3_attestation::code::ensure;
use cloudx3_attestation::proto::Network;
use cloudx3_attestation::{Code, Number};
use cloudx3_chain::{no_funds, now_ms, HostVerifier};
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response, Storage};

use crate::error::ContractError;
use crate::event;
use crate::msg::{Command, Receipt, Status};
use crate::operation;
use crate::oracle::{self, Members};
use crate::receipt::{self, Expected, Statement, Target};
use crate::reward;
use crate::state::{self, CONFIG};

/// CMD-3: once, before the deadline, by a receipt that holds in full.
pub(crate) fn settle(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    command_id: u64,
    action: Option<Binary>,
    readback: &Binary,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    let mut command = state::pending_command(deps.storage, command_id)?;
    if now_ms(env) > command.deadline_ms {
        return Err(ContractError::Expired { deadline_ms: command.deadline_ms });
    }
    let config = CONFIG.load(deps.storage)?;
    let device = state::device(deps.storage, &command.device)?;
    let network = Network { chain_id: env.block.chain_id.clone(), oracle: config.oracle.to_string() };
    let devices = env.contract.address.as_str();
    let expected = Expected { network: &network, devices, device: &device, command: &command };
    let statements = read(deps.storage, &expected, action, readback)?;
    let (executor, members) = check_members(&deps, &config.oracle, &statements)?;
    let verifier = HostVerifier(deps.api);
    for statement in &statements {
        check_attestation_signature(&verifier, &statement.body, &statement.id, &statement.signature)?;
    }
    let paid = reward::pay(deps.storage, command.escrow, config.executor_share_percent, &members)?;
    let mut ids = statements.iter().map(|statement| event::hex(&statement.id));
    command.receipt = Some(Receipt {
        readback_id: ids.next().unwrap_or_default(),
        action_id: ids.next(),
        executor,
        settled_at_ms: now_ms(env),
    });
    let event = event::command_settled(&command, &paid);
    state::finish(deps.storage, command, Status::Settled)?;
    Ok(Response::new().add_event(event))
}

/// The read-back, and after it the action where one is given.
fn read(
    storage: &dyn Storage,
    expected: &Expected,
    action: Option<Binary>,
    readback: &Binary,
) -> Result<Vec<Statement>, ContractError> {
    let command = expected.command;
    let id = &command.readback_operation;
    let operation = operation::load(storage, id)?;
    let target = Target { id, operation: &operation, params: &command.readback_params };
    let readback = receipt::read(readback, expected, &target)?;
    check_lease(command, &readback)?;
    check_reading(command, &readback)?;
    let Some(action) = action else { return Ok(vec![readback]) };
    let id = &command.action_operation;
    let operation = operation::load(storage, id)?;
    let target = Target { id, operation: &operation, params: &command.action_params };
    let action = receipt::read(&action, expected, &target)?;
    check_pair(&readback, &action)?;
    Ok(vec![readback, action])
}

/// CMD-2, CMD-3: who took the command last is who may be paid for it; so nobody else's read-back takes the reward of the one who acted.
fn check_lease(command: &Command, readback: &Statement) -> Result<(), ContractError> {
    let holder = command.lease.as_ref().map(|lease| lease.operator.as_slice());
    if holder == Some(readback.body.prover.as_slice()) {
        return Ok(());
    }
    Err(ContractError::NotTaken)
}

fn check_reading(command: &Command, readback: &Statement) -> Result<(), ContractError> {
    let reading = readback.body.readings.iter().find(|reading| reading.name == command.readback_reading);
    let found = reading.and_then(|reading| reading.value.as_ref()).map(Number::try_from).transpose()?;
    let expected = command.expect.number()?;
    if found.is_some_and(|found| found.compare(expected) == Ordering::Equal) {
        return Ok(());
    }
    let found = found.map(|found| found.to_string()).unwrap_or_default();
    Err(ContractError::Reading { found, expected: expected.to_string() })
}

/// The action is the same prover's, in a session of its own that was not after the read-back's.
fn check_pair(readback: &Statement, action: &Statement) -> Result<(), ContractError> {
    let same = readback.body.prover == action.body.prover;
    ensure(same, Code::AttestationProver, "action: another prover than the read-back's")?;
    let own = readback.body.session_id != action.body.session_id;
    ensure(own, Code::ObservationSessionReused, "action: is of the read-back's session")?;
    let before = action.body.session_time_ms <= readback.body.session_time_ms;
    Ok(ensure(before, Code::AttestationSessionTime, "action: its session is after the read-back's")?)
}

/// Executor and notaries are switched on. One query for all of them.
fn check_members(
    deps: &DepsMut,
    oracle: &cosmwasm_std::Addr,
    statements: &[Statement],
) -> Result<(Binary, Members), ContractError> {
    let executor = statements.first().map(|statement| Binary::from(statement.body.prover.as_slice()));
    let executor = executor.ok_or(ContractError::NotTaken)?;
    let notaries = statements.iter().map(|statement| Binary::from(statement.body.notary.as_slice()));
    let members = oracle::members(deps.querier, oracle, vec![executor.clone()], notaries.collect())?;
    let operators = members.operators.iter().all(|member| member.active);
    ensure(operators, Code::AttestationProver, "prover: is switched off")?;
    let notaries = members.notaries.iter().all(|member| member.active);
    ensure(notaries, Code::AttestationNotary, "notary: is switched off")?;
    Ok((executor, members))
}
