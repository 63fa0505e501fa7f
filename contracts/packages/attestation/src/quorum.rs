//! Quorums (rule QRM-1).

use crate::code::{Code, Rejection, RuleResult};

/// QRM-1: of `members` nodes `f = floor((n − 1) / 3)` may be faulty; a quorum holds at least `2f + 1` and at most all of them.
pub fn check_quorum(members: u32, quorum: u32) -> RuleResult<()> {
    let faulty = members.saturating_sub(1) / 3;
    let least = faulty.saturating_mul(2).saturating_add(1);
    if members == 0 || quorum < least || quorum > members {
        let detail = format!("a quorum of {members} members lies within {least} and {members}, not {quorum}");
        return Err(Rejection::new(Code::FeedQuorum, detail));
    }
    Ok(())
}
