use cosmwasm_schema::cw_serde;
use cosmwasm_std::Binary;

/// What a key does for a device.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Role {
    /// Carries commands out.
    Operator,
    /// Attests that they were carried out.
    Notary,
}

/// A key in a role.
#[cw_serde]
pub struct MemberKey {
    /// What it does.
    pub role: Role,
    /// As registered at the oracle.
    pub pubkey: Binary,
}

/// When a key was a member, from `from_ms` to before `until_ms`. Times are Unix milliseconds.
#[cw_serde]
#[derive(Copy)]
pub struct Span {
    /// Block time of the acceptance.
    pub from_ms: u64,
    /// A lease's length after it left or was removed; none while it stays.
    pub until_ms: Option<u64>,
}

/// A key that a device names, or that was a member of it (DEV-5).
#[cw_serde]
pub struct Member {
    /// As registered at the oracle.
    pub pubkey: Binary,
    /// Whether the device names it still.
    pub invited: bool,
    /// Whether it serves now: it accepted the terms that hold, and has not left.
    pub member: bool,
    /// Digest of the terms that it accepted last; none where it never did.
    pub terms: Option<Binary>,
    /// At most the last four, oldest first; of the terms that it accepted last.
    pub spans: Vec<Span>,
}

#[cw_serde]
pub struct MembersResponse {
    /// In the order of the device's set.
    pub operators: Vec<Member>,
    /// In the order of the device's set.
    pub notaries: Vec<Member>,
}

/// A device that a key accepted once.
#[cw_serde]
pub struct Membership {
    /// Id of the device.
    pub device: String,
    /// How the key stands to it.
    pub member: Member,
}

#[cw_serde]
pub struct MembershipsResponse {
    /// By device.
    pub memberships: Vec<Membership>,
}
