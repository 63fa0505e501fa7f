//! Parameters (rules OP-4 and OP-5).

use std::cmp::Ordering;

use crate::charset::within;
use crate::code::{ensure, Code, Rejection, RuleResult};
use crate::decimal::Number;
use crate::order::strictly_increasing;
use crate::proto::parameter::Type;
use crate::proto::{DecimalType, IntegerType, ListType, Operation, Param, TokenType};

/// The longest text of a 64-bit integer, and more than any decimal needs.
const MAX_NUMBER_TEXT: usize = 40;

/// OP-5: exactly the parameters that the operation declares, strictly increasing by name, each satisfying its type (OP-4).
pub fn check_params(operation: &Operation, params: &[Param]) -> RuleResult<()> {
    let sorted = strictly_increasing(params.iter().map(|param| &param.name));
    ensure(sorted, Code::ParamsOrder, "params: are not strictly increasing by name")?;
    for param in params {
        if !operation.parameters.iter().any(|parameter| parameter.name == param.name) {
            return Err(Rejection::new(Code::ParamsUnknown, "params: one is not declared by the operation"));
        }
    }
    for parameter in &operation.parameters {
        let Some(param) = params.iter().find(|param| param.name == parameter.name) else {
            return Err(Rejection::new(Code::ParamsMissing, format!("{}: is not given", parameter.name)));
        };
        if !parameter.r#type.as_ref().is_some_and(|kind| satisfies(kind, param)) {
            let detail = format!("{}: does not satisfy its type", parameter.name);
            return Err(Rejection::new(Code::ParamsValue, detail));
        }
    }
    Ok(())
}

/// OP-4 for one value, OP-6 for a list.
fn satisfies(kind: &Type, param: &Param) -> bool {
    let Param { value, items, .. } = param;
    if let Type::List(list) = kind {
        return value.is_empty() && is_list(list, items);
    }
    items.is_empty()
        && match kind {
            Type::Integer(integer) => is_integer(integer, value),
            Type::Decimal(decimal) => is_decimal(decimal, value),
            Type::Token(token) => is_token(token, value),
            Type::Choice(choice) => choice.values.iter().any(|choice| choice == value),
            Type::List(_) => false,
        }
}

/// OP-6: 1 item to as many as the list allows, each as its items are, strictly increasing.
fn is_list(kind: &ListType, items: &[String]) -> bool {
    let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let token = kind.item.as_ref();
    (1..=kind.max_items).contains(&count)
        && token.is_some_and(|token| items.iter().all(|item| is_token(token, item)))
        && strictly_increasing(items)
}

fn is_integer(kind: &IntegerType, text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical =
        text == "0" || (!digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit()));
    canonical && text.parse::<i64>().is_ok_and(|value| (kind.min..=kind.max).contains(&value))
}

fn is_decimal(kind: &DecimalType, text: &str) -> bool {
    if text.len() > MAX_NUMBER_TEXT || text.contains(['e', 'E']) {
        return false;
    }
    let (Ok(value), Some(min), Some(max)) = (Number::parse(text), &kind.min, &kind.max) else { return false };
    let (Ok(min), Ok(max)) = (Number::try_from(min), Number::try_from(max)) else { return false };
    let negative_zero = value.mantissa() == 0 && text.starts_with('-');
    value.scale() <= kind.max_scale
        && !negative_zero
        && value.compare(min) != Ordering::Less
        && value.compare(max) != Ordering::Greater
}

fn is_token(kind: &TokenType, text: &str) -> bool {
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    (kind.min_length..=kind.max_length).contains(&length) && within(kind.charset(), text)
}
