//! Evidence of the path in PROXY mode (rules ATT-2 and ATT-4).

use crate::charset::is_ip_text;
use crate::code::{ensure, Code, RuleResult};
use crate::edition::Edition;
use crate::limits;
use crate::proto::{AttestationBody, Carrier, Charset, Hole, HoleAssurance, KeyBinding, PathEvidence};

const TLS_1_3: u32 = 0x0304;
/// TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384 and TLS_CHACHA20_POLY1305_SHA256 (RFC 8446, appendix B.4).
const CIPHER_SUITES: std::ops::RangeInclusive<u32> = 0x1301..=0x1303;

/// Oldest and youngest that a kept connection's handshake may be at the time of the session.
const HANDSHAKE_BEFORE_MS: u64 = 600_000;
const HANDSHAKE_AFTER_MS: u64 = 120_000;

/// ATT-2: path evidence is well formed, whatever it says.
pub fn is_formed(edition: Edition, path: &PathEvidence, session_time_ms: u64) -> bool {
    is_carried(edition, path, session_time_ms)
        && is_assured(edition, path)
        && is_ip_text(&path.resolved_address)
        && path.server_spki_sha256.len() == 32
        && path.issuer_spki_sha256.len() == 32
        && path.tls_version == TLS_1_3
        && CIPHER_SUITES.contains(&path.cipher_suite)
        && segments_are_formed(&path.segment_lengths)
}

/// HTTP/2 brings a fence and its place on the connection; anything else has neither. What is not known reads as unspecified.
fn is_carried(edition: Edition, path: &PathEvidence, session_time_ms: u64) -> bool {
    let PathEvidence { carrier, handshake_time_ms, turn, stream, .. } = *path;
    let alone = carrier == 0 && handshake_time_ms == 0 && turn == 0 && stream == 0;
    match path.key_binding() {
        KeyBinding::Ticket | KeyBinding::Grammar => alone,
        KeyBinding::Record => edition.is_second() && alone,
        KeyBinding::Fence => {
            let after = session_time_ms.saturating_add(HANDSHAKE_AFTER_MS);
            let fresh = session_time_ms.saturating_sub(handshake_time_ms) <= HANDSHAKE_BEFORE_MS;
            edition.is_second()
                && path.carrier() == Carrier::Http2
                && (1..=after).contains(&handshake_time_ms)
                && fresh
                && turn > 0
                && stream % 2 == 1
        }
        KeyBinding::Unspecified => false,
    }
}

/// What is known of hidden bytes: nothing where there are none, and a set for each hole where sets are proven.
fn is_assured(edition: Edition, path: &PathEvidence) -> bool {
    let holes = path.segment_lengths.len() / 2;
    let sets = &path.hole_charsets;
    let known = sets.iter().all(|set| *set != 0 && Charset::try_from(*set).is_ok());
    match path.hole_assurance() {
        HoleAssurance::NoHoles => holes == 0 && sets.is_empty(),
        HoleAssurance::Length => holes > 0 && sets.is_empty() && path.carrier == 0,
        HoleAssurance::Framed => edition.is_second() && holes > 0 && sets.is_empty() && path.carrier != 0,
        HoleAssurance::Charset => edition.is_second() && holes > 0 && sets.len() == holes && known,
        HoleAssurance::Unspecified => false,
    }
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
    let mut sets = path.hole_charsets.iter();
    let mut holes = holes.zip(lengths.iter().skip(1).step_by(2));
    let fits = holes.all(|(hole, length)| {
        let set = sets.next();
        (hole.min_length..=hole.max_length).contains(length) && set.is_none_or(|set| *set == hole.charset)
    });
    ensure(
        fits,
        Code::AttestationPath,
        "path: the length of a hole is out of its bounds, or its set is another",
    )
}
