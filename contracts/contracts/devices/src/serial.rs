//! Canonical serials (rule DEV-2).

/// DEV-2: letters and digits in lower case, so that one device has one serial, however its owner writes it. `None` for what is not
/// printable ASCII, where letters look alike, or has neither letter nor digit.
pub(crate) fn canonical(serial: &str) -> Option<String> {
    let printable = serial.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    let kept = serial.chars().filter(char::is_ascii_alphanumeric);
    let kept: String = kept.map(|character| character.to_ascii_lowercase()).collect();
    (printable && !kept.is_empty()).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn one_device_has_one_serial() {
        for written in ["A8:03:2A:BE", "a8032abe", "a8 03-2a_be", "A8032ABE."] {
            assert_eq!(canonical(written).as_deref(), Some("a8032abe"));
        }
        for written in ["", " - ", "а8032abe", "a8032abe\n", "a8032abe\u{200b}"] {
            assert_eq!(canonical(written), None, "{written:?}");
        }
    }
}
