//! The modes in which a session can be notarized: the one table that rules, contracts and messages read (rules ATT-2, OBS-6, OBS-9).
//! `Mode::Device` is set aside: it has no row until devices' own statements have a form, and what has no row is refused.

use crate::edition::Edition;
use crate::path;
use crate::proto::{AttestationBody, Mode};

/// Calls a macro with the table. A row is the variant of `proto::Mode`, the mode's name in JSON, and what the rules know of it.
#[macro_export]
macro_rules! for_each_mode {
    ($then:ident) => {
        $then! {
            Mpc mpc { evidence: Evidence::None, is_strict: true },
            Proxy proxy { evidence: Evidence::Path, is_strict: false },
        }
    };
}

/// What the rules know of a mode.
#[derive(Clone, Copy, Debug)]
pub struct ModeRow {
    pub mode: Mode,
    /// In JSON, and in the names of event attributes.
    pub name: &'static str,
    pub evidence: Evidence,
    /// Rounds and moves that a feed sets apart count in such modes only (rule OBS-9).
    pub is_strict: bool,
}

/// What an attestation of a mode carries besides (rule ATT-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    None,
    Path,
}

impl Evidence {
    /// ATT-2: evidence is there exactly where the mode has it, and well formed.
    pub(crate) fn is_formed(self, edition: Edition, body: &AttestationBody) -> bool {
        match (self, &body.path) {
            (Evidence::Path, Some(path)) => path::is_formed(edition, path, body.session_time_ms),
            (Evidence::None, None) => true,
            _ => false,
        }
    }
}

macro_rules! table {
    ($($mode:ident $name:ident { $($known:tt)* },)*) => {
        /// Every mode, in the order of the table.
        pub const MODES: [ModeRow; [$(Mode::$mode),*].len()] =
            [$(ModeRow { mode: Mode::$mode, name: stringify!($name), $($known)* }),*];
    };
}
for_each_mode!(table);

/// The row of a mode; `None` for one that is not known here.
pub fn row(mode: Mode) -> Option<&'static ModeRow> {
    MODES.iter().find(|row| row.mode == mode)
}

/// Something of each mode, in the order of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PerMode<T>(pub [T; MODES.len()]);

impl<T> PerMode<T> {
    pub fn make(make: impl FnMut(&ModeRow) -> T) -> Self {
        Self(MODES.each_ref().map(make))
    }

    /// What is of this mode; `None` for one that is not known here.
    pub fn of(&self, mode: Mode) -> Option<&T> {
        self.iter().find_map(|(row, of)| (row.mode == mode).then_some(of))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&'static ModeRow, &T)> {
        MODES.iter().zip(&self.0)
    }
}

impl<T: Copy + Default> PerMode<T> {
    /// From a list in the order of the table, as storage keeps it; what the list lacks is the default.
    pub fn from_list(list: &[T]) -> Self {
        let mut values = list.iter().copied();
        Self::make(|_| values.next().unwrap_or_default())
    }
}
