use cloudx3_attestation::Rejection;
use cloudx3_chain::{FundsError, TextError};
use cosmwasm_std::{OverflowError, StdError, Uint128};
use thiserror::Error;

/// Every refusal of the contract. The text begins with a stable dotted code; those of shared rules come from `cloudx3_attestation::Code`.
#[derive(Debug, Error)]
pub enum ContractError {
    #[error("{0}")]
    Rule(#[from] Rejection),
    #[error("{0}")]
    Funds(#[from] FundsError),
    #[error("{0}")]
    Text(#[from] TextError),
    #[error("contract.std: {0}")]
    Std(#[from] StdError),
    #[error("contract.overflow: a number left its range")]
    Overflow,
    #[error("contract.record: a stored record cannot be read")]
    Record,
    #[error("config.invalid: {field}: {problem}")]
    Config { field: &'static str, problem: &'static str },
    #[error("config.devices: the devices contract is {devices} and never changes")]
    DevicesSet { devices: String },
    #[error("config.no_devices: the admin has set no devices contract, so no feed has a subject")]
    NoDevices,
    #[error("auth.unauthorized: only {who} may do this")]
    Unauthorized { who: &'static str },
    #[error("registry.bond: {found}{denom} is no bond; at least {least}{denom} is one")]
    Bond { found: Uint128, least: Uint128, denom: String },
    #[error("registry.registered: this key is registered already; a key registers once")]
    Registered,
    #[error("registry.unknown: no {role} is registered under the key {key}")]
    NotRegistered { role: &'static str, key: String },
    #[error("registry.endpoints: give 1 to 8 endpoints")]
    Endpoints,
    #[error(
        "registry.suspended: the admin or evidence has switched this key off, and only the admin switches it on"
    )]
    Suspended,
    #[error("registry.resting: a key that was switched off is switched on at {from_ms} or later")]
    Resting { from_ms: u64 },
    #[error("registry.retired: this key was given up at {at_ms}; register another one")]
    Retired { at_ms: u64 },
    #[error("registry.unbonding: the bond is on its way out until {until_ms}; rebond to come back before")]
    Unbonding { until_ms: u64 },
    #[error("registry.bonded: the bond is not on its way out; unbond first")]
    Bonded,
    #[error("registry.no_bond: nothing is left of this bond")]
    NoBond,
    #[error("registry.rule: {field}: {problem}")]
    StandingRule { field: &'static str, problem: &'static str },
    #[error("registry.successor: {new} did not take the place of {old}; rotate the key first")]
    NoSuccessor { old: String, new: String },
    #[error("query.too_many: {count} keys, at most {most} are answered at once")]
    TooMany { count: usize, most: usize },
    #[error("operation.unknown: this operation is not published")]
    OperationUnknown,
    #[error("feed.unknown: there is no feed {feed_id}")]
    FeedUnknown { feed_id: u32 },
    #[error("feed.row: feed {feed_id} is a row of group {group_id}; name the group")]
    FeedIsRow { feed_id: u32, group_id: u32 },
    #[error("feed.group: {feed_id} is a group and has no value of its own; ask for one of its rows")]
    FeedIsGroup { feed_id: u32 },
    #[error("feed.spec: {field}: {problem}")]
    FeedSpec { field: &'static str, problem: &'static str },
    #[error("feed.inactive: {key} is switched off and cannot join a feed")]
    MemberInactive { key: String },
    #[error("feed.account: {account} has another seat in this feed; an account sits in a feed once")]
    AccountTwice { account: String },
    #[error("feed.no_group: {key} declares no group, and the feed asks for one")]
    NoGroup { key: String },
    #[error("feed.not_invited: {key} is not invited to feed {feed_id}")]
    NotInvited { feed_id: u32, key: String },
    #[error("feed.not_member: {key} is no member of feed {feed_id}")]
    NotMember { feed_id: u32, key: String },
    #[error("feed.member: {key} is a member of feed {feed_id}; leave it instead")]
    IsMember { feed_id: u32, key: String },
    #[error("feed.full: the feed has {most} keys of this role or account; wait until one that left is gone")]
    Full { most: usize },
    #[error("feed.jailed: {key} may accept again at {until_ms}")]
    Jailed { key: String, until_ms: u64 },
    #[error("feed.pending: a change is announced for round {from_round}; one at a time")]
    ChangePending { from_round: u64 },
    #[error("feed.closed: feed {feed_id} is closed from round {from_round} on")]
    Closed { feed_id: u32, from_round: u64 },
    #[error("feed.members: round {round} has {members} members, {quorum} are needed")]
    Members { round: u64, members: usize, quorum: u32 },
    #[error("feed.subject: {device}: {problem}")]
    Subject { device: String, problem: &'static str },
    #[error("feed.no_subject: feed {feed_id} speaks about no device")]
    NoSubject { feed_id: u32 },
    #[error("feed.subject_holds: what feed {feed_id} speaks about is bound as it says")]
    SubjectHolds { feed_id: u32 },
    #[error("feed.no_value: feed {feed_id} has no value for this round")]
    NoValue { feed_id: u32 },
    #[error(
        "feed.stale: the value of feed {feed_id} is {age_ms} ms old, at most {max_age_ms} ms are allowed"
    )]
    Stale { feed_id: u32, age_ms: u64, max_age_ms: u64 },
    #[error("escrow.too_little: send at least what buys one share")]
    TooLittle,
    #[error("escrow.nothing: nothing of feed {feed_id}'s escrow is the sender's")]
    NoShare { feed_id: u32 },
    #[error("escrow.notice: announce the withdrawal first; it is possible after the feed's notice")]
    NotAnnounced,
    #[error("escrow.too_early: the withdrawal is possible from {from_ms} on")]
    WithdrawalEarly { from_ms: u64 },
    #[error("report.batch: a transaction carries 1 to 32 reports")]
    Batch,
    #[error("report.future: round {round} of feed {feed_id} has not begun")]
    Future { feed_id: u32, round: u64 },
    #[error("report.session_time: a session at {session_ms} is after this block's time, {now_ms}")]
    SessionTime { session_ms: u64, now_ms: u64 },
    #[error("report.turn: this turn begins at {from_ms}, it is {now_ms}")]
    Turn { from_ms: u64, now_ms: u64 },
    #[error(
        "report.gathering: until {until_ms} a report has an observation of every member, it is {now_ms}"
    )]
    Gathering { until_ms: u64, now_ms: u64 },
    #[error("report.groups: the observation of {observer} rests on keys of one declared group")]
    Groups { observer: String },
    #[error("report.networks: the observation of {observer} rests on sessions with one network")]
    Networks { observer: String },
    #[error("omitted.round: round {round} of feed {feed_id} did not land, or is too long ago")]
    OmittedRound { feed_id: u32, round: u64 },
    #[error("omitted.counted: {observer} was paid for round {round}")]
    OmittedCounted { observer: String, round: u64 },
    #[error("omitted.late: a session at {session_ms} is after the report, which came at {reported_ms}")]
    OmittedLate { session_ms: u64, reported_ms: u64 },
    #[error("omitted.window: the round was reported at {reported_ms}; that was the time until {until_ms}")]
    OmittedWindow { reported_ms: u64, until_ms: u64 },
    #[error("omitted.unfunded: the escrow of feed {feed_id} cannot pay the observer")]
    OmittedUnfunded { feed_id: u32 },
    #[error("reward.nothing: nothing has accrued to this account")]
    NothingAccrued,
    #[error("reward.feeds: name at most {most} feeds")]
    TooManyFeeds { most: usize },
    #[error("evidence.hash: {problem}")]
    EvidenceHash { problem: &'static str },
    #[error("evidence.uncommitted: commit to the hash {hash} in an earlier block")]
    EvidenceUncommitted { hash: String },
    #[error("evidence.known: this offence was shown before")]
    EvidenceKnown,
}

impl ContractError {
    /// The stable dotted code.
    pub(crate) fn code(&self) -> String {
        let text = self.to_string();
        text.split(':').next().unwrap_or_default().to_string()
    }
}

impl From<OverflowError> for ContractError {
    fn from(_: OverflowError) -> Self {
        Self::Overflow
    }
}
