//! Operations (rules OP-1, OP-2, OP-3). The checks run in the order in which the TypeScript side runs them, so that an operation with
//! several faults is refused with the same code by both.

mod answer;
mod declarations;
mod exchange;
mod list;
mod meaning;
mod rows;
mod template;
mod usage;

pub use answer::is_unit_text;
pub use usage::holes_in_order;

use crate::canonical;
use crate::charset::{is_operation_name, is_server_name};
use crate::code::{ensure, Code, RuleResult};
use crate::digest::{self, domain_digest, Digest};
use crate::limits;
use crate::proto::{Operation, OperationKind};

/// OP-1: the id of an operation is the digest of its canonical bytes.
pub fn operation_id(bytes: &[u8]) -> Digest {
    domain_digest(digest::OPERATION, bytes)
}

/// The list that names the rows of an operation's answer; `None` where it has none.
pub fn list_name(operation: &Operation) -> Option<&str> {
    operation.rows.as_ref().map(|rows| rows.list.as_str())
}

/// Reads an operation strictly: ENC-2, then OP-2 and OP-3.
pub fn read_operation(bytes: &[u8]) -> RuleResult<Operation> {
    let operation: Operation = canonical::decode("operation", bytes, limits::OPERATION)?;
    check_operation(&operation)?;
    Ok(operation)
}

/// Rules OP-2, OP-3, OP-6, OP-7 and ROW-1 for a whole operation.
pub fn check_operation(operation: &Operation) -> RuleResult<()> {
    check_head(operation)?;
    exchange::check_exchange(operation)?;
    declarations::check_declarations(operation)?;
    answer::check_answer(operation)?;
    check_limits(operation)?;
    usage::check_usage(operation)
}

fn check_head(operation: &Operation) -> RuleResult<()> {
    meaning::check_edition(operation)?;
    let known = matches!(operation.kind(), OperationKind::Read | OperationKind::Action);
    ensure(known, Code::OperationKind, "kind: is neither READ nor ACTION")?;
    let named = is_operation_name(&operation.name);
    ensure(named, Code::OperationName, "name: is not of the form \"vendor/what\"")?;
    let host = is_server_name(&operation.server_name);
    ensure(
        host,
        Code::OperationServerName,
        "server_name: is not a lower-case DNS name of two labels or more",
    )?;
    let port = (1..=65_535).contains(&operation.port);
    ensure(port, Code::OperationPort, "port: is not within 1 to 65535")
}

fn check_limits(operation: &Operation) -> RuleResult<()> {
    let request = (64..=16_384).contains(&operation.max_request_bytes);
    ensure(request, Code::OperationLimits, "max_request_bytes: is not within 64 to 16384")?;
    let response = (64..=1_048_576).contains(&operation.max_response_bytes);
    ensure(response, Code::OperationLimits, "max_response_bytes: is not within 64 to 1048576")
}
