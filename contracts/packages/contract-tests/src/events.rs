use std::collections::BTreeMap;

use cw_multi_test::AppResponse;

/// Attributes of every event of a type, which on chain carries the prefix `wasm-`.
pub fn attributes(response: &AppResponse, kind: &str) -> Vec<BTreeMap<String, String>> {
    let full = format!("wasm-{kind}");
    let events = response.events.iter().filter(|event| event.ty == full);
    events.map(|event| event.attributes.iter().map(|a| (a.key.clone(), a.value.clone())).collect()).collect()
}

/// The dotted code of a refusal.
pub fn code_of<T: std::fmt::Debug>(result: Result<T, impl std::fmt::Display + std::fmt::Debug>) -> String {
    let text = format!("{:?}", result.expect_err("the contract accepted"));
    let start = text.match_indices(": ").find_map(|(end, _)| {
        let word = text[..end].rsplit(|c: char| !(c.is_ascii_lowercase() || c == '.' || c == '_')).next()?;
        (word.contains('.') && !word.starts_with('.')).then(|| word.to_string())
    });
    start.unwrap_or(text)
}
