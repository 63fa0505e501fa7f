//! Templates (rules OP-2 and OP-3).

use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::proto::part::Kind;
use crate::proto::Part;

const MAX_PARTS: usize = 64;
const MAX_LITERAL: usize = 8_192;

/// OP-3 for one template: its parts are known kinds, no literal is empty, no two literals and no two non-literals stand side by side. So
/// there is one way to write a template, and a hole is always held by literals or an end. `is_literal` is the rule for its literals.
pub(super) fn check_parts(
    parts: &[Part],
    field: &str,
    code: Code,
    is_literal: impl Fn(&str) -> bool,
) -> RuleResult<()> {
    if parts.len() > MAX_PARTS {
        return Err(Rejection::new(code, format!("{field}: has more than {MAX_PARTS} parts")));
    }
    let mut after_literal = None;
    for part in parts {
        let literal = match &part.kind {
            None => return template(field, "has an empty part"),
            Some(Kind::Literal(text)) => Some(text.as_str()),
            Some(Kind::Parameter(_) | Kind::Hole(_)) => None,
        };
        if after_literal == Some(literal.is_some()) {
            return template(field, "has two literals or two placeholders side by side");
        }
        if literal == Some("") {
            return template(field, "has an empty literal");
        }
        let fits = literal.is_none_or(|text| text.len() <= MAX_LITERAL && is_literal(text));
        ensure(fits, code, &format!("{field}: has a literal with a character that may not stand here"))?;
        after_literal = Some(literal.is_some());
    }
    Ok(())
}

fn template(field: &str, problem: &str) -> RuleResult<()> {
    Err(Rejection::new(Code::OperationTemplate, format!("{field}: {problem}")))
}
