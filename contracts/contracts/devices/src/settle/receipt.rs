//! What makes attestations receipts of a command (rule CMD-3). Who signed them is looked at last.

use cloudx3_attestation::attestation::{attestation_id, check_said, read_attestation, Declared};
use cloudx3_attestation::code::ensure;
use cloudx3_attestation::digest::Digest;
use cloudx3_attestation::operation::holes_in_order;
use cloudx3_attestation::path::check_segments;
use cloudx3_attestation::proto::context::Purpose;
use cloudx3_attestation::proto::{AttestationBody, CommandContext, Network, Operation};
use cloudx3_attestation::{Code, RuleResult};
use cloudx3_chain::Param;
use cosmwasm_std::{Binary, Storage};

use super::Receipts;
use crate::error::ContractError;
use crate::msg::Command;
use crate::operation;

/// An attestation whose content holds.
pub(super) struct Statement {
    pub body: AttestationBody,
    pub id: Digest,
    pub signature: Vec<u8>,
}

/// What was shown of a command; no act where the state stood already.
pub(super) struct Shown {
    pub action: Option<Statement>,
    pub readback: Statement,
}

impl Shown {
    /// The session in which the executor did what it is paid for.
    pub(super) fn act(&self) -> &Statement {
        self.action.as_ref().unwrap_or(&self.readback)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Statement> {
        self.action.iter().chain([&self.readback])
    }
}

/// What both attestations of a command are held against.
pub(super) struct Expected<'a> {
    pub network: &'a Network,
    /// Address of this contract.
    pub devices: &'a str,
    pub command: &'a Command,
    pub now_ms: u64,
}

pub(super) fn read(
    storage: &dyn Storage,
    expected: &Expected,
    receipts: &Receipts,
) -> Result<Shown, ContractError> {
    let command = expected.command;
    let one = |bytes: &Binary, id: &Binary, params: &[Param]| {
        let operation = operation::load(storage, id)?;
        Ok::<_, ContractError>(statement(bytes, expected, id, &operation, params)?)
    };
    let readback = one(&receipts.readback, &command.readback_operation, &command.readback_params)?;
    let act = |bytes| one(bytes, &command.action_operation, &command.action_params);
    let action = receipts.action.as_ref().map(act).transpose()?;
    if let Some(action) = &action {
        check_pair(action, &readback)?;
    }
    Ok(Shown { action, readback })
}

fn statement(
    bytes: &[u8],
    expected: &Expected,
    id: &Binary,
    operation: &Operation,
    params: &[Param],
) -> RuleResult<Statement> {
    let (body, signature) = read_attestation(bytes)?;
    ensure(body.version == 2, Code::AttestationVersion, "version: is not 2")?;
    let network = body.network.as_ref() == Some(expected.network);
    ensure(network, Code::AttestationNetwork, "network: is another one")?;
    let named = body.operation_id == id.as_slice();
    ensure(named, Code::AttestationOperation, "operation_id: is not the command's")?;
    let same = body.params.iter().cloned().map(Param::from).eq(params.iter().cloned());
    ensure(same, Code::AttestationParams, "params: are not the command's")?;
    let subject = body.subject == expected.command.device;
    ensure(subject, Code::AttestationSubject, "subject: is not the device")?;
    check_context(&body, expected)?;
    check_trust(&body, expected.command)?;
    check_time(&body, expected)?;
    check_said(&Declared::of(operation), &body)?;
    check_segments(holes_in_order(operation).into_iter(), &body)?;
    Ok(Statement { id: attestation_id(&body), body, signature })
}

/// Made for this command of this contract, and so of no use for another.
fn check_context(body: &AttestationBody, expected: &Expected) -> RuleResult<()> {
    let purpose = body.context.as_ref().and_then(|context| context.purpose.as_ref());
    let context = CommandContext { devices: expected.devices.to_string(), command_id: expected.command.id };
    let same = purpose == Some(&Purpose::Command(context));
    ensure(same, Code::AttestationContext, "context: is not this command")
}

fn check_trust(body: &AttestationBody, command: &Command) -> RuleResult<()> {
    let mode = command.accepted_modes.iter().any(|mode| mode.to_proto() == body.mode());
    ensure(mode, Code::AttestationMode, "mode: is not accepted for the device")?;
    let trusted = command.allow_custom_ca || !body.custom_ca;
    ensure(trusted, Code::AttestationCustomCa, "custom_ca: the device allows no private CA")
}

/// Not after the block, and so not after the deadline; not before the lease, which the act is held against.
fn check_time(body: &AttestationBody, expected: &Expected) -> RuleResult<()> {
    let past = body.session_time_ms <= expected.now_ms;
    ensure(past, Code::AttestationSessionTime, "session_time_ms: is after the block")
}

/// The read-back is of the same prover, in a later session. A session is a notary's.
fn check_pair(action: &Statement, readback: &Statement) -> RuleResult<()> {
    let (action, readback) = (&action.body, &readback.body);
    let same = action.prover == readback.prover;
    ensure(same, Code::AttestationProver, "action: another prover than the read-back's")?;
    let reused = (&action.notary, &action.session_id) == (&readback.notary, &readback.session_id);
    ensure(!reused, Code::ObservationSessionReused, "action: is of the read-back's session")?;
    let later = action.session_time_ms < readback.session_time_ms;
    ensure(later, Code::AttestationSessionTime, "readback: its session is not after the action's")
}
