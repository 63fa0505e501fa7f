//! Charsets of parameters and holes, and the texts that names are made of (rules OP-2 and OP-4).

use std::net::IpAddr;

use crate::proto::Charset;

/// Whether every byte of `text` is of the charset. No text is of an unspecified one.
pub fn within(charset: Charset, text: &str) -> bool {
    text.bytes().all(|byte| match charset {
        Charset::Unspecified => false,
        Charset::Digits => byte.is_ascii_digit(),
        Charset::HexLower => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        Charset::Alphanumeric => byte.is_ascii_alphanumeric(),
        Charset::Unreserved => is_unreserved(byte),
        Charset::Identifier => is_unreserved(byte) || byte == b':',
    })
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// `[a-z][a-z0-9_]*`, at most 32 bytes: names of parameters, holes and readings.
pub fn is_identifier(text: &str) -> bool {
    text.len() <= 32
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// `[a-z0-9-]+(/[a-z0-9-]+)*`, at most 64 bytes: names of operations.
pub fn is_operation_name(text: &str) -> bool {
    text.len() <= 64
        && text.split('/').all(|segment| {
            !segment.is_empty()
                && segment
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        })
}

/// A lower-case DNS name of at least two labels. One whose last label is a number is an IPv4 address to URL parsers, and so is none.
pub fn is_server_name(text: &str) -> bool {
    let mut labels = text.rsplit('.');
    let top = labels.next().unwrap_or_default();
    text.len() <= 253 && is_label(top) && !is_number(top) && text.contains('.') && labels.all(is_label)
}

fn is_number(label: &str) -> bool {
    match label.strip_prefix("0x") {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => label.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A lower-case HTTP token (RFC 9110, section 5.6.2).
pub fn is_header_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"!#$%&'*+-.^_`|~".contains(&byte)
        })
}

/// Visible ASCII, 1 to `most` characters: chain ids, addresses, device ids, units.
pub fn is_visible(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Canonical text of an IP address: dotted IPv4, or IPv6 as RFC 5952 writes it, which for a mapped IPv4 address would have dots and is
/// refused: that is written as IPv4.
pub fn is_ip_text(text: &str) -> bool {
    match text.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => address.to_string() == text,
        Ok(IpAddr::V6(address)) => !text.contains('.') && address.to_string() == text,
        Err(_) => false,
    }
}
