use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};

/// What a registered key is for.
#[cw_serde]
#[derive(Eq)]
pub enum Role {
    Operator,
    Notary,
}

/// What an account agrees to before it is asked (ACC-3).
#[cw_serde]
pub struct StandingRule {
    /// Ids of operations, 32 bytes each, at most 32. Empty is any, which only a notary may say.
    pub operations: Vec<Binary>,
    /// Accounts whose feeds and devices may name the key, at most 16. Empty is any.
    pub admins: Vec<String>,
    /// For an operator what a feed pays an observation, or a device an act; for a notary what an attestation is paid.
    pub least_reward: Uint128,
    /// Feeds that the key takes part in at most when it joins by this rule: 1 to 256. Those joined by acceptance count too.
    pub most_feeds: u32,
}

/// A registered key of 33 bytes, its account, which is paid, and the node's libp2p addresses. What it signs counts while it is `active`.
#[cw_serde]
pub struct Operator {
    pub pubkey: Binary,
    pub account: String,
    pub name: String,
    pub endpoints: Vec<String>,
    /// What its owner says it belongs with; the same text is the same group.
    pub group: Option<String>,
    pub bond: Uint128,
    pub active: bool,
    /// Switched off by the admin or by evidence; only the admin switches it on.
    pub suspended: bool,
    /// When the bond may be withdrawn, where it was announced to leave; Unix milliseconds.
    pub unbonded_at_ms: Option<u64>,
    /// When it was given up or replaced; Unix milliseconds.
    pub retired_at_ms: Option<u64>,
    /// The key that took its place (REG-2).
    pub replaced_by: Option<Binary>,
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
    /// What its owner says it belongs with; the same text is the same group.
    pub group: Option<String>,
    pub bond: Uint128,
    pub active: bool,
    /// Switched off by the admin or by evidence; only the admin switches it on.
    pub suspended: bool,
    /// When the bond may be withdrawn, where it was announced to leave; Unix milliseconds.
    pub unbonded_at_ms: Option<u64>,
    /// When it was given up or replaced; Unix milliseconds.
    pub retired_at_ms: Option<u64>,
    /// The key that took its place (REG-2).
    pub replaced_by: Option<Binary>,
}

#[cw_serde]
pub struct NotariesResponse {
    pub notaries: Vec<Notary>,
}

/// Account of a key, and whether it is on now.
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

/// A key at a time, in Unix milliseconds.
#[cw_serde]
pub struct KeyAt {
    pub pubkey: Binary,
    pub time_ms: u64,
}

/// Account and declared group of a key, and whether it was on at the time that was asked for.
#[cw_serde]
pub struct MemberAt {
    pub account: String,
    pub active: bool,
    pub group: Option<String>,
}

#[cw_serde]
pub struct MembersAtResponse {
    pub operators: Vec<MemberAt>,
    pub notaries: Vec<MemberAt>,
}

#[cw_serde]
pub struct StandingRuleResponse {
    pub rule: Option<StandingRule>,
    /// Feeds that the key takes part in, or has left and not been paid out of yet.
    pub feeds: u32,
}

#[cw_serde]
pub struct FitsRuleResponse {
    /// Whether the key is on and has a rule that lets this in.
    pub fits: bool,
}
