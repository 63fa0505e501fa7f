use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, Uint128};

use super::*;

/// Every query has bounded gas, whatever the contract keeps.
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
    /// The same, with `active` as it was at each key's time (REG-3).
    #[returns(MembersAtResponse)]
    MembersAt { operators: Vec<KeyAt>, notaries: Vec<KeyAt> },
    #[returns(StandingRuleResponse)]
    StandingRule { role: Role, pubkey: Binary },
    /// Whether a key's standing rule lets in what is paid `reward` and asks for these operations, at most 32, by this account (ACC-3).
    #[returns(FitsRuleResponse)]
    FitsRule { role: Role, pubkey: Binary, operations: Vec<Binary>, admin: String, reward: Uint128 },
    #[returns(PublishedOperation)]
    Operation { id: Binary },
    /// At most 10 a page.
    #[returns(OperationsResponse)]
    Operations { start_after: Option<Binary>, limit: Option<u32> },
    /// A feed, a group, or a row of one.
    #[returns(Feed)]
    Feed { feed_id: u32 },
    /// Feeds and groups, not the rows of these; at most 20 a page.
    #[returns(FeedsResponse)]
    Feeds { start_after: Option<u32>, limit: Option<u32> },
    /// What an acceptance agrees to (ACC-2).
    #[returns(FeedTermsResponse)]
    FeedTerms { feed_id: u32 },
    /// Who is a member, of a feed or group, and who was lately.
    #[returns(FeedMembersResponse)]
    FeedMembers { feed_id: u32 },
    /// What a sponsor has in a feed's escrow.
    #[returns(SponsorResponse)]
    Sponsor { feed_id: u32, address: String },
    /// Fails with `feed.stale` when the value is older than the feed's max_age_ms, unless `allow_stale` (QRY-1).
    #[returns(FeedValue)]
    Latest { feed_id: u32, allow_stale: Option<bool> },
    /// The value of one of the last 128 rounds; fails with `feed.no_value` where the round has none.
    #[returns(FeedValue)]
    ValueAt { feed_id: u32, round: u64 },
    /// Newest first, of the last 128 rounds those that have a value and lie before `before`.
    #[returns(HistoryResponse)]
    History { feed_id: u32, before: Option<u64>, limit: Option<u32> },
    /// What accrued directly, and what was claimed. What feeds owe an account the query Owed says.
    #[returns(Rewards)]
    Rewards { address: String },
    /// At most 30 a page.
    #[returns(AllRewardsResponse)]
    AllRewards { start_after: Option<String>, limit: Option<u32> },
    /// What the feeds owe a key that it is or was a member of; at most 20 a page.
    #[returns(OwedResponse)]
    Owed { role: Role, pubkey: Binary, start_after: Option<u32>, limit: Option<u32> },
}
