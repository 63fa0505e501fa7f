//! Editions of signed messages (rule ED-1): what is new in the second is refused in the first, and there is no third.

use crate::code::{Code, Rejection, RuleResult};

/// Which rules a message is read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    First,
    Second,
}

impl Edition {
    /// The edition of a version number; `code` refuses what is neither.
    pub fn of(version: u32, code: Code) -> RuleResult<Self> {
        match version {
            1 => Ok(Self::First),
            2 => Ok(Self::Second),
            _ => Err(Rejection::new(code, "version: is neither 1 nor 2")),
        }
    }

    pub fn version(self) -> u32 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    pub fn is_second(self) -> bool {
        self == Self::Second
    }
}

/// The domain of a message that names its version; no reader takes one that is neither 1 nor 2.
pub(crate) fn domain(version: u32, [first, second]: [&'static str; 2]) -> &'static str {
    if version == 2 {
        second
    } else {
        first
    }
}
