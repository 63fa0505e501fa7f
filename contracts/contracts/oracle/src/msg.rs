use cloudx3_chain::{Decimal, Param};
pub use cloudx3_chain::{ModeCounts, ModePolicies, ModePolicy};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, Uint128};

/// What the contract is made with. Bonds are what a key deposits, exactly, in the smallest unit of `denom`.
#[cw_serde]
pub struct InstantiateMsg {
    /// Default: who instantiates.
    pub admin: Option<String>,
    pub denom: String,
    pub operator_bond: Uint128,
    pub notary_bond: Uint128,
}

/// What a registered key is for.
#[cw_serde]
pub enum Role {
    Operator,
    Notary,
}

#[cw_serde]
#[allow(clippy::large_enum_variant)] // One message lives at a time, and a box would show in the API.
pub enum ExecuteMsg {
    /// Registers the sender's operator key with exactly the operator bond. `signature` is by the key over a KeyRegistration (REG-1).
    RegisterOperator { pubkey: Binary, signature: Binary, name: String, endpoints: Vec<String> },
    /// By the account of the key.
    UpdateOperator { pubkey: Binary, endpoints: Vec<String> },
    /// Registers the sender's notary key with exactly the notary bond (REG-1).
    RegisterNotary { pubkey: Binary, signature: Binary, name: String, url: String },
    /// By the account of the key.
    UpdateNotary { pubkey: Binary, url: String },
    /// By the admin or the account of the key. What the admin switched off, only the admin switches on.
    SetActive { pubkey: Binary, role: Role, active: bool },
    /// Anybody; once published, an operation stays. Publishing it again changes nothing.
    PublishOperation { operation: Binary },
    /// Anybody; who creates the feed is its admin. Funds become its escrow.
    CreateFeed { feed: FeedSpec },
    /// Anybody; funds are added to the escrow.
    FundFeed { feed_id: u32 },
    /// By the feed's admin.
    SetFeedActive { feed_id: u32, active: bool },
    /// By the feed's admin, of an inactive feed: pays what is left of the escrow back.
    WithdrawEscrow { feed_id: u32 },
    /// Anybody; 1 to 32 reports (REP-1 to REP-7).
    SubmitReports { reports: Vec<Binary> },
    /// Pays what has accrued to the sender, of at most 64 feeds at a time.
    Claim {},
    /// By the account of a key that is switched off and has reported to no active feed.
    WithdrawBond { pubkey: Binary, role: Role },
}

/// What a feed publishes and asks for; it never changes. Times are Unix milliseconds.
#[cw_serde]
pub struct FeedSpec {
    /// For people: 1 to 64 printable characters.
    pub label: String,
    /// Id of a published operation, 32 bytes (OP-1).
    pub operation_id: Binary,
    /// In any order; stored sorted.
    pub params: Vec<Param>,
    /// The device that the feed speaks about, or "".
    pub subject: String,
    /// Which of the operation's readings the feed publishes.
    pub reading: String,
    pub unit: String,
    /// Of value and spread.
    pub decimals: u32,
    /// Length of a round.
    pub interval_ms: u64,
    /// Default: block time.
    pub start_ms: Option<u64>,
    /// 1 to 31 registered operators, in any order; stored sorted.
    pub operators: Vec<Binary>,
    /// 1 to 31 registered notaries, in any order; stored sorted.
    pub notaries: Vec<Binary>,
    /// Observations that a report needs.
    pub quorum: u32,
    /// Modes that the feed accepts, at least one.
    pub modes: ModePolicies,
    /// When the feed asks for MPC (OBS-9); needs both modes.
    pub step_up: Option<StepUp>,
    /// Whether sessions that were checked against a private CA count.
    pub allow_custom_ca: bool,
    /// A value whose sessions are older than this is not handed out unless stale values are asked for.
    pub max_age_ms: u64,
    /// How long before the session the vendor may have measured, where it says when.
    pub max_observed_age_ms: Option<u64>,
    /// For each observation.
    pub observer_reward: Uint128,
    /// For each attestation.
    pub notary_reward: Uint128,
    /// For each report.
    pub transmitter_reward: Uint128,
}

/// When a feed that accepts both modes asks for MPC; at least one of both (OBS-9).
#[cw_serde]
#[derive(Copy)]
pub struct StepUp {
    /// In every round that this divides, only observations in MPC mode count; at least 2.
    pub every_rounds: Option<u64>,
    /// An observation in PROXY mode that differs from the feed's latest value by more than this does not count. Above 0, at the feed's
    /// decimals.
    pub moved_more_than: Option<Decimal>,
}

#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    #[returns(ConfigResponse)]
    Config {},
    #[returns(Operator)]
    Operator { pubkey: Binary },
    /// At most 100 a page.
    #[returns(OperatorsResponse)]
    Operators { start_after: Option<Binary>, limit: Option<u32> },
    #[returns(Notary)]
    Notary { pubkey: Binary },
    /// At most 100 a page.
    #[returns(NotariesResponse)]
    Notaries { start_after: Option<Binary>, limit: Option<u32> },
    /// Account and state of several keys at once, in the order asked for; at most 31 of each role. Fails where one is not registered.
    #[returns(MembersResponse)]
    Members { operators: Vec<Binary>, notaries: Vec<Binary> },
    #[returns(PublishedOperation)]
    Operation { id: Binary },
    /// At most 10 a page.
    #[returns(OperationsResponse)]
    Operations { start_after: Option<Binary>, limit: Option<u32> },
    #[returns(Feed)]
    Feed { feed_id: u32 },
    /// At most 20 a page.
    #[returns(FeedsResponse)]
    Feeds { start_after: Option<u32>, limit: Option<u32> },
    /// Fails with `feed.stale` when the value is older than the feed's max_age_ms, unless `allow_stale` (QRY-1).
    #[returns(FeedValue)]
    Latest { feed_id: u32, allow_stale: Option<bool> },
    /// The value of one of the last 128 rounds; fails with `feed.no_value` where the round has none.
    #[returns(FeedValue)]
    ValueAt { feed_id: u32, round: u64 },
    /// Newest first, of the last 128 rounds those that have a value and lie before `before`.
    #[returns(HistoryResponse)]
    History { feed_id: u32, before: Option<u64>, limit: Option<u32> },
    /// `accrued` counts the first 256 feeds of the account.
    #[returns(Rewards)]
    Rewards { address: String },
    /// At most 30 a page.
    #[returns(AllRewardsResponse)]
    AllRewards { start_after: Option<String>, limit: Option<u32> },
}

/// How the contract was made. Signed bodies name `chain_id` and `contract`, its own address.
#[cw_serde]
pub struct ConfigResponse {
    pub admin: String,
    pub denom: String,
    pub operator_bond: Uint128,
    pub notary_bond: Uint128,
    pub chain_id: String,
    pub contract: String,
}

/// A registered key of 33 bytes, its account, which is paid, and the node's libp2p addresses. What it signs counts while it is `active`.
#[cw_serde]
pub struct Operator {
    pub pubkey: Binary,
    pub account: String,
    pub name: String,
    pub endpoints: Vec<String>,
    pub bond: Uint128,
    pub active: bool,
}

#[cw_serde]
pub struct OperatorsResponse {
    pub operators: Vec<Operator>,
}

/// A registered key of 33 bytes, its account, which is paid, and where sessions are asked for. What it signs counts while it is `active`.
#[cw_serde]
pub struct Notary {
    pub pubkey: Binary,
    pub account: String,
    pub name: String,
    pub url: String,
    pub bond: Uint128,
    pub active: bool,
}

#[cw_serde]
pub struct NotariesResponse {
    pub notaries: Vec<Notary>,
}

#[cw_serde]
pub struct Member {
    pub account: String,
    pub active: bool,
}

#[cw_serde]
pub struct MembersResponse {
    pub operators: Vec<Member>,
    pub notaries: Vec<Member>,
}

/// An operation that feeds and devices may name, who published it first, and in which block.
#[cw_serde]
pub struct PublishedOperation {
    /// Its id, 32 bytes (OP-1).
    pub id: Binary,
    /// Canonical bytes.
    pub operation: Binary,
    pub publisher: String,
    pub height: u64,
}

#[cw_serde]
pub struct OperationsResponse {
    pub operations: Vec<PublishedOperation>,
}

/// A feed as it stands.
#[cw_serde]
pub struct Feed {
    pub id: u32,
    pub admin: String,
    /// With `start_ms` filled in, and lists sorted.
    pub spec: FeedSpec,
    /// Whether it takes reports.
    pub active: bool,
    /// What is left for rewards.
    pub escrow: Uint128,
    /// The newest round that has a value.
    pub last_round: Option<u64>,
    /// The value of that round, at the feed's decimals.
    pub last_value: Option<Decimal>,
}

#[cw_serde]
pub struct FeedsResponse {
    pub feeds: Vec<Feed>,
}

/// What one round of a feed came to: value and spread at the feed's decimals (AGG-1). Times are Unix milliseconds.
#[cw_serde]
pub struct FeedValue {
    pub feed_id: u32,
    /// Counted from 0.
    pub round: u64,
    /// The median of the observations (AGG-1).
    pub value: Decimal,
    pub unit: String,
    pub decimals: u32,
    /// Largest minus smallest observation.
    pub spread: Decimal,
    /// How many the report carried.
    pub observations: u32,
    /// Different ones.
    pub notaries: u32,
    /// Attestations of the report, by mode.
    pub modes: ModeCounts,
    /// Whether any session was checked against a private CA.
    pub custom_ca: bool,
    /// Where the round began.
    pub round_start_ms: u64,
    /// Median over all attestations; of an even number the lower of the middle two.
    pub session_time_ms: u64,
    /// Block time.
    pub updated_at_ms: u64,
    /// Block that brought the report.
    pub height: u64,
    /// Who sent the report.
    pub transmitter: String,
}

#[cw_serde]
pub struct HistoryResponse {
    pub values: Vec<FeedValue>,
}

/// What an account earned, in the smallest unit of the contract's money.
#[cw_serde]
pub struct Rewards {
    pub address: String,
    /// What waits to be claimed.
    pub accrued: Uint128,
    /// What was claimed so far.
    pub claimed: Uint128,
}

#[cw_serde]
pub struct AllRewardsResponse {
    pub rewards: Vec<Rewards>,
}
