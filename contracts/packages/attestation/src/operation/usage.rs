//! What is used is declared, what is declared is used, and a hole is used exactly once (rule OP-3).

use std::collections::BTreeSet;

use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::proto::condition::Test;
use crate::proto::parameter::Type;
use crate::proto::part::Kind;
use crate::proto::{step, Hole, Operation, Part, Step};

pub(super) fn check_usage(operation: &Operation) -> RuleResult<()> {
    let mut parameters = BTreeSet::new();
    let mut holes = BTreeSet::new();
    for part in request_parts(operation).chain(answer_parts(operation)) {
        match &part.kind {
            Some(Kind::Parameter(name)) => {
                parameters.insert(name.as_str());
            }
            Some(Kind::Hole(name)) if !holes.insert(name.as_str()) => {
                return Err(Rejection::new(Code::OperationHoleUse, "holes: one is used twice"));
            }
            _ => {}
        }
    }
    let declared = operation.parameters.iter().map(|parameter| parameter.name.as_str());
    same_names(&parameters, declared.collect(), "parameters")?;
    same_names(&holes, operation.holes.iter().map(|hole| hole.name.as_str()).collect(), "holes")?;
    check_list_use(operation)
}

/// OP-6: a list stands in target or body alone.
fn check_list_use(operation: &Operation) -> RuleResult<()> {
    let mut parameters = operation.parameters.iter();
    let list = parameters.find(|parameter| matches!(parameter.r#type, Some(Type::List(_))));
    let Some(list) = list else { return Ok(()) };
    let headers = operation.headers.iter().flat_map(|header| &header.value);
    let misplaced = headers
        .chain(answer_parts(operation))
        .any(|part| matches!(&part.kind, Some(Kind::Parameter(name)) if *name == list.name));
    ensure(!misplaced, Code::OperationListUse, "a list stands in a header, a path or a condition")
}

/// The holes of a checked operation in the order in which they stand in its request (rule ATT-4): target, header values, body.
pub fn holes_in_order(operation: &Operation) -> Vec<&Hole> {
    let parts = request_parts(operation);
    let names = parts.filter_map(|part| match &part.kind {
        Some(Kind::Hole(name)) => Some(name),
        _ => None,
    });
    names.filter_map(|name| operation.holes.iter().find(|hole| hole.name == *name)).collect()
}

fn request_parts(operation: &Operation) -> impl Iterator<Item = &Part> {
    let headers = operation.headers.iter().flat_map(|header| &header.value);
    operation.target.iter().chain(headers).chain(&operation.body)
}

fn same_names(used: &BTreeSet<&str>, declared: BTreeSet<&str>, field: &str) -> RuleResult<()> {
    if !used.is_subset(&declared) {
        return Err(Rejection::new(
            Code::OperationUndeclared,
            format!("{field}: one is used and not declared"),
        ));
    }
    if !declared.is_subset(used) {
        return Err(Rejection::new(Code::OperationUnused, format!("{field}: one is declared and not used")));
    }
    Ok(())
}

/// What something in the response is compared with.
fn answer_parts(operation: &Operation) -> impl Iterator<Item = &Part> {
    let rows = operation.rows.as_ref();
    let conditions = operation.conditions.iter().chain(rows.into_iter().flat_map(|rows| &rows.conditions));
    let texts = conditions.clone().filter_map(|condition| match &condition.test {
        Some(Test::EqualsString(text)) => Some(&text.parts),
        _ => None,
    });
    let readings = operation.readings.iter().flat_map(|reading| {
        reading.path.iter().chain(reading.quality.iter().flat_map(|quality| &quality.path))
    });
    let times = operation.observed_at.iter().chain(&operation.period_start);
    let paths = conditions
        .flat_map(|condition| &condition.path)
        .chain(readings)
        .chain(times.flat_map(|time| &time.path))
        .chain(rows.into_iter().flat_map(|rows| rows.path.iter().chain(&rows.key)));
    texts.flatten().chain(paths.flat_map(match_parts))
}

fn match_parts(step: &Step) -> &[Part] {
    match &step.kind {
        Some(step::Kind::Match(element)) => &element.equals,
        _ => &[],
    }
}
