//! Evidence of the path in PROXY mode (rules ATT-2 and ATT-4).

use crate::charset::is_ip_text;
use crate::code::{ensure, Code, RuleResult};
use crate::limits;
use crate::proto::{AttestationBody, Hole, HoleAssurance, KeyBinding, PathEvidence};

const TLS_1_3: u32 = 0x0304;
/// TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384 and TLS_CHACHA20_POLY1305_SHA256 (RFC 8446, appendix B.4).
const CIPHER_SUITES: std::ops::RangeInclusive<u32> = 0x1301..=0x1303;

/// ATT-2: path evidence is well formed, whatever it says.
pub fn is_formed(path: &PathEvidence) -> bool {
    // What is not known reads as unspecified.
    let binding = matches!(path.key_binding(), KeyBinding::Ticket | KeyBinding::Grammar);
    let assurance = match path.segment_lengths.len() {
        1 => HoleAssurance::NoHoles,
        _ => HoleAssurance::Length,
    };
    is_ip_text(&path.resolved_address)
        && path.server_spki_sha256.len() == 32
        && path.issuer_spki_sha256.len() == 32
        && path.tls_version == TLS_1_3
        && CIPHER_SUITES.contains(&path.cipher_suite)
        && binding
        && path.hole_assurance() == assurance
        && segments_are_formed(&path.segment_lengths)
}

/// An odd number of lengths; the first and every hole are there, and only the last of several may be empty.
fn segments_are_formed(lengths: &[u32]) -> bool {
    let [first, rest @ ..] = lengths else { return false };
    let inner = rest.split_last().map(|(_, inner)| inner).unwrap_or_default();
    lengths.len() % 2 == 1
        && lengths.len() <= limits::SEGMENTS
        && *first > 0
        && inner.iter().all(|length| *length > 0)
        // At most 9 numbers of 32 bits.
        && lengths.iter().copied().map(u64::from).sum::<u64>() <= limits::REQUEST
}

/// ATT-4: the segments are those that the operation's holes ask for, which come in the order in which they stand in the request. Says
/// nothing of an attestation without a path.
pub fn check_segments<'a>(
    holes: impl ExactSizeIterator<Item = &'a Hole>,
    body: &AttestationBody,
) -> RuleResult<()> {
    let Some(path) = &body.path else { return Ok(()) };
    let lengths = &path.segment_lengths;
    let counted = lengths.len().checked_sub(1) == holes.len().checked_mul(2);
    ensure(counted, Code::AttestationPath, "path: has other segments than the operation's holes ask for")?;
    let mut holes = holes.zip(lengths.iter().skip(1).step_by(2));
    let within = holes.all(|(hole, length)| (hole.min_length..=hole.max_length).contains(length));
    ensure(within, Code::AttestationPath, "path: the length of a hole is out of its bounds")
}
