//! Most bytes of each message kind that is read from anybody (rule ENC-2), as in `proto/src/limits.ts`; of texts, in UTF-8 (rule LEN-1).

pub const OPERATION: usize = 16_384;
pub const ATTESTATION: usize = 8_192;
pub const OBSERVATION: usize = 65_536;
pub const REPORT: usize = 262_144;
pub const REGISTRATION: usize = 1_024;

/// Most attestations of one observation (rule OBS-2).
pub const ATTESTATIONS_PER_OBSERVATION: usize = 8;
/// Most observations of one report, and members of one feed.
pub const OBSERVATIONS_PER_REPORT: usize = 31;
/// Most segments of a request: public ones around at most 4 holes (rule ATT-2).
pub const SEGMENTS: usize = 9;
/// Most bytes of a request (rule OP-2).
pub const REQUEST: u64 = 16_384;
/// Most parameters of an operation (rule OP-2).
pub const PARAMETERS: usize = 16;
/// Longest unit of the first edition.
pub const FIRST_UNIT: usize = 16;
/// Most rows of a response, and items of a list (rules ATT-2 and OP-6).
pub const ROWS: usize = 32;
/// Longest subject and contract address in bytes (rule ATT-2).
pub const ADDRESS: usize = 90;
/// Longest chain id in bytes (rule ATT-2).
pub const CHAIN_ID: usize = 48;
/// Longest value of a parameter in bytes (rules ATT-2 and LEN-1).
pub const PARAMETER_VALUE: usize = 256;
/// Most readings of an operation (rules OP-2 and ATT-2).
pub const READINGS: usize = 16;
/// Times are below this, so that they are exact numbers in JSON (rule ATT-2).
pub const TIME_END_MS: u64 = 1 << 53;
