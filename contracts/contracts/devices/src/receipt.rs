//! What makes an attestation a receipt of a command (rule CMD-3).

use cloudx3_attestation::attestation::{attestation_id, check_said, read_attestation, Declared};
use cloudx3_attestation::code::ensure;
use cloudx3_attestation::digest::Digest;
use cloudx3_attestation::operation::holes_in_order;
use cloudx3_attestation::path::check_segments;
use cloudx3_attestation::proto::context::Purpose;
use cloudx3_attestation::proto::{AttestationBody, CommandContext, Network, Operation};
use cloudx3_attestation::{Code, RuleResult};
use cloudx3_chain::Param;
use cosmwasm_std::Binary;

use crate::msg::{Command, Device};

/// A receipt whose content holds. Its signature, and whether notary and prover are switched on, are still to be checked.
pub(crate) struct Statement {
    pub body: AttestationBody,
    pub id: Digest,
    pub signature: Vec<u8>,
}

/// What both attestations of a command are held against.
pub(crate) struct Expected<'a> {
    pub network: &'a Network,
    /// Address of this contract.
    pub devices: &'a str,
    pub device: &'a Device,
    pub command: &'a Command,
}

/// Which of the command's two operations an attestation is of.
pub(crate) struct Target<'a> {
    pub id: &'a Binary,
    pub operation: &'a Operation,
    pub params: &'a [Param],
}

pub(crate) fn read(bytes: &[u8], expected: &Expected, target: &Target) -> RuleResult<Statement> {
    let (body, signature) = read_attestation(bytes)?;
    ensure(
        body.network.as_ref() == Some(expected.network),
        Code::AttestationNetwork,
        "network: is another one",
    )?;
    let operation = body.operation_id == target.id.as_slice();
    ensure(operation, Code::AttestationOperation, "operation_id: is not the command's")?;
    let params = body.params.len() == target.params.len()
        && body.params.iter().zip(target.params).all(|(a, b)| a.name == b.name && a.value == b.value);
    ensure(params, Code::AttestationParams, "params: are not the command's")?;
    ensure(body.subject == expected.device.id, Code::AttestationSubject, "subject: is not the device")?;
    check_context(&body, expected)?;
    check_parties(&body, expected.device)?;
    check_times(&body, expected.command)?;
    check_said(&Declared::of(target.operation), &body)?;
    check_segments(holes_in_order(target.operation).into_iter(), &body)?;
    Ok(Statement { id: attestation_id(&body), body, signature })
}

/// Made for this command of this contract, and so of no use for another.
fn check_context(body: &AttestationBody, expected: &Expected) -> RuleResult<()> {
    let purpose = body.context.as_ref().and_then(|context| context.purpose.as_ref());
    let context = CommandContext { devices: expected.devices.to_string(), command_id: expected.command.id };
    ensure(
        purpose == Some(&Purpose::Command(context)),
        Code::AttestationContext,
        "context: is not this command",
    )
}

fn check_parties(body: &AttestationBody, device: &Device) -> RuleResult<()> {
    let accepts = |keys: &[Binary], key: &[u8]| keys.iter().any(|known| known.as_slice() == key);
    let prover = accepts(&device.operators, &body.prover);
    ensure(prover, Code::AttestationProver, "prover: is not in the device's set")?;
    let notary = accepts(&device.notaries, &body.notary);
    ensure(notary, Code::AttestationNotary, "notary: is not in the device's set")?;
    let mode = device.accepted_modes.iter().any(|mode| mode.to_proto() == body.mode());
    ensure(mode, Code::AttestationMode, "mode: is not accepted for the device")?;
    let trusted = device.allow_custom_ca || !body.custom_ca;
    ensure(trusted, Code::AttestationCustomCa, "custom_ca: the device allows no private CA")
}

/// Not before the command was issued, and not after its deadline.
fn check_times(body: &AttestationBody, command: &Command) -> RuleResult<()> {
    let within = (command.issued_at_ms..=command.deadline_ms).contains(&body.session_time_ms);
    ensure(within, Code::AttestationSessionTime, "session_time_ms: is not between issue and deadline")
}
