//! When rounds begin and end, and whose turn it is to transmit (rules RND-1, RND-2).

use std::ops::Range;

/// A stage is a sixteenth of the interval, within these.
const STAGE_MS: Range<u64> = 2_500..15_000;

/// The rounds of a feed. Times are Unix milliseconds.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    pub start_ms: u64,
    pub interval_ms: u64,
}

impl Clock {
    /// RND-1: the half-open slice of a round; `None` where its time leaves 64 bits.
    pub(crate) fn slice(self, round: u64) -> Option<Range<u64>> {
        let start = round.checked_mul(self.interval_ms)?.checked_add(self.start_ms)?;
        Some(start..start.checked_add(self.interval_ms)?)
    }

    /// Where a round begins; the end of time for one that never does.
    pub(crate) fn begin(self, round: u64) -> u64 {
        round.saturating_mul(self.interval_ms).saturating_add(self.start_ms)
    }

    /// The round that runs; `None` before the first.
    pub(crate) fn round_at(self, at_ms: u64) -> Option<u64> {
        at_ms.checked_sub(self.start_ms)?.checked_div(self.interval_ms)
    }

    /// The first round that has not begun.
    pub(crate) fn next_round(self, now_ms: u64) -> u64 {
        self.round_at(now_ms).map_or(0, |round| round.saturating_add(1))
    }

    /// The first round that begins at this time or later.
    pub(crate) fn round_from(self, at_ms: u64) -> u64 {
        at_ms.saturating_sub(self.start_ms).div_ceil(self.interval_ms.max(1))
    }

    /// RND-2: when the turn of the `place`-th of a round's order begins. That of the first begins with the round.
    pub(crate) fn turn(self, round: u64, place: usize) -> u64 {
        let begin = self.begin(round);
        if place == 0 {
            return begin;
        }
        let place = u64::try_from(place).unwrap_or(u64::MAX);
        self.gathered(round).saturating_add(self.stage_ms().saturating_mul(place))
    }

    /// RND-2: until when observations of a round are gathered, where one is missing.
    pub(crate) fn gathered(self, round: u64) -> u64 {
        self.begin(round).saturating_add(self.interval_ms.saturating_mul(3) / 4)
    }

    fn stage_ms(self) -> u64 {
        (self.interval_ms / 16).clamp(STAGE_MS.start, STAGE_MS.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_and_turns() {
        let clock = Clock { start_ms: 1_000, interval_ms: 60_000 };
        assert_eq!(
            (clock.round_at(999), clock.round_at(1_000), clock.round_at(61_000)),
            (None, Some(0), Some(1))
        );
        assert_eq!((clock.next_round(999), clock.next_round(1_000)), (0, 1));
        assert_eq!((clock.round_from(0), clock.round_from(1_000), clock.round_from(1_001)), (0, 0, 1));
        assert_eq!((clock.turn(2, 0), clock.turn(2, 1)), (121_000, 121_000 + 45_000 + 3_750));
        assert_eq!(clock.gathered(2), 121_000 + 45_000);
        assert_eq!(Clock { interval_ms: 1_000, ..clock }.turn(0, 2), 1_000 + 750 + 5_000);
        assert_eq!(Clock { interval_ms: 3_600_000, ..clock }.turn(0, 1), 1_000 + 2_700_000 + 15_000);
        assert_eq!(clock.slice(u64::MAX), None);
    }
}
