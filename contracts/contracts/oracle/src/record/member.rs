use prost::Message;

use crate::spans;

/// Members of a role that a feed remembers: 31 that take part, and as many that left lately.
pub(crate) const MAX_SLOTS: usize = 62;
/// Spans of membership that are kept. A leave takes at least two intervals, so no round that can still land is forgotten.
const SPANS_KEPT: usize = 2;

/// A member as the feed knows it. Account, seat and group of a key never change, so a report need not look the key up.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct FeedMember {
    #[prost(bytes = "vec", tag = "1")]
    pub pubkey: Vec<u8>,
    #[prost(string, tag = "2")]
    pub account: String,
    #[prost(uint32, tag = "3")]
    pub seat: u32,
    /// Its place in the feed's lists, and its bit in a round's; below [`MAX_SLOTS`].
    #[prost(uint32, tag = "4")]
    pub slot: u32,
    /// Rounds in which it is a member, as `spans` has them.
    #[prost(uint64, repeated, tag = "5")]
    pub rounds: Vec<u64>,
    /// Until when it cannot accept again; 0 where it can.
    #[prost(uint64, tag = "6")]
    pub jailed_until_ms: u64,
    /// Where the feed asks for groups.
    #[prost(string, tag = "7")]
    pub group: String,
}

impl FeedMember {
    pub(crate) fn index(&self) -> usize {
        usize::try_from(self.slot).unwrap_or(MAX_SLOTS)
    }

    /// Whether it is a member of a round, jails left out.
    pub(crate) fn is_in(&self, round: u64) -> bool {
        spans::contains(&self.rounds, round)
    }

    /// Whether it is a member of a round or of a later one.
    pub(crate) fn stays(&self, round: u64) -> bool {
        spans::is_open(&self.rounds) || spans::end(&self.rounds).is_some_and(|until| until > round)
    }

    /// The first round of its last membership.
    pub(crate) fn joined_from(&self) -> u64 {
        self.rounds.chunks(2).last().and_then(|span| span.first()).copied().unwrap_or_default()
    }

    /// The round from which it is no member; `None` where it is one for good.
    pub(crate) fn until(&self) -> Option<u64> {
        if self.rounds.is_empty() {
            return Some(0);
        }
        spans::end(&self.rounds)
    }

    pub(crate) fn join(&mut self, from_round: u64) {
        spans::open(&mut self.rounds, from_round, SPANS_KEPT);
    }

    pub(crate) fn leave(&mut self, until_round: u64) {
        spans::close(&mut self.rounds, until_round);
    }
}
