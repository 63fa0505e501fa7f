//! Tokens and lists of them (rules OP-2 and OP-6).

use crate::charset::within;
use crate::proto::{Charset, ListType, TokenType};

const MAX_TOKEN: u32 = 256;
const MAX_ITEMS: u32 = 32;
const MAX_SEPARATOR: usize = 8;

/// What is wrong with a TOKEN type.
pub(super) fn problem_of_token(token: &TokenType) -> Option<&'static str> {
    if token.charset() == Charset::Unspecified {
        return Some("the charset is not known");
    }
    let bounded =
        token.min_length >= 1 && token.min_length <= token.max_length && token.max_length <= MAX_TOKEN;
    (!bounded).then_some("lengths are within 1 to 256")
}

/// What is wrong with a LIST type.
pub(super) fn problem_of_list(list: &ListType) -> Option<&'static str> {
    let Some(item) = &list.item else { return Some("the type of its items is missing") };
    if let Some(problem) = problem_of_token(item) {
        return Some(problem);
    }
    if !(1..=MAX_ITEMS).contains(&list.max_items) {
        return Some("has 1 to 32 items");
    }
    let separator = list.separator.as_str();
    // "#" would begin a fragment in a target.
    let visible = separator.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#');
    if !(1..=MAX_SEPARATOR).contains(&separator.len()) || !visible {
        return Some("the separator is not 1 to 8 visible characters without \"#\"");
    }
    let ends = [separator.get(..1), separator.get(separator.len().saturating_sub(1)..)];
    ends.into_iter()
        .flatten()
        .any(|end| within(item.charset(), end))
        .then_some("the separator begins or ends with a character that an item may have")
}
