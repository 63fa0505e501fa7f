//! What is sent: method, target, headers, body (rule OP-2).

use super::template::check_parts;
use crate::charset::is_header_name;
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::order::strictly_increasing;
use crate::proto::part::Kind;
use crate::proto::{Header, Method, Operation, Part};

const MAX_HEADERS: usize = 16;
const MAX_HEADER_NAME: usize = 64;
/// What rule REQ-1 renders itself, and what would change the framing of the exchange.
const RESERVED_HEADERS: [&str; 11] = [
    "host",
    "connection",
    "accept-encoding",
    "content-length",
    "transfer-encoding",
    "te",
    "trailer",
    "upgrade",
    "expect",
    "keep-alive",
    "proxy-connection",
];

pub(super) fn check_exchange(operation: &Operation) -> RuleResult<()> {
    ensure(operation.method() != Method::Unspecified, Code::OperationMethod, "method: is not known")?;
    check_target(&operation.target)?;
    check_headers(&operation.headers)?;
    check_body(operation)
}

fn check_target(target: &[Part]) -> RuleResult<()> {
    let first = target.first().and_then(literal).unwrap_or_default();
    // "//host" in place of a path would be read as an authority by some servers.
    let rooted = first.starts_with('/') && !first.starts_with("//");
    ensure(rooted, Code::OperationTarget, "target: begins with a literal that begins with one \"/\"")?;
    check_parts(target, "target", Code::OperationTarget, |text| {
        text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#')
    })
}

fn check_headers(headers: &[Header]) -> RuleResult<()> {
    ensure(headers.len() <= MAX_HEADERS, Code::OperationHeaders, "headers: at most 16 are allowed")?;
    for header in headers {
        let token = header.name.len() <= MAX_HEADER_NAME && is_header_name(&header.name);
        ensure(token, Code::OperationHeaders, "headers: a name is not a lower-case token")?;
        if RESERVED_HEADERS.contains(&header.name.as_str()) {
            let detail =
                format!("headers.{}: is rendered or forbidden by rule OP-2; leave it out", header.name);
            return Err(Rejection::new(Code::OperationHeaders, detail));
        }
        check_header_value(&header.value)?;
    }
    let sorted = strictly_increasing(headers.iter().map(|header| &header.name));
    ensure(sorted, Code::OperationHeaders, "headers: names are not strictly increasing")
}

/// Visible ASCII and inner single spaces. A space at a literal's end is inner where a parameter or a hole follows.
fn check_header_value(value: &[Part]) -> RuleResult<()> {
    ensure(!value.is_empty(), Code::OperationHeaders, "headers: one has no value")?;
    let leading = value.first().and_then(literal).is_some_and(|text| text.starts_with(' '));
    let trailing = value.last().and_then(literal).is_some_and(|text| text.ends_with(' '));
    let detail = "headers: a value begins or ends with a space";
    ensure(!leading && !trailing, Code::OperationHeaders, detail)?;
    check_parts(value, "headers", Code::OperationHeaders, |text| {
        text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ') && !text.contains("  ")
    })
}

fn check_body(operation: &Operation) -> RuleResult<()> {
    if operation.body.is_empty() {
        return Ok(());
    }
    let carries = matches!(operation.method(), Method::Post | Method::Put | Method::Patch);
    ensure(carries, Code::OperationBody, "body: goes with POST, PUT or PATCH only")?;
    let typed = operation.headers.iter().any(|header| header.name == "content-type");
    ensure(typed, Code::OperationBody, "body: needs a content-type header")?;
    check_parts(&operation.body, "body", Code::OperationBody, |_| true)
}

fn literal(part: &Part) -> Option<&str> {
    match &part.kind {
        Some(Kind::Literal(text)) => Some(text),
        _ => None,
    }
}
