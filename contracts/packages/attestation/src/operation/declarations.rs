//! What is declared: parameters with their types, and holes (rules OP-2 and OP-4).

use std::cmp::Ordering;

use super::list::{problem_of_list, problem_of_token};
use crate::charset::{is_identifier, within};
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::decimal::{Number, MAX_SCALE};
use crate::limits::PARAMETERS;
use crate::order::strictly_increasing;
use crate::proto::parameter::Type;
use crate::proto::{Charset, ChoiceType, DecimalType, Hole, Operation, Parameter};

const MAX_CHOICES: usize = 64;
const MAX_CHOICE: usize = 64;
const MAX_HOLES: usize = 4;
/// A hole shorter than this could be ".." and so move the target to another resource; no credential is so short.
const MIN_HOLE: u32 = 3;
const MAX_HOLE: u32 = 4_096;

pub(super) fn check_declarations(operation: &Operation) -> RuleResult<()> {
    let parameters = &operation.parameters;
    ensure(parameters.len() <= PARAMETERS, Code::OperationParameters, "parameters: at most 16 are allowed")?;
    for parameter in parameters {
        let named = is_identifier(&parameter.name);
        ensure(named, Code::OperationParameters, "parameters: a name is not of a-z, 0-9 and _")?;
        if let Some(problem) = problem_of_type(parameter.r#type.as_ref()) {
            let detail = format!("parameters.{}: {problem}", parameter.name);
            return Err(Rejection::new(Code::OperationParameters, detail));
        }
    }
    let sorted = strictly_increasing(parameters.iter().map(|parameter| &parameter.name));
    ensure(sorted, Code::OperationParameters, "parameters: names are not strictly increasing")?;
    let is_list = |parameter: &&Parameter| matches!(parameter.r#type, Some(Type::List(_)));
    let few = parameters.iter().filter(is_list).count() <= 1;
    ensure(few, Code::OperationParameters, "parameters: at most one list is allowed")?;
    check_holes(&operation.holes)
}

fn problem_of_type(kind: Option<&Type>) -> Option<&'static str> {
    match kind {
        None => Some("has no type"),
        Some(Type::Integer(integer)) => (integer.min > integer.max).then_some("min is above max"),
        Some(Type::Decimal(decimal)) => problem_of_decimal(decimal),
        Some(Type::Token(token)) => problem_of_token(token),
        Some(Type::Choice(choice)) => problem_of_choice(choice),
        Some(Type::List(list)) => problem_of_list(list),
    }
}

fn problem_of_decimal(decimal: &DecimalType) -> Option<&'static str> {
    if decimal.max_scale > MAX_SCALE {
        return Some("max_scale is at most 18");
    }
    let (Some(min), Some(max)) = (&decimal.min, &decimal.max) else { return Some("min and max are needed") };
    match (Number::try_from(min), Number::try_from(max)) {
        (Ok(min), Ok(max)) => (min.compare(max) == Ordering::Greater).then_some("min is above max"),
        _ => Some("min or max is no decimal"),
    }
}

fn problem_of_choice(choice: &ChoiceType) -> Option<&'static str> {
    if choice.values.is_empty() || choice.values.len() > MAX_CHOICES {
        return Some("has 1 to 64 values");
    }
    let fits = |value: &String| (1..=MAX_CHOICE).contains(&value.len()) && within(Charset::Identifier, value);
    if !choice.values.iter().all(fits) {
        return Some("a value is not an identifier of 1 to 64 characters");
    }
    (!strictly_increasing(&choice.values)).then_some("values are not strictly increasing")
}

fn check_holes(holes: &[Hole]) -> RuleResult<()> {
    ensure(holes.len() <= MAX_HOLES, Code::OperationHoles, "holes: at most 4 are allowed")?;
    for hole in holes {
        ensure(is_identifier(&hole.name), Code::OperationHoles, "holes: a name is not of a-z, 0-9 and _")?;
        let known = hole.charset() != Charset::Unspecified;
        ensure(known, Code::OperationHoles, "holes: a charset is not known")?;
        let bounded =
            hole.min_length >= MIN_HOLE && hole.min_length <= hole.max_length && hole.max_length <= MAX_HOLE;
        ensure(bounded, Code::OperationHoles, "holes: lengths are within 3 to 4096")?;
    }
    let sorted = strictly_increasing(holes.iter().map(|hole| &hole.name));
    ensure(sorted, Code::OperationHoles, "holes: names are not strictly increasing")
}
