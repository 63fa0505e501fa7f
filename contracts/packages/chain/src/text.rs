use thiserror::Error;

#[derive(Debug, Error, PartialEq)]
#[error("text.invalid: {field} has 1 to {most} printable characters")]
pub struct TextError {
    pub field: &'static str,
    pub most: usize,
}

/// A text that people are shown: 1 to `most` bytes (rule LEN-1) without control characters, which could forge a line of a log.
pub fn check_text(field: &'static str, text: &str, most: usize) -> Result<(), TextError> {
    if is_printable(text, most) {
        Ok(())
    } else {
        Err(TextError { field, most })
    }
}

pub fn is_printable(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && !text.chars().any(char::is_control)
}
