use cosmwasm_schema::cw_serde;
use cosmwasm_std::Binary;

use super::{Evidence, FeedChange, FeedSpec, Role, StandingRule};

/// Whatever a message does not say so of takes no funds (`funds.unexpected`).
#[cw_serde]
#[allow(clippy::large_enum_variant)] // One message lives at a time, and a box would show in the API.
pub enum ExecuteMsg {
    /// Registers the sender's operator key with at least the operator bond, sent along. `signature` is by the key over a KeyRegistration
    /// (REG-1). `group`: 1 to 64 printable characters.
    RegisterOperator {
        pubkey: Binary,
        signature: Binary,
        name: String,
        endpoints: Vec<String>,
        group: Option<String>,
    },
    /// By the account of the key.
    UpdateOperator { pubkey: Binary, endpoints: Vec<String> },
    /// Registers the sender's notary key with at least the notary bond, sent along (REG-1).
    RegisterNotary { pubkey: Binary, signature: Binary, name: String, url: String, group: Option<String> },
    /// By the account of the key.
    UpdateNotary { pubkey: Binary, url: String },
    /// By the admin or the account of the key. Off counts for later sessions only; on again takes the account `reactivate_ms`. What the
    /// admin switched off, only the admin switches on (REG-3).
    SetActive { pubkey: Binary, role: Role, active: bool },
    /// By the account of the key; the funds are added to its bond.
    TopUpBond { pubkey: Binary, role: Role },
    /// By the account of the key: off for sessions from now on, and the bond goes back after `unbonding_ms` (REG-4).
    Unbond { pubkey: Binary, role: Role },
    /// By the account of a key that is unbonding or unbonded; the funds make its bond full again. Not before `reactivate_ms`.
    Rebond { pubkey: Binary, role: Role },
    /// By the account of a key whose unbonding time is over.
    WithdrawBond { pubkey: Binary, role: Role },
    /// By the account of the key: unbonds it for ever.
    Retire { pubkey: Binary, role: Role },
    /// By the account of `old`: `new` takes its place, account, bond and standing rule. `signature` is by `new` over a KeyRegistration
    /// that names `old` as what it replaces (REG-2).
    RotateKey { role: Role, old: Binary, new: Binary, signature: Binary },
    /// By the account of the keys: `new`, which replaced `old`, takes its place in a feed from the next round on (ACC-4).
    MoveSeat { feed_id: u32, role: Role, old: Binary, new: Binary },
    /// By the account of the key: what it agrees to before it is asked; `null` for nothing more (ACC-3).
    SetStandingRule { role: Role, pubkey: Binary, rule: Option<StandingRule> },
    /// Anybody; once published, an operation stays. Publishing it again changes nothing.
    PublishOperation { operation: Binary },
    /// By the admin, once: the devices contract, which is asked about subjects (SUB-1).
    SetDevices { devices: String },
    /// Anybody; who creates the feed is its admin. It invites, and engages nobody but whose standing rule fits (ACC-1). Funds become its
    /// escrow, with the sender as sponsor. With `rows` it is a group, and each row gets the next feed id (GRP-3).
    CreateFeed { feed: FeedSpec },
    /// By the account of an invited key: a member from the next round on. `terms` is the digest that the query FeedTerms answers. A member
    /// that names the digest of a pending change stays beyond it (ACC-2).
    Accept { feed_id: u32, role: Role, pubkey: Binary, terms: Binary },
    /// By the account of an invited key that is no member: the invitation is gone.
    Decline { feed_id: u32, role: Role, pubkey: Binary },
    /// By the account of a member: until the round that begins after the feed's notice.
    Leave { feed_id: u32, role: Role, pubkey: Binary },
    /// By the feed's admin. Invites keys as CreateFeed does.
    InviteMembers { feed_id: u32, operators: Vec<Binary>, notaries: Vec<Binary> },
    /// By the feed's admin: members until the round that begins after the notice, and invited no longer (CHG-2).
    RemoveMembers { feed_id: u32, operators: Vec<Binary>, notaries: Vec<Binary> },
    /// By the feed's admin: other terms from the round that begins after twice the notice; one change at a time (CHG-1).
    ChangeFeed { feed_id: u32, change: FeedChange },
    /// By the feed's admin: closes a feed from the round that begins after the notice, or opens it from the next round (CHG-3).
    SetFeedActive { feed_id: u32, active: bool },
    /// Anybody: closes a feed, with notice, whose subject is bound no longer, or with other parameters (SUB-2).
    RevisitSubject { feed_id: u32 },
    /// Anybody; the funds are added to the escrow, and the sender owns a share of it (ESC-1).
    FundFeed { feed_id: u32 },
    /// By a sponsor: its share may be withdrawn from the round that begins after the notice. Funding again takes this back.
    AnnounceWithdrawal { feed_id: u32 },
    /// By a sponsor: what is left of its share, after the notice, or at once where the feed is closed.
    WithdrawEscrow { feed_id: u32 },
    /// Anybody; 1 to 32 reports (REP-1 to REP-8). A bad one is skipped; where none lands and none is merely late, the first code fails.
    SubmitReports { reports: Vec<Binary> },
    /// Anybody: an Observation of a landed round that its report left out; pays its observer and notaries (REP-12).
    ClaimOmitted { observation: Binary },
    /// Pays what has accrued to the sender, and what is owed to it by at most 64 feeds or groups.
    Claim { feeds: Vec<u32> },
    /// Anybody: the hash of evidence that is shown in a later block, 32 bytes (EVD-2).
    CommitEvidence { hash: Binary },
    /// By who committed: the evidence itself (EVD-1 to EVD-3). `salt`: 16 to 64 bytes.
    RevealEvidence { evidence: Evidence, salt: Binary },
}
